// SPDX-License-Identifier: GPL-2.0-or-later
// The queue: who waits, for how long, through which channel. It renews itself and never takes the focus away.

import { debounced, element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import { api, ApiError, type Status, type TicketHead } from "./api.js";
import { waited } from "./times.js";

const RENEW_MS = 15_000;
const QUIET_MS = 250;

export function channelName(source: string): string {
  const name = text(`channel_${source}`);
  return name === `channel_${source}` ? source : name;
}

export function titleOf(ticket: { readonly subject: string; readonly preview?: string; readonly number: string }): string {
  return ticket.subject || ticket.preview || ticket.number;
}

export interface QueueParts {
  readonly list: HTMLElement;
  readonly note: HTMLElement; // «пусто», «нет связи»
  readonly status: HTMLSelectElement;
  readonly words: HTMLInputElement;
}

export class Queue {
  private tickets: readonly TicketHead[] = [];
  private opened = "";
  private asked = 0;
  private shown = "";

  constructor(private readonly parts: QueueParts, private readonly open: (number: string) => void) {
    parts.status.addEventListener("change", () => void this.load());
    parts.words.addEventListener("input", debounced(QUIET_MS, () => void this.load()));
    window.setInterval(() => { if (!document.hidden) void this.load(); }, RENEW_MS);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) void this.load(); });
  }

  async load(): Promise<void> {
    const asked = ++this.asked;
    try {
      const answer = await api.tickets(this.parts.status.value as Status, this.parts.words.value.trim());
      if (asked !== this.asked) return;
      const order = this.parts.status.value === "new" ? 1 : -1; // who waits longest comes first
      this.tickets = [...answer.tickets].sort((a, b) => order * (this.since(a).localeCompare(this.since(b)) || a.id - b.id));
      this.render();
    } catch (error) {
      if (asked !== this.asked) return;
      const kind = error instanceof ApiError ? error.kind : "refused";
      this.say(text(kind === "offline" ? "queue_offline" : kind === "signed_out" ? "signed_out" : "queue_failed"));
    }
  }

  setOpened(number: string): void {
    this.opened = number;
    for (const button of this.parts.list.querySelectorAll<HTMLElement>("[data-number]")) {
      if (button.dataset["number"] === number) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** Opens the ticket after (1) or before (-1) the one that is open. */
  move(step: 1 | -1): void {
    const at = this.tickets.findIndex((ticket) => ticket.number === this.opened);
    const next = this.tickets[at < 0 ? (step > 0 ? 0 : this.tickets.length - 1) : at + step];
    if (next === undefined) return;
    this.open(next.number);
    const row = this.parts.list.querySelector<HTMLElement>(`[data-number="${CSS.escape(next.number)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  /** The ticket after the one that is open, before it leaves the list. */
  neighbour(): string {
    const at = this.tickets.findIndex((ticket) => ticket.number === this.opened);
    return (this.tickets[at + 1] ?? this.tickets[at - 1])?.number ?? "";
  }

  private since(ticket: TicketHead): string {
    return ticket.waiting_since ?? ticket.created;
  }

  private say(message: string): void {
    this.parts.note.textContent = message;
    this.parts.note.hidden = message === "";
  }

  private render(): void {
    const isSearch = this.parts.words.value.trim() !== "";
    this.say(this.tickets.length > 0 ? "" : text(isSearch ? "queue_not_found" : this.parts.status.value === "new" ? "queue_empty" : "queue_nothing"));
    const shown = JSON.stringify(this.tickets) + Math.floor(Date.now() / 60_000);
    if (shown === this.shown) return;
    this.shown = shown;
    const focused = (document.activeElement as HTMLElement | null)?.dataset["number"];
    this.parts.list.replaceChildren(...this.tickets.map((ticket) => this.row(ticket)));
    this.setOpened(this.opened);
    if (focused !== undefined) this.parts.list.querySelector<HTMLElement>(`[data-number="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  private row(ticket: TicketHead): HTMLElement {
    const button = element("button", { type: "button", class: "queue-row", "data-number": ticket.number },
      element("span", { class: "queue-title" }, titleOf(ticket)),
      element("span", { class: "queue-meta" },
        element("span", {}, channelName(ticket.source)),
        ...(ticket.name === "" ? [] : [element("span", {}, ticket.name)]),
        element("time", { datetime: this.since(ticket), class: "queue-wait" }, waited(this.since(ticket)))));
    button.addEventListener("click", () => this.open(ticket.number));
    return element("li", {}, button);
  }
}
