// SPDX-License-Identifier: GPL-2.0-or-later
// Search as you type: what is offered, late answers, the script's own time, languages.
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
    assert.deepEqual(page.faults, []);
  } finally {
    await page.context().close();
  }
}

test("articles and sections with their words marked; a heading never stands alone", () => withPage({}, async (page) => {
  await page.goto(server.url);
  await page.keyboard.type("что понадобится", { delay: 10 });
  const option = page.getByRole("option", { name: "Как настроить Wi-Fi на роутере" });
  await option.waitFor();
  assert.equal(await option.locator(".option-part").innerText(), "Что понадобится");
  assert.match(await option.innerHTML(), /<mark>/);
  await option.click();
  await page.waitForURL("**/a/wifi-setup#*");
  assert.equal(decodeURIComponent(new URL(page.url()).hash), "#что-понадобится");
}));

test("another keyboard layout is told while typing", () => withPage({}, async (page) => {
  await page.goto(server.url);
  await page.keyboard.type("bynthytn", { delay: 10 });
  await page.getByText("Показано для «интернет»").waitFor();
  assert.ok(await page.getByRole("option").count() > 0);
}));

test("nothing found is said aloud, and Enter still searches", () => withPage({}, async (page) => {
  await page.goto(server.url);
  await page.keyboard.type("ыъыъыъ", { delay: 10 });
  await page.locator(".dropdown-note", { hasText: "Пока ничего не нашли" }).waitFor();
  assert.match(await page.locator(".search [role=status]").innerText(), /Пока ничего не нашли/);
  assert.equal(await page.locator("#q").getAttribute("aria-expanded"), "false");
  assert.deepEqual(await axeFaults(page), []);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=*");
  assert.match(await page.locator(".understood").innerText(), /ыъыъыъ/);
  assert.match(await page.locator(".contact .button").getAttribute("href"), new RegExp(`^/contact\\?q=${encodeURIComponent("ыъыъыъ")}`));
}));

test("a late answer to an earlier text is dropped", () => withPage({}, async (page) => {
  let held;
  const isHeld = new Promise((resolve) => { held = resolve; });
  await page.route("**/api/v1/**", async (route) => {
    const query = new URL(route.request().url()).searchParams.get("q");
    const body = await (await route.fetch()).text();
    if (query === "деньги") { held(); await new Promise((resolve) => { setTimeout(resolve, 900); }); }
    await route.fulfill({ body, contentType: "application/json" }).catch(() => {}); // given up by the page meanwhile
  });
  await page.goto(server.url);
  await page.keyboard.type("деньги");
  await isHeld;
  await page.locator("#q").fill("слабый");
  await page.getByRole("option", { name: "Слабый сигнал Wi-Fi" }).waitFor();
  await page.waitForTimeout(1100);
  assert.equal(await page.getByRole("option", { name: "Деньги списали" }).count(), 0);
  assert.ok(await page.getByRole("option", { name: "Слабый сигнал Wi-Fi" }).isVisible());
}));

test("what is being typed is no question for the statistics", async () => {
  const count = async () => {
    const text = await (await server.get("/metrics")).text();
    return [...text.matchAll(/kb_verdicts_total\{kind="search",[^}]*\} (\d+)/g)].reduce((sum, [, number]) => sum + Number(number), 0);
  };
  const before = await count();
  await server.json(`/api/v1/search?draft=1&q=${encodeURIComponent("роутер")}`);
  assert.equal(await count(), before);
  await server.json(`/api/v1/search?q=${encodeURIComponent("роутер")}`);
  assert.equal(await count(), before + 1);
});

test("a key costs less than 50 ms of script", () => withPage({}, async (page) => {
  await page.goto(server.url);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const scriptSeconds = async () => (await session.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "ScriptDuration").value;
  const begin = await scriptSeconds();
  const text = "не работает интернет";
  await page.keyboard.type(text, { delay: 160 }); // slower than the pause: every key asks
  await page.getByRole("option").first().waitFor();
  const perKey = ((await scriptSeconds()) - begin) * 1000 / text.length;
  console.log(`script per key: ${perKey.toFixed(1)} ms`);
  assert.ok(perKey < 50, `${perKey} ms`);
}));

test("English pages stay English, to the article and back", () => withPage({}, async (page) => {
  await page.goto(server.url);
  await page.getByRole("link", { name: "English" }).click();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.deepEqual(await axeFaults(page), []);
  await page.locator("#q").pressSequentially("деньги", { delay: 10 });
  await page.getByRole("option").first().click();
  await page.waitForURL("**/a/**");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.getByText("Did this article help?").waitFor();
  await page.getByRole("link", { name: "По-русски" }).first().click();
  assert.equal(await page.locator("html").getAttribute("lang"), "ru");
}));
