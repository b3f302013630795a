// SPDX-License-Identifier: GPL-2.0-or-later
// Works 50 real tickets through the desk in Chromium by keyboard alone and prints how long it takes from paste to the
// inserted answer, and how often the right article is among the first three.
// Usage: node scripts/desk_tickets.mjs [FOLDER] [--show]
// (after a release build; FOLDER holds queries.jsonl, qrels.tsv and articles, by default ../shared/eval/rutube_support;
// --show says of each ticket that missed what was wanted and what was shown)
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KbServer, root } from "../tests/support/kb_server.mjs";
import { launch, openPage } from "../tests/web/browser.mjs";
import { signedIn } from "../tests/web/desk_support.mjs";

const COUNT = 50;
const LOOKED_AT = 3;
const isShown = process.argv.includes("--show");
const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? join(root, "../shared/eval/rutube_support");
if (!existsSync(folder)) {
  console.log(`Пропускаю: нет папки ${folder}.`);
  process.exit(0);
}

const lines = (name) => readFileSync(join(folder, name), "utf8").split("\n").filter((line) => line !== "");
const right = new Map();
for (const line of lines("qrels.tsv")) {
  const [query, path, grade] = line.split("\t");
  if (Number(grade) > 0) right.set(query, [...(right.get(query) ?? []), path]);
}
const long = lines("queries.jsonl").map((line) => JSON.parse(line)).filter(({ id, kind }) => kind === "user_long" && right.has(id));
const tickets = long.filter((_, index) => Math.floor(index * COUNT / long.length) !== Math.floor((index - 1) * COUNT / long.length)).slice(0, COUNT);

const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const row = (name, values) => console.log(`| ${name} | ${Math.round(quantile(values, 0.5))} | ${Math.round(quantile(values, 0.95))} | ${Math.round(Math.max(...values))} |`);

/** The ids of the articles at these paths. */
async function idsOf(server, paths) {
  const articles = await Promise.all(paths.map((path) => server.json(`/api/v1/articles/${encodeURIComponent(path.replace(/\.md$/, ""))}`)));
  const ids = articles.map(({ id }) => id);
  if (ids.some((id) => id === undefined)) throw new Error(`no article at ${paths}`);
  return ids;
}

async function work(page, text, wanted) {
  await page.keyboard.press("Alt+/");
  await page.keyboard.press("Delete"); // the field is chosen whole
  const isAnswered = page.waitForResponse((response) => response.url().endsWith("/desk/suggest") && response.request().postDataJSON().text === text);
  const begin = performance.now();
  await page.keyboard.insertText(text); // as from the clipboard
  await isAnswered;
  await page.waitForFunction(() => document.querySelector("#answers").getAttribute("aria-busy") === "false");
  const shown = performance.now() - begin;
  const { verdict, items, terms } = await (await isAnswered).json();
  const ids = await page.$$eval("#answers .card", (cards) => cards.map((card) => card.dataset.id));
  const place = ids.findIndex((id) => wanted.includes(id));
  if (isShown && (place < 0 || place >= LOOKED_AT))
    console.log(`\n— ${text.slice(0, 700)}\n  нужно: ${wanted.join(", ")}; место ${place + 1}; вердикт ${verdict}; слова ${terms.join(" ")}\n${items.map((item) => `    ${item.confidence.toFixed(2)} ${item.kind} ${item.id} — ${item.title}`).join("\n")}`);
  if (ids.length === 0) return { shown, inserted: null, place };
  await page.keyboard.press(`Alt+${place >= 0 && place < LOOKED_AT ? place + 1 : 1}`);
  await page.keyboard.press("Alt+s");
  await page.waitForFunction(() => document.querySelector("#reply").value !== "");
  const inserted = performance.now() - begin;
  await page.keyboard.press("Alt+r");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  return { shown, inserted, place };
}

const [server, browser] = await Promise.all([KbServer.start(join(folder, "articles")), launch()]);
try {
  const staff = await server.signIn("agent");
  const page = await openPage(browser);
  await signedIn({ server, staff }, page);
  await page.goto(`${server.url}/desk`);
  await page.locator(".has-script #field:focus").waitFor({ state: "attached" });
  const results = [];
  for (const { id, text } of tickets) results.push(await work(page, text, await idsOf(server, right.get(id))));
  const share = (count) => `${results.filter(({ place }) => place >= 0 && place < count).length} из ${results.length}`;
  console.log("| от вставки текста, мс | половина быстрее | 95 % быстрее | самое долгое |\n|---|---|---|---|");
  row("до подсказок", results.map(({ shown }) => shown));
  row("до ответа в поле", results.filter(({ inserted }) => inserted !== null).map(({ inserted }) => inserted));
  console.log(`\nНужная статья первая: ${share(1)}, среди первых трёх: ${share(LOOKED_AT)}; ответ вставлен: ${results.filter(({ inserted }) => inserted !== null).length} из ${results.length}.`);
  if (page.faults.length > 0) throw new Error(page.faults.join("\n"));
} finally {
  await browser.close();
  await server.close();
}
