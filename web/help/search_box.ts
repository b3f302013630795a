// SPDX-License-Identifier: GPL-2.0-or-later
// Search as you type: an editable combobox with a list box (ARIA 1.2 pattern). The form works without it.

import { Latest, type Completion } from "../shared/api.js";
import { debounced, element, marked } from "../shared/dom.js";

const QUIET_MS = 120;
const MIN_CHARACTERS = 2;

class SearchBox {
  private readonly latest = new Latest();
  private readonly list = element("ul", { class: "dropdown", role: "listbox", id: "q-list", "aria-label": "Подсказки" });
  private completions: readonly Completion[] = [];
  private chosen = -1;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly input: HTMLInputElement,
  ) {
    this.list.hidden = true;
    form.append(this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "q-list"]] as const) {
      input.setAttribute(name, value);
    }
    const ask = debounced(QUIET_MS, () => void this.ask());
    input.addEventListener("input", ask);
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    form.addEventListener("submit", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
    this.list.addEventListener("click", (event) => this.onClick(event));
  }

  private async ask(): Promise<void> {
    const typed = this.input.value.trim();
    if ([...typed].length < MIN_CHARACTERS) return this.close();
    const answer = await this.latest.json<{ completions: readonly Completion[] }>(
      `/api/v1/complete?limit=7&q=${encodeURIComponent(typed.slice(0, 200))}`,
    );
    if (answer === null || document.activeElement !== this.input) return;
    this.show(answer.completions);
  }

  private show(completions: readonly Completion[]): void {
    this.completions = completions;
    this.chosen = -1;
    this.input.removeAttribute("aria-activedescendant");
    if (completions.length === 0) return this.close();
    this.list.replaceChildren(
      ...completions.map((completion, index) =>
        element(
          "li",
          {
            class: completion.url === "" ? "option" : "option option-article",
            role: "option",
            id: `q-option-${index}`,
            "aria-selected": "false",
            "data-index": String(index),
          },
          element("span", {}, marked(completion.text, completion.marks)),
        ),
      ),
    );
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  private close(): void {
    this.latest.abandon();
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) void this.ask();
      else this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !this.list.hidden && this.chosen >= 0) {
      event.preventDefault();
      this.open(this.chosen);
    }
  }

  // One place before the first option is the text as typed.
  private move(step: number): void {
    const places = this.completions.length + 1;
    this.chosen = ((this.chosen + 1 + step + places) % places) - 1;
    for (const [index, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(index === this.chosen));
      if (index === this.chosen) option.scrollIntoView({ block: "nearest" });
    }
    if (this.chosen < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `q-option-${this.chosen}`);
  }

  private onClick(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    if (option !== null) this.open(Number(option.getAttribute("data-index")));
  }

  private open(index: number): void {
    const completion = this.completions[index];
    if (completion === undefined) return;
    if (completion.url !== "") {
      window.location.assign(completion.url);
      return;
    }
    this.input.value = completion.text;
    this.close();
    this.form.requestSubmit();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName));
}

export function startSearchBox(): void {
  const input = document.querySelector<HTMLInputElement>("#q");
  if (input?.form == null) return;
  new SearchBox(input.form, input);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
