// SPDX-License-Identifier: GPL-2.0-or-later
// What stands beside the text: tabs after the pattern of the ARIA authoring guide (arrows move, one is shown).

import { element } from "../shared/dom.js";

export class Tabs {
  private readonly bar: HTMLElement;
  private readonly tabs: HTMLButtonElement[] = [];
  private readonly panels = new Map<string, HTMLElement>();
  private shown = "";

  constructor(host: HTMLElement, label: string, names: readonly (readonly [string, string])[], private readonly onShow: (name: string) => void) {
    this.bar = element("div", { class: "tabs", role: "tablist", "aria-label": label });
    host.append(this.bar);
    for (const [name, title] of names) {
      const tab = element("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, class: "tab" }, title);
      tab.addEventListener("click", () => this.show(name));
      const panel = element("section", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, class: "panel", tabindex: "0" });
      this.tabs.push(tab);
      this.bar.append(tab);
      this.panels.set(name, panel);
      host.append(panel);
    }
    this.bar.addEventListener("keydown", (event) => this.move(event));
    this.show(names[0]?.[0] ?? "");
  }

  panel(name: string): HTMLElement {
    const found = this.panels.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  }

  /** Whether this tab is offered. One that is shown is not taken away: show another first. */
  allow(name: string, isAllowed: boolean): void {
    const tab = this.tabs.find((one) => one.id === `tab-${name}`);
    if (tab) tab.hidden = !isAllowed;
  }

  isAllowed(name: string): boolean {
    return this.tabs.some((one) => one.id === `tab-${name}` && !one.hidden);
  }

  get current(): string {
    return this.shown;
  }

  show(name: string): void {
    this.shown = name;
    for (const tab of this.tabs) {
      const isShown = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
    }
    for (const [other, panel] of this.panels) panel.hidden = other !== name;
    this.onShow(name);
  }

  /** A number beside a tab's name, or nothing. */
  count(name: string, number: number): void {
    const tab = this.tabs.find((one) => one.id === `tab-${name}`);
    tab?.querySelector(".tab-count")?.remove();
    if (number > 0) tab?.append(element("span", { class: "tab-count" }, String(number)));
  }

  private move(event: KeyboardEvent): void {
    const tabs = this.tabs.filter((tab) => !tab.hidden);
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (at < 0 || step === 0) return;
    event.preventDefault();
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next?.focus();
    next?.click();
  }
}
