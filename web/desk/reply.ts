// SPDX-License-Identifier: GPL-2.0-or-later
// The answer under the ticket: kept while it is written, checked for empty places, sent or copied.

import { text } from "../shared/texts.js";
import { api, type Ticket } from "./api.js";
import { Composer } from "./composer.js";
import { keepText, keptText } from "./drafts.js";
import type { Notice } from "./notice.js";
import { copy } from "./panel.js";
import { saidOf } from "./reader.js";

export interface ReplyParts {
  readonly input: HTMLTextAreaElement;
  readonly send: HTMLButtonElement;
  readonly places: HTMLElement; // which places are still empty
}

export interface ReplyDeeds {
  readonly sent: (number: string, words: string) => Promise<void>;
  readonly stale: (number: string) => void; // somebody else has answered meanwhile
}

const answersOf = (ticket: Ticket | null): string[] => (ticket?.messages ?? []).filter(({ author }) => author !== "customer").map(({ text: words }) => words);

export class Reply {
  readonly composer: Composer;
  private number = ""; // of the ticket; empty: none is open
  private answers = 0; // that the agent has seen
  private isForced = false; // it goes although places are empty

  constructor(private readonly parts: ReplyParts, private readonly notice: Notice, private readonly deeds: ReplyDeeds) {
    this.composer = new Composer(parts.input, () => this.changed());
    parts.send.addEventListener("click", () => void this.send());
  }

  /** The answer of that ticket, as it was left. */
  open(ticket: Ticket | null): void {
    const number = ticket?.number ?? "";
    this.number = number;
    this.answers = answersOf(ticket).length;
    this.parts.send.hidden = number === "";
    this.composer.text = keptText(this.draftName(number));
  }

  async send(): Promise<void> {
    if (this.number === "") return this.copy();
    const words = this.composer.text.trim();
    if (words === "") return this.notice.say(text("reply_empty"));
    if (this.parts.send.disabled || !this.mayGo()) return;
    const number = this.number;
    this.parts.send.disabled = true;
    try {
      if (await this.isAnswered(number)) return;
      await api.addMessage(number, "agent", words);
      keepText(this.draftName(number), "");
      if (this.number === number) this.composer.text = "";
      await this.deeds.sent(number, words);
    } catch (error) {
      this.notice.trouble(text("not_sent", { why: saidOf(error) }));
    } finally {
      this.parts.send.disabled = false;
    }
  }

  async copy(): Promise<void> {
    const words = this.composer.text.trim();
    if (words === "") return this.notice.say(text("reply_empty"));
    if (await copy(words)) this.notice.say(text("copied_text"));
    else this.notice.trouble(text("not_copied"));
  }

  /** Another agent's answer is shown once; the second time this one goes too. */
  private async isAnswered(number: string): Promise<boolean> {
    const answers = answersOf(await api.ticket(number));
    if (answers.length <= this.answers) return false;
    this.deeds.stale(number);
    this.notice.trouble(text("answered_meanwhile", { words: (answers.at(-1) ?? "").slice(0, 80) }));
    return true;
  }

  /** Empty places are shown once; the second time it is meant. */
  private mayGo(): boolean {
    const empty = this.composer.emptyPlaces;
    if (empty.length === 0 || this.isForced) return true;
    this.composer.selectPlace();
    this.isForced = true;
    this.notice.trouble(text("places_warning", { names: empty.join(", ") }));
    return false;
  }

  private draftName(number: string): string {
    return `reply:${number || "new"}`;
  }

  private changed(): void {
    keepText(this.draftName(this.number), this.composer.text);
    this.isForced = false;
    const empty = this.composer.emptyPlaces;
    this.parts.places.hidden = empty.length === 0;
    this.parts.places.textContent = empty.length === 0 ? "" : text("places_left", { names: empty.join(", ") });
  }
}
