// SPDX-License-Identifier: GPL-2.0-or-later
// An article in Chromium: ticking steps, two levels, code, pictures, film, what was wrong with it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KbServer } from "../support/kb_server.mjs";
import { launch, openPage, axeFaults } from "./browser.mjs";

let server;
let browser;
before(async () => { [server, browser] = await Promise.all([KbServer.start(), launch()]); });
after(async () => { await browser.close(); await server.close(); });

async function withPage(options, work) {
  const page = await openPage(browser, options);
  try {
    await work(page);
    assert.deepEqual(page.faults.filter((fault) => !fault.includes("404")), []);
  } finally {
    await page.context().close();
  }
}

const checked = (page) => page.locator(".tick").evaluateAll((boxes) => boxes.map((box) => box.getAttribute("aria-checked")));
const heightOf = (page) => page.evaluate(() => document.querySelector(".prose").getBoundingClientRect().height);

test("steps are ticked by mouse and keyboard, stay so, and go along to the form", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/router-reset-basic`);
  const height = await heightOf(page);
  assert.deepEqual(await checked(page), ["false", "false", "false", "false"]);
  await page.getByRole("checkbox", { name: "Шаг 1 сделан" }).first().click();
  await page.locator(".tick").nth(2).focus();
  await page.keyboard.press("Space");
  assert.equal(await heightOf(page), height);
  await page.getByText("Сделано 2 из 4.").waitFor();
  assert.equal(new URL(await page.locator("#still-broken").getAttribute("href"), server.url).searchParams.get("steps"), "1.1,2.1");
  await page.reload();
  assert.deepEqual(await checked(page), ["true", "false", "true", "false"]);
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole("button", { name: "Снять отметки" }).click();
  assert.deepEqual(await checked(page), ["false", "false", "false", "false"]);
  assert.equal(await page.locator(".progress").isHidden(), true);
  assert.equal(new URL(await page.locator("#still-broken").getAttribute("href"), server.url).searchParams.get("steps"), null);
}));

test("an article with one list numbers its steps plainly, and the numbers are there without scripts", async () => {
  await withPage({}, async (page) => {
    await page.goto(`${server.url}/a/wifi-setup`);
    await page.locator(".tick").nth(1).click();
    assert.match(await page.locator("#still-broken").getAttribute("href"), /\/contact\?article=wifi-setup&steps=2$/);
  });
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${server.url}/a/wifi-setup`);
    assert.equal(await page.locator(".tick").count(), 0);
    assert.equal(await page.locator(".prose ol > li").first().evaluate((li) => getComputedStyle(li, "::before").content), "counter(list-item)");
    assert.match(await page.locator("#still-broken").getAttribute("href"), /\/contact\?article=wifi-setup$/);
  });
});

test("plain words and expert's words lead to each other", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/router-reset-basic`);
  assert.equal(await page.locator(".levels [aria-current=page]").innerText(), "Простыми словами");
  await page.getByRole("link", { name: "Для опытных" }).click();
  await page.waitForURL("**/a/router-reset-advanced");
  assert.equal(await page.locator(".levels [aria-current=page]").innerText(), "Для опытных");
  await page.goto(`${server.url}/a/wifi-setup`);
  assert.equal(await page.locator(".levels").count(), 0);
}));

test("on a phone both levels stand in one line, and no line of breadcrumbs begins with a slash", () => withPage({ viewport: { width: 360, height: 740 } }, async (page) => {
  await page.goto(`${server.url}/a/router-reset-basic`);
  const tops = await page.locator(".levels a").evaluateAll((links) => links.map((link) => Math.round(link.getBoundingClientRect().top)));
  assert.equal(new Set(tops).size, 1, String(tops));
  assert.deepEqual(await page.locator(".crumbs li").evaluateAll((items) => items.map((item) => getComputedStyle(item, "::before").content)).then((all) => [...new Set(all)]), ["none"]);
  assert.equal(await page.locator(".crumbs li").first().evaluate((item) => getComputedStyle(item, "::after").content), '"/"');
}));

test("what was checked, what comes next, what stands near", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/router-reset-basic`);
  const meta = await page.locator(".article-meta").innerText();
  assert.match(meta, /обновлено 2 октября 2026/);
  assert.match(meta, /проверено 1 ноября 2026/);
  assert.match(meta, /читать 1 минуту/);
  assert.match(await page.locator(".next").innerText(), /Слабый сигнал/);
  assert.doesNotMatch(await page.locator(".related").innerText(), /Слабый сигнал/);
}));

test("code is copied with a button", () => withPage({ permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
  await page.goto(`${server.url}/a/router-reset-advanced`);
  await page.getByRole("button", { name: "Копировать" }).click();
  await page.getByRole("button", { name: "Скопировано" }).waitFor();
  assert.equal((await page.evaluate(() => navigator.clipboard.readText())).trim(), "backup save router.cfg");
}));

test("a picture opens over the page and Escape closes it; without scripts it is a link", async () => {
  await withPage({}, async (page) => {
    await page.goto(`${server.url}/a/wifi-setup`);
    await page.getByRole("link", { name: "Увеличить картинку: Роутер сзади" }).click();
    await page.getByRole("dialog", { name: "Роутер сзади" }).waitFor();
    assert.deepEqual(await axeFaults(page), []);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog").evaluate((dialog) => dialog.open), false);
    assert.equal(new URL(page.url()).pathname, "/a/wifi-setup");
  });
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${server.url}/a/wifi-setup`);
    assert.equal(await page.locator("a.zoom").getAttribute("href"), "/files/img/router.png");
  });
});

test("a film has subtitles, comes in pieces and is written down below", () => withPage({ javaScriptEnabled: false }, async (page) => {
  await page.goto(`${server.url}/a/wifi-film`);
  assert.equal(await page.locator("video track").getAttribute("src"), "/files/img/setup.vtt");
  const transcript = page.locator("details.transcript");
  assert.equal(await transcript.locator("p").isVisible(), false);
  await transcript.locator("summary").click();
  await page.getByText("На наклейке снизу стоит пароль сети.").waitFor();
  assert.equal((await server.get("/files/img/setup.vtt")).headers.get("content-type"), "text/vtt; charset=utf-8");
  const piece = await server.get("/files/img/setup.mp4", { Range: "bytes=4-7" });
  assert.equal(piece.status, 206);
  assert.equal(await piece.text(), "ftyp");
  const found = await server.json(`/api/v1/search?q=${encodeURIComponent("пароль на наклейке снизу")}`);
  assert.equal(found.hits[0].id, "wifi-film");
}));

test("a vote and its reason need no new page", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/charged-twice`);
  await page.locator(".vote").getByRole("button", { name: "Нет", exact: true }).press("Enter");
  await page.getByLabel("Устарело").check();
  await page.getByLabel("расскажите подробнее").fill("Кнопки больше нет");
  assert.deepEqual(await axeFaults(page), []);
  await page.getByRole("button", { name: "Отправить" }).click();
  await page.getByText("Передали тому, кто отвечает").waitFor();
  assert.equal(new URL(page.url()).search, "");
}));

test("without scripts the same takes two pages", () => withPage({ javaScriptEnabled: false }, async (page) => {
  await page.goto(`${server.url}/a/english`).catch(() => {});
  await page.goto(`${server.url}/a/no-internet`);
  assert.equal(await page.locator(".reasons").isVisible(), false);
  await page.locator(".vote").getByRole("button", { name: "Нет", exact: true }).click();
  await page.waitForURL("**voted=no#vote");
  await page.getByLabel("Непонятно написано").check();
  await page.getByRole("button", { name: "Отправить" }).click();
  await page.waitForURL("**voted=told#vote");
  await page.getByText("Передали тому, кто отвечает").waitFor();
}));

test("a section is marked as unclear, with scripts and without", async () => {
  await withPage({}, async (page) => {
    await page.goto(`${server.url}/a/router-reset-basic`);
    await page.getByRole("button", { name: "Непонятно? Раздел «Проверка»" }).click();
    await page.getByText("Отметили, спасибо.").waitFor();
    assert.equal(new URL(page.url()).search, "");
  });
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${server.url}/a/wifi-setup`);
    await page.getByRole("button", { name: "Непонятно? Раздел «Шаги»" }).click();
    await page.waitForURL("**unclear=*");
    await page.getByText("Отметили, спасибо").waitFor();
    assert.equal(decodeURIComponent(new URL(page.url()).hash), "#шаги");
  });
});

test("on paper only the article and its short address remain", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/router-reset-basic`);
  await page.emulateMedia({ media: "print" });
  for (const gone of [".top", ".foot", ".vote", ".contact", ".related"]) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  assert.match(await page.locator(".print-only").innerText(), /\/s\/\w{8}$/);
  const link = (await page.locator(".print-only").innerText()).match(/http\S+/)[0];
  await page.goto(link);
  assert.equal(new URL(page.url()).pathname, "/a/router-reset-basic");
}));

test("each heading has a link to itself, by mouse and by keyboard; the short link leads back", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/wifi-setup`);
  const headings = await page.locator(".prose :is(h2, h3)").count();
  assert.equal(await page.locator(".prose :is(h2, h3) > .anchor").count(), headings);
  const link = page.getByRole("link", { name: "Ссылка на раздел «Шаги»" });
  await link.focus();
  assert.equal(await link.evaluate((anchor) => getComputedStyle(anchor).opacity), "1");
  await page.keyboard.press("Enter");
  assert.equal(decodeURIComponent(new URL(page.url()).hash), "#шаги");
  await page.locator("#short-link").click();
  await page.waitForURL("**/a/wifi-setup");
}));

test("«Проблема осталась» comes right after the vote, before what else to read", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/router-reset-basic`);
  const tops = await page.evaluate(() => [".vote", ".contact", ".next", ".related"].map((part) => document.querySelector(part)?.getBoundingClientRect().top));
  assert.deepEqual(tops, [...tops].sort((a, b) => a - b));
}));
