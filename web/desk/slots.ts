// SPDX-License-Identifier: GPL-2.0-or-later
// The places of a template, asked for one after the other. Tab goes through the empty ones first; Enter inserts.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import type { Item, Slot } from "./api.js";
import { filled, labelled, slotsOf } from "./insertion.js";

/** Places that a ticket may fill; a link or a term is always the agent's to say. */
const OF_TICKETS = new Set(["name", "order", "contract", "product", "phone"]);

/** Why it is asked: nothing was found, something was but not surely, or several things were. */
function hintOf(slot: Slot, input: HTMLInputElement): HTMLElement[] {
  if (slot.found) return [];
  const id = `${input.id}-hint`;
  if (slot.choices.length > 0 || slot.value !== "" || OF_TICKETS.has(slot.name)) input.setAttribute("aria-describedby", id);
  if (slot.choices.length === 0) {
    const hint = slot.value !== "" ? text("slot_unsure") : OF_TICKETS.has(slot.name) ? text("slot_empty") : "";
    return hint === "" ? [] : [element("span", { class: "slot-hint", id }, hint)];
  }
  const buttons = slot.choices.map((choice) => {
    const button = element("button", { type: "button", class: "act" }, choice);
    button.addEventListener("click", () => { input.value = choice; input.dispatchEvent(new Event("input")); input.focus(); });
    return button;
  });
  return [element("span", { class: "slot-hint", id }, text("slot_which"), " ", ...buttons),
    element("datalist", { id: `${input.id}-choices` }, ...slot.choices.map((choice) => element("option", { value: choice })))];
}

/** Fills `place` with the form. `done` gets the text, with {{…}} where a place was left empty. */
export function askSlots(place: HTMLElement, item: Item, done: (text: string) => void, closed: () => void): void {
  const template = item.template;
  if (template === undefined) return;
  const preview = element("pre", { class: "slots-preview", tabindex: "0", "aria-label": text("slots_preview") });
  const inputs = slotsOf(template).map((slot, index) => {
    const id = `slot-${index}`;
    const input = element("input", { type: "text", id, autocomplete: "off", spellcheck: "false", ...(slot.choices.length > 0 ? { list: `${id}-choices` } : {}) });
    input.value = slot.value;
    input.dataset["name"] = slot.name;
    input.addEventListener("input", show);
    const row = element("p", { class: slot.found ? "slot" : "slot is-asked" }, element("label", { for: id }, slot.label || slot.name), input, ...hintOf(slot, input));
    return { input, row };
  });
  const labels = new Map(template.slots.map(({ name, label }) => [name, label]));
  const current = (): string => filled(template.text, Object.fromEntries(inputs.map(({ input }) => [input.dataset["name"] ?? "", input.value.trim()])));
  function show(): void {
    preview.replaceChildren(...current().split(/(\{\{[^{}]+\}\})/).map((part) => (part.startsWith("{{") ? element("mark", {}, `{${labels.get(part.slice(2, -2).trim()) ?? part.slice(2, -2)}}`) : part)));
  }
  const form = element("form", { class: "slots-form" },
    element("h3", {}, item.title), ...inputs.map(({ row }) => row), preview,
    element("p", { class: "actions" },
      element("button", { type: "submit", class: "button" }, text("slots_insert"), " ", element("kbd", {}, "Enter")),
      closeButton()));
  function closeButton(): HTMLElement {
    const button = element("button", { type: "button", class: "button button-quiet" }, text("cancel"), " ", element("kbd", {}, "Esc"));
    button.addEventListener("click", () => { hide(); closed(); });
    return button;
  }
  function hide(): void {
    place.replaceChildren();
    place.hidden = true;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const whole = current();
    hide();
    done(labelled(whole, template.slots));
  });
  show();
  place.replaceChildren(form);
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
  inputs[0]?.input.focus();
}
