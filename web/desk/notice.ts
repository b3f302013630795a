// SPDX-License-Identifier: GPL-2.0-or-later
// One line that says what has just happened, read aloud too. A deed that can be taken back is done when its line
// goes: no server has to undo anything.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";

const SHOWN_MS = 6000;
const UNDO_MS = 5000;

interface Waiting {
  readonly perform: () => void;
  readonly revert: () => void;
}

export class Notice {
  private timer = 0;
  private waiting: Waiting | undefined;

  constructor(private readonly line: HTMLElement) {
    window.addEventListener("pagehide", () => this.settle());
  }

  say(message: string, actions: readonly HTMLElement[] = [], isTrouble = false): void {
    this.settle();
    this.show(message, actions, isTrouble);
    if (!isTrouble) this.timer = window.setTimeout(() => this.hide(), SHOWN_MS);
  }

  trouble(message: string, actions: readonly HTMLElement[] = []): void {
    this.say(message, actions, true);
  }

  /** What came to nothing, and a button that does it again. */
  failed(message: string, again: () => void): void {
    const button = element("button", { type: "button", class: "link-button" }, text("again"));
    button.addEventListener("click", () => { this.hide(); again(); });
    this.trouble(message, [button]);
  }

  /** `revert` puts back what the page already shows; else `perform` is called when the time is over. */
  withUndo(message: string, perform: () => void, revert: () => void, more: readonly HTMLElement[] = []): void {
    this.settle();
    this.waiting = { perform, revert };
    const back = element("button", { type: "button", class: "link-button" }, text("undo"), " ", element("kbd", {}, "Z"));
    back.addEventListener("click", () => this.undo());
    this.show(message, [back, ...more], false);
    this.timer = window.setTimeout(() => { this.settle(); this.hide(); }, UNDO_MS);
  }

  undo(): void {
    const waiting = this.waiting;
    if (waiting === undefined) return;
    this.waiting = undefined;
    waiting.revert();
    this.say(text("undone"));
  }

  /** Does now what is waiting to be taken back. */
  settle(): void {
    window.clearTimeout(this.timer);
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.perform();
  }

  hide(): void {
    window.clearTimeout(this.timer);
    this.line.replaceChildren();
    this.line.classList.remove("is-shown", "is-trouble");
  }

  private show(message: string, actions: readonly HTMLElement[], isTrouble: boolean): void {
    this.line.replaceChildren(element("span", {}, message), ...actions);
    this.line.classList.add("is-shown");
    this.line.classList.toggle("is-trouble", isTrouble);
  }
}
