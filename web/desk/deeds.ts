// SPDX-License-Identifier: GPL-2.0-or-later
// What an agent does with the chosen suggestion, and what the desk learns from it.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import { api, type Item, type MarkName } from "./api.js";
import type { AnswerList } from "./answers.js";
import type { Sink } from "./composer.js";
import { absoluteLink, emptyPlaces, filled, plainText, surely } from "./insertion.js";
import type { Notice } from "./notice.js";
import { copy } from "./panel.js";
import { fillArticle, openReader, saidOf } from "./reader.js";
import { askSlots } from "./slots.js";

export interface DeedsParts {
  readonly answers: AnswerList;
  readonly sink: Sink;
  readonly notice: Notice;
  readonly slots: HTMLElement;
  readonly site: string; // where customers open links
  /** Which question the marks are about: the ticket, or the words. */
  readonly about: () => { readonly ticket: string } | { readonly text: string };
  readonly solved: () => void;
}

/** What stands in an answer that is not sent yet. */
interface Used {
  readonly words: string;
  readonly tell: () => Promise<void>;
}

const REMEMBERED = 40; // characters by which an insertion is known again

export class Deeds {
  private asked: Item | undefined; // the inside article whose words were asked for a moment ago
  private readonly used = new Map<string, Used[]>(); // by ticket

  constructor(private readonly parts: DeedsParts) {}

  open(): void {
    const item = this.parts.answers.chosen;
    if (item === undefined) return;
    openReader(item, this.parts.notice);
    this.mark(item, "opened");
  }

  async link(): Promise<void> {
    const item = this.parts.answers.chosen;
    if (item === undefined) return;
    if (item.audience === "internal") {
      this.parts.notice.trouble(text("link_is_internal"));
      return;
    }
    const url = absoluteLink(item, this.parts.site);
    await this.insert(item, { text: `${item.title}: ${url}`, title: item.title, url });
  }

  /** The words of an inside article go to a customer on the second press only. */
  async section(): Promise<void> {
    const item = this.parts.answers.chosen;
    if (item === undefined) return;
    if (item.template) return this.template();
    if (item.audience === "internal" && this.asked !== item) {
      this.asked = item;
      this.parts.notice.trouble(text("section_is_internal"));
      return;
    }
    this.asked = undefined;
    await this.insert(item, { text: item.quote.text || item.snippet.text, html: item.quote.html, title: item.title });
  }

  template(): void {
    const item = this.parts.answers.chosen;
    if (item?.template === undefined) {
      if (item !== undefined) this.parts.notice.say(text("no_template"));
      return;
    }
    const whole = filled(item.template.text, surely(item.template));
    if (emptyPlaces(whole).length === 0) {
      void this.insert(item, { text: whole, title: item.title });
      return;
    }
    const focused = document.activeElement as HTMLElement | null;
    const back = (): void => focused?.isConnected ? focused.focus({ preventScroll: true }) : undefined;
    askSlots(this.parts.slots, item, (made) => { back(); void this.insert(item, { text: made, title: item.title }); }, back);
  }

  async copy(): Promise<void> {
    const item = this.parts.answers.chosen;
    if (item === undefined) return;
    const isCopied = await copy(plainText(item, this.parts.site));
    if (!isCopied) return this.parts.notice.trouble(text("not_copied"));
    this.parts.notice.say(text("copied_text"));
    this.mark(item, "inserted");
  }

  wrong(): void {
    const { answers, notice } = this.parts;
    const item = answers.chosen;
    if (item === undefined) return;
    const perform = this.markLater(item, "wrong");
    answers.putAside(item);
    notice.withUndo(text("marked_wrong", { title: item.title }), () => void perform(), () => answers.bringBack(item));
  }

  solved(): void {
    const item = this.parts.answers.chosen;
    if (item === undefined) return;
    const perform = this.markLater(item, "solved");
    this.parts.notice.withUndo(text("marked_solved", { title: item.title }), () => { void perform(); this.parts.solved(); }, () => {});
  }

  gap(writeArticle: () => void): void {
    const about = this.parts.about();
    const write = element("button", { type: "button", class: "link-button" }, text("act_article"), " ", element("kbd", {}, "A"));
    write.addEventListener("click", writeArticle);
    this.parts.notice.withUndo(text("marked_gap"), () => void this.tell(api.gap(about)), () => {}, [write]);
  }

  /** «Новичок»: the whole article under the chosen suggestion. */
  explain(list: HTMLElement): void {
    const item = this.parts.answers.chosen;
    const row = list.querySelector<HTMLElement>(".is-chosen");
    if (item === undefined || row === null || row.querySelector(".long")) return;
    const place = element("div", { class: "prose long", tabindex: "0", "aria-label": item.title });
    row.append(place);
    void fillArticle(place, { ...item, section: { ...item.section, anchor: "" } });
  }

  private async insert(item: Item, piece: { text: string; html?: string; title?: string; url?: string }): Promise<void> {
    if (!(await this.parts.sink.insert(piece))) {
      this.parts.notice.trouble(text("not_inserted"));
      return;
    }
    this.parts.notice.say(text("inserted", { title: item.title }));
    this.use(item, piece.text);
  }

  /** An answer to a ticket counts when it is sent: until then nothing was sent to anybody. */
  private use(item: Item, words: string): void {
    const about = this.parts.about();
    const tell = this.markLater(item, "inserted");
    if (!("ticket" in about)) return void tell();
    const known = this.used.get(about.ticket) ?? [];
    this.used.set(about.ticket, [...known, { words: words.trim().slice(0, REMEMBERED), tell }]);
  }

  /** The answer of that ticket has gone: what still stood in it was sent. */
  async sent(number: string, answer: string): Promise<void> {
    const used = this.used.get(number) ?? [];
    this.used.delete(number);
    await Promise.all(used.filter(({ words }) => answer.includes(words)).map(({ tell }) => tell()));
  }

  private mark(item: Item, mark: MarkName): void {
    void this.markLater(item, mark)();
  }

  /** The deed, with the place and the question as they are now. */
  private markLater(item: Item, mark: MarkName): () => Promise<void> {
    const about = this.parts.about();
    const body = { ...about, article: item.id, section: item.section.anchor, mark, place: this.parts.answers.place, kind: item.kind };
    return () => this.tell(api.mark(body));
  }

  private async tell(sent: Promise<unknown>): Promise<void> {
    try {
      await sent;
    } catch (error) {
      this.parts.notice.trouble(saidOf(error));
    }
  }
}
