// SPDX-License-Identifier: GPL-2.0-or-later
// Changes of a decision tree as changes of its text: a question is a section, an answer is an item of a list
// that links to one. Nothing here keeps state; every function gives the whole new text and a line to go to.

import type { OutlineNode, Checked } from "./api.js";

export interface Edit {
  readonly text: string;
  readonly line: number; // of the new or changed place, from 1
}

/** A tree as the server saw it, with the text it saw. */
export interface Script {
  readonly text: string;
  readonly nodes: readonly OutlineNode[];
  readonly sections: Checked["sections"];
}

/** As the server makes it of a heading: stemming/anchor.h. */
export function anchorOf(heading: string): string {
  let out = "";
  for (const letter of heading.toLowerCase()) {
    if (letter === " " || letter === "\u00a0") out += "-";
    else if (/[\p{L}\p{Nd}\p{M}_-]/u.test(letter)) out += letter;
  }
  return out;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
// Marks that Markdown would take for its own.
const plain = (text: string): string => oneLine(text).replace(/[\\`*_[\]<>#{}|~&]/g, "\\$&");
const inLink = (anchor: string): string => (/^[\p{L}\p{N}_-]+$/u.test(anchor) ? anchor : encodeURIComponent(anchor).replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29")));

const answerLine = (text: string, anchor: string): string => `- [${plain(text)}](#${inLink(anchor)})`;

/** The heading's line; the address is written down where the words alone would give another, or one that is taken. */
function headingLine(title: string, anchor: string): string {
  const isUsual = !/[^\p{L}\p{N}\s,.:;!?«»"()—–-]/u.test(title) && !title.includes("--");
  return isUsual && anchorOf(oneLine(title)) === anchor ? `## ${plain(title)}` : `## ${plain(title)} {#${anchor}}`;
}

/** An address nobody has: sections below must keep theirs, whatever their headings are. */
function freeAnchor(title: string, taken: Set<string>): string {
  const wanted = anchorOf(oneLine(title)) || "section";
  let anchor = wanted;
  for (let i = 2; taken.has(anchor); i += 1) anchor = `${wanted}-${i}`;
  taken.add(anchor);
  return anchor;
}

/** The last line of a node's own section, from 1. */
function lastLine(script: Script, node: OutlineNode): number {
  let last = script.text.split("\n").length;
  for (const section of script.sections) if (section.line > node.line && section.line - 1 < last) last = section.line - 1;
  return last;
}

/** Below the node and everything that one comes to from it. */
function lineBelow(script: Script, node: OutlineNode): number {
  const below = new Set([node.anchor]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of script.nodes) {
      if (one.parent === "" || below.has(one.anchor) || !below.has(one.parent)) continue;
      below.add(one.anchor);
      grown = true;
    }
  }
  return Math.max(...script.nodes.filter((one) => below.has(one.anchor)).map((one) => lastLine(script, one)));
}

function withoutBlankEnd(lines: readonly string[], from: number, to: number): number {
  let end = to;
  while (end > from && (lines[end - 1] ?? "").trim() === "") end -= 1;
  return end;
}

/** Puts a block after line `after` (from 1) with blank lines around; gives the line where the block begins. */
function putBlock(lines: string[], after: number, block: readonly string[]): number {
  const at = withoutBlankEnd(lines, 0, after);
  while (at < lines.length && (lines[at] ?? "").trim() === "") lines.splice(at, 1);
  lines.splice(at, 0, ...(at > 0 ? [""] : []), ...block, "");
  return at + (at > 0 ? 2 : 1);
}

/** Puts an answer below the node's last one, as the others are written, or at the section's end. */
function putAnswer(lines: string[], script: Script, node: OutlineNode, text: string, anchor: string): number {
  const item = /^(\s*)([-*+]|\d+[.)])(\s+)\[/;
  const listed = node.answers.filter((one) => item.test(lines[one.line - 1] ?? "")).at(-1);
  const end = lastLine(script, node);
  if (listed === undefined) {
    const at = withoutBlankEnd(lines, node.line, end);
    const isHeadingNext = at === end && at < lines.length;
    lines.splice(at, 0, "", answerLine(text, anchor), ...(isHeadingNext ? [""] : []));
    return at + 2;
  }
  const found = item.exec(lines[listed.line - 1] ?? "");
  const [, indent = "", marker = "-", gap = " "] = found ?? [];
  let at = listed.line;
  while (at < end && (lines[at] ?? "").trim() !== "" && /^\s+/.test(lines[at] ?? "")) at += 1; // what belongs to the item
  const next = /^\d+/.test(marker) ? `${Number.parseInt(marker, 10) + 1}${marker.slice(-1)}` : marker;
  lines.splice(at, 0, `${indent}${next}${gap}${answerLine(text, anchor).slice(2)}`);
  return at + 1;
}

const anchorsOf = (script: Script): Set<string> => new Set(script.sections.map((one) => one.anchor));

/** One more answer to a question, which leads to a section that is there. */
export function addAnswer(script: Script, node: OutlineNode, text: string, to: string): Edit {
  const lines = script.text.split("\n");
  const line = putAnswer(lines, script, node, text, to);
  return { text: lines.join("\n"), line };
}

export interface NewNode {
  readonly answer: string; // what leads there
  readonly title: string;
  readonly answers: readonly string[]; // of a question: each gets an end of its own
}

/** A section with the answer that leads to it, and ends for its own answers. Without `node` the tree begins with it. */
export function addNode(script: Script, node: OutlineNode | null, wish: NewNode): Edit {
  const lines = script.text.split("\n");
  const taken = anchorsOf(script);
  const anchor = freeAnchor(wish.title, taken);
  const ends = wish.answers.map((text) => ({ text, anchor: freeAnchor(text, taken) }));
  const block = [headingLine(wish.title, anchor), "", "> …"];
  if (ends.length > 0) block.push("", ...ends.map((end) => answerLine(end.text, end.anchor)));
  for (const end of ends) block.push("", headingLine(end.text, end.anchor), "", "> …");
  let line = putBlock(lines, node === null ? lines.length : lineBelow(script, node), block);
  if (node !== null) {
    const before = lines.length;
    putAnswer(lines, script, node, wish.answer, anchor);
    line += lines.length - before;
  }
  return { text: lines.join("\n"), line };
}

/** The section that a broken answer asks for. */
export function addMissing(script: Script, node: OutlineNode, title: string, anchor: string): Edit {
  const lines = script.text.split("\n");
  const isFree = /^[^\s{}"'<>&]+$/.test(anchor) && !anchorsOf(script).has(anchor);
  if (!isFree) return { text: script.text, line: node.line };
  const line = putBlock(lines, lineBelow(script, node), [headingLine(title, anchor), "", "> …"]);
  return { text: lines.join("\n"), line };
}

/** Another heading; its address stays, so every link still leads here. Null: the heading is not written with «#». */
export function renameNode(script: Script, node: OutlineNode, title: string): Edit | null {
  const lines = script.text.split("\n");
  const found = /^(\s{0,3}#{2,6})\s/.exec(lines[node.line - 1] ?? "");
  if (found === null) return null;
  lines[node.line - 1] = headingLine(title, node.anchor).replace("##", found[1] ?? "##");
  return { text: lines.join("\n"), line: node.line };
}
