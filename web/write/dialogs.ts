// SPDX-License-Identifier: GPL-2.0-or-later
// Questions that have to be answered before work goes on. Escape always means «nothing happened».

import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import { merge } from "node-diff3";
import type { Conflict, OutlineNode, Tree } from "./api.js";
import { NARROW, compare } from "./editor.js";
import type { NewNode } from "./script_edits.js";

const dialog = document.querySelector<HTMLDialogElement>("#dialog");

/** Shows `body` until one of its buttons with a value, or Escape (""), is pressed. */
function asked(title: string, body: readonly (Node | string)[], buttons: readonly (readonly [string, string])[], isWide = false): Promise<string> {
  if (dialog === null) return Promise.resolve("");
  const form = element("form", { method: "dialog" }, element("h2", { id: "dialog-title" }, title), ...body,
    element("p", { class: "dialog-buttons" }, ...buttons.map(([value, label], at) => element("button", { value, class: at === 0 ? "button" : "button button-quiet", ...(value === "" ? { formnovalidate: "" } : {}) }, label))));
  dialog.replaceChildren(form);
  dialog.setAttribute("aria-labelledby", "dialog-title");
  dialog.classList.toggle("is-wide", isWide);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

const field = (id: string, label: string, control: HTMLElement, more = ""): HTMLElement =>
  element("p", { class: "field" }, element("label", { for: id }, label, ...(more === "" ? [] : [" ", element("span", { class: "quiet small" }, more)])), control);

/** Something to look at, as wide as the window. */
export async function showWide(title: string, body: HTMLElement): Promise<void> {
  await asked(title, [body], [["", t("close")]], true);
}

export async function askAlt(name: string): Promise<string | null> {
  const input = element("input", { class: "field-input", id: "alt", type: "text", maxlength: "200", required: "" });
  const answer = await asked(t("alt_title"), [element("p", { class: "field" }, element("label", { for: "alt" }, t("alt_label", { name })), input)], [["ok", t("insert")], ["", t("cancel")]]);
  return answer === "ok" ? input.value.trim() : null;
}

export interface NewArticleWish {
  readonly title: string;
  readonly category: string;
  readonly type: string;
  readonly audience: string;
}

const KINDS = ["steps", "qa", "article", "template", "script"] as const;

export async function askNewArticle(tree: Tree | null): Promise<NewArticleWish | null> {
  const title = element("input", { class: "field-input", id: "new-title", type: "text", maxlength: "200", required: "", placeholder: t("new_title_example") });
  const category = element("select", { class: "field-input", id: "new-category" }, element("option", { value: "" }, t("no_category")));
  for (const one of tree?.categories ?? []) category.append(element("option", { value: one.id }, one.title));
  const audience = element("select", { class: "field-input", id: "new-audience" }, element("option", { value: "public" }, t("audience_public")), element("option", { value: "internal" }, t("audience_internal")));
  const kinds = element("fieldset", { class: "kinds" }, element("legend", {}, t("new_kind")));
  for (const kind of KINDS) {
    const radio = element("input", { type: "radio", name: "kind", value: kind, id: `kind-${kind}`, ...(kind === "steps" ? { checked: "" } : {}) });
    kinds.append(element("label", { for: `kind-${kind}`, class: "kind" }, radio, element("span", {}, element("strong", {}, t(`kind_${kind}`)), " ", element("span", { class: "quiet small" }, t(`kind_more_${kind}`)))));
  }
  const answer = await asked(t("new_article"), [field("new-title", t("new_title"), title), kinds, field("new-category", t("key_category"), category), field("new-audience", t("key_audience"), audience)], [["ok", t("create")], ["", t("cancel")]]);
  if (answer !== "ok" || title.value.trim() === "") return null;
  const type = kinds.querySelector<HTMLInputElement>("input:checked")?.value ?? "article";
  return { title: title.value.trim(), category: category.value, type, audience: audience.value };
}

/** A new question or end of a decision tree; `after` is the question it follows, empty for the first one. */
export async function askNode(kind: "question" | "end", after: string): Promise<NewNode | null> {
  const answer = element("input", { class: "field-input", id: "node-answer", type: "text", maxlength: "200", required: "" });
  const title = element("input", { class: "field-input", id: "node-title", type: "text", maxlength: "200", placeholder: t(`node_title_example_${kind}`), ...(kind === "question" ? { required: "" } : {}) });
  const answers = element("textarea", { class: "field-input", id: "node-answers", rows: "3", placeholder: t("node_answers_example") });
  const body = [
    ...(after === "" ? [] : [field("node-answer", t("node_answer", { question: after }), answer)]),
    field("node-title", t(`node_title_${kind}`), title, kind === "end" ? t("node_title_same") : ""),
    ...(kind === "question" ? [field("node-answers", t("node_answers"), answers, t("node_answers_more"))] : []),
  ];
  if ((await asked(t(`node_new_${kind}`), body, [["ok", t("node_add")], ["", t("cancel")]])) !== "ok") return null;
  const words = title.value.trim() || answer.value.trim();
  if (words === "" || (after !== "" && answer.value.trim() === "")) return null;
  return { answer: answer.value.trim(), title: words, answers: answers.value.split("\n").map((line) => line.trim()).filter((line) => line !== "").slice(0, 20) };
}

/** One more answer that leads to a section there is. */
export async function askAnswer(question: string, nodes: readonly OutlineNode[]): Promise<{ text: string; to: string } | null> {
  const text = element("input", { class: "field-input", id: "node-answer", type: "text", maxlength: "200", required: "" });
  const to = element("select", { class: "field-input", id: "node-to" });
  for (const node of nodes) to.append(element("option", { value: node.anchor }, node.title));
  const answer = await asked(t("node_new_answer"), [field("node-answer", t("node_answer", { question }), text), field("node-to", t("node_to"), to)], [["ok", t("node_add")], ["", t("cancel")]]);
  return answer === "ok" && text.value.trim() !== "" ? { text: text.value.trim(), to: to.value } : null;
}

export async function askTitle(title: string): Promise<string | null> {
  const input = element("input", { class: "field-input", id: "node-title", type: "text", maxlength: "200", required: "", value: title });
  const answer = await asked(t("outline_rename"), [field("node-title", t("node_new_title"), input, t("node_new_title_more"))], [["ok", t("outline_rename")], ["", t("cancel")]]);
  return answer === "ok" && input.value.trim() !== "" ? input.value.trim() : null;
}

export interface RenameWish {
  readonly to: string;
  readonly slug: string;
}

export async function askRename(path: string, slug: string): Promise<RenameWish | null> {
  const to = element("input", { class: "field-input", id: "rename-path", type: "text", required: "", value: path });
  const address = element("input", { class: "field-input", id: "rename-slug", type: "text", value: slug });
  const answer = await asked(t("rename"), [
    element("p", {}, t("rename_more")),
    element("p", { class: "field" }, element("label", { for: "rename-path" }, t("rename_file")), to),
    element("p", { class: "field" }, element("label", { for: "rename-slug" }, t("rename_address")), address),
  ], [["ok", t("rename")], ["", t("cancel")]]);
  return answer === "ok" ? { to: to.value.trim(), slug: address.value.trim() === slug ? "" : address.value.trim() } : null;
}

/**
 * Three versions made one: what both wrote apart is joined, what they wrote in one place is marked. Lines that all have
 * at the beginning and at the end are set aside first: a merge takes time by the square of lines that recur.
 */
export function joined(mine: string, base: string, theirs: string): { text: string; isClean: boolean } {
  const versions = [mine, base, theirs].map((text) => text.split("\n")) as [string[], string[], string[]];
  const shortest = Math.min(...versions.map((lines) => lines.length));
  const isCommon = (at: number): boolean => versions.every((lines) => lines.at(at) === versions[1].at(at));
  let begin = 0;
  while (begin < shortest && isCommon(begin)) begin += 1;
  let end = 0;
  while (end < shortest - begin && isCommon(-1 - end)) end += 1;
  const [a, o, b] = versions.map((lines) => lines.slice(begin, lines.length - end)) as [string[], string[], string[]];
  const result = merge(a, o, b, { stringSeparator: "\n", label: { a: t("my_version"), b: t("their_version") } });
  const lines = [...versions[1].slice(0, begin), ...result.result, ...versions[1].slice(versions[1].length - end)];
  return { text: lines.join("\n"), isClean: !result.conflict };
}

/** What one side has made of the text both began with: drawn when it is asked for. */
function since(title: string, base: string, text: string): HTMLElement {
  const details = element("details", { class: "since" }, element("summary", {}, title));
  details.addEventListener("toggle", () => {
    if (!details.open || details.childElementCount > 1) return;
    const host = element("div", { class: "compare" });
    details.append(host);
    compare(host, base, text, { isEditable: false, isNarrow: true });
  });
  return details;
}

/** The text to save over theirs; null: nothing is decided yet, my text stays in the editor. */
export async function settleConflict(mine: string, base: string, conflict: Conflict): Promise<string | null> {
  if (conflict.is_gone) {
    const answer = await asked(t("conflict_gone"), [element("p", {}, t("conflict_gone_more"))], [["mine", t("save_again")], ["", t("cancel")]]);
    return answer === "mine" ? mine : null;
  }
  const together = joined(mine, base, conflict.text);
  const host = element("div", { class: "compare" });
  const isNarrow = window.innerWidth < NARROW;
  const sides = compare(host, conflict.text, together.text, { isEditable: true, isNarrow });
  const answer = await asked(t("conflict"), [
    element("p", {}, t(together.isClean ? "conflict_clean" : "conflict_both")),
    compareNames(t("their_version"), t("joined_version"), isNarrow),
    host,
    since(t("what_i_changed"), base, mine),
    since(t("what_they_changed"), base, conflict.text),
  ], [["joined", t("save_joined")], ["mine", t("keep_mine")], ["theirs", t("take_theirs")], ["", t("cancel")]], true);
  if (answer === "joined") return sides.text();
  if (answer === "mine") return mine;
  return answer === "theirs" ? conflict.text : null;
}

/** Over two columns the name of each; over one what its colours mean. */
export function compareNames(left: string, right: string, isNarrow: boolean): HTMLElement {
  if (isNarrow) return element("p", { class: "quiet small" }, t("compare_legend", { left, right }));
  return element("p", { class: "compare-names" }, element("strong", {}, left), element("strong", {}, right));
}

export async function askUnsaved(): Promise<boolean> {
  return (await asked(t("unsaved"), [element("p", {}, t("unsaved_more"))], [["go", t("go_on")], ["", t("cancel")]])) === "go";
}
