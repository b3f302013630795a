// SPDX-License-Identifier: GPL-2.0-or-later
// The API of a real kb-server over a real index.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, KbServer, TOKEN } from "../support/kb_server.mjs";

const q = encodeURIComponent;
const internal = { Authorization: `Bearer ${TOKEN}` };
let server;
before(async () => { server = await KbServer.start(); });
after(async () => { assert.equal(await server.close(), 0); });

test("a question finds its article, section and marks", async () => {
  const answer = await server.json(`/api/v1/search?q=${q("настроить вайфай")}`);
  assert.equal(answer.hits[0].id, "wifi-setup");
  assert.equal(answer.hits[0].category, "internet/wifi");
  const balance = await server.json(`/api/v1/search?q=${q("проверить баланс")}`);
  const hit = balance.hits.find((h) => h.id === "no-internet");
  assert.ok(hit);
  for (const [begin, end] of hit.snippet.marks) {
    assert.match(hit.snippet.text.slice(begin, end), /^\p{L}[\p{L}\p{N}-]*$/u);
  }
});

test("the other layout and the literal query", async () => {
  const fixed = await server.json("/api/v1/search?q=" + q("bynthytn"));
  assert.equal(fixed.shown_query, "интернет");
  assert.equal(fixed.rewritten, "layout");
  const literal = await server.json("/api/v1/search?literal=1&q=bynthytn");
  assert.equal(literal.rewritten, null);
});

test("facets narrow", async () => {
  const all = await server.json(`/api/v1/search?q=${q("списали twice charged дважды")}`);
  assert.ok(all.facets.lang.length > 1);
  const english = await server.json(`/api/v1/search?lang=en&q=${q("charged twice")}`);
  assert.deepEqual([...new Set(english.hits.map((h) => h.lang))], ["en"]);
  const wifi = await server.json(`/api/v1/search?category=internet&q=${q("роутер")}`);
  assert.ok(wifi.hits.every((h) => h.category.startsWith("internet")));
});

test("completion offers titles while one types", async () => {
  const answer = await server.json(`/api/v1/complete?q=${q("деньг")}`);
  assert.ok(answer.completions.some((c) => c.url === "/a/charged-twice"), JSON.stringify(answer));
});

test("a ticket gets the whole section, and the excluded article is left out", async () => {
  const ticket = { subject: "Списание", text: "Здравствуйте!\nУ меня дважды списали деньги с карты, банк говорит про блокировку.\nС уважением, Иван", limit: 2 };
  const answer = await (await server.post("/api/v1/suggest", ticket)).json();
  assert.notEqual(answer.verdict, "none");
  assert.equal(answer.suggestions[0].id, "charged-twice");
  assert.ok(answer.suggestions[0].quote.text.length > 0);
  assert.ok(answer.understood.terms.length > 0);
  const other = await (await server.post("/api/v1/suggest", { ...ticket, exclude: ["charged-twice"] })).json();
  assert.ok(other.suggestions.every((s) => s.id !== "charged-twice"));
});

test("a ticket that nothing fits gets none", async () => {
  const answer = await (await server.post("/api/v1/suggest", { text: "Кхм фывапролдж ячсмитьбю" })).json();
  assert.equal(answer.verdict, "none");
  assert.deepEqual(answer.suggestions, []);
});

test("an article, its neighbours and its absence", async () => {
  const article = await server.json("/api/v1/articles/wifi-setup");
  assert.equal(article.title, "Как настроить Wi-Fi на роутере");
  assert.ok(article.sections.some((s) => s.anchor === "шаги" && s.url === `/a/wifi-setup#${q("шаги")}`));
  assert.equal(article.escalate_to, undefined);
  const related = await server.json("/api/v1/articles/wifi-setup/related");
  assert.ok(related.articles.every((card) => card.id !== "wifi-setup"));
  assert.equal((await server.get("/api/v1/articles/none")).status, 404);
});

test("no route gives a customer a word that is only internal", async () => {
  const secret = /абрикосовка|мошенничества|Служба безопасности/;
  const paths = [`/api/v1/search?q=${q("абрикосовка")}`, `/api/v1/search?q=${q("абрикосовки роутер")}`, `/api/v1/complete?q=${q("абр")}`, `/api/v1/complete?q=${q("Пров")}`,
    "/api/v1/articles/fraud", "/api/v1/articles/fraud/related", "/api/v1/articles/wifi-setup/related", "/a/fraud", "/c/rules", "/", "/c/internet"];
  for (const path of paths) {
    const response = await server.get(path);
    const text = (await response.text()).replaceAll("абрикосовки роутер", "").replace(/"(query|shown_query|missing_words|word)":(\[[^\]]*\]|"[^"]*")/g, "");
    assert.doesNotMatch(text, secret, path);
  }
  const suggest = await (await server.post("/api/v1/suggest", { text: "Какое кодовое слово звонящего, абрикосовка? Мошенничество" })).json();
  assert.ok(suggest.suggestions.every((s) => s.id !== "fraud"));
  const opened = await server.json(`/api/v1/search?q=${q("абрикосовка")}`, internal);
  assert.equal(opened.hits[0].id, "fraud");
  const article = await server.json("/api/v1/articles/fraud", internal);
  assert.equal(article.escalate_to, "Служба безопасности");
  assert.equal((await server.get("/api/v1/articles/fraud", { Authorization: "Bearer nonsense" })).status, 401);
});

test("a query may have a thousand letters, and not one more", async () => {
  assert.equal((await server.get(`/api/v1/search?q=${q("я ".repeat(500))}`)).status, 200);
  const response = await server.get(`/api/v1/search?q=${q("я ".repeat(500) + "я")}`);
  assert.equal(response.status, 422);
  assert.equal((await response.json()).code, "query-too-long");
  assert.equal((await server.get(`/${"a".repeat(3000)}`)).status, 414);
  assert.equal((await server.post("/api/v1/suggest", "a".repeat(1024 * 1024 + 1))).status, 413);
});

test("ETags change with the answer only", async () => {
  const first = await server.get("/api/v1/articles/wifi-weak");
  const again = await server.get("/api/v1/articles/wifi-weak", { "If-None-Match": first.headers.get("etag") });
  assert.equal(again.status, 304);
  assert.equal(await again.text(), "");
});

test("HEAD is GET without its body", async () => {
  const head = await fetch(`${server.url}/a/wifi-setup`, { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.ok(Number(head.headers.get("content-length")) > 1000);
  assert.equal((await head.text()).length, 0);
});

test("files of articles: shown, downloaded, hidden", async () => {
  const image = await server.get("/files/img/router.png");
  assert.equal(image.status, 200);
  assert.equal(image.headers.get("content-type"), "image/png");
  const text = await server.get(`/files/img/${q("схема сети.txt")}`);
  assert.equal(text.status, 200);
  assert.equal(text.headers.get("content-disposition"), "attachment");
  assert.equal((await server.get("/files/img/hidden.txt")).status, 404);
  assert.equal((await server.get("/files/categories.yaml")).status, 404);
});

test("health, readiness and metrics", async () => {
  assert.equal((await server.get("/healthz")).status, 200);
  assert.equal((await server.json("/readyz")).ready, true);
  const metrics = await (await server.get("/metrics")).text();
  for (const line of metrics.trim().split("\n")) {
    assert.match(line, /^(# (HELP|TYPE) \S+ .+|[a-z_]+(\{([a-z]+="[^"]*",?)*\})? [0-9.eE+-]+)$/, line);
  }
  assert.match(metrics, /kb_store_open 1/);
});

test("a saved article is found within a second, a deleted one is gone within two", async () => {
  const file = join(server.articles, "pay/new.md");
  writeFileSync(file, "---\ntitle: Новая статья про лимонад\nid: lemonade\n---\n\n# Новая статья про лимонад\n\nЛимонад бывает разный.\n");
  const find = async () => (await server.json(`/api/v1/search?q=${q("лимонад")}`)).hits.some((h) => h.id === "lemonade");
  await eventually(find, 1500);
  rmSync(file);
  await eventually(async () => !(await find()) && (await server.get("/a/lemonade")).status === 404, 2000);
});

test("the log names routes, never what people asked", async () => {
  await server.get(`/search?q=${q("сокровенное")}`);
  await server.post("/api/v1/suggest", { text: "сокровенное письмо в поддержку" });
  await eventually(() => server.log.includes('"/api/v1/suggest"'));
  assert.doesNotMatch(server.log, /сокровенное|%D1%81%D0%BE%D0%BA/);
  for (const line of server.log.trim().split("\n").slice(0, -1)) JSON.parse(line);
});

test("without an index the server lives and says what to run; with one it wakes", async () => {
  const empty = await KbServer.start(undefined, { build: false });
  try {
    await eventually(async () => (await empty.get("/readyz")).status === 200, 5000);
  } finally {
    assert.equal(await empty.close(), 0);
  }
});
