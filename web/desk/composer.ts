// SPDX-License-Identifier: GPL-2.0-or-later
// The answer being written. What is inserted can be taken back with Ctrl+Z, like typing.

import { emptyPlaces } from "./insertion.js";

/** Where an agent's choice goes: the answer here, a foreign help desk, or the clipboard. */
export interface Sink {
  /** False: it could not be put there. */
  insert(piece: Piece): Promise<boolean>;
}

export interface Piece {
  readonly text: string;
  readonly html?: string;
  readonly title?: string;
  readonly url?: string;
}

export class Composer implements Sink {
  constructor(readonly input: HTMLTextAreaElement, private readonly changed: () => void) {
    input.addEventListener("input", changed);
  }

  get text(): string {
    return this.input.value;
  }

  set text(value: string) {
    this.input.value = value;
    this.changed();
  }

  get emptyPlaces(): string[] {
    return emptyPlaces(this.input.value);
  }

  /** At the caret, on lines of its own; the focus stays where it was. */
  insert(piece: Piece): Promise<boolean> {
    const before = this.input.value.slice(0, this.input.selectionStart);
    const after = this.input.value.slice(this.input.selectionEnd);
    const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const added = gap + piece.text.trim() + (after === "" || after.startsWith("\n") ? "" : "\n\n");
    this.put(added);
    this.input.scrollTop = this.input.scrollHeight;
    return Promise.resolve(true);
  }

  /** Chooses the first empty place, so that typing fills it. */
  selectPlace(): boolean {
    const found = /\{\{[^{}]+\}\}/.exec(this.input.value);
    if (found === null) return false;
    this.input.focus();
    this.input.setSelectionRange(found.index, found.index + found[0].length);
    return true;
  }

  // execCommand is the one way to change a field that the browser's own undo knows.
  private put(added: string): void {
    const focused = document.activeElement as HTMLElement | null;
    this.input.focus({ preventScroll: true });
    const isDone = document.execCommand("insertText", false, added);
    if (!isDone) {
      this.input.setRangeText(added, this.input.selectionStart, this.input.selectionEnd, "end");
      this.changed();
    }
    if (focused !== this.input) focused?.focus({ preventScroll: true });
  }
}
