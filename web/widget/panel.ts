// SPDX-License-Identifier: GPL-2.0-or-later
// The panel in the corner: search, articles and the contact form, with a way back between them.

import { debounced, element } from "../shared/dom.js";
import { type Card, type Found, type Server, signed } from "./api.js";
import { contactView, type Draft } from "./contact.js";
import { cleanCopy, hitButton, type View } from "./pieces.js";
import { dress } from "./style.js";
import type { TextKey } from "./texts.js";

export interface Options {
  readonly lang: string;
  readonly isLeft: boolean;
  readonly hasButton: boolean;
  readonly color: string;
}

const QUIET_MS = 200;

export class Panel {
  private readonly host = element("div");
  private readonly frame = element("div");
  private readonly launcher: HTMLButtonElement;
  private readonly panel: HTMLElement;
  private readonly heading = element("h2", { id: "h" });
  private readonly body = element("div", { class: "body", tabindex: "-1" });
  private readonly backButton: HTMLButtonElement;
  private readonly writeButton: HTMLButtonElement;
  private readonly trail: View[] = [];
  private pageCards: Card[] = [];
  private article = "";
  private readonly query: HTMLInputElement;
  private readonly results = element("div", { "aria-live": "polite" });

  constructor(
    private readonly server: Server,
    private readonly text: (key: TextKey) => string,
    private readonly options: Options,
  ) {
    const root = this.host.attachShadow({ mode: "open" });
    dress(root);
    if (options.isLeft) this.frame.className = "left";
    if (options.color !== "") this.host.style.setProperty("--kb-color", options.color);
    this.host.lang = options.lang;
    this.launcher = this.button("launcher", text("open"), () => this.open());
    this.launcher.setAttribute("aria-haspopup", "dialog");
    this.launcher.hidden = !options.hasButton;
    this.backButton = this.button("", "←", () => this.back(), text("back"));
    this.writeButton = this.button("button quiet-button", text("write"), () => this.contact({ subject: this.query.value }));
    const close = this.button("", "×", () => this.close(), text("close"));
    this.panel = element("section", { class: "panel", role: "dialog", "aria-labelledby": "h", hidden: "" },
      element("header", { class: "head" }, this.backButton, this.heading, close), this.body, element("footer", { class: "foot" }, this.writeButton));
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      event.stopPropagation(); // the host page's hot keys are not for what is typed here
    });
    this.query = element("input", { type: "search", "aria-label": text("search"), placeholder: text("search"), maxlength: "1000", autocomplete: "off" });
    this.query.addEventListener("input", debounced(QUIET_MS, () => void this.look()));
    this.frame.append(this.launcher, this.panel);
    root.append(this.frame);
    document.body.append(this.host);
  }

  open(): void {
    this.panel.hidden = false;
    this.launcher.hidden = true;
    if (this.trail.length === 0) {
      this.show(this.home());
      if (this.query.value === "") void this.look();
    } else this.trail.at(-1)?.focus?.focus();
  }
  close(): void {
    this.panel.hidden = true;
    this.launcher.hidden = !this.options.hasButton;
    if (this.options.hasButton) this.launcher.focus();
  }
  search(words: string): void {
    this.trail.length = 0;
    this.panel.hidden = false;
    this.launcher.hidden = true;
    this.query.value = words;
    this.show(this.home());
    void this.look();
  }
  async suggest(url: string): Promise<void> {
    this.pageCards = (await this.server.forPage(url)) ?? [];
    if (this.query.value === "") await this.look();
  }
  contact(draft: Draft): void {
    this.open();
    this.show(contactView(this.server, this.text, { article: this.article, ...draft }, (card) => void this.read(card.id, anchorOf(card))));
  }

  async read(id: string, anchor = ""): Promise<void> {
    this.open();
    this.article = id;
    const box = element("div", { class: "article" }, this.text("loading"));
    const whole = element("a", { href: signed(`${this.server.origin}/a/${encodeURIComponent(id)}`), target: "_blank", rel: "noopener" }, this.text("whole"));
    this.show({ title: "…", content: element("div", {}, box, element("p", { class: "note" }, whole)), focus: this.body });
    const article = await this.server.article(id);
    if (article === null) {
      box.textContent = this.text("failed");
      return;
    }
    this.heading.textContent = article.title;
    box.lang = article.lang;
    box.replaceChildren(cleanCopy(article.body, this.server.origin));
    this.trail.splice(-1, 1, { title: article.title, content: box.parentElement ?? box, focus: this.body });
    box.addEventListener("click", (event) => this.followed(event, box));
    if (anchor !== "") box.querySelector(`[data-anchor="${CSS.escape(anchor)}"]`)?.scrollIntoView();
  }

  /** A link to another article stays in the panel; one to a section goes there. */
  private followed(event: MouseEvent, box: HTMLElement): void {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const href = link?.getAttribute("href") ?? "";
    const start = `${this.server.origin}/a/`;
    if (!href.startsWith("#") && !href.startsWith(start)) return;
    event.preventDefault();
    const [path = "", anchor = ""] = href.split("#");
    if (path === "") box.querySelector(`[data-anchor="${CSS.escape(decodeURIComponent(anchor))}"]`)?.scrollIntoView();
    else void this.read(decodeURIComponent(path.slice(start.length).split("?")[0] ?? ""), decodeURIComponent(anchor));
  }

  private home(): View {
    return { title: this.text("title"), content: element("div", {}, this.query, this.results), focus: this.query };
  }
  private async look(): Promise<void> {
    const words = this.query.value.trim();
    if (words === "") return this.list(this.pageCards, this.text(this.pageCards.length === 0 ? "hint" : "for_page"));
    const found = await this.server.search(words, this.options.lang);
    if (this.query.value.trim() !== words) return;
    this.list(found ?? [], this.text(found === null ? "failed" : found.length === 0 ? "nothing" : "results"));
  }
  private list(cards: readonly (Card | Found)[], label: string): void {
    const open = (card: Card | Found) => void this.read(card.id, anchorOf(card));
    this.results.replaceChildren(element("p", { class: "label" }, label), element("ul", { class: "list" }, ...cards.map((card) => hitButton(card, open))));
  }
  private show(view: View): void {
    this.trail.push(view);
    this.render(view);
  }
  private back(): void {
    this.trail.pop();
    const view = this.trail.at(-1);
    if (view !== undefined) this.render(view);
    else this.show(this.home());
  }
  private render(view: View): void {
    this.heading.textContent = view.title;
    this.body.replaceChildren(view.content);
    this.body.scrollTop = 0;
    this.backButton.hidden = this.trail.length < 2;
    this.writeButton.hidden = view.content instanceof HTMLFormElement;
    view.focus?.focus();
  }
  private button(className: string, label: string, act: () => void, name = ""): HTMLButtonElement {
    const made = element("button", { type: "button", class: className, ...(name === "" ? {} : { "aria-label": name }) }, label);
    made.addEventListener("click", act);
    return made;
  }
}

function anchorOf(card: Card | Found): string {
  return "section" in card ? card.section.anchor : "";
}
