// SPDX-License-Identifier: GPL-2.0-or-later
// What the widget asks its server. Without cookies; a question overtaken by a newer one is abandoned.

import type { Mark } from "../shared/dom.js";

export interface Card {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly lang: string;
}
export interface Found extends Card {
  readonly section: { readonly anchor: string; readonly url: string };
  readonly snippet: { readonly text: string; readonly marks: readonly Mark[] };
}
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly contact: string;
  readonly token: string;
  readonly article_id: string;
  readonly suggested: readonly string[];
}

/** The customer's signed token, for a private help centre; empty: none is needed. */
export const visitor = { customer: "" };

/** An address of ours for the browser itself, which sends no headers of ours: pictures, links. */
export function signed(url: string): string {
  if (visitor.customer === "") return url;
  const address = new URL(url);
  address.searchParams.set("customer", visitor.customer);
  return address.href;
}

const headers = (): Record<string, string> => (visitor.customer === "" ? {} : { "X-Customer-Token": visitor.customer });

/** Of the page the widget stands on, without what may be personal in it. */
export const pageAddress = (): string => location.origin + location.pathname;

export class Server {
  private readonly running = new Map<string, AbortController>();

  constructor(
    readonly origin: string,
    private readonly collections: string,
  ) {}

  search(q: string, lang: string): Promise<Found[] | null> {
    return this.list<{ hits: Found[] }>("search", { q, hl: lang }).then((answer) => answer?.hits ?? null);
  }
  forPage(url: string): Promise<Card[] | null> {
    return this.list<{ articles: Card[] }>("page", { url }).then((answer) => answer?.articles ?? null);
  }
  async suggest(subject: string, text: string): Promise<Found[]> {
    const answer = await this.json<{ suggestions: Found[] }>("suggest", this.url("suggest", {}), post({ subject, text, channel: "widget" }));
    return answer?.suggestions ?? [];
  }

  /** The article's content; null when it did not come. The browser parses it as a page in which nothing runs. */
  article(id: string): Promise<{ title: string; lang: string; body: HTMLElement } | null> {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", this.url(`articles/${encodeURIComponent(id)}`, {}));
      request.responseType = "document";
      for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
      request.timeout = 10_000;
      request.onload = () => {
        const page = request.status === 200 ? request.responseXML : null;
        const body = page?.querySelector("article");
        resolve(page && body ? { title: page.title, lang: page.documentElement.lang, body } : null);
      };
      request.onerror = request.ontimeout = () => resolve(null);
      request.send();
    });
  }

  /** The number, or the status that refused it; 0 when the network did. */
  async send(letter: Letter): Promise<string | number> {
    try {
      const response = await fetch(this.url("tickets", {}), post({ ...letter, page: pageAddress().slice(0, 300) }));
      return response.ok ? ((await response.json()) as { number: string }).number : response.status;
    } catch {
      return 0;
    }
  }

  private url(name: string, query: Record<string, string>): string {
    const all = new URLSearchParams(this.collections === "" ? query : { ...query, in: this.collections });
    return `${this.origin}/widget/api/${name}?${all.toString()}`;
  }
  private list<T>(name: string, query: Record<string, string>): Promise<T | null> {
    return this.json<T>(name, this.url(name, query), { credentials: "omit", headers: headers() });
  }
  private async json<T>(kind: string, url: string, options: RequestInit): Promise<T | null> {
    this.running.get(kind)?.abort();
    const controller = new AbortController();
    this.running.set(kind, controller);
    try {
      const response = await fetch(url, { ...options, signal: controller.signal });
      return response.ok && this.running.get(kind) === controller ? ((await response.json()) as T) : null;
    } catch {
      return null;
    }
  }
}

function post(body: object): RequestInit {
  return { method: "POST", credentials: "omit", headers: { ...headers(), "Content-Type": "application/json" }, body: JSON.stringify(body) };
}
