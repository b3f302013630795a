// SPDX-License-Identifier: GPL-2.0-or-later
// The texts of scripts in the page's language; the server puts them into every page (web/texts.txt, js_…).

const table = JSON.parse(document.querySelector("#texts")?.textContent ?? "{}") as Readonly<Record<string, string>>;

/** The text with its places filled in: text("copy"), text("all_results", { n: 12 }). */
export function text(key: string, places: Readonly<Record<string, string | number>> = {}): string {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (place, name: string) => String(places[name] ?? place));
}
