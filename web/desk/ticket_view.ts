// SPDX-License-Identifier: GPL-2.0-or-later
// The ticket that is open: who writes, since when, and what was said, the words that found something marked.

import { element, marked, type Mark } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import { carriedMarks } from "./field.js";
import type { Ticket } from "./api.js";
import type { Command } from "./keys.js";
import { channelName, titleOf } from "./queue.js";
import { moment, waited } from "./times.js";

export interface TicketParts {
  readonly head: HTMLElement;
  readonly messages: HTMLElement;
}

export function ticketButtons(act: (command: Command) => void): HTMLElement[] {
  const ways: readonly [Command, string][] = [["escalate", "E"], ["close", "X"], ["article", "A"]];
  return ways.map(([command, key]) => {
    const button = element("button", { type: "button", class: "act" }, text(`ticket_${command}`), " ", element("kbd", {}, key));
    button.addEventListener("click", () => act(command));
    return button;
  });
}

function factsOf(ticket: Ticket): string[] {
  const since = ticket.waiting_since ?? ticket.created;
  const waits = ticket.status === "new" ? [text("waits", { time: waited(since) })] : [];
  return [ticket.number, channelName(ticket.source), ticket.name, ticket.contact, ...waits].filter((fact) => fact !== "");
}

export class TicketView {
  private ticket: Ticket | null = null;

  constructor(private readonly parts: TicketParts, private readonly buttons: readonly HTMLElement[]) {}

  show(ticket: Ticket | null): void {
    this.ticket = ticket;
    this.parts.head.hidden = this.parts.messages.hidden = ticket === null;
    if (ticket === null) return;
    this.parts.head.replaceChildren(
      element("h2", { tabindex: "-1", id: "ticket-title" }, titleOf({ ...ticket, preview: ticket.preview ?? ticket.messages[0]?.text.slice(0, 120) ?? "" })),
      element("p", { class: "ticket-facts" }, element("span", { class: `status status-${ticket.status}` }, text(`state_${ticket.status}`)),
        ...factsOf(ticket).map((fact) => element("span", {}, fact))),
      element("div", { class: "ticket-acts" }, ...this.buttons));
    this.showMessages("", []);
    this.parts.messages.scrollTop = this.parts.messages.scrollHeight;
  }

  /** Marks of the first message, or of the subject and it. */
  setMarks(of: string, marks: readonly Mark[]): void {
    if (this.ticket !== null) this.showMessages(of, marks);
  }

  private showMessages(of: string, marks: readonly Mark[]): void {
    const ticket = this.ticket;
    if (ticket === null) return;
    const scrolled = this.parts.messages.scrollTop;
    const rows = ticket.messages.map((message, index) => {
      const isMarked = index === 0 && of !== "";
      return element("li", { class: `message message-${message.author === "customer" ? "customer" : "agent"}` },
        element("p", { class: "message-meta" }, text(message.author === "customer" ? "customer" : "agent"), ...(message.at ? [" · ", moment(message.at)] : [])),
        element("div", { class: "message-text" }, isMarked ? marked(message.text, carriedMarks(of, message.text, marks)) : message.text));
    });
    this.parts.messages.replaceChildren(...rows, ...this.answersRow(ticket), ...this.filesRow(ticket));
    this.parts.messages.scrollTop = scrolled;
  }

  private answersRow(ticket: Ticket): HTMLElement[] {
    if (ticket.answers.length === 0 && ticket.steps.length === 0) return [];
    const steps = ticket.steps.length === 0 ? [] : [element("dt", {}, text("steps_done")), element("dd", {}, ticket.steps.join(", "))];
    return [element("li", { class: "message message-facts" }, element("dl", { class: "facts" },
      ...ticket.answers.flatMap(({ question, answer }) => [element("dt", {}, question), element("dd", {}, answer)]), ...steps))];
  }

  private filesRow(ticket: Ticket): HTMLElement[] {
    if (ticket.files.length === 0) return [];
    return [element("li", { class: "message message-facts" }, text("files"), " ",
      ...ticket.files.flatMap(({ name, url }) => [element("a", { href: url }, name), " "]))];
  }
}
