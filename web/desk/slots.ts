// SPDX-License-Identifier: GPL-2.0-or-later
// The places of a template, asked for one after the other. Tab goes through the empty ones first; Enter inserts.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import type { Item } from "./api.js";
import { filled, slotsOf } from "./insertion.js";

/** Fills `place` with the form. `done` gets the text, with {{…}} where a place was left empty. */
export function askSlots(place: HTMLElement, item: Item, done: (text: string) => void, closed: () => void): void {
  const template = item.template;
  if (template === undefined) return;
  const preview = element("pre", { class: "slots-preview", tabindex: "0", "aria-label": text("slots_preview") });
  const inputs = slotsOf(template).map((slot, index) => {
    const input = element("input", { type: "text", id: `slot-${index}`, autocomplete: "off", spellcheck: "false" });
    input.value = slot.value;
    input.dataset["name"] = slot.name;
    input.addEventListener("input", show);
    return { input, row: element("p", { class: "slot" }, element("label", { for: input.id }, slot.label || slot.name), input) };
  });
  const current = (): string => filled(template.text, Object.fromEntries(inputs.map(({ input }) => [input.dataset["name"] ?? "", input.value.trim()])));
  function show(): void {
    preview.replaceChildren(...current().split(/(\{\{[^{}]+\}\})/).map((part) => (part.startsWith("{{") ? element("mark", {}, part) : part)));
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
    done(whole);
  });
  show();
  place.replaceChildren(form);
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
  inputs[0]?.input.focus();
}
