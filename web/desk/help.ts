// SPDX-License-Identifier: GPL-2.0-or-later
// The keys, on «?».

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import { openDialog } from "./dialogs.js";

const GROUPS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ["keys_ticket", [["/", "field"], ["J K ↓ ↑", "queue"], ["X", "close"], ["A", "article"], ["P", "call"]]],
  ["keys_answer", [["1–9", "choose"], ["Enter", "open"], ["S", "section"], ["L", "link"], ["T", "template"], ["C", "copy"], ["E", "escalate"]]],
  ["keys_reply", [["R", "reply"], ["Ctrl+Enter", "send"], ["Ctrl+Z", "unwrite"]]],
  ["keys_teach", [["D", "solved"], ["W", "wrong"], ["N", "gap"], ["Z", "undo"]]],
  ["keys_view", [["U", "level"], ["B", "novice"], ["?", "help"], ["Esc", "back"]]],
];

export function openHelp(isPanel: boolean): void {
  const groups = GROUPS.map(([title, keys]) => element("section", {}, element("h3", {}, text(title)),
    element("dl", { class: "keys" }, ...keys.flatMap(([key, name]) => [
      element("dt", {}, ...key.split(" ").flatMap((one) => [element("kbd", {}, one), " "])), element("dd", {}, text(`key_${name}`)),
    ]))));
  const { element: dialog } = openDialog(text("help_title"), [element("p", {}, text("help_alt")), element("p", { class: "quiet" }, text("help_layout")),
    element("div", { class: "help-groups" }, ...groups), ...(isPanel ? [element("p", { class: "quiet" }, text("help_panel"))] : [])], "dialog-wide");
  const body = dialog.querySelector<HTMLElement>(".dialog-body"); // it scrolls, with the arrows too
  body?.setAttribute("tabindex", "0");
  body?.focus();
}
