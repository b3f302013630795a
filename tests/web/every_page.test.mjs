// SPDX-License-Identifier: GPL-2.0-or-later
// Every page a person can be led to, each in two widths, and in two colour schemes while it is open: axe finds nothing,
// nothing scrolls sideways. And the form while the operator's mail server is broken: nothing is lost, and staff see what waits.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, TOKEN, eventually, root } from "../support/kb_server.mjs";
import { fakeMailServer } from "../support/mail_and_hooks.mjs";
import { launch, openPage, axeFaults, axeFaultsInBothSchemes } from "./browser.mjs";
import { openArticle, signedInWriter, tab } from "./write_support.mjs";

const q = encodeURIComponent;
const staff = { Authorization: `Bearer ${TOKEN}` };
const TOPICS = ["/", "/?hl=en", "/search", `/search?q=${q("роутер")}`, `/search?q=${q("роутер")}&category=internet&offset=0`, "/search?q=bynthytn",
  `/search?q=${q("ыъыъыъ")}`, `/search?q=${q("ыъыъыъ")}&hl=en`, "/c/internet", "/c/pay", "/c/pay?hl=en"];
const ARTICLES = ["/a/wifi-setup", "/a/wifi-setup?unclear=%D1%88%D0%B0%D0%B3%D0%B8", "/a/wifi-setup?voted=no", "/a/wifi-setup?voted=yes", "/a/router-reset-basic",
  "/a/router-reset-advanced", "/a/wifi-film", "/a/charged-twice-en", "/a/tree", "/a/no-internet?hl=en"];
const FORMS = ["/contact", "/contact?hl=en", `/contact?q=${q("деньги списали дважды")}&article=charged-twice&steps=1`, "/contact/solved?article=charged-twice", "/sign-in",
  "/sign-in?hl=en", "/widget/demo"];
const FAULTS = ["/a/none", "/a/wifi-setpu", "/c/oplata", "/c/oplata?hl=en", `/search?q=${"a".repeat(1001)}`, `/search?q=${"a".repeat(1001)}&hl=en`];

const STAFF = ["/desk", "/desk?hl=en", "/desk?panel", "/desk/tickets/NUMBER", "/desk/tickets/none", "/desk/outbox", "/account", "/account?hl=en", "/admin/users", "/admin/audit", "/write"];
/** What an agent has on the screen in the middle of work: the keys to get there. */
const AT_WORK = [["Alt+Enter"], ["Alt+e"], ["Alt+p"], ["Alt+a"], ["Alt+n"], ["Escape", "Shift+?"]];
const TICKET = "Здравствуйте, меня зовут Анна. С карты дважды списали деньги за интернет, заказ 12345";

let server;
let browser;
let mail;
let admin;
let number;
let writer; // signed in once for all widths
before(async () => {
  [mail, browser] = await Promise.all([fakeMailServer(), launch()]);
  server = await KbServer.start(undefined, {
    settings: (yaml) => yaml
      .replace(/^requests:\n(?:[ ].*\n)*/m, `requests:\n  email: {server: "smtp://127.0.0.1:${mail.port}", plain: true, from: help@mayak.example, to: desk@mayak.example}\n`)
      .replace(/^banner:\n(?:[ ].*\n)*/m, "banner: {text: Интернета нет в Химках, text_en: No internet in Khimki, url: /a/no-internet, kind: outage}\n"),
  });
  cpSync(join(root, "tests/web/trees"), join(server.articles, "internet"), { recursive: true });
  await eventually(async () => (await server.get("/a/tree")).status === 200, 10_000);
  admin = await server.signIn("admin");
  ({ number } = await (await server.post("/api/v1/tickets", { subject: "Списали дважды", text: TICKET, name: "Анна", contact: "anna@mail.example" })).json());
});
after(async () => { await browser.close(); await server.close(); await mail.close(); });

async function faultsOf(page, path) {
  await page.goto(server.url + path);
  const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  return [...(await axeFaultsInBothSchemes(page)).map((fault) => `${path}: ${fault}`), ...(content > view ? [`${path}: ${content} > ${view}`] : [])];
}

// The workshop is one page: empty, with an article and each of its tabs, with a decision tree, with a dialog.
async function workshopFaults(page) {
  const desk = { server, headers: await (writer ??= server.signIn("writer")) };
  await signedInWriter(desk, page);
  const faults = await faultsOf(page, "/write");
  const look = async (what) => {
    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    faults.push(...(await axeFaultsInBothSchemes(page)).map((fault) => `/write, ${what}: ${fault}`), ...(content > view ? [`/write, ${what}: ${content} > ${view}`] : []));
  };
  const isNarrow = page.viewportSize().width < 1024;
  const pane = async (name) => { if (isNarrow) await page.getByRole("button", { name, exact: true }).click(); };
  for (const [title, tabs] of [["Wi-Fi", ["Свойства", "Замечания", "Как найдут", "История", "Вид"]], ["Проверка терминала", ["Дерево"]]]) {
    await openArticle(page, title);
    await look(title);
    await pane("Рядом с текстом");
    for (const part of tabs) {
      await tab(page, part);
      await page.waitForTimeout(150);
      await look(`${title}, ${part}`);
    }
    await pane("Статьи");
  }
  await page.getByRole("button", { name: "Новая статья" }).click();
  await look("новая статья");
  return faults;
}

test("a colour that is too faint is seen, in the dark as in the light", async () => {
  const page = await openPage(browser, { colorScheme: "light", reducedMotion: "reduce", bypassCSP: true });
  await page.goto(`${server.url}/contact`);
  assert.deepEqual(await axeFaultsInBothSchemes(page), []);
  const faint = (scheme, colour) => page.addStyleTag({ content: `@media (prefers-color-scheme: ${scheme}) { h1 { color: ${colour} !important; } }` });
  await faint("dark", "#333");
  assert.match((await axeFaultsInBothSchemes(page)).join("\n"), /^dark: color-contrast: <h1>/);
  await faint("light", "#ccc");
  assert.match((await axeFaultsInBothSchemes(page)).join("\n"), /^color-contrast: <h1>/);
  await page.context().close();
});

for (const [name, viewport] of [["phone", { width: 360, height: 740 }], ["desk", { width: 1280, height: 860 }]]) {
  test(`every page on a ${name}, light and dark`, { timeout: 400_000 }, async () => {
    const page = await openPage(browser, { viewport, colorScheme: "light", reducedMotion: "reduce" });
    const faults = [];
    for (const path of [...TOPICS, ...ARTICLES, ...FORMS, ...FAULTS]) faults.push(...await faultsOf(page, path));
    faults.push(...await workshopFaults(page));
    await page.context().close();
    assert.deepEqual(faults, []);
  });
}

async function signedIn(page) {
  const [name, value] = admin.Cookie.split("=");
  await page.context().addCookies([{ name, value, url: server.url }]);
}

for (const [name, viewport] of [["phone", { width: 360, height: 740 }], ["desk", { width: 1280, height: 860 }]]) {
  test(`every page for staff on a ${name}, light and dark, and the desk at work`, { timeout: 400_000 }, async () => {
    const page = await openPage(browser, { viewport, colorScheme: "light", reducedMotion: "reduce" });
    const faults = [];
    faults.push(...await faultsOf(page, "/sign-in?next=/desk?panel"));
    await signedIn(page);
    for (const path of STAFF) faults.push(...await faultsOf(page, path.replace("NUMBER", number)));
    for (const path of ["/desk", "/desk?panel", `/desk/tickets/${number}`]) {
      await page.goto(server.url + path);
      if (!path.includes("tickets")) await page.locator("#field").fill(TICKET);
      await page.locator("#answers .card").first().waitFor();
      faults.push(...(await axeFaultsInBothSchemes(page)).map((fault) => `${path} at work: ${fault}`));
      for (const keys of AT_WORK) {
        await page.locator("#field").focus();
        for (const key of keys) await page.keyboard.press(key);
        await page.waitForTimeout(250);
        faults.push(...(await axeFaultsInBothSchemes(page)).map((fault) => `${path} ${keys}: ${fault}`));
        const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        if (content > view) faults.push(`${path} ${keys}: ${content} > ${view}`);
        for (let i = 0; i < 3; i += 1) await page.keyboard.press("Escape");
      }
    }
    await page.context().close();
    assert.deepEqual(faults, []);
  });
}

test("the desk leads to the account and out, at every width", async () => {
  for (const viewport of [{ width: 360, height: 740 }, { width: 1280, height: 860 }]) {
    const page = await openPage(browser, { viewport });
    const [name, value] = (await server.signIn("agent", `way-out-${viewport.width}`)).Cookie.split("=");
    await page.context().addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}/desk`);
    await page.locator(".desk-top a[href='/account']").click();
    await page.getByRole("heading", { name: "Моя учётная запись" }).waitFor();
    await page.goto(`${server.url}/desk`);
    await page.getByRole("button", { name: "Выйти" }).click();
    await page.getByRole("heading", { name: "Вход для сотрудников" }).waitFor();
    await page.goto(`${server.url}/desk`);
    await page.getByRole("heading", { name: "Вход для сотрудников" }).waitFor();
    await page.context().close();
  }
});

test("the operator's banner stands on every page, in the page's language", async () => {
  for (const path of [...TOPICS, ...ARTICLES, ...FORMS, ...FAULTS]) {
    const html = await (await server.get(path)).text();
    if (path.startsWith("/a/charged-twice-en") || path.includes("hl=en")) assert.match(html, /No internet in Khimki/, path);
    else assert.match(html, /Интернета нет в Химках/, path);
  }
});

test("an error speaks the page's language", async () => {
  const html = async (path) => (await (await server.get(path)).text()).match(/<h1>(.*?)<\/h1>/)[1];
  assert.equal(await html(FAULTS[4]), "Одно из значений не подходит");
  assert.equal(await html(FAULTS[5]), "One of the values does not fit");
});

test("the mail server is broken: the form still gives a number, staff see why it waits, mended it all arrives", { timeout: 90_000 }, async () => {
  mail.isBroken = true;
  const numbers = [];
  for (const subject of ["Первое обращение", "Второе обращение"]) {
    const page = await openPage(browser, { viewport: { width: 360, height: 740 } });
    await page.goto(`${server.url}/contact`);
    await page.getByLabel("Что случилось, коротко").fill(subject);
    await page.waitForTimeout(2100); // no hand is faster; the server thinks so too
    await page.locator("#send").click();
    await page.getByRole("heading", { name: "Обращение у нас" }).waitFor();
    numbers.push(await page.locator(".request-number strong").innerText());
    assert.deepEqual(await axeFaults(page), []);
    await page.context().close();
  }
  await eventually(async () => (await server.json("/api/v1/tickets", staff)).failing_deliveries >= 1, 10_000);
  const page = await openPage(browser);
  const [name, value] = (await server.signIn("agent", "outbox")).Cookie.split("=");
  await page.context().addCookies([{ name, value, url: server.url }]);
  await page.goto(`${server.url}/desk/outbox`);
  for (const number of numbers) await page.getByRole("link", { name: number }).waitFor();
  await page.getByText("Почтовый сервер не принял письмо").first().waitFor();
  assert.deepEqual(await axeFaults(page), []);
  mail.isBroken = false;
  await page.getByRole("button", { name: "Отправить всё сейчас" }).click();
  await page.waitForURL("**/desk/outbox");
  const lettersOf = (one) => mail.letters.filter((letter) => letter.includes(`X-Podskazka-Ticket: ${one}`)).length;
  await eventually(() => numbers.every((one) => lettersOf(one) > 0), 40_000); // the target rests first
  for (const one of numbers) assert.equal(lettersOf(one), 1);
  await eventually(async () => (await server.json("/api/v1/tickets", staff)).waiting_deliveries === 0, 10_000);
  await page.reload();
  await page.getByText("Всё доставлено.").waitFor();
  await page.context().close();
});
