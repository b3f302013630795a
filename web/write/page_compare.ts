// SPDX-License-Identifier: GPL-2.0-or-later
// Two versions of an article as their readers would see them, side by side, with what differs marked. The server
// renders both as it does for the preview; here only elements are marked, nothing is parsed. Blocks (paragraphs,
// items, cells) are matched by their words; in a block that was changed the words that differ are marked too.

import { diffIndices } from "node-diff3";
import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import { loadPreview } from "./api.js";
import { helpLink, pageSheet } from "./preview.js";

const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, pre, img, video, hr, summary, figcaption";
const MOST_BLOCKS = 3000; // a comparison is quadratic at worst
const MOST_WORDS = 400;
const MOST_TWINS = 40;
const LEAST_ALIKE = 0.3; // of the words of both: below it a block is another one, not a changed one

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .pages { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr) minmax(0, 1fr); gap: 0.75rem; height: 62vh; }
  .page-side { display: flex; flex-direction: column; min-height: 0; border: 1px solid var(--line); border-radius: 0.5rem; overflow: hidden; background: var(--paper); }
  .page-name { margin: 0; padding: 0.375rem 0.75rem; font-size: 0.875rem; font-weight: 600; border-bottom: 1px solid var(--line); background: var(--surface); }
  .page-scroll { flex: 1; min-height: 0; overflow: auto; position: relative; }
  .page-scroll:focus-visible { outline: 2px solid var(--link); outline-offset: -2px; }
  .is-gone, .is-new { position: relative; border-radius: 0.25rem; box-shadow: 0 0 0 0.25rem var(--wash), -0.3125rem 0 0 0.25rem var(--edge-mark); background: var(--wash); }
  .is-gone { --wash: color-mix(in srgb, var(--alarm) 12%, transparent); --edge-mark: var(--alarm); }
  .is-new { --wash: color-mix(in srgb, var(--button) 14%, transparent); --edge-mark: var(--button); }
  .is-current { outline: 2px solid var(--ink); outline-offset: 0.375rem; }
  .is-gone del { background: color-mix(in srgb, var(--alarm) 28%, transparent); color: inherit; text-decoration: line-through; }
  .is-new ins { background: color-mix(in srgb, var(--button) 30%, transparent); color: inherit; text-decoration: underline; }
  .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (max-width: 700px) { .pages { grid-template: repeat(2, minmax(0, 1fr)) / minmax(0, 1fr); height: 56vh; } }
`);

interface Block {
  readonly element: HTMLElement;
  readonly key: string;
}

const shortened = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The smallest blocks that hold the page's words and pictures, in order. */
function blocksOf(page: ParentNode): Block[] {
  const out: Block[] = [];
  for (const one of page.querySelectorAll<HTMLElement>(BLOCKS)) {
    if (out.length === MOST_BLOCKS) break;
    const isPicture = one instanceof HTMLImageElement || one instanceof HTMLVideoElement;
    if (!isPicture && one.querySelector(BLOCKS) !== null && !hasOwnWords(one)) continue;
    if (one.closest("form") !== null) continue;
    const words = isPicture ? `${one.getAttribute("src") ?? ""} ${one.getAttribute("alt") ?? ""}` : shortened(ownWords(one));
    const links = [...one.querySelectorAll<HTMLElement>("a[data-href]")].filter((link) => link.closest(BLOCKS) === one).map((link) => link.dataset.href);
    out.push({ element: one, key: `${one.localName} ${words} ${links.join(" ")}` });
  }
  return out;
}

/** The words that stand in the element and in none of its blocks. */
function ownTexts(one: Element): Text[] {
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof Element) return node.matches(BLOCKS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    return NodeFilter.FILTER_ACCEPT;
  });
  const out: Text[] = [];
  while (walker.nextNode() !== null) out.push(walker.currentNode as Text);
  return out;
}
const ownWords = (one: Element): string => ownTexts(one).map((text) => text.data).join("");
const hasOwnWords = (one: Element): boolean => ownWords(one).trim() !== "";

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];

/** How many words two blocks share, 0 to 1. */
function alike(a: readonly string[], b: readonly string[]): number {
  const there = new Set(b);
  const shared = a.filter((word) => /[\p{L}\p{N}]/u.test(word) && there.has(word)).length;
  const count = (words: readonly string[]): number => words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return shared / Math.max(1, count(a), count(b));
}

/** Puts the [begin, end) of the element's own words into elements of that name. */
function wrap(one: Element, ranges: readonly (readonly [number, number])[], name: "ins" | "del"): void {
  let at = 0;
  for (const text of ownTexts(one)) {
    const { data } = text;
    const inside = ranges.filter(([begin, end]) => begin < at + data.length && end > at).map(([begin, end]) => [Math.max(begin - at, 0), Math.min(end - at, data.length)] as const);
    at += data.length;
    for (const [begin, end] of [...inside].reverse()) {
      if (data.slice(begin, end).trim() === "") continue;
      const part = text.splitText(begin);
      part.splitText(end - begin);
      const made = element(name);
      part.replaceWith(made);
      made.append(part);
    }
  }
}

/** The same block before and after a change. */
const isTwin = (a: HTMLElement, b: HTMLElement): boolean => a.localName === b.localName && alike(wordsOf(ownWords(a)), wordsOf(ownWords(b))) >= LEAST_ALIKE;

function markWords(gone: HTMLElement, fresh: HTMLElement): void {
  const [before, after] = [wordsOf(ownWords(gone)), wordsOf(ownWords(fresh))];
  if (before.length > MOST_WORDS || after.length > MOST_WORDS) return;
  const starts = (words: readonly string[]): number[] => words.reduce<number[]>((out, word) => [...out, (out.at(-1) ?? 0) + word.length], [0]);
  const [from, to] = [starts(before), starts(after)];
  const changes = diffIndices(before, after);
  const ranges = (places: readonly number[], which: "buffer1" | "buffer2"): [number, number][] =>
    changes.map((change) => { const [begin, length] = change[which]; return [places[begin] ?? 0, places[begin + length] ?? 0]; });
  wrap(gone, ranges(from, "buffer1"), "del");
  wrap(fresh, ranges(to, "buffer2"), "ins");
}

interface Change {
  readonly left: HTMLElement | null;
  readonly right: HTMLElement | null;
}

/** Marks what differs in two pages; where to look, in order. */
export function markChanges(left: ParentNode, right: ParentNode): Change[] {
  const [before, after] = [blocksOf(left), blocksOf(right)];
  const changes: Change[] = [];
  const near = (blocks: readonly Block[], at: number): HTMLElement | null => (blocks[at] ?? blocks[at - 1])?.element ?? null;
  for (const { buffer1, buffer2 } of diffIndices(before.map((one) => one.key), after.map((one) => one.key))) {
    const gone = before.slice(buffer1[0], buffer1[0] + buffer1[1]);
    const fresh = after.slice(buffer2[0], buffer2[0] + buffer2[1]);
    const free = new Set(fresh.slice(0, MOST_TWINS));
    for (const one of gone.slice(0, MOST_TWINS)) {
      const twin = [...free].find((other) => isTwin(one.element, other.element));
      if (twin === undefined) continue;
      free.delete(twin);
      markWords(one.element, twin.element);
    }
    for (const [blocks, name, spoken] of [[gone, "is-gone", t("diff_gone")], [fresh, "is-new", t("diff_new")]] as const) {
      for (const { element: one } of blocks) {
        one.classList.add(name);
        if (!/^(img|video|hr)$/.test(one.localName)) one.prepend(element("span", { class: "spoken" }, `${spoken} `));
      }
    }
    changes.push({ left: gone[0]?.element ?? near(before, buffer1[0]), right: fresh[0]?.element ?? near(after, buffer2[0]) });
  }
  return changes;
}

export interface Version {
  readonly path: string;
  readonly text: string;
  readonly name: string;
}

async function side(version: Version): Promise<{ box: HTMLElement; page: HTMLElement; isShown: boolean }> {
  const found = await loadPreview(version.path, version.text);
  const page = element("div", { class: "preview-page" });
  const main = found?.querySelector("main");
  if (main) for (const node of main.childNodes) page.append(document.importNode(node, true));
  else page.append(element("p", { class: "quiet" }, t("diff_no_page")));
  // Nothing leads away from a comparison; where a link led is compared all the same.
  for (const one of page.querySelectorAll("a")) {
    one.dataset.href = one.getAttribute("href") ?? "";
    one.removeAttribute("href");
  }
  // Two pages have two of every landmark; here they are pictures of pages.
  for (const one of page.querySelectorAll("nav, [role=region]")) {
    one.removeAttribute("aria-label");
    one.setAttribute("role", one.localName === "nav" ? "none" : "group");
  }
  const scroll = element("div", { class: "page-scroll", tabindex: "0", role: "region", "aria-label": version.name }, page);
  return { box: element("section", { class: "page-side" }, element("p", { class: "page-name" }, version.name), scroll), page, isShown: Boolean(main) };
}

/** Fills `host` with both pages and a way from change to change. */
export async function comparePages(host: HTMLElement, before: Version, after: Version): Promise<void> {
  host.replaceChildren(element("p", { class: "quiet" }, t("loading")));
  const [left, right] = await Promise.all([side(before), side(after)]);
  const changes = left.isShown && right.isShown ? markChanges(left.page, right.page) : [];
  const shown = element("div", { class: "page-compare" });
  const root = shown.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [pageSheet, sheet];
  root.append(helpLink(), element("div", { class: "pages" }, left.box, right.box));
  const isCut = [left.page, right.page].some((page) => page.querySelectorAll(BLOCKS).length > MOST_BLOCKS);
  const state = element("p", { role: "status" }, isCut ? t("diff_cut") : !left.isShown || !right.isShown ? "" : changes.length === 0 ? t("diff_same") : "");
  let at = -1;
  const go = (step: number): void => {
    for (const one of root.querySelectorAll(".is-current")) one.classList.remove("is-current");
    at = (at + step + changes.length) % changes.length;
    const change = changes[at];
    for (const one of [change?.left, change?.right]) {
      const box = one?.closest(".page-scroll");
      if (!one || !box) continue;
      box.scrollTop += one.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
      if (one.matches(".is-gone, .is-new")) one.classList.add("is-current");
    }
    state.textContent = `${isCut ? `${t("diff_cut")} ` : ""}${t("diff_at", { n: at + 1, total: changes.length })}`;
  };
  const button = (label: string, step: number): HTMLButtonElement => {
    const made = element("button", { type: "button", class: "button button-quiet" }, label);
    made.addEventListener("click", () => go(step));
    return made;
  };
  const ways = changes.length === 0 ? [] : [button(t("diff_previous"), -1), button(t("diff_next"), 1)];
  host.replaceChildren(element("div", { class: "diff-head" }, state, ...ways), shown);
  if (changes.length === 0) return;
  go(1);
  // Late styles and pictures move the text; while the reader has gone nowhere, the first change stays in sight.
  const keep = (): void => {
    if (at === 0) go(0);
  };
  for (const late of root.querySelectorAll("link, img")) late.addEventListener("load", keep, { once: true });
}
