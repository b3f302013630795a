// SPDX-License-Identifier: GPL-2.0-or-later
// Windows over the desk. The browser's own <dialog>: it keeps the focus inside, Esc closes it, and the focus goes back.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";

export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** Shows `content` under its title. `closed` is called however it ends. */
export function openDialog(title: string, content: readonly (Node | string)[], className = "", closed: () => void = () => {}): HTMLDialogElement {
  const back = document.activeElement as HTMLElement | null;
  const close = element("button", { type: "button", class: "dialog-close", "aria-label": text("close") }, "×");
  const heading = element("h2", { id: "dialog-title" }, title);
  const dialog = element("dialog", { class: `dialog ${className}`, "aria-labelledby": "dialog-title" },
    element("div", { class: "dialog-head" }, heading, close), element("div", { class: "dialog-body" }, ...content));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (back?.isConnected) back.focus({ preventScroll: true });
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLElement>("[data-first]")?.focus();
  return dialog;
}

/** A labelled text field with an id of its own. */
export function fieldOf(id: string, label: string, value: string, rows = 0): { row: HTMLElement; input: HTMLInputElement | HTMLTextAreaElement } {
  const input = rows === 0 ? element("input", { type: "text", id, autocomplete: "off" }) : element("textarea", { id, rows: String(rows) });
  input.value = value;
  return { row: element("p", { class: "row" }, element("label", { for: id }, label), input), input };
}
