// SPDX-License-Identifier: GPL-2.0-or-later
// Looks for answers while a person writes to support. The form works without it, by sending it.

import { Latest, type SuggestAnswer, type Suggestion } from "../shared/api.js";
import { debounced, element, marked } from "../shared/dom.js";

const QUIET_MS = 450;
const MIN_CHARACTERS = 10;
const MAX_SENT = 20_000;
const LONGEST_LETTER = 600; // characters; mail programs cut longer addresses

function suggestionItem(suggestion: Suggestion): HTMLElement {
  return element(
    "li",
    { class: "suggestion" },
    element("h3", { class: "hit-title" }, element("a", { href: suggestion.section.url }, suggestion.title)),
    element("p", { class: "hit-text" }, marked(suggestion.snippet.text, suggestion.snippet.marks)),
  );
}

/** Puts what is written into the letter that the link opens; a long text is left to the person to copy. */
function fillLetter(link: HTMLAnchorElement, subject: string, text: string): void {
  const body = [...text].length <= LONGEST_LETTER ? `&body=${encodeURIComponent(text)}` : "";
  link.href = `${link.href.split("?")[0]}?subject=${encodeURIComponent(subject)}${body}`;
}

export function startSuggestForm(): void {
  const form = document.querySelector<HTMLFormElement>(".suggest-form");
  const subject = document.querySelector<HTMLInputElement>("#subject");
  const text = document.querySelector<HTMLTextAreaElement>("#text");
  const list = document.querySelector<HTMLElement>("#suggestion-list");
  const empty = document.querySelector<HTMLElement>("#suggestions-empty");
  if (form === null || subject === null || text === null || list === null || empty === null) return;

  const letter = document.querySelector<HTMLAnchorElement>("#letter");
  const latest = new Latest();
  const nothingYet = "Здесь появятся подходящие статьи.";
  const nothingFound = "Готового ответа мы не нашли. Напишите или позвоните нам — разберёмся.";

  const show = (suggestions: readonly Suggestion[], message: string): void => {
    list.replaceChildren(...suggestions.map(suggestionItem));
    empty.textContent = message;
    empty.hidden = suggestions.length > 0;
  };
  const look = async (): Promise<void> => {
    if (subject.value.length + text.value.length < MIN_CHARACTERS) {
      latest.abandon();
      return show([], nothingYet);
    }
    const answer = await latest.json<SuggestAnswer>("/api/v1/suggest", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ subject: subject.value, text: text.value.slice(0, MAX_SENT), channel: "form", limit: 3 }),
    });
    if (answer !== null) show(answer.suggestions, nothingFound);
  };
  form.addEventListener("input", () => {
    if (letter !== null) fillLetter(letter, subject.value, text.value);
  });
  form.addEventListener("input", debounced(QUIET_MS, () => void look()));
}
