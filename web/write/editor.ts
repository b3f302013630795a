// SPDX-License-Identifier: GPL-2.0-or-later
// The text field: CodeMirror in a shadow root, where its styles go in without loosening the page's policy.

import { autocompletion, closeBrackets, insertCompletionText, startCompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory, undo } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic as Mark } from "@codemirror/lint";
import { MergeView, getChunks, unifiedMergeView } from "@codemirror/merge";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import type { Diagnostic, FileRow } from "./api.js";
import { phrases } from "./phrases.js";

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "0.9375rem", color: "var(--ink)", backgroundColor: "var(--surface)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "DejaVu Sans Mono", "Liberation Mono", monospace', lineHeight: "1.6" },
  ".cm-content": { padding: "1rem 0", caretColor: "var(--ink)", maxWidth: "52rem" },
  ".cm-line": { padding: "0 1rem" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--quiet)", border: "none" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--mark)" },
  ".cm-tooltip, .cm-panels": { backgroundColor: "var(--surface)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--button)", color: "var(--on-button)" },
  // The library draws these with pictures in data: addresses, which the page's policy keeps out.
  ".cm-lint-marker": { width: "0.625rem", height: "0.625rem", marginTop: "0.4375rem", borderRadius: "50%" },
  ".cm-lint-marker-info": { content: "none", backgroundColor: "var(--quiet)" },
  ".cm-lint-marker-warning": { content: "none", backgroundColor: "var(--notice-line)" },
  ".cm-lint-marker-error": { content: "none", backgroundColor: "var(--alarm)" },
  ".cm-lintRange": { backgroundImage: "none", textDecoration: "underline wavy var(--notice-line)", textUnderlineOffset: "0.2em" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecorationColor: "var(--alarm)" },
  ".cm-lintRange-warning, .cm-lintRange-info, .cm-lintRange-hint": { backgroundImage: "none" },
  "& .cm-collapsedLines": { color: "var(--ink)", background: "var(--badge)", margin: "0.125rem 0" },
  "& .cm-collapsedLines:before, & .cm-collapsedLines:after": { content: '"⋯"' },
  ".cm-completionDetail": { color: "inherit", opacity: "0.75", fontStyle: "normal" },
});

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.heading, fontWeight: "700", color: "var(--link)" },
    { tag: tags.strong, fontWeight: "700" },
    { tag: tags.emphasis, fontStyle: "italic" },
    { tag: [tags.link, tags.url], color: "var(--link)" },
    { tag: [tags.monospace, tags.comment], color: "var(--quiet)" },
    { tag: [tags.processingInstruction, tags.contentSeparator], color: "var(--quiet)" },
  ]),
);

/** The way from one file of the folder to another, as Markdown writes it. */
export function relativePath(from: string, to: string): string {
  const a = from.split("/").slice(0, -1);
  const b = to.split("/");
  let same = 0;
  while (same < a.length && same < b.length - 1 && a[same] === b[same]) same += 1;
  return [...a.slice(same).map(() => ".."), ...b.slice(same)].join("/");
}

export interface EditorWishes {
  readonly changed: (text: string) => void;
  readonly save: () => void;
  readonly images: (files: readonly File[]) => void;
  readonly articles: () => readonly FileRow[];
  readonly path: () => string;
  readonly scrolled: () => void;
  readonly moved: (line: number) => void;
}

function linkCompletion(wishes: EditorWishes) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.matchBefore(/\[\[?[^\][\n]{0,60}/);
    if (before === null || (!context.explicit && before.text.length < 3)) return null;
    const options = wishes.articles().filter((row) => row.readable && row.path !== wishes.path()).map((row) => ({
      label: row.title,
      detail: row.status === "published" ? "" : t(`status_${row.status}`),
      apply: (view: EditorView, _: Completion, from: number, to: number): void => {
        const link = `[${row.title.replace(/[[\]]/g, "")}](${relativePath(wishes.path(), row.path).replace(/ /g, "%20")})`;
        // The brackets that closed themselves while «[» was typed go too.
        const closed = /^\]{0,2}/.exec(view.state.sliceDoc(to, to + before.text.lastIndexOf("[") + 1))?.[0].length ?? 0;
        view.dispatch({ ...insertCompletionText(view.state, link, from, to + closed), userEvent: "input.complete" });
      },
    }));
    return { from: before.from, options: options.map((o) => ({ ...o, displayLabel: o.label, label: before.text.replace(/[^[]/g, "") + o.label })) };
  };
}

const pictures = (list: DataTransfer | null): File[] => [...(list?.files ?? [])].filter((file) => file.type.startsWith("image/"));

export class TextEditor {
  readonly view: EditorView;

  constructor(host: HTMLElement, private readonly wishes: EditorWishes) {
    const root = host.attachShadow({ mode: "open" });
    const parent = element("div", { class: "cm-host" });
    root.append(parent);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".cm-host { height: 100%; } .cm-editor { height: 100%; }");
    root.adoptedStyleSheets = [sheet];
    this.view = new EditorView({ root, parent, state: this.state("") });
  }

  private state(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.extensions() });
  }

  private extensions(): Extension[] {
    const { wishes } = this;
    return [
      lineNumbers(), history(), drawSelection(), EditorView.lineWrapping, closeBrackets(), search({ top: true }), highlightSelectionMatches(),
      lintGutter(), markdown(), colours, look, phrases(),
      autocompletion({ override: [linkCompletion(wishes)], icons: false }),
      EditorView.contentAttributes.of({ "aria-label": t("text_of_article"), spellcheck: "true", lang: "ru", tabindex: "0" }),
      keymap.of([
        { key: "Mod-s", preventDefault: true, run: () => (wishes.save(), true) },
        { key: "Mod-k", preventDefault: true, run: (view) => (view.dispatch(view.state.replaceSelection("[")), startCompletion(view)) },
        ...searchKeymap, ...historyKeymap, ...defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) wishes.changed(this.text());
        else if (update.selectionSet) wishes.moved(update.state.doc.lineAt(update.state.selection.main.head).number);
      }),
      EditorView.domEventHandlers({
        paste: (event) => this.take(event, pictures(event.clipboardData)),
        drop: (event) => this.take(event, pictures(event.dataTransfer)),
        scroll: () => wishes.scrolled(),
      }),
    ];
  }

  private take(event: Event, files: readonly File[]): boolean {
    if (files.length === 0) return false;
    event.preventDefault();
    this.wishes.images(files);
    return true;
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  /** Another file: nothing of the last one can be undone into it. */
  open(text: string): void {
    this.view.setState(this.state(text));
  }

  /** Other words for what is open, as one step that can be undone. Only the part that differs is exchanged. */
  change(text: string, isAlone = false): void {
    const old = this.text();
    if (old === text) return;
    let begin = 0;
    while (begin < old.length && begin < text.length && old[begin] === text[begin]) begin += 1;
    let tail = 0;
    while (tail < old.length - begin && tail < text.length - begin && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    this.view.dispatch({ changes: { from: begin, to: old.length - tail, insert: text.slice(begin, text.length - tail) }, ...(isAlone ? { annotations: isolateHistory.of("full") } : {}) });
  }

  /** As change(), but a step of its own however soon it follows another. */
  edit(text: string): void {
    this.change(text, true);
  }

  undo(): void {
    undo(this.view);
  }

  insert(text: string): void {
    this.view.dispatch(this.view.state.replaceSelection(text));
    this.view.focus();
  }

  show(diagnostics: readonly Diagnostic[]): void {
    const { doc } = this.view.state;
    const marks: Mark[] = diagnostics.filter((one) => one.line >= 1 && one.line <= doc.lines).map((one) => {
      const line = doc.line(one.line);
      return { from: Math.min(line.from + Math.max(one.column - 1, 0), line.to), to: line.to, severity: one.severity === "hint" ? "info" : one.severity, message: one.message };
    });
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  goTo(line: number, takesFocus = true): void {
    const { doc } = this.view.state;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines)).from;
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 40 }) });
    if (takesFocus) this.view.focus();
  }

  /** Chooses the first place where the words stand; false when there is none. */
  find(words: string): boolean {
    const at = words === "" ? -1 : this.text().indexOf(words);
    if (at < 0) return false;
    this.view.dispatch({ selection: { anchor: at, head: at + words.length }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    this.view.focus();
    return true;
  }

  /** The first line that can be seen, with the part of it that is scrolled away. */
  topLine(): number {
    const top = this.view.scrollDOM.scrollTop;
    const block = this.view.lineBlockAtHeight(top);
    return this.view.state.doc.lineAt(block.from).number + (block.height > 0 ? (top - block.top) / block.height : 0);
  }
}

/** Pixels below which two columns of text are too narrow to read. */
export const NARROW = 700;

/** Two texts side by side, or in one where there is no room for two columns; the right one can be changed when `isEditable`. */
export function compare(host: HTMLElement, left: string, right: string, wishes: { readonly isEditable: boolean; readonly isNarrow: boolean }): { text: () => string } {
  const root = host.attachShadow({ mode: "open" });
  const parent = element("div");
  root.append(parent);
  const shared = [EditorView.lineWrapping, lineNumbers(), markdown(), colours, look, phrases()];
  const collapseUnchanged = { margin: 3, minSize: 6 };
  const own = [...shared, EditorState.readOnly.of(!wishes.isEditable), EditorView.contentAttributes.of({ "aria-label": t("right_text") }), keymap.of(defaultKeymap)];
  const view = wishes.isNarrow
    ? new EditorView({ parent, root, doc: right, extensions: [...own, unifiedMergeView({ original: left, mergeControls: false, collapseUnchanged })] })
    : new MergeView({
        parent, root, collapseUnchanged,
        a: { doc: left, extensions: [...shared, EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-label": t("left_text") })] },
        b: { doc: right, extensions: own },
      }).b;
  const first = getChunks(view.state)?.chunks[0];
  if (first !== undefined) requestAnimationFrame(() => view.dispatch({ effects: EditorView.scrollIntoView(Math.min(first.fromB, view.state.doc.length), { y: "center" }) }));
  return { text: () => view.state.doc.toString() };
}
