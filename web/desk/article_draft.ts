// SPDX-License-Identifier: GPL-2.0-or-later
// An article out of a solved ticket: articles that say it already come first, then four fields and the result.

import { debounced, element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import { api, type Draft, type Ticket } from "./api.js";
import { fieldOf, openDialog } from "./dialogs.js";
import type { Notice } from "./notice.js";
import { saidOf } from "./reader.js";

export interface DraftStart {
  readonly ticket?: string;
  readonly text?: string;
  readonly problem: string;
  readonly solution: string;
}

/** From the ticket, else from what is typed; null when there are no words to begin with. */
export function draftStart(ticket: Ticket | null, typed: string, reply: string): DraftStart | null {
  const problem = (ticket?.messages[0]?.text ?? typed).trim();
  if (problem === "") return null;
  const answered = ticket?.messages.filter(({ author }) => author !== "customer").at(-1)?.text ?? "";
  return { ...(ticket === null ? { text: typed } : { ticket: ticket.number }), problem, solution: reply || answered };
}

const PARTS = ["problem", "situation", "solution", "result"] as const;
const QUIET_MS = 400;

function duplicatesPart(place: HTMLElement, draft: Draft): void {
  place.hidden = draft.duplicates.length === 0;
  place.replaceChildren(element("h3", {}, text("draft_duplicates")), element("ul", { class: "plain rows" }, ...draft.duplicates.map((one) =>
    element("li", {}, element("a", { href: one.url, target: "_blank", rel: "noopener" }, one.title),
      element("span", { class: "quiet" }, ` ${Math.round(one.similarity * 100)}\u202f%`)))));
}

export function openArticleDraft(start: DraftStart, notice: Notice): void {
  const title = fieldOf("draft-title", text("draft_name"), "");
  const starts: Readonly<Record<string, string>> = { problem: start.problem, solution: start.solution };
  const fields = PARTS.map((name) => ({ name, ...fieldOf(`draft-${name}`, text(`draft_${name}`), starts[name] ?? "", name === "solution" ? 5 : 2) }));
  const duplicates = element("section", { class: "draft-duplicates" });
  const preview = element("pre", { class: "draft-preview", tabindex: "0", "aria-label": text("draft_preview") });
  const said = element("p", { class: "quiet", role: "status" });
  const save = element("button", { type: "submit", class: "button" }, text("draft_save"));
  const form = element("form", { class: "draft-form" }, title.row, ...fields.map(({ row }) => row), element("p", { class: "actions" }, save), said);
  const dialog = openDialog(text("draft_title"), [duplicates, element("div", { class: "draft-columns" }, form, preview)], "dialog-wide");
  title.input.setAttribute("data-first", "");
  title.input.focus();
  let asked = 0;

  const body = (isSaved: boolean): Record<string, unknown> => ({
    ...(start.ticket === undefined ? { text: start.text ?? "" } : { ticket: start.ticket }),
    ...Object.fromEntries(fields.map(({ name, input }) => [name, input.value.trim()])),
    ...(title.input.value.trim() === "" ? {} : { title: title.input.value.trim() }),
    ...(isSaved ? { save: true } : {}),
  });
  const renew = async (): Promise<void> => {
    const mine = ++asked;
    try {
      const draft = await api.draft(body(false));
      if (mine !== asked) return;
      preview.textContent = draft.markdown;
      duplicatesPart(duplicates, draft);
      said.textContent = draft.masked > 0 ? text("draft_masked", { n: draft.masked }) : "";
    } catch (error) {
      if (mine === asked) said.textContent = saidOf(error);
    }
  };
  form.addEventListener("input", debounced(QUIET_MS, () => void renew()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save.disabled = true;
    api.draft(body(true)).then((draft) => {
      if (!draft.saved) throw new Error("not saved");
      dialog.close();
      notice.say(text("draft_saved", { path: draft.path }));
    }).catch((error: unknown) => { said.textContent = saidOf(error); save.disabled = false; });
  });
  duplicates.hidden = true;
  void renew();
}
