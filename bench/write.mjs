#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-or-later
// The workshop while somebody writes: server time of a check and of a preview, and in Chromium the way from the last
// key to the page that shows it. Usage: node bench/write.mjs [--articles DIR] [--rounds N] [--server-only] (after a release build;
// KB_BIN_DIR names another build's bin folder; --server-only leaves Chromium out). What it prints stands in docs/lint.md.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { KbServer, root } from "../tests/support/kb_server.mjs";
import { launch, openPage } from "../tests/web/browser.mjs";
import { editor, openArticle, signedInWriter } from "../tests/web/write_support.mjs";

const { values: options } = parseArgs({ options: { articles: { type: "string", default: join(root, "articles") }, rounds: { type: "string", default: "25" }, "server-only": { type: "boolean", default: false } } });
const rounds = Number(options.rounds);
const PAUSE_MS = 60; // CHECK_MS of web/write/workplace.ts
const SIZES = [["обычная статья", 4000], ["статья 20 кБ", 20_000]];

const share = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
const shown = (numbers) => `p50 ${share(numbers, 0.5).toFixed(1)} мс, p95 ${share(numbers, 0.95).toFixed(1)} мс`;

// Real prose of so many bytes: bodies of the base's articles, one after another.
function textOf(bytes) {
  const files = readdirSync(options.articles, { recursive: true }).map(String).filter((name) => name.endsWith(".md") && name.startsWith("public/")).sort();
  let body = "";
  for (const name of files) {
    if (Buffer.byteLength(body) >= bytes) break;
    body += `${readFileSync(join(options.articles, name), "utf8").replace(/^---\n[\s\S]*?\n---\n/, "").replace(/^# /m, "## ")}\n`;
  }
  const cut = Buffer.from(body).subarray(0, bytes).toString("utf8").replace(/\uFFFD+$/, "");
  return `---\ntitle: Замер ${bytes}\nstatus: draft\n---\n\n# Замер ${bytes}\n\n${cut.slice(0, cut.lastIndexOf("\n"))}\n\nКонец `;
}

async function serverTimes(server, headers, path, text) {
  const times = { "/api/v1/write/check": [], "/write/preview": [] };
  const first = {};
  for (let i = -5; i < rounds; i += 1) {
    for (const [url, list] of Object.entries(times)) {
      const begin = performance.now();
      const answer = await server.post(url, { path, text: `${text}${i} раз` }, { "Content-Type": "application/json", ...headers });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
      first[url] ??= performance.now() - begin;
      if (i >= 0) list.push(performance.now() - begin);
    }
  }
  for (const [url, list] of Object.entries(times)) console.log(`  ${url}, запрос целиком: ${shown(list)}, самый первый ${first[url].toFixed(0)} мс`);
}

// Watches the preview from inside: when it was asked for, when it came, when it stood there and was painted.
const watch = () => {
  const marks = (window.marks = {});
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...rest) {
    const expected = window.expected;
    marks.sent = performance.now();
    this.addEventListener("loadend", () => { if (expected === window.expected) marks.loaded = performance.now(); }, { once: true });
    return send.apply(this, rest);
  };
  const host = document.querySelector("#panel-preview").shadowRoot;
  new MutationObserver(() => {
    if (!marks.shown && window.expected && host.textContent.includes(window.expected)) {
      marks.shown = performance.now();
      requestAnimationFrame(() => setTimeout(() => { marks.painted = performance.now(); }));
    }
  }).observe(host, { childList: true, subtree: true, characterData: true });
  document.querySelector(".work-text").shadowRoot.addEventListener("keydown", () => { marks.key = performance.now(); }, true);
};

async function typed(page, title) {
  await openArticle(page, title);
  await page.locator("#panel-preview h1", { hasText: title }).waitFor();
  await page.evaluate(watch);
  await editor(page).click();
  await page.keyboard.press("Control+End");
  const parts = { "последняя клавиша → страница на экране": [], "из них: конец паузы → страница на экране": [], "запрос и разбор ответа": [], "показ": [] };
  for (let i = -3; i < rounds; i += 1) {
    const word = `слово${i + 1000}`;
    await page.evaluate((expected) => { window.expected = expected; Object.assign(window.marks, { sent: 0, loaded: 0, shown: 0, painted: 0 }); }, word);
    await page.keyboard.type(`${word.slice(0, -1)}`, { delay: 15 });
    await page.keyboard.press(word.at(-1));
    await page.waitForFunction(() => window.marks.painted > 0, undefined, { polling: 20 });
    const m = await page.evaluate(() => window.marks);
    await page.keyboard.type(" ");
    await page.waitForTimeout(400);
    if (i < 0) continue;
    const all = [m.painted - m.key, m.painted - m.key - PAUSE_MS, m.loaded - m.sent, m.painted - m.loaded];
    Object.values(parts).forEach((list, at) => list.push(all[at]));
  }
  return parts;
}

const server = await KbServer.start(options.articles);
const browser = await launch();
try {
  const headers = await server.signIn("writer");
  const count = readdirSync(options.articles, { recursive: true }).filter((name) => String(name).endsWith(".md") && statSync(join(options.articles, String(name))).isFile()).length;
  console.log(`Статей в базе: ${count}, кругов: ${rounds}`);
  for (const [name, bytes] of SIZES) {
    const text = textOf(bytes);
    const path = `zamer-${bytes}.md`;
    writeFileSync(join(server.articles, path), text);
    console.log(`${name} (${Buffer.byteLength(text)} байт)`);
    await serverTimes(server, headers, path, text);
    if (options["server-only"]) continue;
    const page = await openPage(browser);
    await signedInWriter({ server, headers }, page);
    await page.goto(`${server.url}/write`);
    await page.locator(".tree-group").first().waitFor();
    for (const [part, times] of Object.entries(await typed(page, `Замер ${bytes}`))) console.log(`  ${part}: ${shown(times)}`);
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.close();
}
