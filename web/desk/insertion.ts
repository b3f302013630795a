// SPDX-License-Identifier: GPL-2.0-or-later
// What an agent takes from a suggestion, as plain text: the link, the section, the template with its places filled.

import type { Item, Slot } from "./api.js";

const PLACE = /\{\{([^{}]+)\}\}/g;

/** Names of the places that are still empty, in order, each once. */
export function emptyPlaces(text: string): string[] {
  return [...new Set([...text.matchAll(PLACE)].map(([, name]) => (name ?? "").trim()))];
}

/** An empty value leaves its place. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(PLACE, (place, name: string) => values[name.trim()] || place);
}

/** The template with its empty places called as people call them: «{{срок}}», not «{{term}}». */
export function labelled(text: string, slots: readonly Slot[]): string {
  return filled(text, Object.fromEntries(slots.map(({ name, label }) => [name, `{{${label || name}}}`])));
}

/** What the ticket surely says. The rest is for the agent to say. */
export function surely(template: { readonly slots: readonly Slot[] }): Record<string, string> {
  return Object.fromEntries(template.slots.filter(({ found }) => found).map(({ name, value }) => [name, value]));
}

/** The template's places: those that are asked for first, empty ones before the others. */
export function slotsOf(template: { readonly text: string; readonly slots: readonly Slot[] }): Slot[] {
  const known = new Map(template.slots.map((slot) => [slot.name, slot]));
  const named = emptyPlaces(template.text).map((name) => known.get(name) ?? { name, label: name, value: "", found: false, choices: [] });
  const rank = ({ found, value }: Slot): number => (found ? 2 : value === "" ? 0 : 1);
  return [0, 1, 2].flatMap((wanted) => named.filter((slot) => rank(slot) === wanted));
}

/** An address after its «#» as people read it; as it stands where it is broken. */
export function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** With its section's name readable, as people see it in the address bar. */
export function absoluteLink(item: Item, site: string): string {
  const url = new URL(item.section.url || item.url, site);
  const fragment = decoded(url.hash);
  return /[\s<>"]/.test(fragment) ? url.href : url.href.slice(0, url.href.length - url.hash.length) + fragment;
}

/** For messengers: the words, then where they stand. Inside articles stay inside. */
export function plainText(item: Item, site: string): string {
  if (item.template) {
    return labelled(filled(item.template.text, surely(item.template)), item.template.slots);
  }
  const words = (item.quote.text || item.snippet.text).trim();
  return item.audience === "internal" ? words : `${words}\n\n${absoluteLink(item, site)}`;
}
