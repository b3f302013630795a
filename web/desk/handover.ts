// SPDX-License-Identifier: GPL-2.0-or-later
// Handing a ticket on: to whom, and what to collect first. The words go into the ticket, or to the clipboard where
// there is no ticket.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import type { Item } from "./api.js";
import { fieldOf, openDialog } from "./dialogs.js";
import type { Notice } from "./notice.js";
import { copy } from "./panel.js";

/** `done` gets the whole reason: to whom, why, and what was collected. `others`: whom the other suggestions name. */
export function askHandover(item: Item | undefined, others: readonly string[], hasTicket: boolean, done: (reason: string) => void): void {
  const to = fieldOf("handover-to", text("handover_to"), item?.escalate_to ?? "");
  const why = fieldOf("handover-why", text("handover_why"), "", 3);
  const wanted = [...(item?.collect ?? []), ...(item?.ask ?? []).map(({ question }) => question)];
  const collected = wanted.map((name, index) => ({ name, ...fieldOf(`handover-${index}`, name, "") }));
  const first = item?.escalate_to ? (collected[0]?.input ?? why.input) : to.input;
  first.setAttribute("data-first", "");
  to.input.setAttribute("list", "handover-others");
  const form = element("form", {}, to.row, element("datalist", { id: "handover-others" }, ...others.map((value) => element("option", { value }))),
    ...(collected.length === 0 ? [] : [element("h3", {}, text("handover_collect")), ...collected.map(({ row }) => row)]), why.row,
    element("p", { class: "actions" }, element("button", { type: "submit", class: "button" }, text(hasTicket ? "handover_send" : "handover_copy"))));
  const dialog = openDialog(text("handover_title"), [form]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const told = collected.filter(({ input }) => input.value.trim() !== "").map(({ name, input }) => `${name}: ${input.value.trim()}`);
    const parts = [to.input.value.trim() === "" ? "" : text("handover_line", { to: to.input.value.trim() }), why.input.value.trim(), ...told];
    dialog.close();
    done(parts.filter((part) => part !== "").join("\n"));
  });
}

export async function copyHandover(words: string, notice: Notice): Promise<void> {
  if (await copy(words.trim())) notice.say(text("handover_copied"));
  else notice.trouble(text("not_copied"));
}
