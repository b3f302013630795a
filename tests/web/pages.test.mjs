// SPDX-License-Identifier: GPL-2.0-or-later
// The help pages in Chromium, as people use them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KbServer } from "../support/kb_server.mjs";
import { launch, openPage, axeFaults } from "./browser.mjs";

const q = encodeURIComponent;
const pages = ["/", `/search?q=${q("роутер")}`, "/search?q=bynthytn", `/search?q=${q("ыъыъыъ")}`, "/search", "/c/internet", "/c/pay",
  "/a/wifi-setup", "/a/router-reset-advanced", "/a/wifi-film", "/?hl=en", `/search?q=${q("роутер")}&hl=en`, "/a/charged-twice-en", `/a/${q("pay")}/${q("особые случаи")}/${q("оплата из-за границы")}`, "/contact", "/a/none"];
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

test("home → type → dropdown → article", () => withPage({}, async (page) => {
  await page.goto(server.url);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "q");
  await page.keyboard.type("слаб", { delay: 20 });
  const option = page.getByRole("option", { name: "Слабый сигнал Wi-Fi" });
  await option.waitFor();
  assert.equal(await page.locator("#q").getAttribute("aria-expanded"), "true");
  assert.match(await option.innerHTML(), /<mark>/);
  await option.click();
  await page.waitForURL("**/a/wifi-weak");
  assert.equal(await page.locator("h1").innerText(), "Слабый сигнал Wi-Fi");
}));

test("keyboard alone: ↓ ↑ Esc Enter, and / brings the box back", () => withPage({}, async (page) => {
  await page.goto(server.url);
  await page.keyboard.type("деньги", { delay: 20 });
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  const chosen = await page.locator("#q").getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${chosen}`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator("#q").getAttribute("aria-activedescendant"), null);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#q-list").isHidden(), true);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=*");
  await page.locator("main").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "q");
  await page.locator(".hit a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/a/*");
}));

test("the first Tab leads to the contents, and focus is always visible", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/wifi-setup`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "К содержанию");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
  for (let i = 0; i < 12; i += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, "solid");
  }
}));

test("a wrong layout is told and can be taken back", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/search?q=bynthytn`);
  assert.match(await page.locator(".notice").first().innerText(), /Показаны результаты для «интернет»/);
  await page.getByRole("link", { name: "Искать «bynthytn»" }).click();
  await page.waitForURL("**literal=1");
  assert.equal(await page.locator(".notice", { hasText: "Показаны" }).count(), 0);
}));

test("nothing found shows topics and how to reach people", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/search?q=${q("ыъыъыъ")}`);
  assert.equal(await page.locator("h1").innerText(), "Ничего не нашли");
  await page.getByRole("link", { name: "8 800 000-10-20" }).first().waitFor();
  await page.locator(".topic-title", { hasText: "Оплата" }).waitFor();
}));

test("button and telephone stand side by side where there is room, and apart where there is none", () => withPage({}, async (page) => {
  for (const [width, isBeside] of [[1280, true], [360, false]]) {
    await page.setViewportSize({ width, height: 740 });
    await page.goto(server.url);
    const [button, call] = await Promise.all([".contact-ways .button", ".contact-ways span"].map((part) => page.locator(part).first().boundingBox()));
    if (isBeside) assert.ok(call.x > button.x + button.width && call.y < button.y + button.height, "beside");
    else assert.ok(call.y >= button.y + button.height + 8, "below");
  }
}));

test("on a phone what narrows the results folds above them and says what is chosen", () => withPage({ viewport: { width: 360, height: 740 } }, async (page) => {
  await page.goto(`${server.url}/search?q=${q("роутер интернет деньги")}`);
  const fold = page.locator(".facets-small");
  const [facets, hit] = await Promise.all([fold, page.locator(".hit").first()].map((each) => each.boundingBox()));
  assert.ok(facets.y < hit.y && facets.height < 80);
  assert.equal(await page.locator(".facets").isVisible(), false);
  await fold.locator("summary").press("Enter");
  await fold.getByRole("link", { name: /^Wi-Fi/ }).click();
  await page.waitForURL("**category=internet*");
  assert.match(await page.locator(".facets-small summary").innerText(), /Уточнить: Wi-Fi/);
  await page.locator(".facets-small summary").click();
  assert.deepEqual(await axeFaults(page), []);
  await page.locator(".facets-small").getByRole("link", { name: /Wi-Fi.*выбрано/ }).click();
  await page.waitForURL((url) => !url.search.includes("category"));
}));

test("an English page speaks English to its last line", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/contact?hl=en`);
  await page.getByText("8 am to 10 pm Moscow time, every day").first().waitFor();
  await page.getByText("We reply to letters within 4 working hours.").first().waitFor();
  assert.doesNotMatch((await page.locator("body").innerText()).replace("По-русски", ""), /[А-Яа-яЁё]/);
}));

test("an address with a slip offers the article, a topic's name the topic", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/wifi-setpu`);
  await page.locator(".cards").getByRole("link", { name: "Как настроить Wi-Fi на роутере" }).click();
  await page.waitForURL("**/a/wifi-setup");
  await page.goto(`${server.url}/c/oplata`);
  await page.locator(".topic").getByRole("link", { name: "Оплата" }).click();
  await page.waitForURL("**/c/pay");
}));

test("an article: steps, table, picture, contents, vote", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/search?q=${q("настроить роутер")}`);
  await page.locator(".hit-title a", { hasText: "Как настроить Wi-Fi" }).click();
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.locator(".prose ol > li").count(), 3);
  await page.locator(".contents a", { hasText: "Шаги" }).click();
  assert.equal(decodeURIComponent(new URL(page.url()).hash), "#шаги");
  assert.equal(await page.locator("#шаги").count(), 1);
  await page.getByRole("button", { name: "Да" }).click();
  await page.getByText("Рады, что помогло").waitFor();
  assert.equal((await page.context().cookies()).length, 0);
}));

test("an old address leads to the new one", () => withPage({}, async (page) => {
  await page.goto(`${server.url}/a/old/wifi`);
  assert.equal(new URL(page.url()).pathname, "/a/wifi-setup");
}));

test("without JavaScript everything is there", () => withPage({ javaScriptEnabled: false }, async (page) => {
  await page.goto(server.url);
  await page.locator("#q").fill("баланс");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=*");
  await page.locator(".hit a").first().click();
  await page.getByRole("button", { name: "Нет" }).click();
  await page.waitForURL("**voted=no*");
  await page.getByRole("link", { name: "Напишите нам" }).first().click();
  await page.waitForURL("**/contact**");
}));

for (const width of [320, 360, 768, 1920]) {
  test(`no page scrolls sideways at ${width} px`, () => withPage({ viewport: { width, height: 740 } }, async (page) => {
    for (const path of pages) {
      await page.goto(server.url + path);
      const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(content <= view, `${path}: ${content} > ${view}`);
    }
  }));
}

for (const width of [360, 640, 1280]) {
  test(`text of 200 % fits at ${width} px`, () => withPage({ viewport: { width, height: 740 } }, async (page) => {
    for (const path of pages) {
      await page.goto(server.url + path);
      const [content, view] = await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
        return [document.documentElement.scrollWidth, document.documentElement.clientWidth];
      });
      assert.ok(content <= view, `${path}: ${content} > ${view}`);
    }
  }));
}

test("who asked for no motion gets none", () => withPage({ reducedMotion: "reduce" }, async (page) => {
  await page.goto(server.url);
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return style.transitionDuration.split(", ").some((time) => time !== "0s") || style.animationName !== "none";
  }).length);
  assert.equal(moving, 0);
}));

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, { timeout: 60000 }, () => withPage({ colorScheme }, async (page) => {
    for (const path of pages) {
      await page.goto(server.url + path);
      assert.deepEqual(await axeFaults(page), [], path);
    }
  }));
}

test("dark is dark", () => withPage({ colorScheme: "dark" }, async (page) => {
  await page.goto(server.url);
  const [r, g, b] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
  assert.ok(r + g + b < 150);
}));

test("the dropdown is accessible and fits a phone", () => withPage({ viewport: { width: 360, height: 740 } }, async (page) => {
  await page.goto(`${server.url}/a/wifi-setup`);
  await page.locator("#q").fill("де");
  await page.getByRole("option").first().waitFor();
  assert.deepEqual(await axeFaults(page), []);
  const box = await page.locator("#q-list").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 360);
}));

test("pages are light", async () => {
  for (const path of pages) {
    const bytes = (await (await fetch(server.url + path)).arrayBuffer()).byteLength;
    assert.ok(bytes < 50_000, `${path}: ${bytes}`);
  }
});
