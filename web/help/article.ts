// SPDX-License-Identifier: GPL-2.0-or-later
// Small conveniences of an article: copied code, enlarged pictures, answers that need no new page.

import { element } from "../shared/dom.js";
import { text } from "../shared/texts.js";

const COPIED_MS = 2000;

function addCopyButton(code: HTMLElement): void {
  const button = element("button", { class: "copy-button", type: "button" }, text("copy"));
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(code.textContent ?? "").then(() => {
      button.textContent = text("copied");
      window.setTimeout(() => { button.textContent = text("copy"); }, COPIED_MS);
    });
  });
  const frame = element("div", { class: "code-frame" });
  code.replaceWith(frame);
  frame.append(code, button);
}

function startCopying(): void {
  if (navigator.clipboard === undefined) return; // plain http: the browser does not allow it
  for (const code of document.querySelectorAll<HTMLElement>(".prose pre")) addCopyButton(code);
}

/** The link leads to the picture itself; with scripts it opens over the page. Escape closes it. */
function startZoom(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a.zoom")];
  if (links.length === 0) return;
  const image = element("img", { alt: "" });
  const close = element("button", { class: "button zoom-close", type: "button" }, text("close"));
  const dialog = element("dialog", { class: "zoom-dialog" }, image, close);
  document.body.append(dialog);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target !== close) dialog.close(); });
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      image.src = link.href;
      image.alt = link.querySelector("img")?.alt ?? "";
      dialog.setAttribute("aria-label", image.alt);
      dialog.showModal();
    });
  }
}

async function send(form: HTMLFormElement, values: URLSearchParams): Promise<boolean> {
  try {
    const answer = await fetch(form.action, { method: "POST", body: values, redirect: "manual" });
    return answer.type === "opaqueredirect" || answer.ok;
  } catch {
    return false;
  }
}

function valuesOf(form: HTMLFormElement, submitter: HTMLElement | null): URLSearchParams {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") values.append(name, value);
  if (submitter instanceof HTMLButtonElement && submitter.name !== "") values.append(submitter.name, submitter.value);
  return values;
}

/** Sends the form without leaving the page; on failure says so beside it. */
function answerInPlace(form: HTMLFormElement, onSent: (values: URLSearchParams) => void): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = valuesOf(form, event.submitter);
    void send(form, values).then((isSent) => {
      if (isSent) return onSent(values);
      form.querySelector(".form-trouble")?.remove();
      form.append(element("p", { class: "form-trouble", role: "alert" }, text("wait")));
    });
  });
}

function startUnclearMarks(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>(".mark-form")) {
    answerInPlace(form, () => form.replaceWith(element("span", { class: "mark-thanks", role: "status" }, text("unclear_thanks"))));
  }
}

function startVote(): void {
  const vote = document.querySelector<HTMLFormElement>(".vote-form");
  const reasons = document.querySelector<HTMLFormElement>(".reasons");
  const answer = document.querySelector<HTMLElement>("#vote-answer");
  if (answer === null) return;
  if (vote !== null) {
    answerInPlace(vote, (values) => {
      const isHelpful = values.get("helpful") === "yes";
      answer.textContent = text(isHelpful ? "voted_yes" : "voted_no");
      vote.remove();
      document.querySelector("#vote-title")?.remove();
      if (reasons === null) return;
      if (isHelpful) return reasons.remove();
      reasons.hidden = false;
      reasons.querySelector<HTMLInputElement>("input[type=radio]")?.focus();
    });
  }
  if (reasons !== null) {
    answerInPlace(reasons, () => {
      answer.textContent = text("voted_told");
      document.querySelector("#vote-title")?.remove();
      reasons.remove();
    });
  }
}

/** What stands inside the article's own text; again when that text was exchanged. */
export function startArticleText(): void {
  document.querySelector(".zoom-dialog")?.remove();
  startCopying();
  startZoom();
  startUnclearMarks();
}

export function startArticle(): void {
  startArticleText();
  startVote();
}
