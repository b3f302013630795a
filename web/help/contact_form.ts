// SPDX-License-Identifier: GPL-2.0-or-later
// Looks for answers while a person writes to us, and opens them in place. The form is whole without it; what
// is written never leaves its fields, and «send» is never hidden, disabled or moved behind a question. Where there
// is no second column, answers stand right below the field that is being written in, and a line at the screen's
// upper edge leads to them while they are out of sight: a phone's keyboard hides what stands lower.

import { Latest } from "../shared/api.js";
import { debounced, element, marked, type Mark } from "../shared/dom.js";
import { loadFragment } from "../shared/fragment.js";

interface Answer {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly section: { readonly url: string };
  readonly snippet: { readonly text: string; readonly marks: readonly Mark[] };
  readonly ask: readonly { readonly question: string; readonly why: string }[];
}

const QUIET_MS = 350;
const MIN_CHARACTERS = 4;
const MAX_SENT = 20_000;
const TWO_COLUMNS = window.matchMedia("(min-width: 64rem)"); // as in contact.css

class ContactForm {
  private readonly latest = new Latest();
  private readonly list = need("#answer-list");
  private readonly box = need("#answers");
  private readonly status = need("#answers-status");
  private readonly home = document.createComment(""); // where the answers stand in two columns
  private readonly peek = element("button", { class: "answers-peek", type: "button", hidden: "" });
  private readonly questions = need("#questions");
  private readonly send = need("#send");
  private readonly subject = need<HTMLInputElement>("#subject");
  private readonly text = need<HTMLTextAreaElement>("#text");
  private readonly suggested: HTMLInputElement;
  private asked = "";

  constructor(private readonly form: HTMLFormElement) {
    this.suggested = need<HTMLInputElement>('input[name="suggested"]');
    need("#look").hidden = true;
    for (const field of [this.subject, this.text]) {
      field.addEventListener("input", debounced(QUIET_MS, () => void this.look(field)));
    }
    this.box.before(this.home);
    form.prepend(this.peek);
    this.peek.addEventListener("click", () => this.goToAnswers());
    TWO_COLUMNS.addEventListener("change", () => this.home.after(this.box));
    new IntersectionObserver((entries) => this.showPeek(entries.at(-1)?.isIntersecting ?? true)).observe(this.box);
    // Enter in a line must neither send half a story nor leave the page.
    form.addEventListener("keydown", (event) => {
      const isLine = event.target instanceof HTMLInputElement && event.target.type !== "file";
      if (event.key !== "Enter" || event.isComposing || !isLine) return;
      event.preventDefault();
      if (event.target === this.subject) this.text.focus();
    });
    this.list.addEventListener("toggle", (event) => this.opened(event), true);
    this.asked = this.written();
    this.namePeek();
  }

  private written(): string {
    return `${this.subject.value.trim()}\n${this.text.value.trim()}`;
  }

  private async look(field: HTMLElement): Promise<void> {
    const written = this.written();
    if (written === this.asked) return;
    this.asked = written;
    if (written.trim().length < MIN_CHARACTERS) {
      this.latest.abandon();
      return this.show([], field);
    }
    const answer = await this.latest.json<{ suggestions: Answer[] }>("/api/v1/suggest", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ subject: this.subject.value, text: this.text.value.slice(0, MAX_SENT), channel: "form", limit: 3 }),
    });
    if (answer !== null) this.show(answer.suggestions, field);
  }

  /** What already stands somewhere stays there: nothing may jump under a hand that writes. */
  private place(field: HTMLElement): void {
    if (!this.box.hidden || TWO_COLUMNS.matches) return;
    field.closest(".field")?.after(this.box);
  }

  private namePeek(): void {
    const best = this.list.querySelector(".answer-title")?.textContent ?? "";
    this.peek.textContent = `${need("#answers-title").textContent ?? ""}: ${best}`;
  }

  private showPeek(isSeen: boolean): void {
    this.peek.hidden = isSeen || this.box.hidden || TWO_COLUMNS.matches;
  }

  private goToAnswers(): void {
    this.box.scrollIntoView({ block: "start" });
    this.list.querySelector<HTMLElement>("summary")?.focus({ preventScroll: true });
  }

  private show(answers: readonly Answer[], field: HTMLElement): void {
    if (answers.length > 0) this.place(field);
    document.querySelector("#answers-none")?.remove();
    const open = this.list.querySelector("details[open]");
    const kept = open?.closest<HTMLElement>(".answer") ?? null;
    // What a person is reading stays where it is, even when new words found something else.
    const fresh = answers.filter((answer) => answer.id !== kept?.dataset.id);
    const items = fresh.slice(0, kept === null ? 3 : 2).map((answer) => this.item(answer));
    for (const item of [...this.list.children]) if (item !== kept) item.remove();
    this.list.append(...items);
    this.box.hidden = this.list.children.length === 0;
    this.namePeek();
    if (this.box.hidden) this.showPeek(true);
    this.send.textContent = (this.box.hidden ? this.form.dataset.send : this.form.dataset.sendAnyway) ?? "";
    const says = this.box.hidden ? this.form.dataset.nothing : this.form.dataset.found;
    if (this.status.textContent !== says) this.status.textContent = this.subject.value === "" ? "" : (says ?? "");
    this.remember(answers);
    this.ask(answers[0]?.ask ?? []);
  }

  private item(answer: Answer): HTMLElement {
    const { solved = "", openArticle = "" } = this.form.dataset;
    return element(
      "li",
      { class: "answer", "data-id": answer.id, "data-url": answer.section.url },
      element(
        "details",
        {},
        element(
          "summary",
          {},
          element("span", { class: "answer-title" }, answer.title),
          element("span", { class: "answer-snippet" }, marked(answer.snippet.text, answer.snippet.marks)),
        ),
        element("div", { class: "prose answer-text" }),
        element(
          "p",
          { class: "answer-actions" },
          element("button", { class: "button", name: "solved", value: answer.id, formnovalidate: "" }, solved),
          " ",
          element("a", { href: answer.section.url, target: "_blank", rel: "noopener" }, openArticle),
        ),
      ),
    );
  }

  /** Fills an opened answer with its article, once, and shows the part that was found. */
  private opened(event: Event): void {
    const details = event.target as HTMLDetailsElement;
    const item = details.closest<HTMLElement>(".answer");
    const body = details.querySelector<HTMLElement>(".answer-text");
    const url = item?.dataset.url;
    if (!details.open || body === null || url === undefined || body.childNodes.length > 0) return;
    body.textContent = this.form.dataset.loading ?? "";
    void loadFragment(url.split("#")[0] ?? url, ".prose").then((article) => {
      if (article === null) {
        body.textContent = this.form.dataset.notLoaded ?? "";
        return;
      }
      const anchor = decodeURIComponent(url.split("#")[1] ?? "");
      const found = anchor === "" ? null : article.getElementById(anchor);
      for (const element of article.querySelectorAll("form, .anchor")) element.remove();
      for (const heading of article.querySelectorAll("[id]")) heading.removeAttribute("id");
      body.replaceChildren(article);
      if (found !== null) body.scrollTop = found.offsetTop - body.offsetTop;
    });
  }

  /** Whoever answers sees what the person has been shown. */
  private remember(answers: readonly Answer[]): void {
    const ids = new Set(this.suggested.value.split(",").filter((id) => id !== ""));
    for (const answer of answers) ids.add(answer.id);
    this.suggested.value = [...ids].slice(-20).join(",");
  }

  /** Questions of the best article; those that are answered already stay. */
  private ask(asked: Answer["ask"]): void {
    const isOfArticle = this.form.querySelector<HTMLInputElement>('input[name="article"]')?.value !== "";
    if (isOfArticle) return;
    const fields = [...this.questions.querySelectorAll<HTMLElement>(".field")];
    const answered = fields.filter((field) => (field.querySelector<HTMLInputElement>('[name="ask_answer"]')?.value ?? "") !== "");
    for (const field of fields) if (!answered.includes(field)) field.remove();
    const known = new Set(answered.map((field) => field.querySelector<HTMLInputElement>('[name="ask_question"]')?.value));
    for (const { question, why } of asked) if (!known.has(question)) this.questions.append(questionField(question, why));
    this.questions.hidden = this.questions.querySelector(".field") === null;
  }
}

let questionCount = 0;
function questionField(question: string, why: string): HTMLElement {
  const id = `asked-${(questionCount += 1)}`;
  const more = why === "" ? [] : [" ", element("span", { class: "field-more" }, why)];
  return element(
    "p",
    { class: "field" },
    element("label", { for: id }, question, ...more),
    element("input", { type: "hidden", name: "ask_question", value: question }),
    element("input", { id, name: "ask_answer", type: "text", maxlength: "2000", autocomplete: "off" }),
  );
}

function need<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (found === null) throw new Error(selector);
  return found;
}

export function startContactForm(): void {
  const form = document.querySelector<HTMLFormElement>("#contact-form");
  document.querySelector<HTMLElement>("#problems")?.focus();
  if (form !== null) new ContactForm(form);
}
