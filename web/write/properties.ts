// SPDX-License-Identifier: GPL-2.0-or-later
// The front matter as a form. What it writes goes through the text, so the form and the text never disagree.

import { element } from "../shared/dom.js";
import { text as t } from "../shared/texts.js";
import type { Tree } from "./api.js";
import { isReadable, listOf, valueOf, withList, withValue } from "./header.js";

interface Field {
  readonly key: string;
  readonly kind: "line" | "area" | "list" | "choice" | "date" | "moment" | "category";
  readonly options?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { key: "title", kind: "line" },
  { key: "summary", kind: "area" },
  { key: "category", kind: "category" },
  { key: "type", kind: "choice", options: ["", "article", "steps", "qa", "video", "template", "script", "policy", "limitation"] },
  { key: "level", kind: "choice", options: ["", "basic", "advanced"] },
  { key: "audience", kind: "choice", options: ["", "public", "internal"] },
  { key: "aliases", kind: "list" },
  { key: "tags", kind: "list" },
  { key: "pin_for", kind: "list" },
  { key: "related", kind: "list" },
  { key: "owner", kind: "line" },
  { key: "escalate_to", kind: "line" },
  { key: "review_after", kind: "date" },
  { key: "publish_at", kind: "moment" },
  { key: "archive_at", kind: "moment" },
  { key: "checked", kind: "date" },
];

const lines = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export class Properties {
  private readonly controls = new Map<string, Control>();
  private readonly form = element("form", { class: "properties" });
  private readonly broken = element("p", { class: "alarm", role: "status" }, t("header_broken"));
  private readonly categories = element("datalist", { id: "categories" });

  constructor(host: HTMLElement, private readonly text: () => string, private readonly change: (text: string) => void) {
    for (const field of FIELDS) this.form.append(this.row(field));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.broken.hidden = true;
    host.append(this.broken, this.form, this.categories);
  }

  know(tree: Tree): void {
    this.categories.replaceChildren(...tree.categories.map((one) => element("option", { value: one.id }, one.title)));
  }

  private row(field: Field): HTMLElement {
    const id = `field-${field.key}`;
    const control = this.control(field, id);
    this.controls.set(field.key, control);
    control.addEventListener(field.kind === "choice" || field.kind === "date" || field.kind === "moment" ? "change" : "input", () => this.write(field, control));
    const more = t(`more_${field.key}`);
    const label = element("label", { for: id }, t(`key_${field.key}`), ...(more.startsWith("more_") ? [] : [" ", element("span", { class: "quiet small" }, more)]));
    return element("p", { class: "field" }, label, control);
  }

  private control(field: Field, id: string): Control {
    const common = { id, class: "field-input" };
    if (field.kind === "area") return element("textarea", { ...common, rows: "3" });
    if (field.kind === "list") return element("textarea", { ...common, rows: "3", placeholder: t("one_a_line") });
    if (field.kind === "choice") {
      const select = element("select", common);
      for (const value of field.options ?? []) select.append(element("option", { value }, value === "" ? t("not_set") : t(field.key === "audience" ? `audience_${value}` : field.key === "type" ? `type_${value}` : `level_${value}`)));
      return select;
    }
    const type = field.kind === "date" ? "date" : field.kind === "moment" ? "datetime-local" : "text";
    return element("input", { ...common, type, ...(field.kind === "category" ? { list: "categories" } : {}) });
  }

  private write(field: Field, control: Control): void {
    const text = this.text();
    if (!isReadable(text)) return;
    if (field.kind === "list") this.change(withList(text, field.key, lines(control.value)));
    else this.change(withValue(text, field.key, field.kind === "moment" ? control.value.replace("T", " ") : control.value.trim()));
  }

  /** What the text says now; a field that is being written in stays as it is. */
  show(): void {
    const text = this.text();
    const isGood = isReadable(text);
    this.broken.hidden = isGood;
    this.form.hidden = !isGood;
    if (!isGood) return;
    for (const field of FIELDS) {
      const control = this.controls.get(field.key);
      if (control === undefined || control === document.activeElement) continue;
      const value = field.kind === "list" ? listOf(text, field.key).join("\n") : valueOf(text, field.key);
      control.value = field.kind === "moment" && value.length === 10 ? `${value}T00:00` : field.kind === "moment" ? value.replace(" ", "T") : value;
    }
  }
}
