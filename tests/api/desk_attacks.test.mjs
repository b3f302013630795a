// SPDX-License-Identifier: GPL-2.0-or-later
// The desk attacked: requests that another site makes an agent's browser send, words that want to be more than words,
// and a look at the disk afterwards.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, root, TOKEN } from "../support/kb_server.mjs";

const token = { Authorization: `Bearer ${TOKEN}` };
const JSON_TYPE = { "Content-Type": "application/json" };
let server;
let agent;
before(async () => {
  server = await KbServer.start(join(root, "articles"), { settings: (yaml) => yaml.replace(/order_numbers: \[\]/, 'order_numbers: ["МК-######"]') });
  agent = await server.signIn("agent");
});
after(async () => { await server.close(); });

const send = (path, body, as = { ...JSON_TYPE, ...agent }) => server.post(path, body, as);
const asked = async (path, body) => {
  const response = await send(path, body);
  assert.ok(response.status < 300, `${path}: ${response.status}`);
  return response.json();
};
const ticket = async (body) => (await (await server.post("/api/v1/tickets", body)).json()).number;

test("no change without the session's word, whatever kind of body another site can send", async () => {
  const { "X-CSRF-Token": word, ...cookie } = agent;
  const number = await ticket({ subject: "Оплата", text: "Списали дважды" });
  const paths = readFileSync(join(root, "tests/cases/access.tsv"), "utf8").split("\n").map((line) => line.split("\t"))
    .filter(([method, route, customer]) => method === "POST" && (customer === "401") && /\/desk|\/tickets|\/cases/.test(route)).map(([, route]) => route.replace("{number}", number).replace("{id}", "1"));
  assert.ok(paths.length >= 10);
  for (const path of paths) {
    for (const [type, body] of [["application/json", "{}"], ["text/plain", '{"text":"x"}'], ["application/x-www-form-urlencoded", "text=x&csrf="], ["application/x-www-form-urlencoded", `text=x&csrf=${"0".repeat(64)}`], ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n1\r\n--x--\r\n']]) {
      const response = await send(path, body, { ...cookie, "Content-Type": type, Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" });
      assert.equal(response.status, 403, `${path} ${type}`);
    }
  }
  const other = await server.signIn("agent", "other");
  assert.equal((await send("/api/v1/desk/gaps", { text: "x" }, { ...JSON_TYPE, ...cookie, "X-CSRF-Token": other["X-CSRF-Token"] })).status, 403, "another session's word");
  assert.equal((await send("/api/v1/desk/gaps", { text: "x" }, { ...JSON_TYPE, ...cookie, "X-CSRF-Token": word })).status, 201);
  assert.equal((await (await server.get(`/api/v1/tickets/${number}`, token)).json()).status, "new");
});

const HOSTILE = [
  ["HTML", `<img src=x onerror=alert(1)><script>alert(1)</script><svg onload=alert(1)> деньги списали дважды`],
  ["front matter", "---\naudience: public\nstatus: published\nid: charged-twice\n---\n\n# Чужая статья\n\nденьги списали дважды"],
  ["right to left", "деньги списали \u202Eыджавд\u202C дважды \u2066x\u2069 \u200F"],
  ["zero width", "день\u200Bги спи\u00ADсали два\u2060жды"],
  ["places", "{{name}} {{order}} {имя} ${x} {{{x}}} деньги списали дважды"],
  ["links", "[тут](javascript:alert(1)) ![](https://evil.example/x.png) <https://evil.example> деньги списали дважды"],
  ["headers", "деньги\r\nBcc: all@evil.example\r\n\r\nсписали дважды"],
  ["a table of pipes", `${"|".repeat(5000)}\n${"-|".repeat(5000)}\nденьги списали дважды`],
  ["nested quotes", `${">".repeat(3000)} деньги списали дважды`],
  ["controls", "деньги\u0000\u0007\u001b[31m списали\u0085 дважды\uFFFF"],
];

for (const [name, text] of HOSTILE) {
  test(`words that want to be more, ${name}: a ticket, an answer, a draft, a case`, async () => {
    const number = await ticket({ subject: text.slice(0, 200), text, name: text.slice(0, 100) });
    const answer = await asked("/api/v1/desk/suggest", { ticket: number });
    for (const item of answer.items) {
      if (!item.template) continue;
      for (const { value } of item.template.slots) assert.doesNotMatch(value, /[<>{}\r\n\u0000]/, `${item.id}: ${value}`);
      assert.doesNotMatch(item.template.text, /<script|onerror/);
    }
    const { id } = answer.items[0] ?? { id: "charged-twice" };
    await asked("/api/v1/desk/marks", { ticket: number, article: id, mark: "solved" });
    const draft = await asked("/api/v1/desk/draft", { ticket: number, save: true });
    assert.match(draft.path, /^internal\/drafts\/[a-z0-9-]+\.md$/);
    const [head] = draft.markdown.slice(4).split("\n---\n");
    assert.match(head, /^status: draft$/m);
    assert.match(head, /^audience: internal$/m);
    assert.equal(head.split("\n").filter((line) => /^(?:status|audience|id):/.test(line)).length, 2, head);
    const page = await (await server.get(`/desk/tickets/${number}`, agent)).text();
    assert.doesNotMatch(page, /onerror|evil\.example/, "the shell holds no ticket");
  });
}

test("a megabyte at the desk's door: an answer or a refusal in words, within seconds, and the next one is answered", async () => {
  for (const text of ["деньги ".repeat(160_000), "\u202E".repeat(340_000), "<b>".repeat(340_000), `${"заказ № ".repeat(60_000)}МК-004512`, "с уважением, ".repeat(50_000), "а".repeat(500_000)]) {
    for (const path of ["/api/v1/desk/suggest", "/api/v1/desk/draft", "/api/v1/desk/gaps"]) {
      const begin = performance.now();
      const response = await send(path, { text });
      const took = performance.now() - begin;
      assert.ok([200, 201, 413].includes(response.status), `${path}: ${response.status}`);
      assert.ok(took < 5000, `${path}: ${Math.round(took)} ms for ${text.slice(0, 10)}…`);
    }
  }
  assert.equal((await asked("/api/v1/desk/suggest", { text: "деньги списали дважды" })).verdict, "answer");
});

test("who may do what is asked of the session at each request: a closed account, a role taken away", async () => {
  const admin = await server.signIn("admin");
  const gone = await server.signIn("agent", "gone");
  const html = await (await server.get("/admin/users", admin)).text();
  const id = /\/admin\/users\/(\d+)\/disable/.exec(html.split("<li").find((row) => row.includes(">gone") || row.includes(" gone")))[1];
  assert.equal((await send("/api/v1/desk/gaps", { text: "x" }, { ...JSON_TYPE, ...gone })).status, 201);
  const form = new URLSearchParams({ csrf: admin["X-CSRF-Token"] }).toString();
  assert.equal((await server.post(`/admin/users/${id}/disable`, form, { "Content-Type": "application/x-www-form-urlencoded", ...admin })).status, 303);
  assert.equal((await send("/api/v1/desk/gaps", { text: "x" }, { ...JSON_TYPE, ...gone })).status, 401);
  assert.equal((await server.get("/desk", gone)).status, 303);
});

test("the inbox is everybody's: another agent goes on with a ticket, and the log says who did what", async () => {
  const number = await ticket({ subject: "Оплата", text: "Списали дважды" });
  const second = await server.signIn("agent", "second");
  await asked(`/api/v1/tickets/${number}/status`, { status: "handed_over", reason: "вторая линия" });
  assert.equal((await send(`/api/v1/tickets/${number}/messages`, { author: "agent", text: "Деньги вернутся." }, { ...JSON_TYPE, ...second })).status, 201);
  const admin = await server.signIn("admin", "reader");
  const log = await (await server.get("/admin/audit", admin)).text();
  const lines = [...log.matchAll(/<p class="row-title">(.*?)<\/p>\s*<p class="quiet small">(.*?)<\/p>/gs)].filter(([, title]) => title.includes(number)).map(([, , small]) => small.split(" · ")[1]);
  assert.deepEqual(lines, ["second", "agent"]);
});

const SECRETS = { card: "4111 1111 1111 1111", phone: "916 123-45-67", mail: "krylova.m@mail.example", name: "Крылова", order: "МК-004512" };
const PERSONAL = `Здравствуйте, меня зовут Мария Крылова, карта ${SECRETS.card}, звоните 8 ${SECRETS.phone} или ${SECRETS.mail}, заказ ${SECRETS.order}: деньги списали дважды`;

test("of what was pasted at the desk nothing personal is on the disk or in the log", async () => {
  const ask = { text: PERSONAL };
  await asked("/api/v1/desk/suggest", ask);
  for (const mark of ["inserted", "opened", "wrong", "solved"]) await asked("/api/v1/desk/marks", { ...ask, article: "charged-twice", mark });
  await asked("/api/v1/desk/gaps", ask);
  await asked("/api/v1/desk/draft", { ...ask, problem: PERSONAL, situation: PERSONAL, solution: PERSONAL, result: PERSONAL, title: PERSONAL.slice(0, 200), save: true });
  await asked("/api/v1/desk/notes?article=charged-twice", ask);
  const { start } = await server.json("/api/v1/desk/scripts/call-no-internet", token);
  await asked("/api/v1/desk/calls", { script: "call-no-internet", path: [start], notes: PERSONAL });
  await asked("/api/v1/cases", { text: PERSONAL, article: "charged-twice" });
  for (const bad of ["/api/v1/desk/marks", "/api/v1/desk/calls", `/api/v1/desk/notes?article=${encodeURIComponent(PERSONAL)}`]) await send(bad, { ...ask, article: PERSONAL, script: PERSONAL, mark: "solved", path: [PERSONAL] });
  await server.post("/desk", new URLSearchParams({ text: PERSONAL, csrf: agent["X-CSRF-Token"] }).toString(), { "Content-Type": "application/x-www-form-urlencoded", ...agent });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const files = [join(server.folder, "store.sqlite"), join(server.folder, "store.sqlite-wal"), ...readdirSync(join(server.articles, "internal/drafts")).map((name) => join(server.articles, "internal/drafts", name))];
  const texts = [["the log", server.log], ...files.map((file) => [file, readFileSync(file, "utf8")])];
  assert.ok(texts.some(([, text]) => text.includes("‹карта›")), "nothing was kept at all");
  for (const [where, text] of texts) for (const [what, secret] of Object.entries(SECRETS)) assert.ok(!text.includes(secret), `${what} in ${where}`);
});
