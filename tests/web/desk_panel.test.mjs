// SPDX-License-Identifier: GPL-2.0-or-later
// The panel inside a foreign help desk, on an address of its own, and the bookmarklet.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, root } from "../support/kb_server.mjs";
import { axeFaults, openPage } from "./browser.mjs";
import { cards, chosen, notice, outside, phone, pressRussian, signedIn, startDesk, withDesk } from "./desk_support.mjs";

const TWICE = "С карты дважды списали деньги за интернет";
const demo = readFileSync(join(root, "deploy/panel-demo.html"));
let desk;
let friend; // its address is in desk.panel_origins
let stranger;
const host = () => new Promise((resolve) => {
  const server = createServer((request, response) => {
    response.writeHead(request.url.startsWith("/panel-demo") ? 200 : 204, { "Content-Type": "text/html; charset=utf-8" }).end(demo);
  });
  server.listen(0, "127.0.0.1", () => resolve(Object.assign(server, { origin: `http://127.0.0.1:${server.address().port}` })));
});
before(async () => {
  [friend, stranger] = await Promise.all([host(), host()]);
  desk = await startDesk((yaml) => yaml.replace(/panel_origins: \[\]/, `panel_origins: [${friend.origin}]`));
});
after(async () => { friend.close(); stranger.close(); await desk.close(); });

async function withHost(origin, work, { isSignedIn = true, expected = /^$/ } = {}) {
  const page = await openPage(desk.browser);
  try {
    if (isSignedIn) await signedIn(desk, page);
    await page.goto(`${origin}/panel-demo.html?podskazka=${desk.server.url}`);
    await work(page, page.frameLocator("#panel"));
    assert.deepEqual(page.faults.filter((fault) => !expected.test(fault)), []);
  } finally {
    await page.context().close();
  }
}

test("the help desk's ticket comes by itself, and what is chosen goes into its answer", () => withHost(friend.origin, async (page, panel) => {
  await panel.locator(".is-chosen", { hasText: "Деньги списали дважды" }).waitFor();
  assert.match(await panel.locator("#field").inputValue(), /дважды списали/);
  await panel.locator("#field").focus();
  await pressRussian(page, "KeyS", { alt: true });
  await eventually(async () => (await page.locator("#answer").inputValue()).length > 20);
  await pressRussian(page, "KeyL", { alt: true });
  await eventually(async () => (await page.locator("#answer").inputValue()).includes(`${desk.server.url}/a/`));
  await page.locator("#ticket").fill("Забыл пароль от личного кабинета");
  await page.getByRole("button", { name: "Показать панели" }).click();
  await eventually(async () => /парол/i.test(await panel.locator(".is-chosen .card-title").innerText()));
  assert.equal(await panel.locator("#queue, #reply:visible").count(), 0);
}));

test("a site that is not named cannot hold the panel", () => withHost(stranger.origin, async (page) => {
  await page.waitForTimeout(500);
  assert.equal(await page.frameLocator("#panel").locator("#field").count(), 0);
  assert.equal(await page.locator("#answer").inputValue(), "");
}, { expected: /frame-ancestors|Refused to frame|Framing/ }));

test("the desk itself and a ticket cannot be held by anybody", async () => {
  for (const [path, ancestors] of [["/desk", "'none'"], ["/desk/tickets/1", "'none'"], ["/desk?panel", friend.origin]]) {
    const policy = (await desk.server.get(path, desk.staff)).headers.get("content-security-policy");
    assert.ok(policy.includes(`frame-ancestors ${ancestors};`), `${path}: ${policy}`);
  }
  assert.match((await desk.server.get("/sign-in")).headers.get("content-security-policy"), /frame-ancestors 'none'/);
});

test("a message from anybody else is not taken", () => withHost(friend.origin, async (page, panel) => {
  await panel.locator(".is-chosen").waitFor();
  const before_ = await panel.locator("#field").inputValue();
  const inner = page.frames().find((frame) => frame.url().includes("/desk?panel"));
  await inner.evaluate(() => { window.postMessage({ podskazka: 1, type: "ticket", text: "подброшено собой" }, "*"); });
  for (const odd of [{ podskazka: 2, type: "ticket", text: "x" }, { podskazka: 1, type: "other" }, "ticket", null, { podskazka: 1, type: "ticket", text: { a: 1 }, messages: [null, 1] }]) {
    await page.evaluate(([message, to]) => document.querySelector("#panel").contentWindow.postMessage(message, to), [odd, desk.server.url]);
  }
  await page.waitForTimeout(300);
  assert.ok(["", before_].includes(await panel.locator("#field").inputValue()));
}));

test("nobody signed in: the panel asks where it stands, says what was wrong, and goes on with the ticket", () => withHost(friend.origin, async (page, panel) => {
  await panel.getByLabel("Логин").fill("agent");
  await panel.getByLabel("Пароль").fill("не тот пароль совсем");
  await panel.getByLabel("Пароль").press("Enter");
  await panel.getByRole("alert").getByText("Логин и пароль не подошли").waitFor();
  assert.equal(await panel.getByLabel("Логин").inputValue(), "agent");
  await panel.getByLabel("Пароль").fill("слово и ещё слово agent");
  await panel.getByLabel("Пароль").press("Enter");
  await panel.locator(".is-chosen", { hasText: "Деньги списали дважды" }).waitFor();
  await panel.getByRole("button", { name: "Выйти" }).click();
  await panel.getByLabel("Пароль").waitFor();
}, { isSignedIn: false, expected: /401/ }));

test("the bookmarklet opens the panel with the selected words; what is chosen is copied", async () => {
  const page = await openPage(desk.browser, { permissions: ["clipboard-read", "clipboard-write"] });
  try {
    await signedIn(desk, page);
    await page.goto(`${desk.server.url}/desk`);
    const href = await page.locator(".bookmarklet").getAttribute("href");
    await page.goto(`${stranger.origin}/panel-demo.html?podskazka=${stranger.origin}`);
    for (const select of [() => getSelection().selectAllChildren(document.querySelector("h1")), () => document.querySelector("#ticket").select()]) {
      await page.evaluate(select);
      const [popup] = await Promise.all([page.context().waitForEvent("page"), page.evaluate((code) => { (0, eval)(decodeURIComponent(code)); }, href.replace(/^javascript:/, ""))]);
      await popup.locator("#field").waitFor();
      await eventually(async () => /Обращение 4711|дважды списали/.test(await popup.locator("#field").inputValue()));
      assert.equal(new URL(popup.url()).hash, "", "the words do not stay in the address");
      if ((await popup.locator("#field").inputValue()).includes("дважды")) {
        await chosen(popup).waitFor();
        await pressRussian(popup, "KeyS", { alt: true });
        await notice(popup).getByText("Вставлено").waitFor();
        assert.ok((await popup.evaluate(() => navigator.clipboard.readText())).length > 20);
      }
      await popup.close();
    }
  } finally {
    await page.context().close();
  }
});

test("the panel is 360 pixels wide and clean", () => withDesk(desk, async (page) => {
  await page.locator("#field").fill(TWICE);
  await cards(page).first().waitFor();
  await outside(page);
  const out = await page.getByRole("button", { name: "Выйти" }).boundingBox();
  assert.ok(out.y < 60, `signing out stands in the head: ${out.y}`);
  assert.ok((await page.locator(".desk-top").boundingBox()).height < 60, "the head is one line");
  for (const key of ["", "?"]) {
    if (key !== "") await page.keyboard.press(key);
    assert.deepEqual(await axeFaults(page), []);
    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= view, `${content} > ${view}`);
  }
}, { options: phone, path: "/desk?panel" }));
