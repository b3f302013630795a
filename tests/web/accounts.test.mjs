// SPDX-License-Identifier: GPL-2.0-or-later
// Signing in and the pages behind it in Chromium: without scripts, by keyboard, in both widths and lights.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KbServer, eventually } from "../support/kb_server.mjs";
import { launch, openPage, axeFaults } from "./browser.mjs";

const WORDS = "лошадь верно скрепка";
let server;
let browser;
let firstLink;
before(async () => {
  [server, browser] = await Promise.all([KbServer.start(), launch()]);
  await eventually(() => server.said.some((line) => line.includes("/sign-in/link/")));
  firstLink = server.said.find((line) => line.includes("/sign-in/link/")).trim();
});
after(async () => { await browser.close(); await server.close(); });

const plain = { javaScriptEnabled: false };
const withPage = async (options, work) => {
  const page = await openPage(browser, options);
  try {
    await work(page);
    assert.deepEqual(page.faults.filter((fault) => !/40[0-9]|422|429/.test(fault)), []);
  } finally {
    await page.context().close();
  }
};
/** Fills the fields from where the focus is, with nothing but the keyboard. */
async function type(page, texts) {
  for (const [at, text] of texts.entries()) {
    if (at > 0) await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
}
async function signIn(page, login, password = WORDS) {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("Логин").focus();
  // The address before and after a refusal is the same: only the page that is loaded tells that it came.
  const landed = page.waitForEvent("load");
  await type(page, [login, password]);
  await landed;
}

test("from the printed link to an admin, an agent and a token, without scripts and by keyboard", async () => {
  let agentLink;
  await withPage(plain, async (page) => {
    await page.goto(firstLink);
    await page.getByLabel("Логин").focus();
    await type(page, ["boss", "Борис", WORDS, "не то"]);
    assert.match(await page.getByRole("alert").innerText(), /Пароли не совпали/);
    assert.equal(await page.getByLabel("Имя").inputValue(), "Борис");
    await page.getByLabel("Новый пароль", { exact: false }).first().focus();
    await type(page, [WORDS, WORDS]);
    await page.waitForURL("**/desk");
    await page.goto(`${server.url}/account`);
    await page.getByRole("link", { name: "Борис" }).waitFor();
    await page.getByRole("link", { name: "Сотрудники" }).click();
    await page.getByLabel("Логин").focus();
    await type(page, ["vera", "Вера"]);
    await page.getByRole("heading", { level: 1, name: "Ссылка готова" }).waitFor();
    agentLink = await page.locator(".secret").innerText();
    assert.ok(agentLink.startsWith(server.url));
    await page.goto(firstLink);
    assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Ссылка больше не действует");
  });
  await withPage(plain, async (page) => {
    await page.goto(agentLink);
    await page.getByLabel("Новый пароль", { exact: false }).first().focus();
    await type(page, [WORDS, WORDS]);
    await page.waitForURL("**/desk");
    await page.goto(`${server.url}/account`);
    assert.match(await page.locator(".lead").innerText(), /Вера · vera · Агент/);
    await page.getByLabel("Для чего").fill("CRM");
    await page.getByLabel("Обращения", { exact: true }).check();
    await page.getByRole("button", { name: "Создать токен" }).click();
    const token = await page.locator(".secret").innerText();
    assert.equal((await server.get("/api/v1/tickets", { Authorization: `Bearer ${token}` })).status, 200);
    await page.goto(`${server.url}/account`);
    await page.getByRole("button", { name: "Отозвать: CRM" }).click();
    assert.equal(await page.getByRole("status").innerText(), "Токен отозван.");
    assert.equal((await server.get("/api/v1/tickets", { Authorization: `Bearer ${token}` })).status, 401);
    await page.goto(`${server.url}/admin/users`);
    assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /Сюда нельзя/);
    await page.goto(`${server.url}/account`);
    await page.getByRole("button", { name: "Выйти" }).click();
    await page.getByRole("heading", { name: "Вход для сотрудников" }).waitFor();
    await page.goto(`${server.url}/account`);
    assert.equal(page.url(), `${server.url}/sign-in?next=%2Faccount`);
  });
});

test("a wrong password says so, keeps the login and tells where it went", () => withPage(plain, async (page) => {
  await signIn(page, "vera", "не тот пароль");
  assert.match(await page.getByRole("alert").innerText(), /не подошли/);
  assert.equal(await page.getByLabel("Логин").inputValue(), "vera");
  await page.getByLabel("Пароль").focus();
  await type(page, [WORDS]);
  await page.waitForURL("**/desk");
}));

test("an admin closes an account: its open page is a stranger's at the next click", () => withPage(plain, async (agent) => {
  await signIn(agent, "vera");
  await agent.goto(`${server.url}/`);
  assert.equal(await agent.getByRole("link", { name: "Вера" }).count(), 1);
  await withPage(plain, async (admin) => {
    await signIn(admin, "boss");
    await admin.goto(`${server.url}/admin/users`);
    await admin.getByRole("button", { name: "Закрыть вход: vera" }).click();
    assert.equal(await admin.getByRole("status").innerText(), "Готово.");
    await agent.reload();
    assert.equal(await agent.getByRole("link", { name: "Вера" }).count(), 0);
    await admin.getByRole("button", { name: "Открыть вход: vera" }).click();
    await admin.goto(`${server.url}/admin/audit`);
    assert.match(await admin.locator(".rows").innerText(), /Вход закрыт vera[\s\S]*boss/);
  });
}));

test("every page is clean for axe and fits 360 px, light and dark, in both languages", async () => {
  for (const [viewport, colorScheme, hl] of [[{ width: 1280, height: 900 }, "light", "ru"], [{ width: 360, height: 740 }, "dark", "en"], [{ width: 360, height: 740 }, "light", "ru"]]) {
    await withPage({ viewport, colorScheme }, async (page) => {
      const look = async (path) => {
        await page.goto(`${server.url}${path}?hl=${hl}`);
        assert.deepEqual(await axeFaults(page), [], `${path} ${viewport.width} ${colorScheme}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${path}: ${wide} px too wide`);
      };
      await look("/sign-in");
      await look("/sign-in/link/none");
      await signIn(page, "boss");
      for (const path of ["/account", "/admin/users", "/admin/audit", "/"]) await look(path);
    });
  }
});
