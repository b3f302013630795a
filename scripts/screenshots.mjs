// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures of the pages over the sample base, for docs/screenshots. Usage: node scripts/screenshots.mjs
// [NAME] (after a release build; KB_BIN_DIR names another build's bin folder)
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KbServer, root } from "../tests/support/kb_server.mjs";
import { launch, openPage } from "../tests/web/browser.mjs";
import { addTicket, chosen, outside, signedIn } from "../tests/web/desk_support.mjs";
import { openArticle, signedInWriter, startWorkshop, tab } from "../tests/web/write_support.mjs";

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

// The desk, as an agent sees it.
const opened = async (page) => {
  await page.locator("#queue li").nth(2).waitFor();
  await outside(page);
  await page.keyboard.press("j");
  await chosen(page).waitFor();
};
const answering = async (page) => { await opened(page); await page.keyboard.press("s"); await page.keyboard.press("l"); };
const heard = async (page) => {
  await page.locator("#field").fill("с карты дважды списали деньги за интернет");
  await chosen(page).waitFor();
};
const calling = async (page) => {
  await outside(page);
  await page.keyboard.press("p");
  await page.locator(".call-option").first().waitFor();
  await page.keyboard.press("1");
  await page.locator(".call-back").waitFor();
  await heard(page);
};
// A template that asks: of two products which, of a name whether it is hers.
const asking = async (page) => {
  await page.locator("#field").fill("Приставка пришла без пульта. Заказ оформлен на Марию Иванову, доставили вчера, в коробке не хватает пульта");
  await page.locator("#answers .card-template").first().waitFor();
  const place = await page.locator("#answers .card").evaluateAll((cards) => cards.findIndex((one) => one.classList.contains("card-template")));
  await page.keyboard.press(`Alt+${place + 1}`);
  await page.keyboard.press("Alt+t");
  await page.locator("#slots input").first().waitFor();
};
const narrow = { viewport: { width: 360, height: 740 } };
const deskShots = [
  ["desk", "/desk", desktop, answering],
  ["desk-dark", "/desk", dark(desktop), opened],
  ["desk-empty", "/desk", desktop],
  ["desk-call", "/desk", desktop, calling],
  ["desk-keys", "/desk", desktop, async (page) => { await outside(page); await page.keyboard.press("?"); }],
  ["desk-reader", "/desk", desktop, async (page) => { await heard(page); await page.keyboard.press("Alt+Enter"); await page.locator(".reader-text p").first().waitFor(); }],
  ["desk-phone", "/desk", phone, heard],
  ["desk-slots", "/desk", desktop, asking],
  ["desk-panel", "/desk?panel", narrow, heard],
  ["desk-panel-dark", "/desk?panel", dark(narrow), heard],
  ["desk-panel-sign-in", "/sign-in?next=/desk?panel", narrow],
];
const waiting = [
  { subject: "Списали дважды", text: "Здравствуйте! С карты дважды списали деньги за интернет, договор 4417201. Когда вернёте?", name: "Мария Иванова", contact: "maria@example.ru" },
  { subject: "Пароль", text: "Не пускает в личный кабинет, пароль забыл", name: "Олег", contact: "+7 916 000-00-00" },
  { subject: "", text: "С утра нет интернета, роутер мигает красным", name: "", contact: "" },
  { subject: "Где заказ?", text: "Обещали привезти вчера, курьера нет", name: "Анна", contact: "anna@example.ru" },
];

// The workshop, as a writer sees it; it wants a Git folder of its own.
const written = async (page) => { await openArticle(page, "Как настроить Wi-Fi"); await page.locator("#panel-preview h1").waitFor(); };
const treeShown = async (page) => { await openArticle(page, "Деньги ушли, а результата нет"); await page.locator(".outline-row").nth(3).click(); };
const compared = async (page, workshop) => {
  await written(page);
  const path = await page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
  const text = readFileSync(workshop.at(path), "utf8");
  writeFileSync(workshop.at(path), changed(text));
  await page.getByText("Файл изменили снаружи").waitFor();
  await tab(page, "История");
  await page.locator(".revision summary").first().click();
  await page.getByRole("button", { name: "Сравнить страницы" }).click();
  await page.getByRole("button", { name: "Следующая" }).click();
};
// The second paragraph loses its last word, and the list gains an item.
const changed = (text) => text.replace(/^(\d+\. .*)$/m, "$1\n2. Запишите новый пароль на бумаге.").replace(/роутер(а|ом)?(?=[ ,.])/, "маршрутизатор$1");
const writeShots = [
  ["write", desktop, written],
  ["write-tree", desktop, treeShown],
  ["write-compare", desktop, compared],
  ["write-phone", phone, async (page) => { await page.getByRole("searchbox").fill("возврат наличными"); await page.locator(".tree-found mark").first().waitFor(); }],
];

const folder = process.env.SHOTS_DIR ?? join(root, "docs/screenshots");
mkdirSync(folder, { recursive: true });
const [server, browser] = await Promise.all([KbServer.start(join(root, "articles")), launch()]);
try {
  const staff = await server.signIn("agent");
  for (const ticket of waiting) await addTicket({ server }, ticket);
  const wanted = process.argv[2] ?? ""; // «desk»: only those whose name begins so
  for (const [name, path, options, prepare] of [...shots, ...deskShots].filter(([one]) => one.startsWith(wanted))) {
    const page = await openPage(browser, options);
    if (path.startsWith("/desk")) await signedIn({ server, staff }, page);
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

const wantedShots = writeShots.filter(([name]) => name.startsWith(process.argv[2] ?? ""));
if (wantedShots.length > 0) {
  const workshop = await startWorkshop(join(root, "articles"));
  try {
    for (const [name, options, prepare] of wantedShots) {
      const page = await openPage(workshop.browser, options);
      await signedInWriter(workshop, page);
      await page.goto(`${workshop.server.url}/write`);
      await page.locator(".tree-group").first().waitFor();
      await prepare(page, workshop);
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}.png`) });
      await page.context().close();
      console.log(`docs/screenshots/${name}.png`);
    }
  } finally {
    await workshop.close();
  }
}
