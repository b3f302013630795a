// SPDX-License-Identifier: GPL-2.0-or-later
// What the workshop's tests share: a writer's browser over a Git folder, and the hands to write with.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { KbServer } from "../support/kb_server.mjs";
import { launch, openPage } from "./browser.mjs";

/** A server over a copy of `articles` kept in Git, a browser, and a writer who is signed in. */
export async function startWorkshop(articles, options = {}) {
  const [server, browser] = await Promise.all([KbServer.start(articles, options), launch()]);
  const git = (...args) => execFileSync("git", ["-C", server.articles, "-c", "user.name=Git", "-c", "user.email=git@example.org", ...args], { encoding: "utf8" });
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "all");
  await server.stop();
  await server.run();
  const headers = await server.signIn("writer", "anna");
  return { server, browser, git, headers, at: (path) => join(server.articles, path), close: async () => { await browser.close(); await server.close(); } };
}

export async function signedInWriter({ server, headers }, page) {
  const [name, value] = headers.Cookie.split("=");
  await page.context().addCookies([{ name, value, url: server.url }]);
}

/** Runs `work` in the open workshop. 409 is a conflict asked for; Chromium styles what insertText puts over a selection, CodeMirror takes that off again. */
export async function withWorkshop(desk, options, work) {
  const page = await openPage(desk.browser, options);
  try {
    await signedInWriter(desk, page);
    await page.goto(`${desk.server.url}/write`);
    await page.locator(".tree-group").first().waitFor();
    await work(page);
    assert.deepEqual(page.faults.filter((fault) => !fault.includes("409") && !fault.startsWith("Applying inline style")), []);
  } finally {
    await page.context().close();
  }
}

export const editor = (page) => page.locator("#editor .cm-content");
export const tab = (page, name) => page.getByRole("tab", { name, exact: false }).click();
export async function openArticle(page, title) {
  await page.getByRole("searchbox", { name: "Найти статью" }).fill(title);
  await page.locator(".row", { hasText: title }).first().click();
  await page.locator(".work-title", { hasText: title }).waitFor({ timeout: 20_000 });
}
/** What is unsaved, whole: the editor draws only the lines that can be seen. */
export const draftText = (page) => page.evaluate(() => JSON.parse(localStorage.getItem(`kb-draft:${decodeURIComponent(location.hash.slice(1))}`) ?? "{}").text ?? "");
export async function replaceText(page, value) {
  await editor(page).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(value);
}
