// SPDX-License-Identifier: GPL-2.0-or-later
// The audit log: every address that changes something (tests/cases/access.tsv, which is held against the program's
// route table) is called as an admin, and must leave its line; or it stands below with the reason why it leaves none.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bin, eventually, KbServer, root } from "../support/kb_server.mjs";

const SECRET = "Меня зовут Мария Крылова, карта 4111 1111 1111 1111";
let server;
let admin;
before(async () => {
  server = await KbServer.start();
  cpSync(join(root, "tests/web/trees"), join(server.articles, "internet"), { recursive: true });
  await eventually(async () => (await server.get("/a/tree")).status === 200, 10_000);
  admin = await server.signIn("admin");
});
after(async () => { await server.close(); });

const TABLE = readFileSync(join(root, "tests/cases/access.tsv"), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split("\t"));
const changing = TABLE.filter(([method]) => method !== "GET").map(([method, route]) => `${method} ${route}`);

const send = async (path, body, as = admin) => {
  const response = await server.post(path, body, { "Content-Type": "application/json", ...as });
  assert.ok(response.status < 300, `${path}: ${response.status} ${await response.clone().text()}`);
  return response.json();
};
const form = async (path, fields, as = admin) => {
  const response = await server.post(path, new URLSearchParams({ csrf: as["X-CSRF-Token"] ?? "", ...fields }).toString(), { "Content-Type": "application/x-www-form-urlencoded", ...as });
  assert.ok(response.status < 400, `${path}: ${response.status} ${await response.clone().text()}`);
  return response;
};
const ticket = async (as = {}) => (await send("/api/v1/tickets", { subject: "Оплата", text: SECRET, name: "Мария Крылова", contact: "maria@mail.example" }, as)).number;
const idOf = async (login) => {
  const row = (await (await server.get("/admin/users", admin)).text()).split("<li").find((part) => part.includes(login));
  return /\/admin\/users\/(\d+)\//.exec(row)[1];
};
const sessionOf = async (as) => /\/account\/sessions\/(\d+)\/end/.exec(await (await server.get("/account", as)).text())[1];
const tokenOf = async (as) => {
  await form("/account/tokens", { name: "тест", role: "agent", days: "90", scope: "desk" }, as);
  return /\/account\/tokens\/(\d+)\/revoke/.exec(await (await server.get("/account", as)).text())[1];
};
const again = (login) => server.post("/sign-in", new URLSearchParams({ login, password: `слово и ещё слово ${login}` }).toString(), { "Content-Type": "application/x-www-form-urlencoded" });
const freshArticle = async (path) => (await send("/api/v1/write/articles", { path, text: "---\ntitle: Новая\n---\n\nТекст.\n", base_version: "" })).version;
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

/** What a call does, and the line it leaves. */
const LEAVES = {
  "POST /api/v1/tickets": [() => ticket(admin), "Обращение заведено"],
  "POST /api/v1/tickets/{number}/retry": [async () => send(`/api/v1/tickets/${await ticket()}/retry`, {}), "Доставка повторена"],
  "POST /api/v1/tickets/{number}/status": [async () => send(`/api/v1/tickets/${await ticket()}/status`, { status: "closed", reason: SECRET }), "Сменилось состояние обращения"],
  "POST /api/v1/tickets/{number}/messages": [async () => send(`/api/v1/tickets/${await ticket()}/messages`, { author: "agent", text: SECRET }), "Сообщение в обращении"],
  "POST /api/v1/cases": [() => send("/api/v1/cases", { text: SECRET, article: "wifi-setup" }), "Решённые обращения загружены"],
  "DELETE /api/v1/cases/{id}": [async () => {
    const { cases: [{ id }] } = await send("/api/v1/cases", { text: "забыть", article: "wifi-setup" });
    assert.equal((await fetch(`${server.url}/api/v1/cases/${id}`, { method: "DELETE", headers: admin })).status, 200);
  }, "Забыто решённое обращение"],
  "POST /api/v1/desk/marks": [() => send("/api/v1/desk/marks", { text: SECRET, article: "wifi-setup", mark: "solved" }), "Отмечено «решено»"],
  "POST /api/v1/desk/gaps": [() => send("/api/v1/desk/gaps", { text: SECRET }), "Отмечено «нет статьи»"],
  "POST /api/v1/desk/draft": [() => send("/api/v1/desk/draft", { problem: SECRET, title: "Из обращения", save: true }), "Сохранён черновик статьи internal/drafts/"],
  "POST /api/v1/desk/calls": [async () => {
    const [{ id }] = await server.json("/api/v1/desk/scripts", admin);
    const { start } = await server.json(`/api/v1/desk/scripts/${encodeURIComponent(id)}`, admin);
    await send("/api/v1/desk/calls", { script: id, path: [start], notes: SECRET });
  }, "Звонок записан"],
  "POST /api/v1/desk/notes": [() => send("/api/v1/desk/notes?article=wifi-setup", { text: SECRET }), "Замечание к статье"],
  "POST /api/v1/desk/notes/{id}/done": [async () => {
    const { id } = await send("/api/v1/desk/notes?article=wifi-setup", { text: "шаг 2 устарел" });
    await send(`/api/v1/desk/notes/${id}/done`, {});
  }, "Замечание учтено"],
  "POST /desk/outbox/retry": [() => form("/desk/outbox/retry", {}), "Доставка повторена"],
  "POST /api/v1/write/articles": [() => freshArticle("pay/audit.md"), "Статья сохранена"],
  "POST /api/v1/write/move": [async () => send("/api/v1/write/move", { from: "pay/move.md", to: "pay/moved.md", base_version: await freshArticle("pay/move.md") }), "Статья переименована"],
  "POST /api/v1/write/images": [async () => {
    const body = new FormData();
    body.set("path", "pay/audit.md");
    body.set("file", new Blob([PNG], { type: "image/png" }), "схема.png");
    const response = await fetch(`${server.url}/api/v1/write/images`, { method: "POST", headers: admin, body });
    assert.equal(response.status, 201, await response.text());
  }, "Картинка загружена"],
  "POST /sign-in": [() => again("admin"), "Вход"],
  "POST /sign-in/link/{token}": [async () => {
    await form("/admin/users", { login: "novice", name: "Новый", role: "agent" });
    const html = await (await form(`/admin/users/${await idOf("novice")}/link`, {})).text();
    const [link] = /\/sign-in\/link\/[0-9a-f]+/.exec(html);
    await form(link, { login: "novice", password: "лошадь верно скрепка", again: "лошадь верно скрепка" }, {});
  }, "Пароль задан по ссылке"],
  "POST /sign-out": [async () => form("/sign-out", {}, await server.signIn("agent", "leaver")), "Выход"],
  "POST /account/password": [async () => form("/account/password", { password: "слово и ещё слово agent", new: "лошадь верно скрепка", again: "лошадь верно скрепка" }, await server.signIn("agent", "changer")), "Пароль сменён"],
  "POST /account/sessions/end": [async () => form("/account/sessions/end", {}), /сеанс/i],
  "POST /account/sessions/{id}/end": [async () => { await again("admin"); await form(`/account/sessions/${await sessionOf(admin)}/end`, {}); }, /сеанс/i],
  "POST /account/tokens": [() => tokenOf(admin), "Создан токен"],
  "POST /account/tokens/{id}/revoke": [async () => form(`/account/tokens/${await tokenOf(admin)}/revoke`, {}), "Отозван токен"],
  "POST /admin/users": [() => form("/admin/users", { login: "fresh", name: "Новый", role: "agent" }), "Заведён сотрудник fresh"],
  "POST /admin/users/{id}/link": [async () => form(`/admin/users/${await idOf("fresh")}/link`, {}), "Выдана ссылка для пароля fresh"],
  "POST /admin/users/{id}/role": [async () => form(`/admin/users/${await idOf("fresh")}/role`, { role: "writer" }), "Роль изменена"],
  "POST /admin/users/{id}/disable": [async () => form(`/admin/users/${await idOf("fresh")}/disable`, {}), "Вход закрыт"],
  "POST /admin/users/{id}/enable": [async () => form(`/admin/users/${await idOf("fresh")}/enable`, {}), "Вход открыт"],
};

/** Why these leave none. */
const LEAVES_NONE = {
  "POST /api/v1/suggest": "asks only",
  "POST /widget/api/suggest": "asks only",
  "POST /api/v1/desk/suggest": "asks only",
  "POST /desk": "asks only",
  "POST /api/v1/write/new": "saves nothing",
  "POST /api/v1/write/check": "saves nothing",
  "POST /api/v1/write/find": "saves nothing",
  "POST /write/preview": "saves nothing",
  "POST /a/{slug}/vote": "what readers say; nobody is named",
  "POST /a/{slug}/reason": "what readers say; nobody is named",
  "POST /a/{slug}/unclear": "what readers say; nobody is named",
  "POST /contact": "a customer's request, kept as a ticket",
  "POST /widget/api/tickets": "a customer's request, kept as a ticket",
};

const plain = (html) => html.replace(/<[^>]+>/g, "").replace(/&quot;/g, '"').trim();
/** Every line, newest first: [what and to what, when · who · from where]. */
async function lines() {
  const all = [];
  for (let path = "/admin/audit"; path !== undefined;) {
    const html = await (await server.get(path, admin)).text();
    for (const [, title, small] of html.matchAll(/<p class="row-title">(.*?)<\/p>\s*<p class="quiet small">(.*?)<\/p>/gs)) all.push([plain(title), plain(small)]);
    path = /href="(\/admin\/audit\?before=\d+)"/.exec(html)?.[1];
  }
  return all;
}

test("every address that changes something is judged here, and none that is not there", () => {
  const judged = [...Object.keys(LEAVES), ...Object.keys(LEAVES_NONE)];
  assert.deepEqual(changing.filter((route) => !judged.includes(route)), [], "leaves a line in the audit log, or a reason why not?");
  assert.deepEqual(judged.filter((route) => !changing.includes(route)), []);
});

for (const [route, [call, expected]] of Object.entries(LEAVES)) {
  test(`${route} leaves a line`, async () => {
    const before_ = (await lines()).length;
    await call();
    const fits = (title) => (typeof expected === "string" ? title.startsWith(expected) : expected.test(title));
    let fresh = [];
    await eventually(async () => { fresh = (await lines()).slice(0, -before_ || undefined); return fresh.some(([title]) => fits(title)); }).catch(() => {});
    assert.ok(fresh.some(([title]) => fits(title)), `no line like ${expected} in ${JSON.stringify(fresh)}`);
    assert.match(fresh[0][1], /· (admin|agent|leaver|changer|novice|\S+) · \S+/);
  });
}

test("what the command line changes stands in the log too", async () => {
  const store = ["--store", join(server.folder, "store.sqlite")];
  const file = join(server.folder, "cases.csv");
  writeFileSync(file, "Номер;Обращение;Статья\n1;мигает лампочка;wifi-setup\n");
  const before_ = (await lines()).length;
  execFileSync(bin("kb-server"), ["cases", "import", file, ...store, "--index", server.index]);
  const [, id] = /^ *(\d+) /m.exec(execFileSync(bin("kb-server"), ["cases", "list", ...store], { encoding: "utf8" }));
  execFileSync(bin("kb-server"), ["cases", "forget", id, ...store]);
  execFileSync(bin("kb-server"), ["user", "add", "by-hand", "--role", "agent", ...store], { input: "лошадь верно скрепка\n" });
  await eventually(async () => (await lines()).length >= before_ + 3);
  const fresh = (await lines()).slice(0, 3);
  assert.deepEqual(fresh.map(([title]) => title), ["Заведён сотрудник by-hand (agent)", `Забыто решённое обращение ${id}`, "Решённые обращения загружены 1 + 0"]);
  assert.ok(fresh.every(([, small]) => small.includes("kb-server")));
});

test("the log says what was done to what, never what people wrote", async () => {
  const all = (await lines()).map(([title]) => title).join("\n");
  for (const secret of ["Мария", "Крылова", "4111", "maria@", "карта", "шаг 2"]) assert.ok(!all.includes(secret), secret);
  assert.doesNotMatch(all, /^[a-z]+\.[a-z]+/m, "an action without words for people");
});

test("reading and asking leave no line", async () => {
  const before_ = (await lines()).length;
  await send("/api/v1/desk/suggest", { text: SECRET });
  await send("/api/v1/desk/marks", { text: SECRET, article: "wifi-setup", mark: "opened" });
  await server.get("/api/v1/tickets", admin);
  await ticket({}); // a customer's
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal((await lines()).length, before_);
});

test("a refused change leaves no line", async () => {
  const before_ = (await lines()).length;
  const { "X-CSRF-Token": _, ...cookie } = admin;
  for (const as of [cookie, {}]) {
    const response = await server.post("/api/v1/desk/marks", { text: "x", article: "wifi-setup", mark: "solved" }, { "Content-Type": "application/json", ...as });
    assert.ok([401, 403].includes(response.status));
  }
  assert.equal((await server.post("/api/v1/desk/notes/999/done", {}, { "Content-Type": "application/json", ...admin })).status, 404);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal((await lines()).length, before_);
});
