// SPDX-License-Identifier: GPL-2.0-or-later
// The desk: which ticket is open, what is typed, what was found, and which key does what with it.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import { AnswerList } from "./answers.js";
import { api, type Answers, type ApiError, type Question, type Status, type Ticket } from "./api.js";
import { draftStart, openArticleDraft } from "./article_draft.js";
import { Asking } from "./asking.js";
import { Calls } from "./calls.js";
import type { Sink } from "./composer.js";
import { Deeds } from "./deeds.js";
import { isDialogOpen } from "./dialogs.js";
import { keepText, keptText, setSetting, setting } from "./drafts.js";
import { carriedMarks, Field } from "./field.js";
import { askHandover, copyHandover } from "./handover.js";
import { openHelp } from "./help.js";
import { commandOf, isTextField, type KeyPress } from "./keys.js";
import { LevelSwitch } from "./level.js";
import { Notice } from "./notice.js";
import { Host, textOfAddress } from "./panel.js";
import { Queue } from "./queue.js";
import { saidOf } from "./reader.js";
import { Renewal } from "./renewal.js";
import { Reply } from "./reply.js";
import { ticketButtons, TicketView } from "./ticket_view.js";

const LIMIT = 7;
const NEW = "new"; // the draft's name while no ticket is open

const at = <T extends HTMLElement>(id: string): T => document.querySelector<T>(`#${id}`) as T;

export class Desk {
  private readonly isPanel = document.body.classList.contains("desk-panel");
  private readonly notice = new Notice(at("notice"));
  private readonly reply = new Reply({ input: at("reply"), send: at("send"), places: at("places") }, this.notice, { sent: (number, words) => this.answered(number, words), stale: (number) => void this.open(number, false) });
  private readonly field = new Field(at("field"), at("field-back"), () => this.fieldChanged());
  private readonly host: Host | null;
  private readonly queue: Queue | null;
  private readonly view: TicketView;
  private readonly answers: AnswerList;
  private readonly asking: Asking;
  private readonly deeds: Deeds;
  private readonly calls: Calls;
  private readonly level: LevelSwitch;
  private ticket: Ticket | null = null;
  private subject = ""; // of a ticket that a foreign help desk told us
  private opening = 0;

  constructor() {
    const origins = JSON.parse(document.body.dataset["origins"] ?? "[]") as string[];
    this.host = this.isPanel ? new Host(origins, (given) => this.take(given.text, given.subject)) : null;
    const sink: Sink = this.host ?? this.reply.composer;
    this.answers = new AnswerList({ list: at("answers"), verdict: at("verdict"), empty: at("answers-empty"), alike: at("alike"), more: at("more") }, {
      choose: (index) => this.choose(index),
      act: (command) => void this.perform({ command, digit: 0, isShifted: false }),
      insertQuestion: (question) => void sink.insert({ text: question }),
      openTicket: (number) => void this.open(number),
    });
    this.asking = new Asking({ question: () => this.question(), show: (found) => this.show(found), failed: (error) => this.failed(error), busy: (isBusy) => at("answers").setAttribute("aria-busy", String(isBusy)) });
    this.level = new LevelSwitch(at("level"), () => void this.asking.now());
    this.deeds = new Deeds({ answers: this.answers, sink, notice: this.notice, slots: at("slots"), site: document.body.dataset["site"] || location.origin, about: () => this.about(), solved: () => this.isSolved() });
    this.calls = new Calls(at("call"), this.notice, (isOn) => document.body.classList.toggle("is-calling", isOn));
    this.view = new TicketView({ head: at("ticket-head"), messages: at("messages") }, ticketButtons((command) => void this.perform({ command, digit: 0, isShifted: false })));
    new Renewal({ view: this.view, notice: this.notice, opened: () => this.ticket, changed: (now) => { this.ticket = now; void this.asking.now(); void this.queue?.load(); } });
    this.queue = this.isPanel ? null : new Queue({ list: at("queue"), note: at("queue-note"), status: at("queue-status"), words: at("queue-words") }, (number) => void this.open(number));
  }

  start(): void {
    document.addEventListener("keydown", (event) => this.keyed(event));
    at<HTMLFormElement>("ask").addEventListener("submit", (event) => { event.preventDefault(); void this.asking.now(); });
    for (const button of document.querySelectorAll<HTMLElement>("[data-command]")) {
      button.addEventListener("click", () => void this.perform({ command: button.dataset["command"] as KeyPress["command"], digit: 0, isShifted: false }));
    }
    const novice = at<HTMLInputElement>("novice");
    novice.checked = setting("novice") === "1";
    novice.addEventListener("change", () => { setSetting("novice", novice.checked ? "1" : ""); void this.asking.now(); this.explain(); });
    at("keep-ticket").addEventListener("click", () => void this.keepAsTicket());
    at("copy-reply").addEventListener("click", () => void this.reply.copy());
    document.body.classList.add("has-script");
    this.begin();
  }

  private begin(): void {
    void this.queue?.load();
    const brought = textOfAddress(location.hash);
    if (brought !== "") history.replaceState(null, "", location.pathname + location.search);
    window.addEventListener("hashchange", () => { const text_ = textOfAddress(location.hash); if (text_ !== "") this.take(text_, ""); });
    const number = document.body.dataset["ticket"] ?? "";
    if (number !== "") return void this.open(number, false).then(() => { if (this.ticket === null) this.showTicket(null); });
    this.showTicket(null);
    if (brought !== "") this.take(brought, "");
    else if (this.field.text !== "") void this.asking.now();
    this.field.input.focus();
  }

  // What is asked.

  private question(): Question | null {
    const typed = this.field.text.trim();
    if (this.ticket === null && typed === "") return null;
    const level = this.level.chosen;
    return {
      ...(this.ticket === null ? {} : { ticket: this.ticket.number }),
      ...(this.ticket === null && this.subject !== "" ? { subject: this.subject } : {}),
      ...(typed === "" ? {} : { text: this.field.text }),
      ...(level === null ? {} : { level }), limit: LIMIT,
    };
  }

  private about(): { ticket: string } | { text: string } {
    return this.ticket === null ? { text: this.field.text } : { ticket: this.ticket.number };
  }

  private show(found: Answers | null): void {
    at("trouble").hidden = true;
    this.answers.show(found);
    if (found !== null && this.ticket === null) this.field.setMarks(this.field.text, carriedMarks(found.text, this.field.text, found.marks));
    if (found !== null && this.ticket !== null) this.view.setMarks(found.text, found.marks);
    this.level.setGuessed(found?.level.guessed ?? "");
    this.explain();
  }

  private failed(error: ApiError): void {
    const line = at("trouble");
    line.hidden = false;
    // In a foreign site's frame only the frame's own sign-in counts; the words are kept and come back.
    const signIn = this.isPanel ? element("a", { href: "/sign-in?next=/desk?panel" }, text("panel_sign_in_again")) : element("a", { href: "/sign-in?next=/desk", target: "_blank" }, text("sign_in"));
    line.replaceChildren(error.kind === "offline" ? text("offline_kept") : saidOf(error), ...(error.kind === "signed_out" ? [" ", signIn] : []));
  }

  private explain(): void {
    if (at<HTMLInputElement>("novice").checked) this.deeds.explain(at("answers"));
  }

  // What is typed.

  private fieldChanged(): void {
    keepText(this.draftName, this.field.text);
    at("keep-ticket").hidden = this.isPanel || this.field.text.trim() === "";
    this.asking.later();
  }

  private get draftName(): string {
    return `field:${this.ticket?.number ?? NEW}`;
  }

  /** A ticket's words from outside: the help desk around us, or the bookmarklet. */
  private take(words: string, subject: string): void {
    this.showTicket(null);
    this.subject = subject;
    this.field.text = words;
    this.answers.forget();
    this.fieldChanged();
  }

  // Tickets.

  private async open(number: string, withAddress = true): Promise<void> {
    const mine = ++this.opening;
    this.queue?.setOpened(number);
    document.body.classList.remove("is-queue-open");
    try {
      const ticket = await api.ticket(number);
      if (mine !== this.opening) return;
      this.answers.forget();
      this.showTicket(ticket);
      if (withAddress) history.replaceState(null, "", `/desk/tickets/${encodeURIComponent(number)}${location.search}`);
      void this.asking.now();
    } catch (error) {
      if (mine !== this.opening) return;
      this.notice.trouble(saidOf(error));
      this.queue?.setOpened(this.ticket?.number ?? "");
    }
  }

  private showTicket(ticket: Ticket | null): void {
    this.ticket = ticket;
    this.subject = "";
    at("slots").hidden = true;
    at("field-label").textContent = text(ticket === null ? "field" : "field_more");
    at("keep-ticket").textContent = text(ticket === null ? "keep_ticket" : "keep_message");
    document.body.classList.toggle("has-ticket", ticket !== null);
    this.view.show(ticket);
    this.field.text = keptText(this.draftName);
    this.field.setMarks("", []);
    at("keep-ticket").hidden = this.isPanel || this.field.text.trim() === "";
    this.reply.open(ticket);
    this.queue?.setOpened(ticket?.number ?? "");
  }

  /** Back to the empty field: the next caller. */
  private leaveTicket(): void {
    this.showTicket(null);
    this.answers.forget();
    history.replaceState(null, "", `/desk${location.search}`);
    void this.asking.now();
    this.field.input.focus();
  }

  private async keepAsTicket(): Promise<void> {
    const words = this.field.text.trim();
    if (words === "") return;
    try {
      const open = this.ticket;
      const number = open === null ? (await api.addTicket(words)).number : open.number;
      if (open !== null) await api.addMessage(number, "customer", words);
      keepText(this.draftName, "");
      this.field.text = "";
      await this.open(number);
      void this.queue?.load();
    } catch (error) {
      this.notice.trouble(saidOf(error));
    }
  }

  /** Says `done`, or `failed` with the reason and a way to try again. */
  private async setStatus(number: string, status: Status, reason: string, done: string, failed: string): Promise<void> {
    try {
      await api.setStatus(number, status, reason);
    } catch (error) {
      return this.notice.failed(text(failed, { number, why: saidOf(error) }), () => void this.setStatus(number, status, reason, done, failed));
    }
    if (this.ticket?.number === number) await this.open(number);
    void this.queue?.load();
    this.notice.say(done);
  }

  private close(): void {
    const ticket = this.ticket;
    if (ticket === null) return;
    const next = this.queue?.neighbour() ?? "";
    this.notice.withUndo(text("closed", { number: ticket.number }), () => {
      api.setStatus(ticket.number, "closed").then(() => void this.queue?.load(), (error: unknown) => this.notice.trouble(saidOf(error)));
    }, () => void this.open(ticket.number));
    if (next === "") this.leaveTicket();
    else void this.open(next);
  }

  private isSolved(): void {
    if (this.ticket === null) return;
    const close = element("button", { type: "button", class: "link-button" }, text("ticket_close"), " ", element("kbd", {}, "X"));
    close.addEventListener("click", () => this.close());
    this.notice.say(text("solved_kept"), [close]);
  }

  private handOver(): void {
    const ticket = this.ticket;
    askHandover(this.answers.chosen, this.answers.handovers, ticket !== null, (reason) => {
      if (ticket === null) void copyHandover(`${reason}\n\n${this.field.text}`, this.notice);
      else void this.setStatus(ticket.number, "handed_over", reason, text("handed_over"), "not_handed_over");
    });
  }

  private writeArticle(): void {
    const start = draftStart(this.ticket, this.field.text.trim(), this.reply.composer.text.trim());
    if (start === null) this.notice.say(text("nothing_to_write"));
    else openArticleDraft(start, this.notice);
  }

  private async answered(number: string, words: string): Promise<void> {
    await this.deeds.sent(number, words);
    await this.setStatus(number, "answered", "", text("sent", { number }), "sent_not_marked");
  }

  // Keys.

  private keyed(event: KeyboardEvent): void {
    if (isDialogOpen() || event.defaultPrevented) return;
    const pressed = commandOf(event);
    if (pressed === null) return;
    if (pressed.command === "step_back" && (!this.calls.isOn || isTextField(event.target))) return;
    if (pressed.command === "send" && event.target instanceof Element && event.target.closest(".slots-form")) return;
    event.preventDefault();
    void this.perform(pressed);
  }

  private choose(index: number): void {
    if (!this.answers.choose(index)) return;
    if (!isTextField(document.activeElement)) this.answers.focusChosen();
    at("answers-status").textContent = text("chosen", { n: index + 1, title: this.answers.chosen?.title ?? "" });
    this.explain();
  }

  private async perform({ command, digit, isShifted }: KeyPress): Promise<void> {
    switch (command) {
      case "choose": return !isShifted && this.calls.choose(digit) ? undefined : this.choose(digit - 1);
      case "open": return this.deeds.open();
      case "link": return this.deeds.link();
      case "section": return this.deeds.section();
      case "template": return this.deeds.template();
      case "copy": return this.deeds.copy();
      case "escalate": return this.handOver();
      case "wrong": return this.deeds.wrong();
      case "solved": return this.deeds.solved();
      case "gap": return this.question() === null ? undefined : this.deeds.gap(() => this.writeArticle());
      case "article": return this.writeArticle();
      case "send": return this.isPanel ? undefined : this.reply.send();
      case "close": return this.close();
      case "undo": return this.notice.undo();
      case "next": return this.queue?.move(1);
      case "previous": return this.queue?.move(-1);
      case "call": return this.isPanel ? undefined : this.calls.begin();
      case "step_back": return this.calls.back();
      default: return this.look(command);
    }
  }

  private look(command: KeyPress["command"]): void {
    switch (command) {
      case "help": return openHelp(this.isPanel);
      case "field": this.field.input.focus(); return this.field.input.select();
      case "reply": return this.isPanel ? undefined : this.reply.composer.input.focus();
      case "level": return this.nextLevel();
      case "queue": return void document.body.classList.toggle("is-queue-open");
      case "novice": return at("novice").click();
      case "back": return this.back();
      default: return undefined;
    }
  }

  private nextLevel(): void {
    this.level.next();
    this.notice.say(text("level_is", { level: this.level.name }));
  }

  /** One step out: the slots, the field, the call, the queue, the ticket. */
  private back(): void {
    const focused = document.activeElement as HTMLElement | null;
    if (!at("slots").hidden) {
      at("slots").querySelector<HTMLElement>(".button-quiet")?.click();
    } else if (document.body.classList.contains("is-queue-open")) {
      document.body.classList.remove("is-queue-open");
    } else if (isTextField(focused)) {
      focused?.blur();
    } else if (this.calls.isOn) {
      this.calls.leave();
    } else if (this.ticket !== null) {
      this.leaveTicket();
    } else {
      this.notice.hide();
    }
  }
}
