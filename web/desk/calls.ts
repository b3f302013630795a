// SPDX-License-Identifier: GPL-2.0-or-later
// A phone call along a script: a digit answers, Backspace goes back, notes are written on the way, and where it
// ended is kept as the call's reason. What does not come says so and is asked for again with the key that began the call.

import { element } from "../shared/dom.js";
import { loadFragment } from "../shared/fragment.js";
import { text } from "../shared/texts.js";
import { api, type Script, type ScriptNode } from "./api.js";
import { decoded } from "./insertion.js";
import { isTextField } from "./keys.js";
import type { Notice } from "./notice.js";
import { saidOf } from "./reader.js";

type Call = Readonly<Record<string, unknown>>;

export class Calls {
  private scripts: readonly { readonly id: string; readonly title: string }[] = [];
  private script: Script | null = null;
  private page: DocumentFragment | null = null; // the script as people read it: what to say stands out there
  private path: string[] = [];
  private isLogged = false; // or on its way
  private turn = 0; // an answer to what was asked in an earlier one is dropped
  private again: (() => void) | null = null; // asks once more for what did not come
  private readonly line = element("p", { class: "quiet" }); // above the scripts to choose from
  private readonly body = element("div", { class: "call-body", "aria-live": "polite" });
  private readonly heading = element("h2", { tabindex: "-1" });
  private readonly stepBack = element("button", { type: "button", class: "link-button call-back" }, text("call_back"), " ", element("kbd", {}, "Backspace"));
  private readonly notes = element("textarea", { id: "call-notes", rows: "2", maxlength: "4000" });

  constructor(private readonly place: HTMLElement, private readonly notice: Notice, private readonly turned: (isOn: boolean) => void) {
    const leave = element("button", { type: "button", class: "link-button" }, text("call_leave"), " ", element("kbd", {}, "Esc"));
    leave.addEventListener("click", () => this.leave());
    this.stepBack.addEventListener("click", () => this.back());
    this.place.append(element("div", { class: "call-head" }, this.heading, element("span", { class: "call-ways" }, this.stepBack, leave)), this.body,
      element("p", { class: "row call-notes" }, element("label", { for: "call-notes" }, text("call_notes")), this.notes));
  }

  get isOn(): boolean {
    return !this.place.hidden;
  }

  /** During a call: once more what did not come. */
  begin(): void {
    if (this.isOn) return this.again?.();
    this.place.hidden = false;
    this.turned(true);
    this.restart();
    void this.loadScripts();
  }

  /** True when the digit meant something here. */
  choose(digit: number): boolean {
    if (!this.isOn) return false;
    if (this.script === null) {
      const chosen = this.scripts[digit - 1];
      if (chosen) void this.load(chosen.id);
      return chosen !== undefined;
    }
    const to = this.node?.options[digit - 1]?.to;
    if (to === undefined) return false;
    this.path.push(to);
    this.showNode();
    return true;
  }

  back(): void {
    if (this.script === null) return;
    this.path.pop();
    if (this.path.length > 0) return this.showNode();
    this.restart();
    this.showScripts();
  }

  /** The notes stay in sight until they are logged or thrown away on purpose. */
  leave(): void {
    const unlogged = this.path.length > 1 && !this.isLogged ? { script: this.script, path: [...this.path], notes: this.notes.value.trim() } : null;
    this.restart();
    this.notes.value = "";
    this.place.hidden = true;
    this.turned(false);
    if (unlogged === null || unlogged.script === null) return;
    const { script, path, notes } = unlogged;
    this.notice.say(text("call_unlogged"), [this.logButton({ script: script.id, path, exit: path.at(-1), notes })]);
  }

  private get node(): ScriptNode | undefined {
    return this.script?.nodes.find((node) => node.id === this.path.at(-1));
  }

  private restart(): void {
    this.turn += 1;
    this.again = null;
    this.script = null;
    this.path = [];
    this.isLogged = false;
    this.heading.textContent = text("call_title");
    this.stepBack.hidden = true;
  }

  private async loadScripts(): Promise<void> {
    const mine = this.waits();
    this.scripts = [];
    this.body.replaceChildren(this.line);
    this.heading.focus();
    try {
      const scripts = await api.scripts();
      if (mine !== this.turn) return;
      this.scripts = scripts;
      this.showScripts();
    } catch (error) {
      if (mine === this.turn) this.failed(text("call_no_list", { why: saidOf(error) }), () => void this.loadScripts());
    }
  }

  private async load(id: string): Promise<void> {
    const mine = this.waits();
    try {
      const script = await api.script(id);
      const page = await loadFragment(script.url, "#tree");
      if (mine !== this.turn) return;
      this.page = page;
      this.script = script;
      this.path = [script.start];
      this.showNode();
    } catch (error) {
      if (mine === this.turn) this.failed(text("call_no_script", { why: saidOf(error) }), () => void this.load(id));
    }
  }

  /** The turn that begins with asking for something. */
  private waits(): number {
    this.again = null;
    this.line.className = "quiet";
    this.line.textContent = text("loading");
    return ++this.turn;
  }

  private failed(what: string, again: () => void): void {
    this.again = again;
    const button = element("button", { type: "button", class: "link-button" }, text("again"), " ", element("kbd", {}, "P"));
    button.addEventListener("click", again);
    this.line.className = "trouble";
    this.line.replaceChildren(what, " ", button);
  }

  private options(names: readonly string[]): HTMLElement {
    return element("ol", { class: "plain call-options" }, ...names.map((name, index) => {
      const button = element("button", { type: "button", class: "call-option" }, element("kbd", {}, String(index + 1)), element("span", {}, name));
      button.addEventListener("click", () => this.choose(index + 1));
      return element("li", {}, button);
    }));
  }

  private showScripts(): void {
    const none = this.scripts.length === 0;
    this.line.className = "quiet";
    this.line.textContent = text(none ? "call_no_scripts" : "call_choose");
    this.body.replaceChildren(this.line, this.options(this.scripts.map(({ title }) => title)));
  }

  private showNode(): void {
    const node = this.node;
    if (node === undefined || this.script === null) return;
    const hadFocus = this.body.contains(document.activeElement) || !isTextField(document.activeElement);
    this.heading.textContent = this.script.title;
    this.stepBack.hidden = false;
    const heading = element("h3", { tabindex: "-1" }, node.title);
    this.body.replaceChildren(heading, this.words(node), this.options(node.options.map((option) => option.text)),
      ...(node.is_exit ? [this.exitPart(node)] : []));
    this.body.scrollTop = 0;
    if (hadFocus) heading.focus({ preventScroll: true });
  }

  /** What the step says, as it looks on its page, without the answers: those stand under it with their digits. */
  private words(node: ScriptNode): HTMLElement {
    const section = this.page?.querySelector(`#${CSS.escape(node.id)}`)?.cloneNode(true);
    if (!(section instanceof HTMLElement)) return element("div", { class: "call-text is-plain" }, node.text);
    const ways = new Set(node.options.map(({ to }) => to));
    for (const link of section.querySelectorAll("a")) {
      const href = link.getAttribute("href") ?? "";
      if (href.startsWith("#") && ways.has(decoded(href.slice(1)))) (link.closest("li") ?? link).remove();
      else Object.assign(link, { target: "_blank", rel: "noopener" });
    }
    for (const rest of section.querySelectorAll("h2, form, button, .tree-ways, .tree-help, :is(ul, ol):not(:has(li))")) rest.remove();
    for (const made of section.querySelectorAll("[id]")) made.removeAttribute("id");
    return element("div", { class: "call-text prose" }, ...section.childNodes);
  }

  private exitPart(node: ScriptNode): HTMLElement {
    const log = (solved: boolean): HTMLElement => {
      const button = element("button", { type: "button", class: solved ? "button" : "button button-quiet" }, text(solved ? "call_solved" : "call_not_solved"));
      button.addEventListener("click", () => void this.log({ script: this.script?.id, path: [...this.path], exit: node.id, notes: this.notes.value.trim(), solved }));
      return button;
    };
    return element("p", { class: "actions" }, log(true), log(false));
  }

  /** Of the call that is on: it ends when it is logged, and stays as it is when that fails. */
  private async log(call: Call): Promise<void> {
    if (this.isLogged) return;
    this.isLogged = true;
    const mine = this.turn;
    try {
      await api.addCall(call);
      if (mine === this.turn) this.leave();
      this.notice.say(text("call_logged"));
    } catch (error) {
      const isOver = mine !== this.turn;
      if (!isOver) this.isLogged = false;
      this.notice.trouble(text("call_not_logged", { why: saidOf(error) }), isOver ? [this.logButton(call)] : []);
    }
  }

  /** For a call that is over. */
  private logButton(call: Call): HTMLElement {
    const button = element("button", { type: "button", class: "link-button" }, text("call_log"));
    button.addEventListener("click", () => {
      button.disabled = true;
      api.addCall(call).then(() => this.notice.say(text("call_logged")),
        (error: unknown) => this.notice.trouble(text("call_not_logged", { why: saidOf(error) }), [this.logButton(call)]));
    });
    return button;
  }
}
