// SPDX-License-Identifier: GPL-2.0-or-later
// A decision tree drawn as nested questions, answers and ends, after the ARIA pattern of a tree: arrows walk,
// Enter goes to the place in the text. Whatever is added here is added to the text; the drawing follows.

import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import type { OutlineAnswer, OutlineNode } from "./api.js";
import { askAnswer, askNode, askTitle } from "./dialogs.js";
import { addAnswer, addMissing, addNode, renameNode, type Edit, type Script } from "./script_edits.js";

const MOST_ROWS = 400;
const MOST_LETTERS = 120; // of a title or an answer in the drawing

export interface OutlineWishes {
  readonly goTo: (line: number) => void;
  readonly apply: (edit: Edit) => void;
  readonly undo: () => void;
  /** The tree of the text as it is now; null: the server cannot say. */
  readonly fresh: () => Promise<Script | null>;
}

// One line of the drawing.
interface Row {
  readonly key: string; // stays while the tree grows
  readonly level: number;
  readonly node: OutlineNode | null; // null: the answer leads out or nowhere
  readonly from: OutlineNode | null;
  readonly answer: OutlineAnswer | null;
  readonly isAgain: boolean; // drawn elsewhere with all that follows
}

function rowsOf(nodes: readonly OutlineNode[]): Row[] {
  const byAnchor = new Map(nodes.map((node) => [node.anchor, node]));
  const drawn = new Set<string>();
  const rows: Row[] = [];
  const roots = nodes.filter((node, i) => i === 0 || !node.is_reached);
  for (const root of roots) {
    if (drawn.has(root.anchor)) continue;
    if (rows.length > MOST_ROWS) break;
    const stack: Row[] = [{ key: root.anchor, level: 1, node: root, from: null, answer: null, isAgain: false }];
    while (stack.length > 0 && rows.length <= MOST_ROWS) {
      const top = stack.pop() as Row;
      const node = top.node;
      const isOwn = node !== null && !drawn.has(node.anchor) && (!node.is_reached || top.from === null || node.parent === top.from.anchor);
      rows.push(node === null || isOwn ? top : { ...top, isAgain: true });
      if (node === null || !isOwn) continue;
      drawn.add(node.anchor);
      const answers = node.answers.map((answer, i): Row => ({
        key: `${node.anchor} ${i} ${answer.to}`, level: top.level + 1, node: answer.leads === "on" ? (byAnchor.get(answer.to) ?? null) : null, from: node, answer, isAgain: false,
      }));
      stack.push(...answers.reverse());
    }
  }
  return rows;
}

const short = (words: string): string => (words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS)}…` : words);
const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

export class OutlinePanel {
  private script: Script | null = null;
  private rows: Row[] = [];
  private chosen = "";
  private awaited = 0; // a line whose node is to be chosen when it is drawn
  private readonly closed = new Set<string>();
  private readonly state = element("p", { class: "outline-state small", role: "status" });
  private readonly target = element("p", { class: "outline-target small" });
  private readonly tools = element("div", { class: "outline-tools", role: "toolbar", "aria-label": t("outline_tools") });
  private readonly tree = element("div", { class: "outline", role: "tree", "aria-label": t("outline") });
  private readonly empty = element("div", { class: "outline-empty" });

  constructor(host: HTMLElement, private readonly wishes: OutlineWishes) {
    const first = this.button(t("outline_first"), () => void this.add("question"));
    first.classList.remove("button-quiet");
    this.empty.append(element("p", {}, t("outline_none")), element("p", {}, first));
    this.tree.addEventListener("keydown", (event) => this.onKey(event));
    this.tree.addEventListener("click", (event) => this.onClick(event));
    host.append(this.state, this.target, this.tools, this.tree, this.empty, element("p", { class: "quiet small outline-keys" }, t("outline_keys")));
    this.draw();
  }

  show(script: Script): void {
    this.script = script;
    this.rows = rowsOf(script.nodes);
    if (this.awaited > 0) {
      const at = [...script.nodes].reverse().find((node) => node.line <= this.awaited);
      const row = this.rows.find((one) => !one.isAgain && one.node === at) ?? this.rows.find((one) => one.answer?.line === this.awaited);
      if (row !== undefined) this.chosen = row.key;
      this.awaited = 0;
    }
    if (!this.rows.some((row) => row.key === this.chosen)) this.chosen = this.rows[0]?.key ?? "";
    this.draw();
  }

  /** The caret stands on this line of the text. */
  follow(line: number): void {
    if (this.tree.contains(document.activeElement)) return;
    const node = this.script === null ? undefined : [...this.script.nodes].reverse().find((one) => one.line <= line);
    const row = this.rows.find((one) => !one.isAgain && one.node !== null && one.node === node);
    if (row === undefined || row.key === this.chosen) return;
    this.chosen = row.key;
    this.draw();
    this.rowElement(row.key)?.scrollIntoView({ block: "nearest" });
  }

  private row(): Row | undefined {
    return this.rows.find((row) => row.key === this.chosen);
  }

  private rowElement(key: string): HTMLElement | undefined {
    return [...this.tree.children].find((one): one is HTMLElement => one instanceof HTMLElement && one.dataset.key === key);
  }

  private button(label: string, act: () => void): HTMLButtonElement {
    const made = element("button", { type: "button", class: "button button-quiet" }, label);
    made.addEventListener("click", act);
    return made;
  }

  private isParent(row: Row): boolean {
    return row.node !== null && !row.isAgain && row.node.answers.length > 0;
  }

  private shownRows(): Row[] {
    const out: Row[] = [];
    let hiddenBelow = Infinity;
    for (const row of this.rows.slice(0, MOST_ROWS)) {
      if (row.level > hiddenBelow) continue;
      hiddenBelow = this.closed.has(row.key) ? row.level : Infinity;
      out.push(row);
    }
    return out;
  }

  private draw(): void {
    const nodes = this.script?.nodes ?? [];
    const hadFocus = this.tree.contains(document.activeElement);
    this.tree.replaceChildren(...this.shownRows().map((row) => this.drawRow(row)));
    this.tree.hidden = nodes.length === 0;
    this.empty.hidden = nodes.length > 0 || this.script === null;
    this.drawState(nodes);
    this.drawTools();
    if (hadFocus) this.rowElement(this.chosen)?.focus({ preventScroll: true });
  }

  private drawState(nodes: readonly OutlineNode[]): void {
    const questions = nodes.filter((node) => node.answers.length > 0).length;
    const broken = nodes.flatMap((node) => node.answers).filter((answer) => answer.leads === "nowhere").length;
    const lost = nodes.filter((node) => !node.is_reached).length;
    const endless = nodes.filter((node) => !node.has_end).length;
    const parts: (Node | string)[] = [t("outline_count", { questions, ends: nodes.length - questions })];
    for (const [count, key] of [[broken, "outline_broken"], [lost, "outline_lost"], [endless, "outline_endless"]] as const)
      if (count > 0) parts.push(" ", element("strong", { class: "alarm" }, t(key, { n: count })));
    if (this.rows.length > MOST_ROWS) parts.push(" ", t("outline_cut", { n: MOST_ROWS }));
    this.state.replaceChildren(...(nodes.length === 0 ? [] : parts));
  }

  private drawTools(): void {
    const row = this.row();
    const node = row?.node ?? row?.from ?? null;
    this.tools.hidden = this.target.hidden = node === null;
    if (row === undefined || node === null) return this.tools.replaceChildren();
    this.target.replaceChildren(t("outline_target"), " ", element("strong", {}, `«${short(node.title)}»`));
    const tools = [this.button(t("outline_add_answer"), () => void this.answer()), this.button(t("outline_add_question"), () => void this.add("question")),
      this.button(t("outline_add_end"), () => void this.add("end")), this.button(t("outline_rename"), () => void this.rename())];
    if (row.answer?.leads === "nowhere") tools.unshift(this.button(t("outline_mend"), () => void this.mend()));
    this.tools.replaceChildren(...tools);
  }

  private drawRow(row: Row): HTMLElement {
    const { node, answer } = row;
    const made = element("div", { role: "treeitem", class: "outline-row", "aria-level": String(row.level), "aria-selected": String(row.key === this.chosen), tabindex: row.key === this.chosen ? "0" : "-1" });
    made.dataset.key = row.key;
    made.style.setProperty("--level", String(Math.min(row.level - 1, 10)));
    if (this.isParent(row)) made.setAttribute("aria-expanded", String(!this.closed.has(row.key)));
    made.append(element("span", { class: "outline-twist", "aria-hidden": "true" }));
    const words = element("span", { class: "outline-words" });
    const title = node?.title ?? "";
    if (answer !== null && !(node !== null && same(answer.text, title))) words.append(element("span", { class: "outline-answer" }, answer.text === "" ? t("outline_no_words") : short(answer.text)), " → ");
    if (node !== null) words.append(element("span", { class: "outline-title" }, short(title)), " ");
    const [kind, isAlarm] = this.kindOf(row);
    words.append(element("span", { class: isAlarm ? "outline-kind alarm" : "outline-kind" }, kind));
    if (node !== null && !row.isAgain && node.says !== "" && node.says !== "…") words.append(element("span", { class: "outline-says" }, node.says));
    made.append(words);
    if (isAlarm) made.classList.add("is-broken");
    return made;
  }

  private kindOf(row: Row): [string, boolean] {
    const { node, answer } = row;
    if (node === null) return answer?.leads === "out" ? [t("outline_out"), false] : [t("outline_nowhere", { to: short(answer?.to ?? "") }), true];
    if (row.isAgain) return [t("outline_again"), false];
    if (!node.is_reached && row.from === null) return [t("outline_unreached"), true];
    if (!node.has_end) return [t("outline_no_end"), true];
    if (node.answers.length > 0) return [t("outline_question"), false];
    return node.says === "" || node.says === "…" ? [t("outline_blank"), true] : [t("outline_end"), false];
  }

  private choose(row: Row | undefined): void {
    if (row === undefined) return;
    this.chosen = row.key;
    this.draw();
    const made = this.rowElement(row.key);
    made?.focus({ preventScroll: true });
    made?.scrollIntoView({ block: "nearest" });
  }

  private toggle(row: Row, isOpen: boolean): void {
    if (isOpen) this.closed.delete(row.key);
    else this.closed.add(row.key);
    this.draw();
  }

  private lineOf(row: Row): number {
    return row.node?.line ?? row.answer?.line ?? 1;
  }

  private onClick(event: MouseEvent): void {
    const key = (event.target as Element).closest<HTMLElement>(".outline-row")?.dataset.key;
    const row = this.rows.find((one) => one.key === key);
    if (row === undefined) return;
    this.choose(row);
    if ((event.target as Element).classList.contains("outline-twist") && this.isParent(row)) this.toggle(row, this.closed.has(row.key));
    else this.wishes.goTo(this.lineOf(row));
  }

  private onKey(event: KeyboardEvent): void {
    const row = this.row();
    if (row === undefined) return;
    if (event.key.toLowerCase() === "z" || event.key.toLowerCase() === "я") {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      return this.wishes.undo();
    }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = this.keys(row)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  private keys(row: Row): Record<string, () => void> {
    const shown = this.shownRows();
    const at = shown.indexOf(row);
    const isOpen = this.isParent(row) && !this.closed.has(row.key);
    return {
      ArrowDown: () => this.choose(shown[at + 1]),
      ArrowUp: () => this.choose(shown[at - 1]),
      Home: () => this.choose(shown[0]),
      End: () => this.choose(shown.at(-1)),
      ArrowRight: () => {
        if (isOpen) this.choose(shown[at + 1]);
        else if (this.isParent(row)) this.toggle(row, true);
        else if (row.isAgain) this.choose(this.rows.find((one) => one.node === row.node && !one.isAgain));
      },
      ArrowLeft: () => {
        if (isOpen) this.toggle(row, false);
        else this.choose(this.rows.slice(0, this.rows.indexOf(row)).reverse().find((one) => one.level < row.level));
      },
      Enter: () => this.wishes.goTo(this.lineOf(row)),
      F2: () => void this.rename(),
    };
  }

  private chosenNode(): OutlineNode | null {
    return this.row()?.node ?? this.row()?.from ?? null;
  }

  /** The text as it is at this moment, and that node in it. Null: the server cannot say, or the node is gone. */
  private async now(node: OutlineNode | null): Promise<{ script: Script; node: OutlineNode | null } | null> {
    const script = await this.wishes.fresh();
    if (script === null) return null;
    const there = script.nodes.find((one) => one.anchor === node?.anchor) ?? null;
    return (there === null) === (node === null) ? { script, node: there } : null;
  }

  private apply(edit: Edit): void {
    this.awaited = edit.line;
    this.wishes.apply(edit);
    this.rowElement(this.chosen)?.focus({ preventScroll: true });
  }

  // Questions are asked first: while they are answered, the text may change.
  private async add(kind: "question" | "end"): Promise<void> {
    const node = this.chosenNode();
    const wish = await askNode(kind, node?.title ?? "");
    const now = wish === null ? null : await this.now(node);
    if (wish !== null && now !== null) this.apply(addNode(now.script, now.node, wish));
  }

  private async answer(): Promise<void> {
    const node = this.chosenNode();
    if (node === null || this.script === null) return;
    const wish = await askAnswer(node.title, this.script.nodes);
    const now = wish === null ? null : await this.now(node);
    if (wish !== null && now !== null && now.node !== null) this.apply(addAnswer(now.script, now.node, wish.text, wish.to));
  }

  private async rename(): Promise<void> {
    const node = this.chosenNode();
    const title = node === null ? null : await askTitle(node.title);
    const now = title === null ? null : await this.now(node);
    if (title === null || now === null || now.node === null) return;
    const edit = renameNode(now.script, now.node, title);
    if (edit === null) this.wishes.goTo(now.node.line);
    else this.apply(edit);
  }

  private async mend(): Promise<void> {
    const row = this.row();
    if (!row?.answer || row.from === null) return;
    const now = await this.now(row.from);
    if (now === null || now.node === null) return;
    const { answer } = row;
    const edit = addMissing(now.script, now.node, answer.text === "" ? answer.to : answer.text, answer.to);
    if (edit.text === now.script.text) this.wishes.goTo(answer.line);
    else this.apply(edit);
  }
}
