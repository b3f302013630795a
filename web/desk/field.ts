// SPDX-License-Identifier: GPL-2.0-or-later
// The big field. Words that found something are marked under what is typed: a copy of the text lies behind the
// transparent field and carries the marks.

import { marked, type Mark } from "../shared/dom.js";

/** Marks of `before` that still stand in `now`: those wholly before the first change or after the last one. */
export function keptMarks(before: string, now: string, marks: readonly Mark[]): Mark[] {
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head < most && before[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const moved = now.length - before.length;
  return marks.flatMap(([begin, end]): Mark[] => {
    if (end <= head) return [[begin, end]];
    return begin >= before.length - tail ? [[begin + moved, end + moved]] : [];
  });
}

const isLetter = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/**
 * Marks of `of`, the text as the server read it (a letter without its tags), found again word by word in `shown`. A word
 * that is not there loses its mark.
 */
export function carriedMarks(of: string, shown: string, marks: readonly Mark[]): Mark[] {
  if (of === shown) return [...marks];
  let from = 0;
  return marks.flatMap(([begin, end]): Mark[] => {
    const word = of.slice(begin, end);
    let at = word === "" ? -1 : shown.indexOf(word, from);
    while (at >= 0 && (isLetter(shown[at - 1]) || isLetter(shown[at + word.length]))) at = shown.indexOf(word, at + 1);
    if (at < 0) return [];
    from = at + word.length;
    return [[at, from]];
  });
}

export class Field {
  private marks: readonly Mark[] = [];
  private markedText = "";

  constructor(readonly input: HTMLTextAreaElement, private readonly back: HTMLElement, changed: () => void) {
    input.addEventListener("input", () => { this.refresh(); changed(); });
    input.addEventListener("scroll", () => { back.scrollTop = input.scrollTop; });
    this.refresh();
  }

  get text(): string {
    return this.input.value;
  }

  set text(value: string) {
    this.input.value = value;
    this.refresh();
  }

  setMarks(text: string, marks: readonly Mark[]): void {
    this.markedText = text;
    this.marks = marks;
    this.refresh();
  }

  private refresh(): void {
    const now = this.input.value;
    const marks = keptMarks(this.markedText, now, this.marks);
    this.markedText = now;
    this.marks = marks;
    this.back.replaceChildren(marked(now, marks), "\n");
    this.back.scrollTop = this.input.scrollTop;
  }
}
