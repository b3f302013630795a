// SPDX-License-Identifier: GPL-2.0-or-later
// The widget on a foreign site whose Content-Security-Policy is as strict as it can be.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { KbServer, TOKEN, eventually, root } from "../support/kb_server.mjs";
import { launch, openPage, axeFaults } from "./browser.mjs";

const MAX_GZIP_BYTES = 15_000;
const staff = { Authorization: `Bearer ${TOKEN}` };
let server;
let browser;
let shop; // an allowed site
let stranger; // one that is not
let attributes = "";
let inside = "";

function site() {
  const made = createServer((request, response) => {
    if (request.url === "/site.css") return response.writeHead(200, { "Content-Type": "text/css" }).end("button { color: rgb(255, 0, 0); font-size: 40px }");
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; style-src 'self'; script-src ${server.url}; connect-src ${server.url}; img-src ${server.url}; require-trusted-types-for 'script'; trusted-types 'none'`,
    });
    response.end(`<!doctype html><html lang="ru"><meta name="viewport" content="width=device-width"><title>Магазин</title><link rel="stylesheet" href="/site.css"><main><h1>Корзина</h1>${inside}</main><script src="${server.url}/widget.js" async ${attributes}></script></html>`);
  });
  return new Promise((resolve) => made.listen(0, "127.0.0.1", () => resolve(Object.assign(made, { url: `http://localhost:${made.address().port}` }))));
}

before(async () => {
  [shop, stranger, browser] = await Promise.all([site(), site(), launch()]);
  server = await KbServer.start(undefined, { settings: (yaml) => yaml.replace(/^( {2}origins:).*$/m, `$1 ["${shop.url}/"]`) });
  cpSync(join(root, "tests/web/trees"), join(server.articles, "internet"), { recursive: true });
  await eventually(async () => (await server.get("/a/tree")).status === 200, 10_000);
});
after(async () => {
  await browser.close();
  await server.close();
  for (const each of [shop, stranger]) { each.closeAllConnections(); each.close(); }
});

async function onSite(path, work, { set = "", html = "", where = shop, options = {} } = {}) {
  [attributes, inside] = [set, html];
  const page = await openPage(browser, options);
  try {
    await page.goto(where.url + path);
    await page.waitForFunction(() => "Podskazka" in window);
    await work(page);
    if (where === shop) assert.deepEqual(page.faults.filter((fault) => !/favicon/.test(fault)), []);
  } finally {
    await page.context().close();
  }
}
const open = (page) => page.getByRole("button", { name: "Помощь" }).click();
const panel = (page) => page.getByRole("dialog");

test("one script, no dependency, small", async () => {
  const response = await server.get("/widget.js", { "Accept-Encoding": "identity" });
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.ok(gzipSync(bytes, { level: 9 }).length < MAX_GZIP_BYTES, `${gzipSync(bytes, { level: 9 }).length}`);
  assert.equal(response.headers.get("cross-origin-resource-policy"), "cross-origin");
  assert.doesNotMatch(bytes.toString(), /innerHTML|\beval\b|document\.cookie|localStorage/);
});

test("search, article and back, under the strictest policy", () => onSite("/", async (page) => {
  await open(page);
  await page.keyboard.type("деньги списали дважды", { delay: 5 });
  await panel(page).getByRole("button", { name: "Деньги списали дважды" }).first().click();
  await panel(page).getByRole("heading", { level: 2, name: "Деньги списали дважды" }).waitFor();
  assert.ok((await panel(page).locator(".article").innerText()).length > 50);
  await panel(page).getByRole("button", { name: "Назад" }).click();
  await panel(page).getByRole("button", { name: "Деньги списали дважды" }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Помощь" }).waitFor();
}));

test("the site's style does not reach in, nor the widget's out", () => onSite("/", async (page) => {
  await open(page);
  const color = await panel(page).getByRole("button", { name: "Закрыть" }).evaluate((button) => getComputedStyle(button).color);
  assert.equal(color, "rgb(255, 255, 255)");
  const own = await page.evaluate(() => { const made = document.body.appendChild(document.createElement("button")); return getComputedStyle(made).color; });
  assert.equal(own, "rgb(255, 0, 0)");
}));

test("articles for this very page stand there at once", () => onSite("/checkout/2?id=1", async (page) => {
  await open(page);
  await panel(page).getByText("Пригодится на этой странице").waitFor();
  await panel(page).getByRole("button", { name: "Проверка терминала по лампам" }).waitFor();
}));

test("a request goes from the panel, with the page it was written on", () => onSite("/cart?secret=1#x", async (page) => {
  await open(page);
  await panel(page).getByRole("button", { name: "Написать нам" }).click();
  await panel(page).getByLabel("Что случилось, коротко").fill("деньги списали дважды");
  await panel(page).getByText("Возможно, ответ уже есть").waitFor();
  await panel(page).getByRole("button", { name: "Всё равно отправить" }).click();
  await panel(page).getByText("Обращение у нас").waitFor();
  const number = await panel(page).locator(".number").innerText();
  const ticket = await server.json(`/api/v1/tickets/${number}`, staff);
  assert.equal(ticket.source, "widget");
  assert.equal(ticket.page, `${shop.url}/cart`);
  assert.ok(ticket.suggested.includes("charged-twice"));
}));

test("calls from a script", () => onSite("/", async (page) => {
  await page.evaluate(() => window.Podskazka.search("роутер"));
  await panel(page).locator(".hit").first().waitFor();
  await page.evaluate(() => window.Podskazka.article("wifi-setup"));
  await panel(page).locator(".article p").first().waitFor();
  await page.evaluate(() => window.Podskazka.contact({ subject: "из скрипта" }));
  assert.equal(await panel(page).getByLabel("Что случилось, коротко").inputValue(), "из скрипта");
  await page.evaluate(() => window.Podskazka.close());
  assert.equal(await panel(page).count(), 0);
  await page.evaluate(() => window.Podskazka.suggest("https://any.example/checkout"));
  await page.evaluate(() => window.Podskazka.open());
}));

test("attributes: language, side, collections, no button", () => onSite("/", async (page) => {
  assert.equal(await page.getByRole("button", { name: "Help" }).count(), 0);
  await page.evaluate(() => window.Podskazka.search("роутер деньги"));
  await panel(page).locator(".hit").first().waitFor();
  const side = await panel(page).evaluate((box) => box.getBoundingClientRect().left);
  assert.ok(side < 100);
  assert.equal(await panel(page).getByRole("heading").innerText(), "Ask the lighthouse");
  for (const title of await panel(page).locator(".hit b").allInnerTexts()) assert.doesNotMatch(title, /Wi-Fi|интернет/i);
}, { set: `data-lang="en" data-position="left" data-collections="pay" data-button="off" data-text-title="Ask the lighthouse"` }));

test("<kb-search>: the field alone, walked by arrows", () => onSite("/", async (page) => {
  await page.locator("kb-search input").pressSequentially("деньги списали дважды", { delay: 5 });
  await page.locator("kb-search .hit").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await panel(page).locator(".article p").first().waitFor();
}, { html: "<kb-search></kb-search>" }));

test("before a word is typed the panel says how to ask; a long title is whole", () => onSite("/", async (page) => {
  await open(page);
  await panel(page).getByText("Можно своими словами и с опечатками.").waitFor();
  await page.evaluate(() => window.Podskazka.article("router-reset-basic"));
  const heading = panel(page).getByRole("heading", { level: 2 });
  await panel(page).locator(".article p").first().waitFor();
  await heading.evaluate((title) => { title.textContent = "Что делать, если приставка показывает чёрный экран и молчит"; });
  assert.ok(await heading.evaluate((title) => title.scrollWidth <= title.clientWidth && title.scrollHeight <= title.clientHeight + 1));
}));

test("when the network fails or nothing is found, panel and field say so", () => onSite("/", async (page) => {
  await page.locator("kb-search input").pressSequentially("ыъыъыъ", { delay: 5 });
  await page.locator("kb-search .note", { hasText: "Ничего не нашли" }).waitFor();
  await page.locator("kb-search input").fill("");
  await page.locator("kb-search .note").waitFor({ state: "hidden" });
  await page.route("**/widget/api/search*", (route) => route.abort());
  await page.locator("kb-search input").fill("роутер");
  await page.locator("kb-search .note", { hasText: "Не загрузилось" }).waitFor();
  await page.evaluate(() => window.Podskazka.search("роутер"));
  await panel(page).getByText("Не загрузилось. Проверьте связь").waitFor();
  page.faults = page.faults.filter((fault) => !/ERR_FAILED/.test(fault));
}, { html: "<kb-search></kb-search>" }));

test("on a phone it takes the whole screen; axe finds nothing", () => onSite("/", async (page) => {
  await open(page);
  await page.keyboard.type("роутер");
  await panel(page).locator(".hit").first().waitFor();
  const box = await panel(page).boundingBox();
  assert.deepEqual([box.x, box.y, box.width], [0, 0, 360]);
  assert.deepEqual(await axeFaults(page), []);
}, { options: { viewport: { width: 360, height: 740 } } }));

test("a site that is not named gets no answers", () => onSite("/", async (page) => {
  await page.evaluate(() => window.Podskazka.search("роутер"));
  await page.waitForTimeout(500);
  assert.equal(await panel(page).locator(".hit").count(), 0);
}, { where: stranger }));

test("other sites are let in by name, never with credentials, never to anything else", async () => {
  const from = (origin, path, method = "GET", more = {}) => fetch(server.url + path, { method, headers: { Origin: origin, ...more } });
  const allow = async (...asked) => (await from(...asked)).headers.get("access-control-allow-origin");
  const search = "/widget/api/search?q=x";
  assert.equal(await allow(shop.url, search), shop.url);
  assert.equal(await allow(stranger.url, search), null);
  assert.equal(await allow("null", search), null);
  assert.equal(await allow(shop.url, "/api/v1/search?q=x"), null);
  assert.equal(await allow(shop.url, "/a/wifi-setup"), null);
  const preflight = await from(shop.url, "/widget/api/tickets", "OPTIONS", { "Access-Control-Request-Method": "POST" });
  assert.equal(preflight.headers.get("access-control-allow-headers"), "Content-Type, X-Customer-Token");
  for (const response of [preflight, await from(shop.url, search)]) {
    assert.equal(response.headers.get("access-control-allow-credentials"), null);
    assert.equal(response.headers.get("vary"), "Origin");
  }
});

test("nothing internal comes out, even with the token", async () => {
  const hits = await server.json(`/widget/api/search?q=${encodeURIComponent("абрикосовка мошенничество")}`, staff);
  assert.ok(hits.hits.every((hit) => hit.audience === "public"));
  assert.equal((await server.get("/widget/api/articles/fraud", staff)).status, 404);
  assert.equal((await server.get("/widget/api/articles/wifi-setup?in=pay")).status, 404);
  assert.equal((await server.get("/widget/api/articles/charged-twice?in=pay")).status, 200);
});

test("the demo page", async () => {
  const page = await openPage(browser);
  await page.goto(`${server.url}/widget/demo`);
  await open(page);
  await panel(page).getByRole("searchbox").fill("роутер");
  await panel(page).locator(".hit").first().waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
