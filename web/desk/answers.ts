// SPDX-License-Identifier: GPL-2.0-or-later
// The suggestions beside the ticket. A new answer keeps what is chosen, where it still stands, and never moves the focus.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import type { Answers, Item } from "./api.js";
import { card, type CardActions } from "./answer_card.js";
import { day, waited } from "./times.js";

export interface AnswersParts {
  readonly list: HTMLElement;
  readonly verdict: HTMLElement;
  readonly empty: HTMLElement;
  readonly alike: HTMLElement; // notices above the list
  readonly more: HTMLElement; // earlier tickets and cases below it
}

export interface AnswersActions extends CardActions {
  readonly openTicket: (number: string) => void;
}

const sameItem = (a: Item, b: Item): boolean =>
  a.kind === b.kind && a.id === b.id && a.case_id === b.case_id && a.section.anchor === b.section.anchor;

export class AnswerList {
  private answers: Answers | null = null;
  private items: readonly Item[] = [];
  private index = 0;
  private hidden = new Set<string>(); // «не то»: of this question
  private shown = "";

  constructor(private readonly parts: AnswersParts, private readonly actions: AnswersActions) {}

  get chosen(): Item | undefined {
    return this.items[this.index];
  }

  /** Whom the suggestions name for handing over, each once. */
  get handovers(): readonly string[] {
    return [...new Set(this.items.map((item) => item.escalate_to).filter((name) => name !== ""))];
  }

  get place(): number {
    return this.index + 1;
  }

  get verdict(): string {
    return this.answers?.verdict ?? "";
  }

  get guessedLevel(): string {
    return this.answers?.level.guessed ?? "";
  }

  /** What is merely near is not chosen by itself: a key pressed in haste would send it. */
  private get first(): number {
    return this.answers?.verdict === "none" ? -1 : 0;
  }

  /** What was put aside counts for this question only. */
  forget(): void {
    this.hidden.clear();
    this.index = 0;
    this.show(null);
  }

  show(answers: Answers | null): void {
    const before = this.chosen;
    this.answers = answers;
    this.items = (answers?.items ?? []).filter((item) => !this.hidden.has(this.key(item)));
    const kept = before && this.index > 0 ? this.items.findIndex((item) => sameItem(item, before)) : -1;
    this.index = Math.max(this.first, kept);
    this.render();
  }

  choose(index: number): boolean {
    if (this.items[index] === undefined) return false;
    this.index = index;
    this.render();
    this.parts.list.children[index]?.scrollIntoView({ block: "nearest" });
    return true;
  }

  focusChosen(): void {
    this.parts.list.children[Math.max(0, this.index)]?.querySelector<HTMLElement>(".card-head")?.focus({ preventScroll: true });
  }

  putAside(item: Item): void {
    this.hidden.add(this.key(item));
    this.show(this.answers);
  }

  bringBack(item: Item): void {
    this.hidden.delete(this.key(item));
    this.show(this.answers);
  }

  private key(item: Item): string {
    return `${item.kind}/${item.id}/${item.case_id ?? ""}`;
  }

  private render(): void {
    this.showVerdict();
    this.showAlike();
    const shown = JSON.stringify([this.items, this.index]);
    if (shown !== this.shown) this.showItems();
    this.shown = shown;
    this.showMore();
  }

  private showItems(): void {
    const list = this.parts.list;
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...this.items.map((item, index) => card(item, index, index === this.index, this.actions)));
    if (hadFocus) this.focusChosen();
  }

  private showVerdict(): void {
    const { verdict, empty } = this.parts;
    const answers = this.answers;
    empty.hidden = answers !== null;
    verdict.hidden = answers === null;
    if (answers === null) return;
    verdict.dataset["verdict"] = answers.verdict;
    const words = answers.label || text(`verdict_${answers.verdict}`);
    if (verdict.firstChild?.textContent !== words) verdict.replaceChildren(element("strong", {}, words));
    while (verdict.childNodes.length > 1) verdict.lastChild?.remove();
    if (answers.verdict === "none" || this.items.length === 0) verdict.append(" ", element("span", { class: "quiet" }, text("nothing_hint")));
    this.parts.list.classList.toggle("is-weak", answers.verdict === "none");
    if (answers.verdict === "none" && this.items.length > 0) verdict.append(" ", element("span", { class: "quiet" }, text("nearest")));
  }

  private showAlike(): void {
    const { alike } = this.parts;
    const found = this.answers?.alike ?? [];
    alike.hidden = found.length === 0;
    alike.replaceChildren();
    if (found.length === 0) return;
    alike.append(element("strong", {}, text("alike")), " ");
    alike.append(...found.slice(0, 3).flatMap(({ number, subject, at }) => [this.ticketLink(number, subject || number), ` ${waited(at)} `]));
  }

  private ticketLink(number: string, words: string): HTMLElement {
    const link = element("a", { href: `/desk/tickets/${encodeURIComponent(number)}` }, words);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.actions.openTicket(number);
    });
    return link;
  }

  private showMore(): void {
    const { more } = this.parts;
    const earlier = this.answers?.earlier ?? [];
    const cases = (this.answers?.cases ?? []).filter((one) => !this.items.some((item) => item.case_id === one.id));
    more.hidden = earlier.length + cases.length === 0;
    more.replaceChildren();
    if (earlier.length > 0) {
      more.append(element("h3", {}, text("earlier")), element("ul", { class: "plain rows" }, ...earlier.map(({ number, subject, at, status }) =>
        element("li", {}, this.ticketLink(number, subject || number), element("span", { class: "quiet" }, `${day(at)} · ${text(`state_${status}`)}`)))));
    }
    if (cases.length > 0) {
      more.append(element("h3", {}, text("cases")), element("ul", { class: "plain rows" }, ...cases.map((one) =>
        element("li", {}, element("span", { class: "case-text" }, one.text),
          element("a", { href: one.article.url, target: "_blank", rel: "noopener" }, one.article.title),
          element("span", { class: "quiet" }, day(one.date) + (one.same_customer ? ` · ${text("same_customer")}` : ""))))));
    }
  }
}
