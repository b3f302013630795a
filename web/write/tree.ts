// SPDX-License-Identifier: GPL-2.0-or-later
// The articles by category, with what a writer wants to know of each at a glance; drafts are found as well.

import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import type { FileRow, Tree } from "./api.js";

const STATUSES = ["draft", "review", "published", "archived"] as const;
const DAY_MS = 86_400_000;

export interface TreeWishes {
  readonly open: (path: string) => void;
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

  constructor(host: HTMLElement, private readonly wishes: TreeWishes) {
    this.query = element("input", { type: "search", class: "field-input", placeholder: t("find_article"), "aria-label": t("find_article") });
    this.filter = element("select", { class: "field-input", "aria-label": t("which_articles") });
    for (const value of ["", ...STATUSES, "problems", "overdue"]) this.filter.append(element("option", { value }, t(value === "" ? "all_articles" : `filter_${value}`)));
    const create = element("button", { type: "button", class: "button" }, t("new_article"));
    create.addEventListener("click", () => this.wishes.create());
    this.query.addEventListener("input", () => this.draw());
    this.filter.addEventListener("change", () => this.draw());
    this.list.addEventListener("click", (event) => {
      const row = (event.target as Element).closest<HTMLElement>("[data-path]");
      if (row?.dataset.path !== undefined) this.wishes.open(row.dataset.path);
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

  private wanted(): FileRow[] {
    const words = fold(this.query.value).split(/\s+/).filter((word) => word !== "");
    const filter = this.filter.value;
    return (this.tree?.articles ?? []).filter((row) => {
      if (filter === "problems" && row.problems === 0) return false;
      if (filter === "overdue" && !isOverdue(row)) return false;
      if (STATUSES.some((status) => status === filter) && row.status !== filter) return false;
      const where = fold(`${row.title} ${row.path} ${row.owner} ${row.id}`);
      return words.every((word) => where.includes(word));
    });
  }

  private draw(): void {
    const rows = this.wanted();
    const total = this.tree?.articles.length ?? 0;
    this.count.textContent = rows.length === total ? t("count_all", { n: total }) : t("count_some", { n: rows.length, total });
    const groups = new Map<string, FileRow[]>();
    for (const row of rows) groups.set(row.category, [...(groups.get(row.category) ?? []), row]);
    const isNarrowed = rows.length !== total;
    const parts = [...groups.entries()].sort(([a], [b]) => a.localeCompare(b, "ru")).map(([category, list]) => this.group(category, list, isNarrowed));
    this.list.replaceChildren(...(parts.length > 0 ? parts : [element("p", { class: "empty" }, total === 0 ? t("no_articles") : t("nothing_found"))]));
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
    for (const row of [...rows].sort((a, b) => a.title.localeCompare(b.title, "ru"))) {
      const button = element("button", { type: "button", class: "row", "data-path": row.path }, element("span", { class: "row-title" }, row.title), factsOf(row));
      if (row.path === this.chosen) button.setAttribute("aria-current", "true");
      list.append(element("li", {}, button));
    }
    details.append(list);
    return details;
  }
}
