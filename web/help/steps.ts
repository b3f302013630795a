// SPDX-License-Identifier: GPL-2.0-or-later
// Steps that can be ticked off: the number before a step becomes a box of the same size. The ticks stay in this
// browser, and go along when the person writes to us. Without scripts the numbers stay numbers.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";

const PREFIX = "steps:";

function readTicks(key: string): Set<string> {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(key) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((name): name is string => typeof name === "string") : []);
  } catch {
    return new Set(); // storage is forbidden or holds something else
  }
}

function keepTicks(key: string, ticks: ReadonlySet<string>): void {
  try {
    if (ticks.size === 0) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, JSON.stringify([...ticks]));
  } catch {
    // not kept: the ticks last as long as the page
  }
}

class Steps {
  private readonly boxes = new Map<string, HTMLButtonElement>(); // by name: "3", or "2.3" in an article with several lists
  private readonly key: string;
  private ticks: Set<string>;

  constructor(article: HTMLElement, lists: readonly HTMLOListElement[], private readonly progress: HTMLElement | null) {
    this.key = PREFIX + (article.dataset["article"] ?? window.location.pathname);
    this.ticks = readTicks(this.key);
    for (const [place, list] of lists.entries()) {
      for (const [index, item] of [...list.children].entries()) {
        const number = list.start + index;
        this.addBox(item, number, lists.length > 1 ? `${place + 1}.${number}` : String(number));
      }
    }
    this.show();
  }

  private addBox(item: Element, number: number, name: string): void {
    const box = element("button", { class: "tick", type: "button", role: "checkbox", "aria-checked": "false", "aria-label": text("step", { n: number }) });
    box.textContent = String(number);
    box.addEventListener("click", () => {
      if (!this.ticks.delete(name)) this.ticks.add(name);
      keepTicks(this.key, this.ticks);
      this.show();
    });
    item.classList.add("has-tick");
    item.prepend(box);
    this.boxes.set(name, box);
  }

  private show(): void {
    for (const [name, box] of this.boxes) {
      const isDone = this.ticks.has(name);
      box.setAttribute("aria-checked", String(isDone));
      box.parentElement?.classList.toggle("is-done", isDone);
    }
    const done = [...this.boxes.keys()].filter((name) => this.ticks.has(name));
    this.showProgress(done.length);
    const link = document.querySelector<HTMLAnchorElement>("#still-broken");
    if (link === null) return;
    const target = new URL(link.href);
    if (done.length > 0) target.searchParams.set("steps", done.join(","));
    else target.searchParams.delete("steps");
    link.href = target.href;
  }

  private showProgress(done: number): void {
    if (this.progress === null) return;
    this.progress.hidden = done === 0;
    const reset = element("button", { class: "link-button", type: "button" }, text("steps_reset"));
    reset.addEventListener("click", () => {
      this.ticks = new Set();
      keepTicks(this.key, this.ticks);
      this.show();
    });
    this.progress.replaceChildren(text("steps_done", { done, all: this.boxes.size }), " ", reset);
  }
}

export function startSteps(): void {
  const article = document.querySelector<HTMLElement>(".article");
  const lists = [...document.querySelectorAll<HTMLOListElement>(".prose-steps > .part > ol")];
  if (article === null || lists.length === 0) return;
  new Steps(article, lists, document.querySelector<HTMLElement>(".progress"));
}
