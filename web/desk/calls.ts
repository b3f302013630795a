// SPDX-License-Identifier: GPL-2.0-or-later
// A phone call along a script: a digit answers, Backspace goes back, notes are written on the way, and where it
// ended is kept as the call's reason.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import { api, type Script, type ScriptNode } from "./api.js";
import { isTextField } from "./keys.js";
import type { Notice } from "./notice.js";
import { saidOf } from "./reader.js";

export class Calls {
  private scripts: readonly { readonly id: string; readonly title: string }[] = [];
  private script: Script | null = null;
  private path: string[] = [];
  private isLogged = false;
  private readonly body = element("div", { class: "call-body", "aria-live": "polite" });
  private readonly notes = element("textarea", { id: "call-notes", rows: "3", maxlength: "4000" });

  constructor(private readonly place: HTMLElement, private readonly notice: Notice, private readonly left: () => void) {
    const leave = element("button", { type: "button", class: "link-button" }, text("call_leave"), " ", element("kbd", {}, "Esc"));
    leave.addEventListener("click", () => this.leave());
    this.place.append(element("div", { class: "call-head" }, element("h2", { tabindex: "-1" }, text("call_title")), leave), this.body,
      element("p", { class: "row" }, element("label", { for: "call-notes" }, text("call_notes")), this.notes));
  }

  get isOn(): boolean {
    return !this.place.hidden;
  }

  async begin(): Promise<void> {
    this.place.hidden = false;
    this.restart();
    this.body.replaceChildren(element("p", { class: "quiet" }, text("loading")));
    this.place.querySelector("h2")?.focus();
    try {
      this.scripts = await api.scripts();
      this.showScripts();
    } catch (error) {
      this.body.replaceChildren(element("p", {}, saidOf(error)));
    }
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
    if (this.path.length === 0) this.restart();
    if (this.script === null) this.showScripts();
    else this.showNode();
  }

  /** The notes stay in sight until they are logged or thrown away on purpose. */
  leave(): void {
    const unlogged = this.path.length > 1 && !this.isLogged ? { script: this.script, path: [...this.path], notes: this.notes.value.trim() } : null;
    this.restart();
    this.notes.value = "";
    this.place.hidden = true;
    this.left();
    if (unlogged === null || unlogged.script === null) return;
    const { script, path, notes } = unlogged;
    const log = element("button", { type: "button", class: "link-button" }, text("call_log"));
    log.addEventListener("click", () => void this.send({ script: script.id, path, exit: path.at(-1), notes }));
    this.notice.say(text("call_unlogged"), [log]);
  }

  private get node(): ScriptNode | undefined {
    return this.script?.nodes.find((node) => node.id === this.path.at(-1));
  }

  private restart(): void {
    this.script = null;
    this.path = [];
    this.isLogged = false;
  }

  private async load(id: string): Promise<void> {
    try {
      this.script = await api.script(id);
      this.path = [this.script.start];
      this.showNode();
    } catch (error) {
      this.body.replaceChildren(element("p", {}, saidOf(error)));
    }
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
    this.body.replaceChildren(element("p", { class: "quiet" }, text(none ? "call_no_scripts" : "call_choose")), this.options(this.scripts.map(({ title }) => title)));
  }

  private showNode(): void {
    const node = this.node;
    if (node === undefined || this.script === null) return;
    const hadFocus = this.body.contains(document.activeElement) || !isTextField(document.activeElement);
    const back = element("button", { type: "button", class: "link-button" }, text("call_back"), " ", element("kbd", {}, "Backspace"));
    back.addEventListener("click", () => this.back());
    const heading = element("h3", { tabindex: "-1" }, node.title);
    this.body.replaceChildren(element("p", { class: "call-path quiet" }, this.script.title, " · ", back), heading,
      element("div", { class: "call-text" }, node.text), this.options(node.options.map((option) => option.text)),
      ...(node.is_exit ? [this.exitPart(node)] : []));
    if (hadFocus) heading.focus({ preventScroll: true });
  }

  private exitPart(node: ScriptNode): HTMLElement {
    const log = (solved: boolean): HTMLElement => {
      const button = element("button", { type: "button", class: solved ? "button" : "button button-quiet" }, text(solved ? "call_solved" : "call_not_solved"));
      button.addEventListener("click", () => void this.send({ script: this.script?.id, path: this.path, exit: node.id, notes: this.notes.value.trim(), solved }));
      return button;
    };
    return element("p", { class: "actions" }, log(true), log(false));
  }

  private async send(call: Readonly<Record<string, unknown>>): Promise<void> {
    try {
      await api.addCall(call);
      this.isLogged = true;
      if (this.isOn) this.leave();
      this.notice.say(text("call_logged"));
    } catch (error) {
      this.notice.trouble(saidOf(error));
    }
  }
}
