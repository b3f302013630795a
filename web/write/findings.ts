// SPDX-License-Identifier: GPL-2.0-or-later
// What lint has to say of the text, each finding with the way to its line.

import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import type { Diagnostic } from "./api.js";

export function showFindings(host: HTMLElement, diagnostics: readonly Diagnostic[], goTo: (line: number) => void): void {
  const items = diagnostics.map((one) => {
    const where = one.line > 0 ? t("line", { n: one.line }) : t("whole_article");
    const go = element("button", { type: "button", class: "link-button" }, where);
    go.addEventListener("click", () => goTo(one.line));
    return element("li", { class: `finding finding-${one.severity}` }, element("p", {}, element("strong", {}, t(`severity_${one.severity}`)), " ", go), element("p", {}, one.message), element("p", { class: "quiet small" }, one.advice));
  });
  host.replaceChildren(items.length > 0 ? element("ul", { class: "plain findings" }, ...items) : element("p", { class: "empty" }, t("no_findings")));
}
