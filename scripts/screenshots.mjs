// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures of the pages over the sample base, for docs/screenshots. Usage: node scripts/screenshots.mjs
// (after a release build; KB_BIN_DIR names another build's bin folder)
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { KbServer, root } from "../tests/support/kb_server.mjs";
import { launch, openPage } from "../tests/web/browser.mjs";

const q = encodeURIComponent;
const desktop = { viewport: { width: 1280, height: 860 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true };
const shots = [
  ["home", "/", desktop],
  ["home-dark", "/", { ...desktop, colorScheme: "dark" }],
  ["home-phone", "/", phone],
  ["search", `/search?q=${q("не работает вайфай")}`, desktop],
  ["search-layout", `/search?q=${q("ytn bynthytnf")}`, desktop],
  ["search-phone", `/search?q=${q("деньги списали два раза")}`, phone],
  ["search-none", `/search?q=${q("рецепт борща")}`, desktop],
  ["category", "/c/internet", desktop],
  ["article", "/a/wifi-setup", desktop],
  ["article-phone", "/a/router-lights", phone],
  ["article-dark", "/a/error-651", { ...desktop, colorScheme: "dark" }],
  ["dropdown", "/", desktop, async (page) => {
    await page.keyboard.type("пароль", { delay: 30 });
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
  }],
  ["suggest", "/suggest", desktop, async (page) => {
    await page.getByLabel("Тема").fill("Списание");
    await page.getByLabel("Что случилось", { exact: true }).fill(
      "Здравствуйте! Вчера заплатил за интернет, а с карты сняли дважды по 690 рублей. Верните, пожалуйста, лишнее.\n\nС уважением, Пётр");
    await page.locator(".suggestion").first().waitFor();
  }],
];

const folder = join(root, "docs/screenshots");
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
