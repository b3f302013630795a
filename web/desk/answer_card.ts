// SPDX-License-Identifier: GPL-2.0-or-later
// One suggestion: a line while it is not chosen; chosen, everything an agent needs to decide and to act.

import { element, marked } from "../shared/dom.js";
import { text } from "../shared/texts.js";
import type { Item } from "./api.js";
import type { Command } from "./keys.js";

const SHOWN_PAIRS = 6;
const PREVIEW_CHARACTERS = 700;

export interface CardActions {
  readonly choose: (index: number) => void;
  readonly act: (command: Command) => void;
  readonly insertQuestion: (question: string) => void;
}

function kindName(item: Item): string {
  if (item.kind === "case") return text("kind_case");
  const name = text(`type_${item.type}`);
  return name === `type_${item.type}` ? item.type : name;
}

const percent = (confidence: number): number => Math.round(Math.min(1, Math.max(0, confidence)) * 100);

function confidenceOf(item: Item): HTMLElement {
  const sure = percent(item.confidence);
  const meter = element("span", { class: "sure-bar", "aria-hidden": "true" });
  meter.style.setProperty("--sure", `${sure}%`);
  return element("span", { class: "sure", title: text("sure_why") },
    element("span", { class: "hidden" }, text("sure")), meter, ` ${sure}\u202f%`);
}

function badges(item: Item): HTMLElement[] {
  const made = [element("span", { class: "kind" }, kindName(item))];
  if (item.audience === "internal" && item.kind === "article") made.push(element("span", { class: "badge badge-internal" }, text("internal_only")));
  if (item.sent) made.push(element("span", { class: "badge" }, text("already_sent")));
  if (item.solved_cases > 0) made.push(element("span", { class: "solved" }, text("solved_cases", { n: item.solved_cases })));
  return made;
}

function head(item: Item, index: number, isChosen: boolean, choose: () => void): HTMLElement {
  const digit = index < 9 ? [element("kbd", { class: "digit" }, String(index + 1))] : [element("span", { class: "digit" })];
  const button = element("button", { type: "button", class: "card-head", "aria-expanded": String(isChosen) },
    ...digit, element("span", { class: "card-title" }, item.title));
  button.addEventListener("click", choose);
  return button;
}

/** «списали → списание»: the ticket's words beside the article's. */
function whyRow(item: Item): HTMLElement[] {
  if (item.why.length === 0) return [];
  const pairs = item.why.slice(0, SHOWN_PAIRS).map(({ word, matched, via }) => {
    const same = word.toLowerCase() === matched.toLowerCase();
    const way = text(`via_${via}`);
    const how = way === `via_${via}` ? "" : ` ${way}`;
    return element("li", {}, element("mark", {}, word), ...(same ? [] : [element("span", { "aria-hidden": "true" }, "→"), element("span", {}, matched)]),
      ...(how === "" ? [] : [element("span", { class: "quiet" }, how)]));
  });
  return [element("ul", { class: "why", "aria-label": text("why") }, ...pairs)];
}

function preview(item: Item): HTMLElement[] {
  if (item.template) {
    const parts = item.template.text.split(/(\{\{[^{}]+\}\})/);
    const values = new Map(item.template.slots.map((slot) => [slot.name, slot.value]));
    const labels = new Map(item.template.slots.map((slot) => [slot.name, slot.label]));
    return [element("div", { class: "preview" }, ...parts.map((part) => {
      if (!part.startsWith("{{")) return part;
      const name = part.slice(2, -2).trim();
      const guess = values.get(name);
      return element("mark", {}, guess ? `${guess}?` : `{${labels.get(name) ?? name}}`);
    }))];
  }
  const whole = item.quote.text.trim();
  if (whole === "") return [element("div", { class: "preview" }, marked(item.snippet.text, item.snippet.marks))];
  const shown = whole.length > PREVIEW_CHARACTERS ? `${whole.slice(0, PREVIEW_CHARACTERS).trimEnd()}…` : whole;
  const title = item.section.title === "" ? [] : [element("p", { class: "preview-section" }, item.section.title)];
  return [...title, element("div", { class: "preview" }, shown)];
}

function facts(item: Item): HTMLElement[] {
  const rows: [string, string][] = [["price", item.price], ["term", item.term], ["escalate_to", item.escalate_to], ["collect", item.collect.join(", ")]];
  const shown = rows.filter(([, value]) => value !== "");
  if (shown.length === 0) return [];
  return [element("dl", { class: "facts" }, ...shown.flatMap(([name, value]) => [element("dt", {}, text(name)), element("dd", {}, value)]))];
}

function questions(item: Item, insert: (question: string) => void): HTMLElement[] {
  if (item.ask.length === 0) return [];
  const rows = item.ask.map(({ question, why }) => {
    const button = element("button", { type: "button", class: "link-button ask" }, question);
    button.title = text("ask_insert");
    button.addEventListener("click", () => insert(question));
    return element("li", {}, button, ...(why === "" ? [] : [element("span", { class: "quiet" }, why)]));
  });
  return [element("p", { class: "part-title" }, text("ask")), element("ul", { class: "questions" }, ...rows)];
}

/** Articles that differ in a line: side by side, each with that line. */
function variants(item: Item): HTMLElement[] {
  if (item.variants.length === 0) return [];
  const column = (title: Node | string, line: string): HTMLElement => element("li", {}, title, element("span", {}, line));
  const own = item.variants.find((variant) => variant.own)?.own;
  const columns = item.variants.map((variant) => column(element("a", { href: variant.url, target: "_blank", rel: "noopener" }, variant.title), variant.difference));
  return [element("p", { class: "part-title" }, text("variants")),
    element("ul", { class: "variants" }, ...(own ? [column(element("b", {}, item.title), own)] : []), ...columns)];
}

const ACTIONS: readonly [Command, string, (item: Item) => boolean][] = [
  ["template", "T", (item) => item.template !== undefined],
  ["section", "S", (item) => item.template === undefined],
  ["link", "L", (item) => item.audience === "public"],
  ["copy", "C", () => true],
  ["open", "Enter", () => true],
  ["solved", "D", () => true],
  ["wrong", "W", () => true],
  ["escalate", "E", (item) => item.escalate_to !== ""],
];

function actions(item: Item, act: (command: Command) => void): HTMLElement {
  const buttons = ACTIONS.filter(([, , fits]) => fits(item)).map(([command, key], at) => {
    const button = element("button", { type: "button", class: at === 0 ? "act act-first" : "act" }, text(`act_${command}`), " ", element("kbd", {}, key));
    button.addEventListener("click", () => act(command));
    return button;
  });
  return element("div", { class: "acts" }, ...buttons);
}

export function card(item: Item, index: number, isChosen: boolean, how: CardActions): HTMLElement {
  const choose = (): void => (isChosen ? how.act("open") : how.choose(index));
  const line = element("div", { class: "card-meta" }, confidenceOf(item), ...badges(item));
  const row = element("li", { class: `card card-${item.kind}${isChosen ? " is-chosen" : ""}${item.sent ? " is-sent" : ""}`, "data-id": item.id, ...(isChosen ? { "aria-current": "true" } : {}) },
    head(item, index, isChosen, choose), line);
  if (!isChosen) {
    const section = item.kind === "article" && item.section.title !== "" ? [element("span", { class: "card-section" }, item.section.title), " · "] : [];
    row.append(element("p", { class: "card-snippet" }, ...section, marked(item.snippet.text, item.snippet.marks)));
    row.addEventListener("click", (event) => { if (!(event.target as Element).closest("button, a")) how.choose(index); });
    return row;
  }
  row.append(...whyRow(item), ...preview(item), actions(item, how.act), ...facts(item), ...questions(item, how.insertQuestion), ...variants(item));
  return row;
}
