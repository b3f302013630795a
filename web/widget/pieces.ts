// SPDX-License-Identifier: GPL-2.0-or-later
// Parts of the widget that more than one view shows.

import { element, marked } from "../shared/dom.js";
import { type Card, type Found, signed } from "./api.js";

export function hitButton(card: Card | Found, open: (card: Card | Found) => void): HTMLElement {
  const snippet = "snippet" in card ? [element("span", {}, marked(card.snippet.text, card.snippet.marks))] : [];
  const button = element("button", { type: "button", class: "hit", lang: card.lang }, element("b", {}, card.title), ...snippet);
  button.addEventListener("click", () => open(card));
  return element("li", {}, button);
}

const KEPT = new Set("A ABBR B BLOCKQUOTE BR CODE DEL DIV EM H1 H2 H3 H4 H5 H6 HR I IMG INPUT KBD LI OL P PRE S SECTION SPAN STRONG SUB SUP TABLE TBODY TD TH THEAD TR UL".split(" "));
const KEPT_ATTRIBUTES = new Set("alt align checked colspan data-anchor disabled height lang rowspan start title type width".split(" "));

/** A copy that holds what articles are made of and nothing else; addresses are those of the help centre. */
export function cleanCopy(source: Element, origin: string): DocumentFragment {
  const out = document.createDocumentFragment();
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) out.append(node.textContent ?? "");
    if (node instanceof Object && node.nodeType === Node.ELEMENT_NODE) {
      const from = node as Element;
      if (!KEPT.has(from.tagName)) continue;
      const made = document.createElement(from.tagName);
      for (const { name, value } of from.attributes) if (KEPT_ATTRIBUTES.has(name)) made.setAttribute(name, value);
      for (const name of ["href", "src"] as const) {
        const value = from.getAttribute(name);
        const url = value === null ? null : absolute(value, origin);
        if (url !== null) made.setAttribute(name, url.startsWith(`${origin}/files/`) ? signed(url) : url);
      }
      if (made instanceof HTMLAnchorElement && !made.href.startsWith(`${origin}/a/`)) Object.assign(made, { target: "_blank", rel: "noopener" });
      made.append(cleanCopy(from, origin));
      out.append(made);
    }
  }
  return out;
}

function absolute(value: string, origin: string): string | null {
  if (value.startsWith("#")) return value;
  const url = new URL(value, `${origin}/`);
  return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
}

/** One view of the panel at a time: what it shows, and what it is called. */
export interface View {
  readonly title: string;
  readonly content: Node;
  readonly focus?: HTMLElement;
}
