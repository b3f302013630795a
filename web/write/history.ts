// SPDX-License-Identifier: GPL-2.0-or-later
// What the article was before: who changed it, what differs, and the way back. Restoring only fills the
// editor; it becomes true when it is saved.

import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import type { Revision, WriteApi } from "./api.js";
import { compareNames, showWide } from "./dialogs.js";
import { NARROW, compare } from "./editor.js";
import { comparePages } from "./page_compare.js";

export interface HistoryWishes {
  readonly path: () => string;
  readonly text: () => string;
  readonly restore: (text: string) => void;
  readonly look: (text: string) => void;
}

const when = (at: string): string => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

export class HistoryPanel {
  constructor(private readonly host: HTMLElement, private readonly api: WriteApi, private readonly wishes: HistoryWishes) {}

  async open(): Promise<void> {
    const path = this.wishes.path();
    this.host.replaceChildren(element("p", { class: "quiet" }, t("loading")));
    try {
      const answer = await this.api.get<{ why_not: string; revisions: Revision[] }>(`/history?path=${encodeURIComponent(path)}`);
      if (path !== this.wishes.path()) return;
      const items = answer.revisions.map((revision) => this.item(revision));
      const empty = answer.why_not === "" ? t("no_revisions") : answer.why_not;
      this.host.replaceChildren(items.length > 0 ? element("ol", { class: "plain revisions" }, ...items) : element("p", { class: "quiet" }, empty));
    } catch (error) {
      this.host.replaceChildren(element("p", { class: "alarm" }, (error as Error).message));
    }
  }

  private item(revision: Revision): HTMLElement {
    const body = element("div", {});
    const details = element("details", { class: "revision" }, element("summary", {}, element("strong", {}, revision.message), element("span", { class: "quiet small" }, ` ${revision.author}, ${when(revision.at)}`)), body);
    details.addEventListener("toggle", () => {
      if (details.open && body.childNodes.length === 0) void this.fill(revision, body);
    });
    return element("li", {}, details);
  }

  private async comparePages(revision: Revision, text: string): Promise<void> {
    const host = element("div", {});
    const path = this.wishes.path();
    const shown = showWide(t("compare_pages_title"), host);
    await comparePages(host, { path, text, name: `${t("then")}: ${when(revision.at)}` }, { path, text: this.wishes.text(), name: t("now") });
    await shown;
  }

  private async fill(revision: Revision, body: HTMLElement): Promise<void> {
    try {
      const { text } = await this.api.get<{ text: string }>(`/history/${revision.id}?path=${encodeURIComponent(revision.path)}`);
      const host = element("div", { class: "compare" });
      const isSame = text === this.wishes.text();
      const isNarrow = this.host.clientWidth < NARROW;
      if (!isSame) compare(host, text, this.wishes.text(), { isEditable: false, isNarrow });
      const restore = element("button", { type: "button", class: "button" }, t("restore"));
      restore.addEventListener("click", () => this.wishes.restore(text));
      const look = element("button", { type: "button", class: "button button-quiet" }, t("look_at_it"));
      look.addEventListener("click", () => this.wishes.look(text));
      const pages = element("button", { type: "button", class: "button button-quiet" }, t("compare_pages"));
      pages.addEventListener("click", () => void this.comparePages(revision, text));
      if (isSame) return body.replaceChildren(element("p", { class: "quiet small" }, t("same_as_now")));
      body.replaceChildren(compareNames(t("then"), t("now"), isNarrow), host, element("p", { class: "dialog-buttons" }, restore, pages, look));
    } catch (error) {
      body.replaceChildren(element("p", { class: "alarm" }, (error as Error).message));
    }
  }
}
