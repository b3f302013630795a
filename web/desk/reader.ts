// SPDX-License-Identifier: GPL-2.0-or-later
// A whole article read without leaving the desk, with what colleagues remarked under it.

import { element } from "../shared/dom.js";
import { loadFragment } from "../shared/fragment.js";
import { text } from "../shared/texts.js";
import { api, ApiError, type Item, type Note } from "./api.js";
import { openDialog } from "./dialogs.js";
import type { Notice } from "./notice.js";
import { day } from "./times.js";

const isScript = (item: Item): boolean => item.type === "script";

/** The article's text at its section; a line that says so when it does not come. */
export async function fillArticle(place: HTMLElement, item: Item): Promise<void> {
  place.replaceChildren(element("p", { class: "quiet" }, text("loading")));
  const fragment = await loadFragment(item.url, isScript(item) ? "#tree" : ".prose");
  if (fragment === null) {
    place.replaceChildren(element("p", { class: "quiet" }, text("not_loaded")));
    return;
  }
  for (const control of fragment.querySelectorAll("form, button, script")) control.remove();
  const section = item.section.anchor === "" ? null : fragment.querySelector<HTMLElement>(`#${CSS.escape(item.section.anchor)}`);
  for (const made of fragment.querySelectorAll("[id]")) made.removeAttribute("id");
  for (const link of fragment.querySelectorAll("a")) Object.assign(link, { target: "_blank", rel: "noopener" });
  place.replaceChildren(fragment);
  section?.classList.add("is-found");
  section?.scrollIntoView({ block: "start" });
}

function noteRow(note: Note, reload: () => void, notice: Notice): HTMLElement {
  const done = element("button", { type: "button", class: "link-button" }, text("note_done"));
  done.addEventListener("click", () => void api.noteDone(note.id).then(reload, (error: unknown) => notice.trouble(saidOf(error))));
  return element("li", {}, element("p", {}, note.text),
    element("p", { class: "quiet" }, `${note.author} · ${day(note.at)}`, ...(note.done !== null ? [` · ${text("note_is_done")}`] : [" · ", done])));
}

/** What to tell about a call that failed. */
export function saidOf(error: unknown): string {
  if (!(error instanceof ApiError)) return text("failed");
  if (error.kind === "offline") return text("offline");
  if (error.kind === "signed_out") return text("signed_out");
  return error.detail || text("failed");
}

function notesPart(item: Item, notice: Notice): HTMLElement {
  const list = element("ul", { class: "plain notes-list" });
  const words = element("textarea", { id: "note-text", rows: "2", maxlength: "2000" });
  const send = element("button", { type: "submit", class: "button button-quiet" }, text("note_send"));
  const form = element("form", { class: "note-form" }, element("label", { for: "note-text" }, text("note_label")), words, send);
  const load = async (): Promise<void> => {
    try {
      const { notes } = await api.notes(item.id);
      list.replaceChildren(...notes.map((note) => noteRow(note, () => void load(), notice)));
      list.hidden = notes.length === 0;
    } catch (error) {
      list.replaceChildren(element("li", { class: "quiet" }, saidOf(error)));
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = words.value.trim();
    if (said === "") return;
    api.addNote(item.id, said).then(() => { words.value = ""; void load(); }, (error: unknown) => notice.trouble(saidOf(error)));
  });
  void load();
  return element("section", { class: "notes", "aria-label": text("notes") }, element("h3", {}, text("notes")), list, form);
}

export function openReader(item: Item, notice: Notice): void {
  const prose = element("div", { class: "prose reader-text", tabindex: "0", "data-first": "", "aria-label": item.title });
  const whole = element("a", { href: item.section.url || item.url, target: "_blank", rel: "noopener" }, text("open_tab"));
  openDialog(item.title, [element("p", { class: "reader-link" }, whole), prose, notesPart(item, notice)], "dialog-side");
  void fillArticle(prose, item);
}
