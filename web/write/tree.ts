// SPDX-License-Identifier: GPL-2.0-or-later
// The articles by category, with what a writer wants to know of each at a glance; drafts are found as well.

import { debounced, element, marked } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import type { FileRow, FoundFile, Tree } from "./api.js";

const STATUSES = ["draft", "review", "published", "archived"] as const;
const DAY_MS = 86_400_000;
const SEARCH_MS = 200;
const LEAST_SEARCHED = 3;

export interface TreeWishes {
  readonly open: (path: string, words: string) => void; // `words`: where to look in the text; may be empty
  readonly search: (words: string) => Promise<readonly FoundFile[]>;
  readonly create: () => void;
}

function ageOf(row: FileRow): string {
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(row.modified)) / DAY_MS));
  if (days === 0) return t("age_today");
  return days < 60 ? t("age_days", { n: days }) : t("age_months", { n: Math.round(days / 30) });
}

function isOverdue(row: FileRow): boolean {
  return row.review_after !== "" && row.review_after < new Date().toISOString().slice(0, 10);
}

/** «Черновик · Анна · 3 дн. · 12 просмотров · 4/1» */
function factsOf(row: FileRow): HTMLElement {
  const facts: (Node | string)[] = [];
  const add = (text: string, className = ""): void => {
    if (facts.length > 0) facts.push(" · ");
    facts.push(className === "" ? text : element("span", { class: className }, text));
  };
  if (!row.readable) add(t("unreadable"), "alarm");
  else if (row.status !== "published") add(t(`status_${row.status}`), `status status-${row.status}`);
  if (row.audience === "internal") add(t("internal"), "status");
  if (row.owner !== "") add(row.owner);
  add(ageOf(row));
  if (isOverdue(row)) add(t("overdue"), "alarm");
  if (row.problems > 0) add(t("problems", { n: row.problems }), "alarm");
  if (row.views > 0) add(t("views", { n: row.views }));
  if (row.helpful + row.unhelpful > 0) add(t("votes", { yes: row.helpful, no: row.unhelpful }));
  return element("span", { class: "row-facts" }, ...facts);
}

function fold(text: string): string {
  return text.toLowerCase().replace(/ё/g, "е");
}

export class ArticleTree {
  private tree: Tree | null = null;
  private chosen = "";
  private readonly query: HTMLInputElement;
  private readonly filter: HTMLSelectElement;
  private readonly list = element("div", { class: "tree-list" });
  private readonly count = element("p", { class: "quiet small", role: "status" });
  private readonly opened = new Set<string>();
  private found: readonly FoundFile[] = []; // in the texts, by the words asked for last
  private isLooking = false;
  private trouble = "";
  private readonly searchSoon = debounced(SEARCH_MS, () => void this.search());

  constructor(host: HTMLElement, private readonly wishes: TreeWishes) {
    this.query = element("input", { type: "search", class: "field-input", placeholder: t("find_article"), "aria-label": t("find_article") });
    this.filter = element("select", { class: "field-input", "aria-label": t("which_articles") });
    for (const value of ["", ...STATUSES, "problems", "overdue"]) this.filter.append(element("option", { value }, t(value === "" ? "all_articles" : `filter_${value}`)));
    const create = element("button", { type: "button", class: "button" }, t("new_article"));
    create.addEventListener("click", () => this.wishes.create());
    this.query.addEventListener("input", () => {
      this.isLooking = this.words() !== "";
      this.draw();
      this.searchSoon();
    });
    this.filter.addEventListener("change", () => this.draw());
    this.list.addEventListener("click", (event) => {
      const row = (event.target as Element).closest<HTMLElement>("[data-path]");
      if (row?.dataset.path !== undefined) this.wishes.open(row.dataset.path, row.dataset.words ?? "");
    });
    host.append(element("div", { class: "tree-head" }, create, this.query, this.filter, this.count), this.list);
  }

  show(tree: Tree): void {
    this.tree = tree;
    this.draw();
  }

  choose(path: string): void {
    this.chosen = path;
    const row = this.tree?.articles.find((one) => one.path === path);
    if (row) this.opened.add(row.category);
    this.draw();
  }

  /** What is looked for in the texts; empty: too little. */
  private words(): string {
    const words = this.query.value.trim();
    return words.length < LEAST_SEARCHED ? "" : words;
  }

  private async search(): Promise<void> {
    const words = this.words();
    this.trouble = "";
    let found: readonly FoundFile[] = [];
    try {
      if (words !== "") found = await this.wishes.search(words);
    } catch (error) {
      this.trouble = (error as Error).message;
    }
    if (words !== this.words()) return;
    this.found = found;
    this.isLooking = false;
    this.draw();
  }

  private passes(row: FileRow): boolean {
    const filter = this.filter.value;
    if (filter === "problems") return row.problems > 0;
    if (filter === "overdue") return isOverdue(row);
    return !STATUSES.some((status) => status === filter) || row.status === filter;
  }

  private wanted(): FileRow[] {
    const words = fold(this.query.value).split(/\s+/).filter((word) => word !== "");
    return (this.tree?.articles ?? []).filter((row) => {
      const where = fold(`${row.title} ${row.path} ${row.owner} ${row.id}`);
      return this.passes(row) && words.every((word) => where.includes(word));
    });
  }

  /** Articles with the words in their texts, without those whose names say it already. */
  private inTexts(named: readonly FileRow[]): HTMLElement[] {
    if (this.words() === "") return [];
    if (this.isLooking && this.found.length === 0) return [element("p", { class: "quiet small tree-note" }, t("searching"))];
    if (this.trouble !== "") return [element("p", { class: "alarm small tree-note" }, this.trouble)];
    const above = new Set(named.map((row) => row.path));
    const rows = new Map((this.tree?.articles ?? []).map((row) => [row.path, row]));
    const list = element("ul", { class: "plain" });
    for (const one of this.found) {
      const row = rows.get(one.path);
      if (row === undefined || !this.passes(row) || (above.has(one.path) && one.marks.length === 0)) continue;
      list.append(element("li", {}, this.row(row, one)));
    }
    return list.childElementCount === 0 ? [] : [element("section", { class: "tree-found", "aria-label": t("in_texts") }, element("h2", { class: "tree-title" }, t("in_texts")), list)];
  }

  private draw(): void {
    const rows = this.wanted();
    const total = this.tree?.articles.length ?? 0;
    this.count.textContent = rows.length === total ? t("count_all", { n: total }) : t("count_some", { n: rows.length, total });
    const groups = new Map<string, FileRow[]>();
    for (const row of rows) groups.set(row.category, [...(groups.get(row.category) ?? []), row]);
    const isNarrowed = rows.length !== total;
    const parts = [...groups.entries()].sort(([a], [b]) => a.localeCompare(b, "ru")).map(([category, list]) => this.group(category, list, isNarrowed));
    const found = this.inTexts(rows);
    const inTexts = found.reduce((sum, one) => sum + one.querySelectorAll(".row").length, 0);
    if (inTexts > 0) this.count.append(" · ", t("count_texts", { n: inTexts }));
    parts.push(...found);
    this.list.replaceChildren(...(parts.length > 0 ? parts : [element("p", { class: "empty" }, total === 0 ? t("no_articles") : t("nothing_found"))]));
  }

  private row(row: FileRow, found: FoundFile | null): HTMLElement {
    const button = element("button", { type: "button", class: "row", "data-path": row.path }, element("span", { class: "row-title" }, ...this.withMarks(row.title)), factsOf(row));
    if (row.path === this.chosen) button.setAttribute("aria-current", "true");
    const [begin, end] = found?.marks[0] ?? [0, 0];
    if (found !== null && end > begin) {
      button.append(element("span", { class: "row-snippet" }, found.section === "" ? "" : `${found.section}: `, marked(found.snippet, found.marks)));
      button.dataset.words = found.snippet.slice(begin, end);
    }
    return button;
  }

  /** A title with the letters that are being looked for marked. */
  private withMarks(title: string): Node[] {
    const words = fold(this.query.value).split(/\s+/).filter((word) => word.length > 1);
    const where = fold(title);
    const marks = words.map((word) => [where.indexOf(word), where.indexOf(word) + word.length] as const).filter(([begin]) => begin >= 0).sort(([a], [b]) => a - b);
    const apart = marks.filter(([begin], i) => marks.slice(0, i).every(([, end]) => end <= begin));
    return [where.length === title.length ? marked(title, apart) : document.createTextNode(title)];
  }

  private group(category: string, rows: readonly FileRow[], isNarrowed: boolean): HTMLElement {
    const title = this.tree?.categories.find((one) => one.id === category)?.title ?? (category === "" ? t("no_category") : category);
    const details = element("details", { class: "tree-group" }, element("summary", {}, title, " ", element("span", { class: "quiet" }, String(rows.length))));
    details.open = isNarrowed || this.opened.has(category);
    details.addEventListener("toggle", () => {
      if (details.open) this.opened.add(category);
      else this.opened.delete(category);
    });
    const list = element("ul", { class: "plain" });
    for (const row of [...rows].sort((a, b) => a.title.localeCompare(b.title, "ru"))) list.append(element("li", {}, this.row(row, null)));
    details.append(list);
    return details;
  }
}
