// SPDX-License-Identifier: GPL-2.0-or-later
// One script tag puts the help centre into the corner of any page. Its attributes: data-lang (ru, en),
// data-collections (categories with commas), data-position (right, left), data-color, data-button="off",
// data-customer (a signed token, for a private help centre), data-text-KEY (a text of texts.ts in other words).

import { Server, pageAddress, visitor } from "./api.js";
import type { Draft } from "./contact.js";
import { Panel } from "./panel.js";
import { defineSearchElement } from "./search_element.js";
import { textsIn } from "./texts.js";

const script = document.currentScript as HTMLScriptElement | null;

function start(): void {
  if (script === null || "Podskazka" in window) return;
  const data = script.dataset;
  const lang = data.lang ?? (document.documentElement.lang.startsWith("en") ? "en" : "ru");
  const text = textsIn(lang, data);
  visitor.customer = data.customer ?? "";
  const server = new Server(new URL(script.src).origin, data.collections ?? "");
  const panel = new Panel(server, text, {
    lang,
    isLeft: data.position === "left",
    hasButton: data.button !== "off",
    color: /^#[0-9a-f]{6}$/i.test(data.color ?? "") ? (data.color ?? "") : "",
  });
  defineSearchElement(server.origin, lang, text, panel);
  Object.defineProperty(window, "Podskazka", {
    value: {
      open: () => panel.open(),
      close: () => panel.close(),
      search: (words: string) => panel.search(words),
      article: (id: string) => panel.read(id),
      contact: (draft: Draft = {}) => panel.contact(draft),
      suggest: (url: string) => panel.suggest(url),
      customer: (token: string) => { visitor.customer = token; },
    },
  });
  void panel.suggest(pageAddress());
  window.dispatchEvent(new Event("podskazka-ready"));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
