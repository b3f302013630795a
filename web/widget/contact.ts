// SPDX-License-Identifier: GPL-2.0-or-later
// The contact form in the panel. «Send» is always there; answers appear above it while one writes.

import { debounced, element } from "../shared/dom.js";
import type { Card, Found, Server } from "./api.js";
import { hitButton, type View } from "./pieces.js";
import type { TextKey } from "./texts.js";

export interface Draft {
  subject?: string;
  text?: string;
  article?: string;
}

const QUIET_MS = 400;
const MIN_CHARACTERS = 4;

export function contactView(server: Server, text: (key: TextKey) => string, draft: Draft, open: (card: Card | Found) => void): View {
  const field = (id: string, key: TextKey, input: HTMLInputElement | HTMLTextAreaElement) => [element("label", { for: id }, text(key)), input];
  const subject = element("input", { id: "s", type: "text", maxlength: "300", autocomplete: "off" });
  const body = element("textarea", { id: "t", maxlength: "20000", rows: "4" });
  const contact = element("input", { id: "c", type: "text", maxlength: "200", autocomplete: "email" });
  const maybe = element("p", { class: "label", hidden: "" }, text("maybe"));
  const list = element("ul", { class: "list" });
  const alert = element("p", { class: "alert", role: "alert", hidden: "" });
  const send = element("button", { class: "button", type: "submit" }, text("send"));
  subject.value = draft.subject ?? "";
  body.value = draft.text ?? "";
  const token = crypto.randomUUID();
  const shown = new Set<string>();

  const say = (message: string) => {
    alert.textContent = message;
    alert.hidden = message === "";
  };
  const look = debounced(QUIET_MS, async () => {
    const isShort = subject.value.length + body.value.length < MIN_CHARACTERS;
    const found = isShort ? [] : await server.suggest(subject.value, body.value);
    for (const { id } of found) shown.add(id);
    list.replaceChildren(...found.map((card) => hitButton(card, open)));
    maybe.hidden = found.length === 0;
    send.textContent = text(found.length === 0 ? "send" : "send_anyway");
  });
  const form = element(
    "form",
    { novalidate: "" },
    ...field("s", "subject", subject),
    ...field("t", "text", body),
    maybe,
    list,
    ...field("c", "contact", contact),
    alert,
    send,
  );
  form.addEventListener("input", (event) => {
    if (event.target !== contact) look();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (subject.value.trim() === "" && body.value.trim() === "") return say(text("empty"));
    say("");
    send.textContent = text("sending");
    const letter = { subject: subject.value, text: body.value, contact: contact.value, token, article_id: draft.article ?? "", suggested: [...shown].slice(0, 30) };
    void server.send(letter).then((answer) => {
      if (typeof answer === "string") {
        form.replaceChildren(element("p", { role: "status" }, text("sent"), element("strong", { class: "number" }, answer)));
        return;
      }
      send.textContent = text("send_anyway");
      say(text(answer === 429 ? "too_often" : "not_sent"));
    });
  });
  if (subject.value !== "" || body.value !== "") look();
  return { title: text("write"), content: form, focus: subject };
}
