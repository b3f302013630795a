// SPDX-License-Identifier: GPL-2.0-or-later
// <kb-search>: the search field alone, in the middle of a page. What it finds opens in the panel.

import { debounced, element } from "../shared/dom.js";
import { Server } from "./api.js";
import type { Panel } from "./panel.js";
import { hitButton } from "./pieces.js";
import { dress } from "./style.js";
import type { TextKey } from "./texts.js";

const QUIET_MS = 200;

export function defineSearchElement(origin: string, lang: string, text: (key: TextKey) => string, panel: Panel): void {
  class SearchElement extends HTMLElement {
    connectedCallback(): void {
      if (this.shadowRoot !== null) return;
      const root = this.attachShadow({ mode: "open" });
      dress(root);
      const server = new Server(origin, this.getAttribute("collections") ?? "");
      const hint = this.getAttribute("placeholder") ?? text("search");
      const input = element("input", { type: "search", placeholder: hint, "aria-label": hint, maxlength: "1000", autocomplete: "off" });
      const list = element("ul", { class: "list" });
      const note = element("p", { class: "note", hidden: "" });
      const status = element("p", { class: "unseen", role: "status" });
      const look = debounced(QUIET_MS, async () => {
        const words = input.value.trim();
        const found = words === "" ? [] : await server.search(words, lang);
        if (input.value.trim() !== words) return;
        const says = words === "" || (found?.length ?? 0) > 0 ? "" : text(found === null ? "failed" : "nothing");
        note.textContent = says;
        note.hidden = says === "";
        list.replaceChildren(...(found ?? []).map((card) => hitButton(card, () => {
          list.replaceChildren();
          void panel.read(card.id, card.section.anchor);
        })));
        status.textContent = says === "" && words !== "" ? `${text("results")}: ${found?.length ?? 0}` : says;
      });
      input.addEventListener("input", look);
      root.addEventListener("keydown", (event) => this.move(event as KeyboardEvent, input, list));
      root.append(element("div", { class: "drop" }, input, list, note, status));
    }

    /** Arrows walk from the field through what was found; Escape folds it. */
    private move(event: KeyboardEvent, input: HTMLInputElement, list: HTMLElement): void {
      if (event.key === "Escape") {
        list.replaceChildren();
        input.focus();
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step === 0) return;
      const stops = [input, ...list.querySelectorAll<HTMLButtonElement>("button")];
      const at = stops.findIndex((stop) => stop === this.shadowRoot?.activeElement);
      event.preventDefault();
      stops[(at + step + stops.length) % stops.length]?.focus();
    }
  }
  if (customElements.get("kb-search") === undefined) customElements.define("kb-search", SearchElement);
}
