// SPDX-License-Identifier: GPL-2.0-or-later
// The contact form and decision trees in Chromium: with scripts and without, by keyboard, on a phone.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, TOKEN, eventually, root } from "../support/kb_server.mjs";
import { launch, openPage, axeFaults } from "./browser.mjs";

const q = encodeURIComponent;
const phone = { viewport: { width: 360, height: 740 } };
const staff = { Authorization: `Bearer ${TOKEN}` };
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([KbServer.start(), launch()]);
  cpSync(join(root, "tests/web/trees"), join(server.articles, "internet"), { recursive: true });
  await eventually(async () => (await server.get("/a/tree")).status === 200, 10_000);
});
after(async () => { await browser.close(); await server.close(); });

async function withPage(options, work) {
  const page = await openPage(browser, options);
  try {
    await work(page);
    assert.deepEqual(page.faults.filter((fault) => !/40[49]|422/.test(fault)), []);
  } finally {
    await page.context().close();
  }
}
const newest = async () => {
  const [head] = (await server.json("/api/v1/tickets?limit=1", staff)).tickets;
  return server.json(`/api/v1/tickets/${head.number}`, staff);
};
const solvedCount = async () => (await server.json("/api/v1/tickets", staff)).solved_by_articles;
const pause = (page) => page.waitForTimeout(2100); // no hand is faster; the server thinks so too

test("answers come while one writes, open in place, and the text stays", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/contact`);
  const send = page.locator("#send");
  assert.equal(await send.innerText(), "Отправить");
  await page.getByLabel("Что случилось, коротко").pressSequentially("деньги списали дважды", { delay: 5 });
  const answer = page.locator(".answer", { hasText: "Деньги списали дважды" }).first();
  await answer.locator("summary").click();
  await answer.locator(".answer-text").getByText(/\S/).first().waitFor();
  assert.equal(await page.getByLabel("Что случилось, коротко").inputValue(), "деньги списали дважды");
  assert.equal(await send.innerText(), "Всё равно отправить");
  assert.ok(await page.locator(".answer").count() <= 3);
  assert.ok(await send.isVisible());
  await page.getByLabel("Подробности").pressSequentially("ещё слово", { delay: 5 });
  await page.waitForTimeout(600);
  assert.ok(await answer.locator("details").evaluate((details) => details.open), "what is being read stays open");
}));

test("on a phone answers stand under the line being written, and a bar leads back to them", () => withPage({ viewport: { width: 360, height: 440 } }, async (page) => {
  await page.goto(`${server.url}/contact`);
  const subject = page.getByLabel("Что случилось, коротко");
  await subject.scrollIntoViewIfNeeded();
  await subject.pressSequentially("деньги списали дважды", { delay: 5 });
  const answer = page.locator(".answer").first();
  await answer.waitFor();
  const [line, found, text] = await Promise.all([subject, answer, page.getByLabel("Подробности")].map((each) => each.boundingBox()));
  assert.ok(found.y > line.y && found.y < text.y, "between the line and the next field");
  assert.ok(found.y - line.y < 150, `${found.y - line.y} px below the line`);
  await page.getByLabel("Подробности").focus();
  await page.getByLabel("Подробности").fill(`${"строка\n".repeat(10)}ещё раз списали`);
  await page.locator("#send").scrollIntoViewIfNeeded();
  const bar = page.getByRole("button", { name: /^Возможно, ответ уже есть: Деньги списали дважды/ });
  await bar.waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await bar.press("Enter");
  await page.waitForFunction(() => document.activeElement?.tagName === "SUMMARY");
  await bar.waitFor({ state: "hidden" });
  assert.match(await page.getByLabel("Подробности").inputValue(), /ещё раз списали$/);
}));

test("what is written in the long field finds answers right below it", () => withPage({ viewport: { width: 360, height: 740 } }, async (page) => {
  await page.goto(`${server.url}/contact`);
  await page.getByLabel("Подробности").pressSequentially("деньги списали дважды", { delay: 5 });
  const answer = page.locator(".answer").first();
  await answer.waitFor();
  const [text, found] = await Promise.all([page.getByLabel("Подробности"), answer].map((each) => each.boundingBox()));
  assert.ok(found.y > text.y + text.height && found.y - text.y - text.height < 90, `${found.y - text.y - text.height}`);
}));

test("an opened answer is only read: no forms inside the form, and the phone's screen is kept", () => withPage(phone, async (page) => {
  await page.goto(`${server.url}/contact?article=charged-twice`);
  await page.getByLabel("Что случилось, коротко").fill("деньги списали дважды");
  await page.locator(".answer summary").first().click();
  await page.locator(".answer-text p").first().waitFor();
  assert.equal(await page.locator("#contact-form form").count(), 0);
  assert.equal(await page.locator(".answer-text [id]").count(), 0);
  const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= view, `${content} > ${view}`);
}));

test("the article one came from is named in one piece, and buttons keep apart on a phone", async () => {
  await withPage({}, async (page) => {
    await page.goto(`${server.url}/contact?article=wifi-setup&steps=1`);
    const link = page.locator(".request-about a");
    assert.match(await link.innerHTML(), /<span class="unbroken">/);
    assert.equal(await link.locator("span").evaluate((part) => getComputedStyle(part).display), "inline");
    assert.doesNotMatch(await link.innerText(), /\n/);
  });
  await withPage(phone, async (page) => {
    await page.goto(`${server.url}/contact/solved?article=charged-twice`);
    const [home, write] = await Promise.all([0, 1].map((at) => page.locator(".actions .button").nth(at).boundingBox()));
    assert.ok(write.y >= home.y + home.height + 8 || write.x >= home.x + home.width + 8, JSON.stringify([home, write]));
  });
});

test("«это решило вопрос» ends it and is counted", () => withPage({}, async (page) => {
  const before_ = await solvedCount();
  await page.goto(`${server.url}/contact`);
  await page.getByLabel("Что случилось, коротко").fill("деньги списали дважды");
  const answer = page.locator(".answer", { hasText: "Деньги списали дважды" }).first();
  await answer.locator("summary").click();
  await answer.getByRole("button", { name: "Это решило вопрос" }).click();
  await page.getByRole("heading", { name: "Рады, что помогло" }).waitFor();
  assert.equal(await solvedCount(), before_ + 1);
}));

test("one click sends it all: subject, text, address, questions, file", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/contact?article=charged-twice&steps=1,2`);
  await page.getByText("Вопрос по статье").waitFor();
  await page.getByLabel("Что случилось, коротко").fill("Списали дважды");
  await page.getByLabel("Подробности").fill("Две строки\nи ещё");
  await page.getByLabel("Куда ответить").fill("ivan@example.ru");
  await page.getByLabel("Снимок экрана").setInputFiles({ name: "../чек.png", mimeType: "image/png", buffer: png });
  await pause(page);
  await page.locator("#send").dblclick();
  await page.getByRole("heading", { name: "Обращение у нас" }).waitFor();
  const number = await page.locator(".request-number strong").innerText();
  const ticket = await newest();
  assert.equal(ticket.number, number);
  assert.deepEqual([ticket.subject, ticket.messages[0].text, ticket.contact, ticket.article_id], ["Списали дважды", "Две строки\nи ещё", "ivan@example.ru", "charged-twice"]);
  assert.deepEqual(ticket.steps, ["1", "2"]);
  assert.ok(ticket.suggested.length > 0);
  assert.equal(ticket.files[0].name, "чек.png");
  const file = await server.get(ticket.files[0].url, staff);
  assert.deepEqual(Buffer.from(await file.arrayBuffer()), png);
  assert.match(file.headers.get("content-disposition"), /^attachment/);
  const { tickets } = await server.json("/api/v1/tickets", staff);
  assert.equal(tickets.filter((one) => one.subject === "Списали дважды").length, 1, "a double click is one request");
}));

test("back from an article, and every word is still there", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/contact`);
  await page.getByLabel("Что случилось, коротко").fill("деньги списали дважды");
  await page.getByLabel("Подробности").fill("важные слова");
  await page.getByRole("link", { name: "Все темы" }).click();
  await page.waitForURL(server.url + "/");
  await page.goBack();
  assert.equal(await page.getByLabel("Подробности").inputValue(), "важные слова");
}));

test("by keyboard alone", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/contact`);
  await page.getByLabel("Что случилось, коротко").focus();
  await page.keyboard.type("деньги списали дважды", { delay: 5 });
  await page.locator(".answer").first().waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.ok(await page.locator(".answer details").first().evaluate((details) => details.open));
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "text", "Enter in a line goes on, it does not send");
  await pause(page);
  await page.locator("#send").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Обращение у нас" }).waitFor();
}));

test("without scripts: look first, read the answer, send anyway", () => withPage({ javaScriptEnabled: false, ...phone }, async (page) => {
  await page.goto(`${server.url}/contact`);
  await page.getByLabel("Что случилось, коротко").fill("деньги списали дважды");
  await page.getByLabel("Подробности").fill("важные слова");
  await page.getByRole("button", { name: "Сначала поискать ответ" }).click();
  const answer = page.locator(".answer", { hasText: "Деньги списали дважды" }).first();
  await answer.locator("summary").click();
  assert.ok((await answer.locator(".answer-text").innerText()).length > 20);
  assert.equal(await page.getByLabel("Подробности").inputValue(), "важные слова");
  await pause(page);
  await page.getByRole("button", { name: "Всё равно отправить" }).click();
  await page.getByRole("heading", { name: "Обращение у нас" }).waitFor();
  assert.equal((await newest()).subject, "деньги списали дважды");
}));

test("an empty form and a wrong file say what to do, and keep the words", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/contact`);
  await pause(page);
  await page.locator("#send").click();
  await page.getByRole("alert").getByText("хотя бы пару слов").waitFor();
  await page.getByLabel("Что случилось, коротко").fill("есть тема");
  await page.getByLabel("Снимок экрана").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("MZ\0\0") });
  await page.locator("#send").click();
  await page.getByRole("alert").getByText("«a.png» мы не откроем").waitFor();
  assert.equal(await page.getByLabel("Что случилось, коротко").inputValue(), "есть тема");
  await page.locator("#send").click();
  await page.getByRole("heading", { name: "Обращение у нас" }).waitFor();
}));

test("a decision tree: one question at a time, back and again from the start", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/tree`);
  const seen = () => page.locator(".tree-node:visible h2").allInnerTexts();
  assert.deepEqual(await seen(), ["Горит ли лампа?"]);
  await page.getByRole("link", { name: "Горит" , exact: true }).click();
  assert.deepEqual(await seen(), ["Какого она цвета?"]);
  await page.keyboard.press("2");
  assert.deepEqual(await seen(), ["Красная лампа: нет сигнала"]);
  await page.keyboard.press("Backspace");
  assert.deepEqual(await seen(), ["Какого она цвета?"]);
  await page.keyboard.press("1");
  await page.getByRole("link", { name: "Начать сначала" }).click();
  assert.deepEqual(await seen(), ["Горит ли лампа?"]);
  await page.goBack();
  assert.deepEqual(await seen(), ["Зелёная лампа: всё работает"]);
}));

test("where there is no keyboard nothing speaks of keys", () => withPage({ ...phone, isMobile: true, hasTouch: true }, async (page) => {
  await page.goto(`${server.url}/a/tree`);
  assert.equal(await page.locator(".tree-keys").isVisible(), false);
  assert.equal(await page.locator("#tree.has-keys li > a").first().evaluate((answer) => getComputedStyle(answer, "::before").display), "none");
}));

test("the same tree without scripts, on a phone; a leaf is found by search", () => withPage({ javaScriptEnabled: false, ...phone }, async (page) => {
  await page.goto(`${server.url}/search?q=${q("красная лампа нет сигнала")}`);
  const link = page.locator(`a[href="/a/tree#${q("красная-лампа-нет-сигнала")}"], a[href*="tree#"]`).first();
  await link.click();
  const seen = () => page.locator(".tree-node:visible h2").allInnerTexts();
  assert.deepEqual(await seen(), ["Красная лампа: нет сигнала"]);
  await page.getByRole("link", { name: "← Назад" }).click();
  assert.deepEqual(await seen(), ["Какого она цвета?"]);
  await page.getByRole("link", { name: "Начать сначала" }).click();
  await page.getByRole("link", { name: "Не горит" }).click();
  assert.deepEqual(await seen(), ["Лампа не горит: нет питания"]);
}));

for (const [name, options] of [["desktop", {}], ["phone", phone], ["dark", { colorScheme: "dark" }]]) {
  test(`axe finds nothing, and nothing scrolls sideways: ${name}`, () => withPage(options, async (page) => {
    for (const path of ["/contact", `/contact?q=${q("деньги списали дважды")}&article=charged-twice&steps=1`, "/contact/solved?article=charged-twice", "/a/tree", "/contact?hl=en", "/widget/demo"]) {
      await page.goto(server.url + path);
      if (path.includes("?q=")) await page.locator(".answer summary").first().click();
      assert.deepEqual(await axeFaults(page), [], path);
      const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(content <= view, `${path}: ${content} > ${view}`);
    }
  }));
}
