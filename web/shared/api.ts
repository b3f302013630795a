// SPDX-License-Identifier: GPL-2.0-or-later
// The API as these pages use it. A request overtaken by a newer one is abandoned: its answer is null.

import type { Mark } from "./dom.js";

export interface Completion {
  readonly text: string;
  readonly url: string;
  readonly marks: readonly Mark[];
  readonly article: string; // its title, when the text is another of its names or a heading
}

export interface SearchHit {
  readonly url: string;
  readonly title: string;
  readonly title_marks: readonly Mark[];
  readonly lang: string;
  readonly section: { readonly title: string; readonly url: string };
  readonly snippet: { readonly text: string; readonly marks: readonly Mark[] };
}

export interface SearchAnswer {
  readonly query: string;
  readonly shown_query: string;
  readonly rewritten: "layout" | "translit" | "correction" | null;
  readonly total: number;
  readonly confident: boolean;
  readonly hits: readonly SearchHit[];
}

export interface Suggestion {
  readonly title: string;
  readonly section: { readonly url: string };
  readonly snippet: { readonly text: string; readonly marks: readonly Mark[] };
}

export interface SuggestAnswer {
  readonly verdict: "answer" | "maybe" | "none";
  readonly suggestions: readonly Suggestion[];
}

/** One kind of request of which only the latest counts. */
export class Latest {
  private controller: AbortController | undefined;

  /** The answer, or null when it failed or a newer call came. */
  async json<T>(url: string, options: RequestInit = {}): Promise<T | null> {
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    try {
      const response = await fetch(url, { ...options, signal: controller.signal });
      if (!response.ok) return null;
      const answer = (await response.json()) as T;
      return this.controller === controller ? answer : null;
    } catch {
      return null;
    }
  }

  abandon(): void {
    this.controller?.abort();
    this.controller = undefined;
  }
}
