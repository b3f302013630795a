// SPDX-License-Identifier: GPL-2.0-or-later
// Search as you type: an editable combobox with a list box (ARIA 1.2 pattern). The form works without it.

import { Latest, type Completion, type SearchAnswer } from "../shared/api.js";
import { debounced, element, marked } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import { offersOf, type Offer } from "./search_answers.js";

const QUIET_MS = 120;
const MIN_CHARACTERS = 2;
const MAX_TYPED = 200;
const HITS = 6;

function optionOf(offer: Offer, index: number): HTMLElement {
  const isPhrase = offer.url === "";
  const title = isPhrase ? text("search_for", { text: offer.title.text }) : marked(offer.title.text, offer.title.marks);
  const lines: HTMLElement[] = [element("span", { class: "option-title" }, title)];
  if (offer.part !== null) lines.push(element("span", { class: "option-part" }, marked(offer.part.text, offer.part.marks)));
  if (offer.snippet !== null) lines.push(element("span", { class: "option-text" }, marked(offer.snippet.text, offer.snippet.marks)));
  return element("li", {
    class: isPhrase ? "option option-phrase" : "option", role: "option", id: `q-option-${index}`, "aria-selected": "false",
    "data-index": String(index),
  }, ...lines);
}

class SearchBox {
  private readonly searches = new Latest();
  private readonly completions = new Latest();
  private readonly list = element("ul", { class: "options plain", role: "listbox", id: "q-list", "aria-label": text("suggestions") });
  private readonly note = element("p", { class: "dropdown-note" });
  private readonly panel = element("div", { class: "dropdown" }, this.note, this.list);
  private readonly status = element("p", { class: "hidden", role: "status" });
  private offers: readonly Offer[] = [];
  private chosen = -1;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly input: HTMLInputElement,
  ) {
    this.panel.hidden = true;
    form.append(this.panel, this.status);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "q-list"]] as const) {
      input.setAttribute(name, value);
    }
    const ask = debounced(QUIET_MS, () => void this.ask());
    input.addEventListener("input", ask);
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    form.addEventListener("submit", () => this.close());
    this.panel.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
    this.list.addEventListener("click", (event) => this.onClick(event));
  }

  /** Both answers are for the same text, or the later text's call has made them null. */
  private async ask(): Promise<void> {
    const typed = this.input.value.trim().slice(0, MAX_TYPED);
    if ([...typed].length < MIN_CHARACTERS) return this.close();
    const query = encodeURIComponent(typed);
    const [answer, completion] = await Promise.all([
      this.searches.json<SearchAnswer>(`/api/v1/search?draft=1&limit=${HITS}&q=${query}`),
      this.completions.json<{ completions: readonly Completion[] }>(`/api/v1/complete?limit=${HITS}&q=${query}`),
    ]);
    const isCurrent = this.input.value.trim().slice(0, MAX_TYPED) === typed && document.activeElement === this.input;
    if ((answer === null && completion === null) || !isCurrent) return;
    this.show(answer, offersOf(answer, completion?.completions ?? []));
  }

  private show(answer: SearchAnswer | null, offers: readonly Offer[]): void {
    this.offers = offers;
    this.choose(-1);
    this.list.replaceChildren(...offers.map(optionOf));
    const isOther = answer !== null && (answer.rewritten === "layout" || answer.rewritten === "translit");
    const count = answer?.total ?? 0;
    this.note.textContent = isOther && count > 0 ? text("shown_for", { text: answer.shown_query }) : text("nothing");
    this.note.hidden = offers.length > 0 && !isOther;
    this.status.textContent = offers.length > 0 ? text("found", { n: offers.length }) : text("nothing");
    this.list.hidden = offers.length === 0;
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", String(offers.length > 0));
  }

  private close(): void {
    this.searches.abandon();
    this.completions.abandon();
    this.panel.hidden = true;
    this.choose(-1);
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.panel.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.panel.hidden) void this.ask();
      else this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !this.panel.hidden && this.chosen >= 0) {
      event.preventDefault();
      this.open(this.chosen);
    }
  }

  // One place before the first option is the text as typed.
  private move(step: number): void {
    const places = this.offers.length + 1;
    this.choose(((this.chosen + 1 + step + places) % places) - 1);
  }

  private choose(index: number): void {
    this.chosen = index;
    for (const [place, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(place === index));
      if (place === index) option.scrollIntoView({ block: "nearest" });
    }
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `q-option-${index}`);
  }

  private onClick(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    if (option !== null) this.open(Number(option.getAttribute("data-index")));
  }

  private open(index: number): void {
    const offer = this.offers[index];
    if (offer === undefined) return;
    if (offer.url !== "") {
      window.location.assign(this.inPageLanguage(offer.url));
      return;
    }
    this.input.value = offer.title.text;
    this.close();
    this.form.requestSubmit();
  }

  /** The language the person chose goes along: ?hl=en before the fragment. */
  private inPageLanguage(url: string): string {
    const chosen = this.form.querySelector<HTMLInputElement>("input[name=hl]")?.value ?? "";
    if (chosen === "") return url;
    const target = new URL(url, window.location.href);
    target.searchParams.set("hl", chosen);
    return target.href;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName));
}

export function startSearchBox(): void {
  const input = document.querySelector<HTMLInputElement>("#q");
  if (input?.form == null) return;
  new SearchBox(input.form, input);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
