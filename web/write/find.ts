// SPDX-License-Identifier: GPL-2.0-or-later
// «Как найдут»: people's own words in, the place the article would have out; and what they looked for in vain.

import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import type { FoundHit, Ranks, WriteApi } from "./api.js";

export interface FindWishes {
  readonly path: () => string;
  readonly text: () => string;
  readonly aliases: () => readonly string[];
  readonly addAlias: (words: string) => boolean; // false: the header cannot be changed
}

interface Gaps {
  readonly gaps: readonly { readonly query: string; readonly count: number; readonly place: number }[];
}

function why(hit: FoundHit): string {
  return hit.matches.map((match) => (match.word === match.matched ? match.word : `${match.word} → ${match.matched}`)).join(", ");
}

const NEAR_DOUBLE = 0.5; // of the words of both

export class FindPanel {
  private readonly wordings: HTMLTextAreaElement;
  private readonly out = element("div", { class: "find-out", role: "status" });
  private readonly gaps = element("div", {});
  private asked = 0;

  constructor(host: HTMLElement, private readonly api: WriteApi, private readonly wishes: FindWishes) {
    this.wordings = element("textarea", { class: "field-input", rows: "5", id: "wordings", placeholder: t("wordings_example") });
    const look = element("button", { type: "button", class: "button" }, t("find_try"));
    look.addEventListener("click", () => void this.look());
    this.wordings.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.look();
    });
    host.append(element("p", { class: "field" }, element("label", { for: "wordings" }, t("wordings"), " ", element("span", { class: "quiet small" }, t("wordings_more"))), this.wordings),
      element("p", {}, look), this.out, element("h2", { class: "side-title" }, t("gaps_title")), this.gaps);
  }

  open(): void {
    this.out.replaceChildren();
    this.wordings.value = this.wishes.aliases().join("\n");
    void this.showGaps();
  }

  async look(): Promise<void> {
    const queries = this.wordings.value.split("\n").map((line) => line.trim()).filter((line) => line !== "").slice(0, 20);
    const mine = (this.asked += 1);
    this.out.replaceChildren(element("p", { class: "quiet" }, t("finding")));
    try {
      const ranks = await this.api.post<Ranks>("/find", { path: this.wishes.path(), text: this.wishes.text(), queries });
      if (mine === this.asked) this.show(ranks);
    } catch (error) {
      if (mine === this.asked) this.out.replaceChildren(element("p", { class: "alarm" }, (error as Error).message));
    }
  }

  private show(ranks: Ranks): void {
    const list = element("ol", { class: "plain ranks" });
    for (const rank of ranks.ranks) {
      const place = rank.place === 0 ? t("place_none") : t("place", { n: rank.place });
      const before = rank.place_before === 0 || rank.place_before === rank.place ? "" : ` ${t("place_before", { n: rank.place_before })}`;
      const item = element("li", { class: rank.place === 1 ? "rank rank-first" : rank.place === 0 ? "rank rank-none" : "rank" },
        element("p", {}, element("strong", {}, place), before, " — ", rank.query, rank.rewritten_as === "" ? "" : ` (${rank.rewritten_as})`));
      if (rank.own !== null) item.append(element("p", { class: "quiet small" }, t("found_by", { words: why(rank.own) })));
      const rivals = rank.hits.filter((hit) => hit.id !== rank.own?.id).slice(0, rank.place === 1 ? 1 : 3);
      if (rank.place !== 1 && rivals.length > 0)
        item.append(element("p", { class: "small" }, t("ahead"), " ", ...rivals.flatMap((hit, i) => [i === 0 ? "" : ", ", element("a", { href: hit.url, target: "_blank", rel: "noopener" }, hit.title)])));
      if (rank.place !== 1) {
        const add = element("button", { type: "button", class: "link-button small" }, t("add_alias"));
        add.addEventListener("click", () => {
          if (this.wishes.addAlias(rank.query)) void this.look();
        });
        item.append(element("p", {}, add));
      }
      list.append(item);
    }
    this.out.replaceChildren(list);
    for (const one of ranks.diagnostics) this.out.append(element("p", { class: "alarm small" }, `${one.message} ${one.advice}`));
    this.showAlike(ranks.alike);
  }

  /** Articles that say nearly the same: two answers to one question argue with each other in the search. */
  private showAlike(alike: Ranks["alike"]): void {
    const item = (card: Ranks["alike"][number]): HTMLElement => element("li", { class: "alike" }, element("a", { href: card.url, target: "_blank", rel: "noopener" }, card.title), " ",
      element("span", { class: "quiet small" }, card.status === "published" ? "" : `${t(`status_${card.status}`)}, `, t("alike_words", { n: Math.round(card.similarity * 100) })));
    const doubles = alike.filter((card) => card.similarity >= NEAR_DOUBLE);
    const others = alike.filter((card) => card.similarity < NEAR_DOUBLE);
    if (doubles.length > 0)
      this.out.append(element("div", { class: "doubles" }, element("h2", { class: "side-title" }, t("doubles")), element("p", { class: "small" }, t("doubles_more")), element("ul", { class: "plain" }, ...doubles.map(item))));
    if (others.length > 0) this.out.append(element("h2", { class: "side-title" }, t("alike")), element("ul", { class: "plain" }, ...others.map(item)));
    if (alike.length === 0) this.out.append(element("p", { class: "quiet small" }, t("no_alike")));
  }

  private async showGaps(): Promise<void> {
    const path = this.wishes.path();
    let answer: Gaps;
    try {
      answer = await this.api.get<Gaps>(`/gaps?path=${encodeURIComponent(path)}`);
    } catch {
      return this.gaps.replaceChildren();
    }
    if (path !== this.wishes.path()) return;
    const known = new Set(this.wishes.aliases());
    const item = (gap: Gaps["gaps"][number]): HTMLElement => {
      const add = element("button", { type: "button", class: "link-button", "aria-label": `${t("add_alias")}: ${gap.query}` }, t("add_alias"));
      const made = element("li", { class: "gap" }, element("span", {}, gap.query, " ", element("span", { class: "quiet small" }, t("times", { n: gap.count }))), add);
      add.addEventListener("click", () => {
        if (!this.wishes.addAlias(gap.query)) return;
        made.remove();
      });
      return made;
    };
    const fresh = answer.gaps.filter((gap) => !known.has(gap.query));
    const [near, nowhere] = [fresh.filter((gap) => gap.place > 0), fresh.filter((gap) => gap.place === 0)];
    this.gaps.replaceChildren(near.length > 0 ? element("ul", { class: "plain" }, ...near.map(item)) : element("p", { class: "quiet small" }, t("no_gaps")));
    if (nowhere.length > 0) this.gaps.append(element("h2", { class: "side-title" }, t("nowhere_title")), element("p", { class: "quiet small" }, t("nowhere_more")), element("ul", { class: "plain" }, ...nowhere.map(item)));
  }
}
