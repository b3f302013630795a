// SPDX-License-Identifier: GPL-2.0-or-later
// The panel inside a help desk on another site, as in life: two names, TLS, cookies of other sites forbidden. What the
// site that may hold it can do, and what it cannot; what everybody else cannot.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, eventually, root } from "../support/kb_server.mjs";
import { launch, openPage } from "./browser.mjs";
import { pressRussian } from "./desk_support.mjs";

const PASSWORD = "слово и ещё слово agent";
const demo = readFileSync(join(root, "deploy/panel-demo.html"));
let folder;
let server; // help.mayak.test
let browser;
let door; // TLS before kb-server
let friend; // its origin is in desk.panel_origins
let stranger;

/** TLS on a free port; `name` is where Chromium finds it. */
async function tlsServer(name, answer) {
  const keys = { key: readFileSync(join(folder, "key.pem")), cert: readFileSync(join(folder, "cert.pem")) };
  const one = createServer(keys, answer);
  await new Promise((resolve) => one.listen(0, "127.0.0.1", resolve));
  one.origin = `https://${name}:${one.address().port}`;
  return one;
}

const page = (html) => (request, response) => response.writeHead(request.url.startsWith("/favicon") ? 204 : 200, { "Content-Type": "text/html; charset=utf-8" }).end(html);

function toServer(request, response) {
  const { hostname, port } = new URL(server.url);
  const headers = { ...request.headers, "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.9" };
  request.pipe(httpRequest({ hostname, port, path: request.url, method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  }));
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "kb-tls-"));
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test", "-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")], { stdio: "ignore" });
  [door, friend, stranger] = await Promise.all([tlsServer("help.mayak.test", toServer), tlsServer("desk.vendor.test", page(demo)), tlsServer("evil.test", page(demo))]);
  server = await KbServer.start(join(root, "articles"), {
    settings: (yaml) => yaml.replace(/panel_origins: \[\]/, `panel_origins: ["${friend.origin}"]`).replace(/^behind_proxy: false/m, "behind_proxy: true"),
  });
  await server.signIn("agent");
  browser = await launch(["--host-resolver-rules=MAP *.test 127.0.0.1", "--test-third-party-cookie-phaseout"]);
});
after(async () => {
  await browser.close();
  for (const one of [door, friend, stranger]) one.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A page of `origin` with the panel in it. */
async function withHost(origin, work, expected = /^$/) {
  const host = await openPage(browser, { ignoreHTTPSErrors: true });
  const cookies = [];
  host.on("response", async (response) => { for (const { name, value } of await response.headersArray().catch(() => [])) if (name.toLowerCase() === "set-cookie") cookies.push(value); });
  try {
    await host.goto(`${origin}/panel-demo.html?podskazka=${door.origin}`);
    await work(host, host.frameLocator("#panel"), cookies);
    assert.deepEqual(host.faults.filter((fault) => !expected.test(fault)), []);
  } finally {
    await host.context().close();
  }
}

async function signIn(panel) {
  await panel.getByLabel("Логин").fill("agent");
  await panel.getByLabel("Пароль").fill(PASSWORD);
  await panel.getByLabel("Пароль").press("Enter");
  await panel.locator(".is-chosen").waitFor();
}

test("an agent signs in inside the frame, sees suggestions, and what is chosen goes into the help desk's answer", () => withHost(friend.origin, async (host, panel, cookies) => {
  await panel.getByLabel("Логин").waitFor();
  await signIn(panel);
  assert.match(cookies.find((cookie) => cookie.startsWith("__Host-kb_session=")) ?? "", /HttpOnly; SameSite=None; Secure; Partitioned$/);
  assert.match(await panel.locator("#field").inputValue(), /дважды списали/);
  await panel.locator("#field").focus();
  await pressRussian(host, "KeyS", { alt: true });
  await eventually(async () => (await host.locator("#answer").inputValue()).length > 20);
  await pressRussian(host, "KeyL", { alt: true });
  await eventually(async () => (await host.locator("#answer").inputValue()).includes(`${door.origin}/a/`));
  await host.reload();
  await panel.locator(".is-chosen").waitFor();
}));

test("the frame's sign-in is the frame's own: not in a tab, not in another site's frame, not with another site's requests", () => withHost(friend.origin, async (host, panel) => {
  await signIn(panel);
  const tab = await host.context().newPage();
  await tab.goto(`${door.origin}/desk`);
  assert.match(tab.url(), /\/sign-in/);
  await tab.goto(`${stranger.origin}/`);
  const asked = await tab.evaluate((url) => fetch(url, { credentials: "include", mode: "no-cors" }).then(({ type }) => type, String), `${door.origin}/api/v1/me`);
  assert.match(asked, /opaque|TypeError/);
  await tab.close();
}));

test("the site that holds the panel reads nothing of it and changes nothing", () => withHost(friend.origin, async (host, panel) => {
  await signIn(panel);
  const before_ = await server.json("/api/v1/desk/gaps", { Authorization: "Bearer token-of-the-tests-0123456789" });
  const outcome = await host.evaluate(async (to) => {
    const told = (promise) => promise.then(async (response) => `${response.status} ${await response.text()}`, String);
    const form = new URLSearchParams({ text: "подброшено" });
    return {
      dom: (() => { try { return document.querySelector("#panel").contentDocument?.body.innerText ?? "nothing"; } catch (error) { return String(error); } })(),
      read: await told(fetch(`${to}/api/v1/me`, { credentials: "include" })),
      changed: await told(fetch(`${to}/api/v1/desk/gaps`, { method: "POST", credentials: "include", headers: { "Content-Type": "application/json" }, body: "{\"text\":\"подброшено\"}" })),
      blind: await told(fetch(`${to}/api/v1/desk/gaps`, { method: "POST", credentials: "include", mode: "no-cors", headers: { "Content-Type": "text/plain" }, body: "{\"text\":\"подброшено\"}" })),
      form: await told(fetch(`${to}/desk`, { method: "POST", credentials: "include", mode: "no-cors", body: form })),
    };
  }, door.origin);
  assert.equal(outcome.dom, "nothing");
  for (const blocked of [outcome.read, outcome.changed]) assert.match(blocked, /TypeError/);
  assert.match(outcome.blind, /^0 $|TypeError/);
  assert.deepEqual(await server.json("/api/v1/desk/gaps", { Authorization: "Bearer token-of-the-tests-0123456789" }), before_);
}, /CORS|Failed to load|Cross-Origin|ERR_BLOCKED/i));

test("a site that is not named gets nothing: no frame, no message, not even around one that is", async () => {
  const refused = /frame-ancestors|Refused to frame|Framing|ERR_BLOCKED|postMessage|recipient window/i;
  await withHost(stranger.origin, async (host, panel) => {
    await host.evaluate(() => { window.heard = []; addEventListener("message", ({ data }) => heard.push(data)); });
    await host.waitForTimeout(700);
    assert.equal(await panel.locator("#field, input[type=password]").count(), 0);
    await host.evaluate((to) => document.querySelector("#panel").contentWindow.postMessage({ podskazka: 1, type: "ticket", text: "подброшено" }, to), door.origin);
    await host.waitForTimeout(200);
    assert.deepEqual(await host.evaluate(() => heard), []);
    // Around the site that may hold it: each of the pages around a frame counts.
    await host.evaluate((inner) => { document.querySelector("#panel").src = inner; }, `${friend.origin}/panel-demo.html?podskazka=${door.origin}`);
    await host.waitForTimeout(700);
    const deepest = host.frames().at(-1);
    assert.equal(await deepest.locator("#field, input[type=password]").count().catch(() => 0), 0);
  }, refused);
});

test("a window of a stranger that opens the panel hears nothing and is not heard", async () => {
  const host = await openPage(browser, { ignoreHTTPSErrors: true });
  try {
    await host.goto(`${stranger.origin}/nothing`).catch(() => {});
    const [popup] = await Promise.all([host.context().waitForEvent("page"), host.evaluate((url) => { window.heard = []; addEventListener("message", ({ data }) => heard.push(data)); window.opened = open(url); }, `${door.origin}/desk?panel`)]);
    await popup.getByLabel("Логин").fill("agent");
    await popup.getByLabel("Пароль").fill(PASSWORD);
    await popup.getByLabel("Пароль").press("Enter");
    await popup.locator("#field").waitFor();
    await host.evaluate(() => opened?.postMessage({ podskazka: 1, type: "ticket", text: "подброшено" }, "*"));
    await popup.waitForTimeout(300);
    assert.equal(await popup.locator("#field").inputValue(), "");
    assert.deepEqual(await host.evaluate(() => heard), []);
    const cookie = (await host.context().cookies(door.origin)).find(({ name }) => name === "__Host-kb_session");
    assert.equal(cookie.sameSite, "Lax", "a window of our own keeps the strict cookie");
  } finally {
    await host.context().close();
  }
});

test("a session that is over is begun again in the frame, the ticket is not lost", () => withHost(friend.origin, async (host, panel) => {
  await signIn(panel);
  await host.context().clearCookies();
  await panel.locator("#field").fill("Не могу войти в личный кабинет, забыл пароль");
  await panel.getByRole("alert").getByText("Сессия закончилась").waitFor();
  await panel.getByRole("link", { name: "Войти снова" }).click();
  await signIn(panel);
  await panel.getByRole("button", { name: "Выйти" }).click();
  await panel.getByLabel("Пароль").waitFor();
}, /401/));
