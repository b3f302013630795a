// SPDX-License-Identifier: GPL-2.0-or-later
// The desk's part of the API: its shapes, and calls that say why they failed. Marks are UTF-16 [begin, end).

import { pauseBeforeAgain } from "../shared/again.js";
import type { Mark } from "../shared/dom.js";

export type Status = "new" | "answered" | "handed_over" | "closed";
export type Level = "basic" | "advanced";
export type Verdict = "answer" | "maybe" | "none";
export type MarkName = "inserted" | "opened" | "wrong" | "solved";

export interface TicketHead {
  readonly id: number;
  readonly number: string;
  readonly source: string;
  readonly status: Status;
  readonly created: string;
  readonly changed: string;
  readonly subject: string;
  readonly name: string;
  readonly contact: string;
  readonly waiting_since?: string | null;
  readonly preview?: string;
}

export interface Message {
  readonly at?: string;
  readonly author: string;
  readonly text: string;
}

export interface Ticket extends TicketHead {
  readonly messages: readonly Message[];
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
  readonly steps: readonly string[];
  readonly files: readonly { readonly name: string; readonly url: string }[];
}

export interface Slot {
  readonly name: string;
  readonly label: string;
  readonly value: string; // what stands in the text, or what the agent is to confirm
  readonly found: boolean; // it stands in the text
  readonly choices: readonly string[]; // where the ticket names several
}

export interface Item {
  readonly kind: "article" | "template" | "case";
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly type: string;
  readonly audience: "public" | "internal";
  readonly section: { readonly title: string; readonly anchor: string; readonly url: string };
  readonly confidence: number;
  readonly solved_cases: number;
  readonly why: readonly { readonly word: string; readonly matched: string; readonly via: string }[];
  readonly snippet: { readonly text: string; readonly marks: readonly Mark[] };
  readonly quote: { readonly markdown: string; readonly html: string; readonly text: string };
  readonly template?: { readonly text: string; readonly slots: readonly Slot[] };
  readonly ask: readonly { readonly question: string; readonly why: string }[];
  readonly escalate_to: string;
  readonly collect: readonly string[];
  readonly price: string;
  readonly term: string;
  readonly level: string;
  readonly sent: boolean;
  readonly case_id?: number; // of a case; `id` is its article's
  /** Near articles; `difference` is a line only they have, `own` one that only this has. */
  readonly variants: readonly { readonly id: string; readonly url: string; readonly title: string; readonly difference: string; readonly own?: string }[];
}

export interface SimilarCase {
  readonly id: number;
  readonly text: string;
  readonly article: { readonly id: string; readonly url: string; readonly title: string };
  readonly outcome: string;
  readonly date: string;
  readonly similarity: number;
  readonly same_customer: boolean;
}

export interface Answers {
  readonly verdict: Verdict;
  readonly label: string;
  readonly level: { readonly guessed: string; readonly used: string };
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly items: readonly Item[];
  readonly alike: readonly { readonly number: string; readonly subject: string; readonly at: string; readonly similarity: number }[];
  readonly earlier: readonly { readonly number: string; readonly subject: string; readonly at: string; readonly status: Status }[];
  readonly cases: readonly SimilarCase[];
}

export interface Question {
  readonly ticket?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly level?: Level;
  readonly limit: number;
}

export interface Script {
  readonly url: string;
  readonly id: string;
  readonly title: string;
  readonly start: string;
  readonly nodes: readonly ScriptNode[];
}

export interface ScriptNode {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly options: readonly { readonly text: string; readonly to: string }[];
  readonly is_exit: boolean;
}

export interface Note {
  readonly id: number;
  readonly author: string;
  readonly at: string;
  readonly text: string;
  readonly done: string | null; // when
}

export interface Draft {
  readonly markdown: string;
  readonly path: string;
  readonly duplicates: readonly { readonly url: string; readonly title: string; readonly similarity: number }[];
  readonly masked: number;
  readonly saved: boolean;
}

/** Why a call came to nothing. `offline`: nobody answered, or not in time; `signed_out`: the session is over. */
export class ApiError extends Error {
  constructor(readonly kind: "offline" | "signed_out" | "busy" | "refused", readonly detail: string, readonly status = 0) {
    super(detail || kind);
  }
}

const csrf = document.querySelector<HTMLMetaElement>("meta[name=csrf]")?.content ?? "";

const LONGEST_MS = 20_000; // of one request: who is not answered must be able to try again

interface CallOptions {
  readonly body?: unknown; // with it the call is a POST
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean;
}

interface Reply {
  readonly response: Response;
  readonly body: unknown; // undefined: it was no JSON
}

function refusalOf({ response: { status }, body }: Reply): ApiError {
  const detail = (body as { detail?: string } | null | undefined)?.detail ?? "";
  if (status === 401) return new ApiError("signed_out", detail, status);
  if (status === 429 || status === 503) return new ApiError("busy", detail, status);
  return new ApiError("refused", detail, status);
}

async function send(path: string, { body, signal, keepalive }: CallOptions): Promise<Reply> {
  const waiting = new AbortController();
  const stop = (): void => waiting.abort();
  const timer = window.setTimeout(stop, LONGEST_MS);
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  try {
    const response = await fetch(path, {
      ...(body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf }, body: JSON.stringify(body) }),
      signal: waiting.signal, keepalive: keepalive ?? false,
    });
    const words = await response.text();
    return { response, body: words === "" ? null : parsed(words) };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError("offline", "");
  } finally {
    window.clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words) as unknown;
  } catch {
    return undefined;
  }
}

/** Throws ApiError; an abandoned call throws AbortError. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  let reply = await send(path, options);
  const pause = options.body === undefined ? pauseBeforeAgain(reply.response.status, reply.response.headers.get("Retry-After")) : null;
  if (pause !== null) {
    await new Promise((resolve) => window.setTimeout(resolve, pause));
    reply = await send(path, options);
  }
  if (!reply.response.ok || reply.body === undefined) throw refusalOf(reply);
  return reply.body as T;
}

const q = encodeURIComponent;

export const api = {
  tickets: (status: Status, words: string) =>
    call<{ tickets: TicketHead[] }>(`/api/v1/tickets?status=${status}&limit=100${words === "" ? "" : `&q=${q(words)}`}`),
  ticket: (number: string) => call<Ticket>(`/api/v1/tickets/${q(number)}`),
  addTicket: (text: string) => call<{ number: string }>("/api/v1/tickets", { body: { text } }),
  setStatus: (number: string, status: Status, reason = "") =>
    call<unknown>(`/api/v1/tickets/${q(number)}/status`, { body: reason === "" ? { status } : { status, reason } }),
  addMessage: (number: string, author: "agent" | "customer", text: string) =>
    call<unknown>(`/api/v1/tickets/${q(number)}/messages`, { body: { author, text } }),
  suggest: (question: Question, signal: AbortSignal) => call<Answers>("/api/v1/desk/suggest", { body: question, signal }),
  mark: (body: Readonly<Record<string, unknown>>) => call<unknown>("/api/v1/desk/marks", { body, keepalive: true }),
  gap: (body: Readonly<Record<string, unknown>>) => call<unknown>("/api/v1/desk/gaps", { body, keepalive: true }),
  draft: (body: Readonly<Record<string, unknown>>) => call<Draft>("/api/v1/desk/draft", { body }),
  scripts: () => call<{ id: string; title: string }[]>("/api/v1/desk/scripts"),
  script: (id: string) => call<Script>(`/api/v1/desk/scripts/${q(id)}`),
  addCall: (body: Readonly<Record<string, unknown>>) => call<unknown>("/api/v1/desk/calls", { body }),
  notes: (article: string) => call<{ notes: Note[] }>(`/api/v1/desk/notes?article=${q(article)}`),
  addNote: (article: string, text: string) => call<unknown>(`/api/v1/desk/notes?article=${q(article)}`, { body: { text } }),
  noteDone: (id: number) => call<unknown>(`/api/v1/desk/notes/${id}/done`, { body: {} }),
};
