// SPDX-License-Identifier: GPL-2.0-or-later
// The page as its readers will see it: made by the server's own renderer, shown beside the text, scrolled with
// it. It stands in a shadow root with the help centre's own styles.

import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import { loadPreview, type Checked } from "./api.js";
import { bringChildren } from "./morph.js";

export const pageSheet = new CSSStyleSheet();
pageSheet.replaceSync(".preview-page { padding: 1rem 1.25rem 4rem; } form, .anchor, .vote, .contents, .article-after { display: none !important; } .article-columns { grid-template-columns: minmax(0, 1fr) !important; } .page { padding: 0 !important; } .contents-small { display: block; }");

/** The help centre's own styles, for a shadow root. */
export const helpLink = (): HTMLElement => element("link", { rel: "stylesheet", href: document.body.dataset.helpCss ?? "" });

export class Preview {
  private readonly root: ShadowRoot;
  private readonly page = element("div", { class: "preview-page" });
  private sections: Checked["sections"] = [];
  private wanted = 0;

  constructor(private readonly host: HTMLElement) {
    this.root = host.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [pageSheet];
    this.root.append(helpLink(), this.page);
    // Links of a draft lead out of the workshop only in a new tab.
    this.page.addEventListener("click", (event) => {
      const link = (event.target as Element).closest("a");
      if (link === null) return;
      const href = link.getAttribute("href") ?? "";
      event.preventDefault();
      if (href.startsWith("#")) this.page.querySelector(`[id="${CSS.escape(decodeURIComponent(href.slice(1)))}"]`)?.scrollIntoView();
      else window.open(link.href, "_blank", "noopener");
    });
  }

  async show(path: string, text: string): Promise<void> {
    const mine = (this.wanted += 1);
    const page = await loadPreview(path, text);
    if (mine !== this.wanted) return;
    const main = page?.querySelector("main");
    if (!main) {
      this.page.replaceChildren(element("p", { class: "quiet" }, t("no_preview")));
      return;
    }
    const top = this.host.scrollTop;
    bringChildren(this.page, main);
    if (this.host.scrollTop !== top) this.host.scrollTop = top;
  }

  know(sections: Checked["sections"]): void {
    this.sections = sections;
  }

  /** Brings what stands on this line of the text to the top. */
  follow(line: number): void {
    let before = { top: 0, line: 1 };
    for (const section of this.sections) {
      const heading = section.anchor === "" ? null : this.page.querySelector<HTMLElement>(`[id="${CSS.escape(section.anchor)}"]`);
      if (heading === null) continue;
      const top = heading.offsetTop;
      if (section.line > line) {
        const part = (line - before.line) / Math.max(section.line - before.line, 1);
        this.host.scrollTop = before.top + part * (top - before.top);
        return;
      }
      before = { top, line: section.line };
    }
    const rest = this.host.scrollHeight - this.host.clientHeight;
    this.host.scrollTop = line <= 1 ? 0 : Math.min(rest, before.top + (line - before.line) * 24);
  }
}
