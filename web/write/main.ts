// SPDX-License-Identifier: GPL-2.0-or-later
// The writers' workshop: which file is open, what is unsaved, and who is told of it.

import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import { WriteApi, type FoundFile, type Source, type Tree } from "./api.js";
import { askNewArticle } from "./dialogs.js";
import { ArticleTree } from "./tree.js";
import { Workplace } from "./workplace.js";

const POLL_MS = 1000;

class Workshop {
  private readonly api = new WriteApi(t("offline"));
  private readonly tree: ArticleTree;
  private readonly place: Workplace;
  private known: Tree | null = null;
  private readonly state = need("#state");

  constructor() {
    this.tree = new ArticleTree(need("#tree"), { open: (path, words) => void this.open(path, words), search: (words) => this.api.get<{ files: FoundFile[] }>(`/search?q=${encodeURIComponent(words)}`).then((found) => found.files), create: () => void this.create() });
    this.place = new Workplace(need("#editor"), need("#side"), this.api, {
      say: (words, isAlarm) => this.say(words, isAlarm),
      saved: () => void this.refresh(),
      showText: () => this.show("editor"),
      moved: (path) => {
        this.remember(path);
        void this.refresh();
      },
    });
    this.paneTabs();
    window.addEventListener("beforeunload", (event) => {
      if (this.place.isUnsaved && !this.place.isKept) event.preventDefault();
    });
    window.addEventListener("hashchange", () => void this.openHash());
    void this.start();
  }

  private async start(): Promise<void> {
    await this.refresh();
    await this.openHash();
    this.poll();
  }

  private poll(): void {
    window.setTimeout(() => {
      void this.look().finally(() => this.poll());
    }, POLL_MS);
  }

  /** Files changed by anybody (a pull, another editor, a colleague) appear at once. */
  private async look(): Promise<void> {
    if (document.hidden) return;
    try {
      const { version } = await this.api.get<{ version: string }>("/version");
      if (version !== this.known?.version) await this.refresh();
    } catch {
      return; // the next look may work; saving says what is wrong
    }
  }

  private async refresh(): Promise<void> {
    try {
      this.known = await this.api.get<Tree>("/tree");
    } catch (error) {
      return this.say((error as Error).message, true);
    }
    this.tree.show(this.known);
    this.place.know(this.known);
    const row = this.known.articles.find((one) => one.path === this.place.path);
    if (this.place.path !== "" && (row?.version ?? "") !== this.place.version) await this.place.changedOutside(row !== undefined);
  }

  private async openHash(): Promise<void> {
    const path = decodeURIComponent(location.hash.slice(1));
    if (path !== "" && path !== this.place.path) await this.open(path);
  }

  private remember(path: string): void {
    history.replaceState(null, "", `#${encodeURIComponent(path)}`);
    this.tree.choose(path);
  }

  private async open(path: string, words = ""): Promise<void> {
    if (!(await this.place.mayLeave())) return;
    try {
      const source = await this.api.get<Source>(`/articles/${path.split("/").map(encodeURIComponent).join("/")}`);
      this.place.open(source);
      this.remember(path);
      this.show("editor");
      this.place.findText(words);
      this.say("");
    } catch (error) {
      this.say((error as Error).message, true);
    }
  }

  private async create(): Promise<void> {
    const wish = await askNewArticle(this.known);
    if (wish === null || !(await this.place.mayLeave())) return;
    try {
      const made = await this.api.post<{ path: string; text: string }>("/new", wish);
      this.place.open({ path: made.path, text: made.text, version: "", url: "" });
      this.remember(made.path);
      this.show("editor");
      this.say(t("new_unsaved"));
    } catch (error) {
      this.say((error as Error).message, true);
    }
  }

  private say(words: string, isAlarm = false): void {
    this.state.textContent = words;
    this.state.classList.toggle("alarm", isAlarm);
  }

  /** On a narrow screen one of the three stands alone. */
  private paneTabs(): void {
    for (const [name, title] of [["tree", t("articles")], ["editor", t("text")], ["side", t("checks")]] as const) {
      const button = element("button", { type: "button", class: "pane-tab", "data-pane": name }, title);
      button.addEventListener("click", () => this.show(name));
      need("#pane-tabs").append(button);
    }
    this.show("tree");
  }

  private show(pane: string): void {
    need(".panes").dataset.pane = pane;
    for (const tab of document.querySelectorAll<HTMLElement>(".pane-tab")) tab.setAttribute("aria-pressed", String(tab.dataset.pane === pane));
  }
}

function need<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (found === null) throw new Error(selector);
  return found;
}

new Workshop();
