// SPDX-License-Identifier: GPL-2.0-or-later
// Windows over the desk. The browser's own <dialog>: it keeps the focus inside, and Esc closes it. It goes at once, with
// its focus: the browser tells of a closed <dialog> a frame later, and until then the field in it would take every key.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";

export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

export interface OpenDialog {
  readonly element: HTMLDialogElement;
  readonly close: () => void;
}

/** Shows `content` under its title. However it ends, the focus is back where it was before the next key. */
export function openDialog(title: string, content: readonly (Node | string)[], className = ""): OpenDialog {
  const back = document.activeElement as HTMLElement | null;
  const cross = element("button", { type: "button", class: "dialog-close", "aria-label": text("close") }, "×");
  const heading = element("h2", { id: "dialog-title" }, title);
  const dialog = element("dialog", { class: `dialog ${className}`, "aria-labelledby": "dialog-title" },
    element("div", { class: "dialog-head" }, heading, cross), element("div", { class: "dialog-body" }, ...content));
  const close = (): void => {
    if (!dialog.isConnected) return;
    dialog.close();
    dialog.remove();
    if (back?.isConnected) back.focus({ preventScroll: true });
  };
  cross.addEventListener("click", close);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
  dialog.addEventListener("cancel", (event) => { if (event.target === dialog) close(); });
  dialog.addEventListener("close", close);
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLElement>("[data-first]")?.focus();
  return { element: dialog, close };
}

/** A labelled text field with an id of its own. */
export function fieldOf(id: string, label: string, value: string, rows = 0): { row: HTMLElement; input: HTMLInputElement | HTMLTextAreaElement } {
  const input = rows === 0 ? element("input", { type: "text", id, autocomplete: "off" }) : element("textarea", { id, rows: String(rows) });
  input.value = value;
  return { row: element("p", { class: "row" }, element("label", { for: id }, label), input), input };
}
