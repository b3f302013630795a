// SPDX-License-Identifier: GPL-2.0-or-later
// Talking with the help desk whose page holds this panel. Messages are plain objects with `podskazka: 1`; they are
// taken from the configured origins only and sent to the one that holds us. Without a help desk around — the
// bookmarklet's window — what is inserted goes to the clipboard.

import type { Piece, Sink } from "./composer.js";

export interface HostTicket {
  readonly subject: string;
  readonly text: string;
}

const MOST_CHARACTERS = 200_000;

const textOf = (value: unknown): string => (typeof value === "string" ? value.slice(0, MOST_CHARACTERS) : "");

/** What «ticket» says; null for anything that is no such message. */
export function ticketOf(data: unknown): HostTicket | null {
  if (typeof data !== "object" || data === null) return null;
  const message = data as Record<string, unknown>;
  if (message["podskazka"] !== 1 || message["type"] !== "ticket") return null;
  const lines = Array.isArray(message["messages"]) ? message["messages"].map((one: unknown) => textOf((one as Record<string, unknown> | null)?.["text"])) : [];
  return { subject: textOf(message["subject"]).slice(0, 300), text: [textOf(message["text"]), ...lines].filter((line) => line !== "").join("\n\n") };
}

export class Host implements Sink {
  private readonly parent: Window | null = window.parent === window ? null : window.parent;
  private origin: string | null = null;

  constructor(private readonly origins: readonly string[], took: (ticket: HostTicket) => void) {
    if (this.parent === null) return;
    window.addEventListener("message", (event) => {
      if (event.source !== this.parent || !origins.includes(event.origin)) return;
      this.origin = event.origin;
      const ticket = ticketOf(event.data);
      if (ticket !== null) took(ticket);
    });
    this.hello();
  }

  get isThere(): boolean {
    return this.parent !== null;
  }

  async insert(piece: Piece): Promise<boolean> {
    if (this.parent === null) return copy(piece.text);
    if (this.origin === null) return false;
    this.parent.postMessage({ podskazka: 1, type: "insert", ...piece }, this.origin);
    return true;
  }

  /** «ready», to whichever allowed page holds us: a browser that names it saves the others a refusal in their console. */
  private hello(): void {
    const named = (location as Location & { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0];
    for (const origin of this.origins) {
      if (named === undefined || named === origin) this.parent?.postMessage({ podskazka: 1, type: "ready" }, origin);
    }
  }
}

/** False where the browser does not let us. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    const focused = document.activeElement as HTMLElement | null;
    (document.querySelector("dialog[open]") ?? document.body).append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    return isCopied;
  }
}

/** The text a bookmarklet brought after the «#»; it never goes to a server. */
export function textOfAddress(hash: string): string {
  const given = new URLSearchParams(hash.replace(/^#/, "")).get("text") ?? "";
  return given.slice(0, MOST_CHARACTERS);
}
