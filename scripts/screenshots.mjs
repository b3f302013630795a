// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures of the pages over the sample base, for docs/screenshots. Usage: node scripts/screenshots.mjs
// (after a release build; KB_BIN_DIR names another build's bin folder)
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { KbServer, root } from "../tests/support/kb_server.mjs";
import { launch, openPage } from "../tests/web/browser.mjs";

const q = encodeURIComponent;
const desktop = { viewport: { width: 1280, height: 860 } };
const phone = { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const dark = (options) => ({ ...options, colorScheme: "dark" });
const typed = (words) => async (page) => {
  await page.locator("#q").fill("");
  await page.locator("#q").pressSequentially(words, { delay: 20 });
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
};
const ticked = async (page) => {
  for (const index of [0, 1, 2]) await page.locator(".tick").nth(index).click();
  await page.locator(".tick").nth(2).scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelector(".has-tick")?.scrollIntoView({ block: "center" }));
};
const asked = async (page) => {
  await page.getByRole("button", { name: "Нет", exact: true }).click();
  await page.locator(".reasons").waitFor();
  await page.evaluate(() => document.querySelector("#vote")?.scrollIntoView({ block: "start" }));
};

const sent = async (page) => {
  await page.getByLabel("Что случилось, коротко").fill("Дважды списали деньги за октябрь");
  await page.waitForTimeout(2200); // a faster hand is taken for a robot
  await page.locator("#send").click();
  await page.getByRole("heading", { name: "Обращение у нас" }).waitFor();
};
const widgetOpen = async (page) => {
  await page.getByRole("button", { name: "Помощь" }).click();
  await page.getByRole("dialog").getByRole("searchbox").fill("забыл пароль");
  await page.getByRole("dialog").locator(".hit").first().waitFor();
};

// A picture of every page in both widths; what only one width shows stands below.
const pages = [
  ["home", "/"],
  ["search", `/search?q=${q("не работает вайфай")}`],
  ["search-none", `/search?q=${q("рецепт борща")}`],
  ["search-empty", "/search"],
  ["category", "/c/internet"],
  ["subcategory", "/c/internet/wifi"],
  ["article", "/a/wifi-setup"],
  ["contact", `/contact?q=${q("дважды списали деньги")}`],
  ["contact-sent", "/contact", sent],
  ["contact-solved", "/contact/solved?article=charged-twice"],
  ["script", "/a/no-internet-guide"],
  ["not-found", "/a/wifi-setpu.html"],
  ["error", `/search?q=${"a".repeat(1001)}`],
  ["widget", "/widget/demo", widgetOpen],
];
const shots = [
  ...pages.flatMap(([name, path, prepare]) => [[name, path, desktop, prepare], [`${name}-phone`, path, phone, prepare]]),
  ["home-dark", "/", dark(desktop)],
  ["home-dark-phone", "/", dark(phone)],
  ["home-english", "/?hl=en", desktop],
  ["search-layout", `/search?q=${q("ytn bynthytnf")}`, desktop],
  ["dropdown", "/", desktop, typed("забыл пароль")],
  ["dropdown-phone", "/", phone, typed("деньги спис")],
  ["article-dark", "/a/router-reset-basic", dark(desktop)],
  ["article-steps", "/a/wifi-setup", desktop, ticked],
  ["article-steps-phone", "/a/wifi-setup", phone, ticked],
  ["article-vote", "/a/error-651", desktop, asked],
  ["article-vote-phone", "/a/error-651", phone, asked],
];

const folder = process.env.SHOTS_DIR ?? join(root, "docs/screenshots");
mkdirSync(folder, { recursive: true });
const [server, browser] = await Promise.all([KbServer.start(join(root, "articles")), launch()]);
try {
  for (const [name, path, options, prepare] of shots) {
    const page = await openPage(browser, options);
    await page.goto(server.url + path);
    await prepare?.(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.context().close();
    console.log(`docs/screenshots/${name}.png`);
  }
} finally {
  await browser.close();
  await server.close();
}
