// SPDX-License-Identifier: GPL-2.0-or-later
// The open ticket is looked at again while it stands before somebody: what the customer adds is shown by itself and
// changes what is suggested. What is being typed stays, and so does the focus.

import { text } from "../shared/texts.js";
import { api, type Ticket } from "./api.js";
import type { Notice } from "./notice.js";
import type { TicketView } from "./ticket_view.js";

const RENEW_MS = 15_000;

export interface RenewalParts {
  readonly view: TicketView;
  readonly notice: Notice;
  readonly opened: () => Ticket | null;
  readonly changed: (ticket: Ticket) => void;
}

export class Renewal {
  constructor(private readonly parts: RenewalParts) {
    window.setInterval(() => void this.look(), RENEW_MS);
    document.addEventListener("visibilitychange", () => void this.look());
  }

  private async look(): Promise<void> {
    const before = this.parts.opened();
    if (before === null || document.hidden) return;
    try {
      const now = await api.ticket(before.number);
      if (this.parts.opened() === before) this.compare(before, now);
    } catch {
      // the queue asks as often and says what is wrong with the line
    }
  }

  private compare(before: Ticket, now: Ticket): void {
    const added = now.messages.slice(before.messages.length);
    if (added.length === 0 && now.status === before.status) return;
    const focused = document.activeElement as HTMLElement | null;
    this.parts.changed(now);
    this.parts.view.show(now);
    if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
    if (added.some(({ author }) => author === "customer")) this.parts.notice.say(text("customer_wrote"));
  }
}
