// SPDX-License-Identifier: GPL-2.0-or-later
// The workshop's API. Every failure is an ApiError whose message may be shown.

import type { Mark } from "../shared/dom.js";

export interface FileRow {
  readonly path: string;
  readonly version: string;
  readonly modified: string;
  readonly problems: number;
  readonly readable: boolean;
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly status: "" | "draft" | "review" | "published" | "archived";
  readonly audience: "public" | "internal";
  readonly type: string;
  readonly lang: string;
  readonly owner: string;
  readonly review_after: string;
  readonly publish_at: string;
  readonly archive_at: string;
  readonly helpful: number;
  readonly unhelpful: number;
  readonly views: number;
}

export interface Tree {
  readonly version: string;
  readonly history: boolean;
  readonly why_no_history: string;
  readonly categories: readonly { readonly id: string; readonly title: string }[];
  readonly articles: readonly FileRow[];
}

export interface Source {
  readonly path: string;
  readonly version: string;
  readonly url: string;
  readonly text: string;
}

export interface Saved {
  readonly path: string;
  readonly version: string;
  readonly revision: string;
  readonly trouble: string;
  readonly text: string; // what was saved when it is not what was sent
}

/** Somebody else has saved since; nothing was written. */
export interface Conflict {
  readonly conflict: true;
  readonly is_gone: boolean;
  readonly text: string;
  readonly version: string;
}

export interface Diagnostic {
  readonly severity: "hint" | "warning" | "error";
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly advice: string;
}

export interface OutlineAnswer {
  readonly text: string;
  readonly to: string; // an anchor, or where it leads out
  readonly line: number;
  readonly leads: "on" | "nowhere" | "out";
}

export interface OutlineNode {
  readonly anchor: string;
  readonly title: string;
  readonly says: string;
  readonly parent: string;
  readonly line: number;
  readonly is_reached: boolean;
  readonly has_end: boolean;
  readonly answers: readonly OutlineAnswer[];
}

export interface Checked {
  readonly outline: readonly OutlineNode[];
  readonly sections: readonly { readonly anchor: string; readonly line: number }[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface FoundHit {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly section: string;
  readonly snippet: string;
  readonly confidence: number;
  readonly matches: readonly { readonly word: string; readonly matched: string; readonly via: string }[];
}

export interface Ranks {
  readonly ranks: readonly {
    readonly query: string;
    readonly place: number;
    readonly place_before: number;
    readonly total: number;
    readonly rewritten_as: string;
    readonly own: FoundHit | null;
    readonly hits: readonly FoundHit[];
  }[];
  readonly alike: readonly { readonly id: string; readonly title: string; readonly url: string; readonly status: string; readonly similarity: number }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A file in whose text the words are. */
export interface FoundFile {
  readonly path: string;
  readonly section: string;
  readonly snippet: string;
  readonly marks: readonly Mark[];
}

export interface Revision {
  readonly id: string;
  readonly path: string;
  readonly at: string;
  readonly author: string;
  readonly message: string;
}

export class ApiError extends Error {
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
const base = "/api/v1/write";

export const encodePath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

async function answered<T>(url: string, options: RequestInit, offline: string): Promise<{ status: number; body: T }> {
  let response: Response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(offline, 0);
  }
  const body = (await response.json().catch(() => null)) as (T & { detail?: string }) | null;
  if ((!response.ok && response.status !== 409) || body === null) throw new ApiError(body?.detail ?? offline, response.status);
  return { status: response.status, body };
}

export class WriteApi {
  constructor(private readonly offline: string) {}

  async get<T>(path: string): Promise<T> {
    return (await answered<T>(base + path, {}, this.offline)).body;
  }

  async post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
    const options: RequestInit = { method: "POST", headers: this.headers({ "Content-Type": "application/json" }), body: JSON.stringify(body) };
    if (signal) options.signal = signal;
    return (await answered<T>(base + path, options, this.offline)).body;
  }

  async upload(article: string, file: Blob, name: string): Promise<{ path: string; markdown: string }> {
    const form = new FormData();
    form.append("path", article);
    form.append("file", file, name);
    return (await answered<{ path: string; markdown: string }>(`${base}/images`, { method: "POST", headers: this.headers({}), body: form }, this.offline)).body;
  }

  headers(more: Record<string, string>): Record<string, string> {
    return csrf === "" ? more : { ...more, "X-CSRF-Token": csrf };
  }
}

/** The page an article's text makes, parsed by the browser as a document in which no script runs. */
export function loadPreview(path: string, text: string): Promise<Document | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/write/preview");
    request.responseType = "document";
    request.timeout = 10_000;
    request.setRequestHeader("Content-Type", "application/json");
    if (csrf !== "") request.setRequestHeader("X-CSRF-Token", csrf);
    request.onload = () => resolve(request.status === 200 ? request.responseXML : null);
    request.onerror = request.ontimeout = () => resolve(null);
    request.send(JSON.stringify({ path, text }));
  });
}
