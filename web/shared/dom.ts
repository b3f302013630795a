// SPDX-License-Identifier: GPL-2.0-or-later
// Small pieces every page module uses. Builds text nodes only: nothing here parses HTML.

/** A marked stretch of a text: [begin, end) in UTF-16 code units, as the API sends it. */
export type Mark = readonly [number, number];

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The text with its marks as <mark> elements. */
export function marked(text: string, marks: readonly Mark[]): DocumentFragment {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const [begin, end] of marks) {
    out.append(text.slice(at, begin), element("mark", {}, text.slice(begin, end)));
    at = end;
  }
  out.append(text.slice(at));
  return out;
}

/** Calls `work` once `quietMs` after the last call. */
export function debounced<T extends unknown[]>(quietMs: number, work: (...args: T) => void): (...args: T) => void {
  let timer = 0;
  return (...args) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => work(...args), quietMs);
  };
}
