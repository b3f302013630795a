// SPDX-License-Identifier: GPL-2.0-or-later
// What stands under the search box while a person types, from two answers: articles and sections that answer
// the words typed so far (search), and names that begin as the last word does (completion).

import type { Completion, SearchAnswer } from "../shared/api.js";
import type { Mark } from "../shared/dom.js";

export interface Marked {
  readonly text: string;
  readonly marks: readonly Mark[];
}

export interface Offer {
  readonly url: string; // empty: a phrase to search for
  readonly title: Marked;
  readonly part: Marked | null; // the section or the other name it was found by
  readonly snippet: Marked | null;
}

const MAX_ARTICLES = 6;
const MAX_PHRASES = 2;

const withoutFragment = (url: string): string => url.split("#", 1)[0] ?? url;

function offersOfHits(answer: SearchAnswer | null): Offer[] {
  return (answer?.hits ?? []).map((hit) => ({
    url: hit.section.title === "" ? hit.url : hit.section.url,
    title: { text: hit.title, marks: hit.title_marks },
    part: hit.section.title === "" ? null : { text: hit.section.title, marks: [] },
    snippet: hit.snippet,
  }));
}

function offerOfCompletion(completion: Completion): Offer {
  const found = { text: completion.text, marks: completion.marks };
  if (completion.article === "") return { url: completion.url, title: found, part: null, snippet: null };
  return { url: completion.url, title: { text: completion.article, marks: [] }, part: found, snippet: null };
}

/** A section's name is marked where the completion found it by the same name. */
function withPartMarks(offer: Offer, named: readonly Offer[]): Offer {
  const same = named.find((other) => other.url === offer.url && other.part?.text === offer.part?.text);
  return same === undefined || offer.part === null ? offer : { ...offer, part: same.part };
}

/** A corrected half-typed word is a guess too many: then names that begin like it come first. */
function isTrusted(answer: SearchAnswer | null): boolean {
  return answer !== null && answer.confident && answer.rewritten !== "correction";
}

/** Articles first, each once; then phrases. */
export function offersOf(answer: SearchAnswer | null, completions: readonly Completion[]): Offer[] {
  const named = completions.filter((completion) => completion.url !== "").map(offerOfCompletion);
  const found = offersOfHits(answer).map((offer) => withPartMarks(offer, named));
  const articles: Offer[] = [];
  for (const offer of isTrusted(answer) ? [...found, ...named] : [...named, ...found]) {
    if (articles.length === MAX_ARTICLES) break;
    if (!articles.some((other) => withoutFragment(other.url) === withoutFragment(offer.url))) articles.push(offer);
  }
  const phrases = completions.filter((completion) => completion.url === "").slice(0, MAX_PHRASES);
  return [...articles, ...phrases.map(offerOfCompletion)];
}
