// SPDX-License-Identifier: GPL-2.0-or-later
// One open article: its text, what is beside it, and saving that never loses. Three texts are held: what was
// opened (the base), what is written, and, when a save is refused, what somebody else has saved.

import { debounced, element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import { ApiError, encodePath, type Checked, type Conflict, type Diagnostic, type Saved, type Source, type Tree, type WriteApi } from "./api.js";
import { askRename, askUnsaved, joined, settleConflict } from "./dialogs.js";
import { dropDraft, keepDraft, loadDraft } from "./drafts.js";
import { TextEditor } from "./editor.js";
import { FindPanel } from "./find.js";
import { showFindings } from "./findings.js";
import { isReadable, listOf, valueOf, withList, withValue } from "./header.js";
import { HistoryPanel } from "./history.js";
import { addImages } from "./images.js";
import { OutlinePanel } from "./outline.js";
import { Preview } from "./preview.js";
import { Properties } from "./properties.js";
import type { Script } from "./script_edits.js";
import { Tabs } from "./side.js";

const CHECK_MS = 60;

export interface WorkplaceWishes {
  readonly say: (words: string, isAlarm?: boolean) => void;
  readonly saved: () => void;
  readonly moved: (path: string) => void;
  readonly showText: () => void; // where one pane fills the screen
}

export class Workplace {
  path = "";
  version = "";
  isKept = true; // the browser holds what is unsaved
  private base = "";
  private url = "";
  private tree: Tree | null = null;
  private isSaving = false;
  private checked = 0;
  private drawn = ""; // what the head shows
  private readonly editor: TextEditor;
  private readonly tabs: Tabs;
  private readonly outline: OutlinePanel;
  private readonly preview: Preview;
  private readonly properties: Properties;
  private readonly find: FindPanel;
  private readonly history: HistoryPanel;
  private readonly title = element("h2", { class: "work-title" });
  private readonly actions = element("div", { class: "work-actions" });
  private readonly note = element("div", { class: "work-note", role: "status" });
  private readonly host = element("div", { class: "work-text" });
  private readonly checkSoon = debounced(CHECK_MS, () => void this.check());

  constructor(work: HTMLElement, private readonly side: HTMLElement, private readonly api: WriteApi, private readonly wishes: WorkplaceWishes) {
    work.append(element("div", { class: "work-head" }, this.title, this.actions), this.note, this.host);
    this.editor = new TextEditor(this.host, {
      changed: () => this.changed(), save: () => void this.save(), images: (files) => void addImages(files, this.path, api, { say: this.wishes.say, insert: (markdown) => this.editor.insert(markdown) }),
      articles: () => this.tree?.articles ?? [], path: () => this.path, scrolled: () => this.follow(), moved: (line) => this.outline.follow(line),
    });
    let isReady = false;
    const names = ["preview", "outline", "properties", "checks", "find", "history"].map((name) => [name, t(`tab_${name}`)] as const);
    this.tabs = new Tabs(side, t("beside"), names, (name) => { if (isReady) this.shown(name); });
    this.preview = new Preview(this.tabs.panel("preview"));
    this.properties = new Properties(this.tabs.panel("properties"), () => this.editor.text(), (text) => this.editor.change(text));
    this.find = new FindPanel(this.tabs.panel("find"), api, {
      path: () => this.path, text: () => this.editor.text(), aliases: () => listOf(this.editor.text(), "aliases"), addAlias: (words) => this.addAlias(words),
    });
    this.history = new HistoryPanel(this.tabs.panel("history"), api, {
      path: () => this.path, text: () => this.editor.text(), restore: (text) => this.restore(text),
      look: (text) => { this.tabs.show("preview"); void this.preview.show(this.path, text); },
    });
    this.outline = new OutlinePanel(this.tabs.panel("outline"), {
      goTo: (line) => this.goTo(line), undo: () => this.editor.undo(), fresh: () => this.freshScript(),
      apply: (edit) => {
        this.editor.edit(edit.text);
        this.editor.goTo(edit.line, false);
      },
    });
    this.tabs.allow("outline", false);
    isReady = true;
    this.showEmpty();
  }

  get isUnsaved(): boolean {
    return this.path !== "" && (this.version === "" || this.editor.text() !== this.base);
  }

  know(tree: Tree): void {
    this.tree = tree;
    this.properties.know(tree);
  }

  open(source: Source): void {
    this.path = source.path;
    this.version = source.version;
    this.base = source.text;
    this.url = source.url;
    this.note.replaceChildren();
    this.side.classList.remove("is-empty");
    this.editor.open(source.text);
    this.host.hidden = false;
    this.offerDraft();
    this.drawHead();
    this.properties.show();
    this.offerOutline(true);
    this.shown(this.tabs.current);
    void this.check();
    this.editor.view.focus();
  }

  readonly findText = (words: string): boolean => this.editor.find(words);

  /** A place of the text, also where one pane fills the screen. */
  private goTo(line: number): void {
    this.wishes.showText();
    this.editor.goTo(line);
  }

  /** The tree stands beside decision trees only, and first when one is opened. */
  private offerOutline(isOpening: boolean): void {
    const isScript = valueOf(this.editor.text(), "type") === "script";
    const isNew = isScript && !this.tabs.isAllowed("outline");
    this.tabs.allow("outline", isScript);
    if (isScript ? (isNew || isOpening) && this.tabs.current === "preview" : this.tabs.current === "outline") this.tabs.show(isScript ? "outline" : "preview");
  }

  private async freshScript(): Promise<Script | null> {
    const text = this.editor.text();
    try {
      const { outline, sections } = await this.api.post<Checked>("/check", { path: this.path, text });
      return text === this.editor.text() ? { text, nodes: outline, sections } : await this.freshScript();
    } catch (error) {
      this.wishes.say((error as Error).message, true);
      return null;
    }
  }

  /** Whether something else may be opened now. What is unsaved stays in the browser in any case. */
  async mayLeave(): Promise<boolean> {
    return !this.isUnsaved || this.isKept || (await askUnsaved());
  }

  /** The file on the disk is not what was opened. */
  async changedOutside(exists: boolean): Promise<void> {
    if (this.isSaving || this.version === "") return;
    if (!exists) return this.tell(t("gone_outside"), []);
    let source: Source;
    try {
      source = await this.api.get<Source>(`/articles/${encodePath(this.path)}`);
    } catch {
      return;
    }
    if (source.path !== this.path || source.version === this.version) return;
    const mine = this.editor.text();
    if (mine === this.base) {
      this.take(source, source.text);
      return this.wishes.say(t("reloaded"));
    }
    const both = joined(mine, this.base, source.text);
    if (both.isClean) {
      this.take(source, both.text);
      return this.wishes.say(t("joined"));
    }
    this.tell(t("changed_outside"), []); // saving will show both
  }

  private take(source: Source, text: string): void {
    this.version = source.version;
    this.base = source.text;
    this.editor.change(text);
    this.changed();
  }

  private changed(): void {
    if (this.path === "") return;
    const text = this.editor.text();
    if (text === this.base && this.version !== "") dropDraft(this.path);
    else this.isKept = keepDraft(this.path, { text, base: this.base, version: this.version, at: Date.now() });
    if (!this.isKept) this.wishes.say(t("not_kept"), true);
    this.drawHead();
    this.properties.show();
    this.offerOutline(false);
    this.checkSoon();
  }

  private offerDraft(): void {
    const draft = loadDraft(this.path);
    if (draft === null || draft.text === this.base) return dropDraft(this.path);
    const restore = element("button", { type: "button", class: "button" }, t("draft_take"));
    const drop = element("button", { type: "button", class: "button button-quiet" }, t("draft_drop"));
    restore.addEventListener("click", () => {
      const both = draft.version === this.version ? draft.text : joined(draft.text, draft.base, this.base).text;
      this.note.replaceChildren();
      this.editor.change(both);
    });
    drop.addEventListener("click", () => {
      dropDraft(this.path);
      this.note.replaceChildren();
    });
    this.tell(t("draft_found", { at: new Date(draft.at).toLocaleString(document.documentElement.lang) }), [restore, drop]);
  }

  private tell(words: string, buttons: readonly HTMLElement[]): void {
    this.note.replaceChildren(element("p", { class: "notice" }, words, " ", ...buttons));
  }

  private addAlias(words: string): boolean {
    const text = this.editor.text();
    if (!isReadable(text)) {
      this.wishes.say(t("header_broken"), true);
      return false;
    }
    const known = listOf(text, "aliases");
    if (!known.includes(words)) this.editor.edit(withList(text, "aliases", [...known, words]));
    this.wishes.say(t("alias_added", { words }));
    return true;
  }

  private restore(text: string): void {
    this.editor.change(text);
    this.tabs.show("preview");
    this.wishes.say(t("restored"));
  }

  private shown(name: string): void {
    if (this.path === "") return;
    if (name === "preview") void this.preview.show(this.path, this.editor.text());
    else if (name === "properties") this.properties.show();
    else if (name === "find") this.find.open();
    else if (name === "history") void this.history.open();
  }

  private follow(): void {
    if (this.tabs.current === "preview") this.preview.follow(this.editor.topLine());
  }

  private async check(): Promise<void> {
    const mine = (this.checked += 1);
    const { path } = this;
    const text = this.editor.text();
    if (this.tabs.current === "preview") void this.preview.show(path, text);
    try {
      const answer = await this.api.post<Checked>("/check", { path, text });
      if (mine !== this.checked) return;
      this.preview.know(answer.sections);
      this.editor.show(answer.diagnostics);
      if (text === this.editor.text()) this.outline.show({ text, nodes: answer.outline, sections: answer.sections });
      this.showDiagnostics(answer.diagnostics);
    } catch (error) {
      if (mine === this.checked && error instanceof ApiError && error.status !== 0) this.wishes.say(error.message, true);
    }
  }

  private showDiagnostics(diagnostics: readonly Diagnostic[]): void {
    this.tabs.count("checks", diagnostics.filter((one) => one.severity !== "hint").length);
    showFindings(this.tabs.panel("checks"), diagnostics, (line) => this.goTo(line));
  }

  async save(): Promise<boolean> {
    if (this.path === "" || this.isSaving) return false;
    this.isSaving = true;
    this.wishes.say(t("saving"));
    try {
      return await this.saveText(this.editor.text());
    } catch (error) {
      this.wishes.say(`${(error as Error).message} ${t("still_here")}`, true);
      return false;
    } finally {
      this.isSaving = false;
      this.drawHead();
    }
  }

  private async saveText(text: string): Promise<boolean> {
    const answer = await this.api.post<Saved | Conflict>("/articles", { path: this.path, text, base_version: this.version });
    if ("conflict" in answer) {
      const settled = await settleConflict(text, this.base, answer);
      if (settled === null) {
        this.wishes.say(t("not_saved"), true);
        return false;
      }
      this.version = answer.version;
      this.base = answer.text;
      this.editor.change(settled);
      return this.saveText(settled);
    }
    this.version = answer.version;
    this.base = answer.text === "" ? text : answer.text;
    if (this.editor.text() === text) this.editor.change(this.base);
    this.note.replaceChildren();
    if (this.editor.text() === this.base) dropDraft(this.path);
    this.wishes.say(answer.trouble === "" ? t("saved", { at: new Date().toLocaleTimeString(document.documentElement.lang) }) : answer.trouble, answer.trouble !== "");
    this.wishes.saved();
    return true;
  }

  private async setStatus(status: string): Promise<void> {
    const before = this.editor.text();
    this.editor.change(withValue(before, "status", status));
    if (!(await this.save())) this.editor.change(before);
  }

  private async rename(): Promise<void> {
    if (this.isUnsaved && !(await this.save())) return;
    const row = this.tree?.articles.find((one) => one.path === this.path);
    const slug = valueOf(this.base, "slug") || row?.id || "";
    const wish = await askRename(this.path, slug);
    if (wish === null) return;
    try {
      const answer = await this.api.post<Saved | Conflict>("/move", { from: this.path, to: wish.to, slug: wish.slug, base_version: this.version });
      if ("conflict" in answer) return this.wishes.say(t("changed_outside"), true);
      this.open(await this.api.get<Source>(`/articles/${encodePath(answer.path)}`));
      this.wishes.moved(answer.path);
      this.wishes.say(t("renamed"));
    } catch (error) {
      this.wishes.say((error as Error).message, true);
    }
  }

  private drawHead(): void {
    const text = this.editor.text();
    const status = valueOf(text, "status") || "published";
    const drawn = [valueOf(text, "title") || this.path, status, this.isUnsaved, this.version === "", this.url].join("\n");
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const focused = this.actions.contains(document.activeElement) ? document.activeElement?.textContent : null;
    this.title.replaceChildren(valueOf(text, "title") || this.path, " ", element("span", { class: `badge status-${status}` }, t(`status_${status}`)));
    const button = (label: string, act: () => void, isMain = false): HTMLButtonElement => {
      const made = element("button", { type: "button", class: isMain ? "button" : "button button-quiet" }, label);
      made.addEventListener("click", act);
      return made;
    };
    const save = button(t("save"), () => void this.save(), true);
    save.disabled = !this.isUnsaved;
    save.title = "Ctrl+S";
    const next: [string, string][] = status === "draft" ? [["review", t("to_review")], ["published", t("publish")]] : status === "review" ? [["published", t("publish")], ["draft", t("to_draft")]] : status === "published" ? [["archived", t("archive")]] : [["draft", t("to_draft")]];
    const more = next.map(([value, label]) => button(label, () => void this.setStatus(value)));
    const rename = this.version === "" ? [] : [button(t("rename"), () => void this.rename())];
    const link = this.url === "" ? [] : [element("a", { href: this.url, target: "_blank", rel: "noopener" }, t("open_page"))];
    this.actions.replaceChildren(save, ...more, ...rename, ...link);
    if (focused !== null) ([...this.actions.querySelectorAll("button")].find((one) => one.textContent === focused && !one.disabled) ?? this.actions.querySelector<HTMLElement>("button:enabled"))?.focus();
  }

  private showEmpty(): void {
    this.host.hidden = true;
    this.note.replaceChildren(element("p", { class: "empty" }, t("choose_article")));
    this.side.append(element("p", { class: "empty side-empty" }, t("side_empty")));
    this.side.classList.add("is-empty");
  }
}
