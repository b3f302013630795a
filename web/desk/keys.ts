// SPDX-License-Identifier: GPL-2.0-or-later
// Which key means what. A command is a place on the keyboard, not a letter: with ЙЦУКЕН switched on the key L types
// «д», and it still inserts the link. Letters are taken where nobody types; inside a text field they need Alt.

export type Command =
  | "choose" | "open" | "link" | "section" | "template" | "copy" | "escalate" | "wrong" | "solved" | "gap"
  | "help" | "queue" | "field" | "reply" | "next" | "previous" | "level" | "novice" | "call" | "close" | "undo" | "article"
  | "send" | "back" | "step_back";

export interface KeyPress {
  readonly command: Command;
  readonly digit: number; // of `choose`, 1–9
  readonly isShifted: boolean;
}

const LETTERS: Readonly<Record<string, Command>> = {
  L: "link", S: "section", T: "template", C: "copy", E: "escalate", W: "wrong", D: "solved", N: "gap", R: "reply",
  J: "next", K: "previous", U: "level", B: "novice", P: "call", X: "close", Z: "undo", A: "article",
};

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(button|checkbox|radio|submit|reset|range|file)$/.test(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** The key's Latin letter: as typed where the layout is Latin (Dvorak too), else by its place. */
function letterOf(event: KeyboardEvent): string {
  if (!event.altKey && /^[a-z]$/i.test(event.key)) return event.key.toUpperCase();
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : "";
}

/** A text that is read with the arrows: messages, a long article. */
const scrolls = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest("[tabindex='0']") !== null;

const press = (command: Command, event: KeyboardEvent, digit = 0): KeyPress => ({ command, digit, isShifted: event.shiftKey });

/** Keys that are no characters: the same wherever the focus is, where they do not do something of their own. */
function namedKey(event: KeyboardEvent, isTyping: boolean): KeyPress | null {
  if (event.key === "Escape") return press("back", event);
  if (isTyping && !event.altKey) return null;
  if (event.key === "Enter") {
    const hasOwn = event.target instanceof HTMLElement && event.target.closest("a, button, summary, input, select") !== null;
    return hasOwn && !event.altKey ? null : press("open", event);
  }
  if (event.key === "Backspace") return press("step_back", event);
  if (event.target instanceof HTMLInputElement || scrolls(event.target)) return null;
  if (event.key === "ArrowDown") return press("next", event);
  if (event.key === "ArrowUp") return press("previous", event);
  return null;
}

/** What the key asks for; null: it is not for us. */
export function commandOf(event: KeyboardEvent): KeyPress | null {
  if (event.isComposing || event.metaKey) return null;
  if (event.ctrlKey) return event.key === "Enter" && !event.altKey ? press("send", event) : null;
  const isTyping = isTextField(event.target);
  const named = namedKey(event, isTyping);
  if (named) return named;
  if (isTyping && !event.altKey) return null;
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return press("help", event);
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit !== undefined) return press("choose", event, Number(digit));
  if (event.key === "/" || event.code === "Slash" || event.code === "NumpadDivide") return press("field", event);
  if (event.shiftKey) return null;
  const command = LETTERS[letterOf(event)];
  return command === undefined ? null : press(command, event);
}
