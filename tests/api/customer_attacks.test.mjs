// SPDX-License-Identifier: GPL-2.0-or-later
// A curious customer with curl, on the sample base: an internal article, a template, somebody's ticket, a pass that was
// never given. What is hidden is answered like what never was, byte for byte.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, root } from "../support/kb_server.mjs";

const SECRET = "secret-of-the-customers-0123456789";
const HIDDEN = ["rules-compensation", "internal/rules/rules-compensation", "call-fraud", "second-line-network", "reply-refund-late", "templates/reply-refund-late"];
let server;
let bare; // the same base without what is internal
let closed;
let agent;
const folder = mkdtempSync(join(tmpdir(), "kb-bare-"));
before(async () => {
  server = await KbServer.start(join(root, "articles"));
  cpSync(join(root, "articles"), folder, { recursive: true });
  for (const name of ["internal", "templates"]) rmSync(join(folder, name), { recursive: true });
  bare = await KbServer.start(folder);
  closed = await KbServer.start(join(root, "articles"), { settings: (yaml) => `${yaml.replace(/^auth:\n(?:[ ].*\n)*/m, "")}\nauth: {private: true, customer_secret: "${SECRET}"}\n` });
  agent = await server.signIn("agent");
});
after(async () => { await Promise.all([server.close(), bare.close(), closed.close()]); rmSync(folder, { recursive: true, force: true }); });

const CLAIMS = [
  {}, { "X-Remote-User": "admin" }, { "X-Forwarded-User": "admin" }, { "X-Forwarded-For": "127.0.0.1" }, { Authorization: "Basic YWRtaW46YWRtaW4=" },
  { "X-Customer-Token": "1.9999999999.0" }, { Cookie: "kb_session=0000; kb_customer=1" }, { "X-HTTP-Method-Override": "GET", "X-Original-URL": "/a/call-fraud" },
  { Range: "bytes=0-40" }, { "If-None-Match": "*" }, { "If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT" }, { "Accept-Encoding": "identity" }, { Origin: "null" },
];

/** All of an answer but its time, its server's address and what is drawn anew for each. */
async function seen(at, path, { method, headers, body }) {
  const response = await fetch(at.url + path, { method, headers, body, redirect: "manual" });
  const kept = [...response.headers].filter(([key]) => !["date", "x-request-id", "set-cookie", "etag"].includes(key));
  const text = `${response.status} ${JSON.stringify(kept)}\n${await response.text()}`.replaceAll(at.url, "HERE").replaceAll(at.url.replace("http://", ""), "HERE");
  return text.replace(/(?<=value=")[\w.-]{32,}(?=")/g, "DRAWN").replace(/"request_id":"\w+"/, "");
}

test("what is hidden is answered like what never was, whatever one claims to be", async () => {
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const addresses = [
    ["GET", (name) => `/a/${name}`], ["HEAD", (name) => `/a/${name}`], ["GET", (name) => `/a/${name}.md`], ["GET", (name) => `/a/${name}?print`],
    ["GET", (name) => `/api/v1/articles/${encodeURIComponent(name)}`], ["GET", (name) => `/api/v1/articles/${encodeURIComponent(name)}/related`],
    ["GET", (name) => `/widget/api/articles/${name}`], ["GET", (name) => `/files/${name}.md`], ["GET", (name) => `/files/public/../${name}.md`], ["GET", (name) => `/files/%2e%2e/${name}`],
    ["POST", (name) => `/a/${name}/vote`, "vote=yes"], ["POST", (name) => `/a/${name}/reason`, "vote=no&reason=old"], ["POST", (name) => `/a/${name}/unclear`, "anchor=x"],
    ["GET", (name) => `/contact?article=${name}`], ["GET", (name) => `/contact/solved?article=${name}`],
  ];
  for (const [method, path, body] of addresses) {
    for (const [index, name] of HIDDEN.entries()) {
      for (const claim of index === 0 ? CLAIMS : [{}]) {
        const asked = { method, headers: { ...claim, ...(body === undefined ? {} : form) }, body };
        const [hidden, absent] = [await seen(server, path(name), asked), await seen(bare, path(name), asked)];
        assert.equal(hidden, absent, `${method} ${path(name)} ${JSON.stringify(claim)}`);
        assert.doesNotMatch(hidden, /^200 .*\n[^]*(?:компенсаци|мошенник)/, path(name));
      }
    }
  }
  assert.equal((await server.get("/a/rules-compensation", agent)).status, 200, "staff do read it");
});

test("nothing of somebody's ticket is read, changed or added to by who is nobody", async () => {
  const secret = "чужая тайна про сиреневый чемодан";
  const { number } = await (await server.post("/api/v1/tickets", { subject: "Моё", text: secret, name: "Ольга", contact: "olga@example.ru" })).json();
  const json = { "Content-Type": "application/json" };
  for (const claim of CLAIMS) {
    for (const [method, path, body] of [["GET", `/api/v1/tickets/${number}`], ["GET", "/api/v1/tickets"], ["GET", "/api/v1/tickets?q=чемодан"], ["GET", `/desk/tickets/${number}`], ["GET", "/desk"], ["GET", "/desk?panel"],
      ["GET", `/contact/sent/${number}`], ["GET", "/api/v1/tickets/files/1"], ["GET", `/search?q=${encodeURIComponent("сиреневый чемодан")}`], ["GET", `/api/v1/complete?q=${encodeURIComponent("сире")}`],
      ["POST", `/api/v1/tickets/${number}/messages`, { author: "agent", text: "взлом" }], ["POST", `/api/v1/tickets/${number}/status`, { status: "closed" }], ["POST", "/api/v1/desk/suggest", { ticket: number }],
      ["POST", "/api/v1/desk/draft", { ticket: number }], ["POST", "/api/v1/suggest", { ticket: number, text: "чемодан" }]]) {
      const response = await fetch(server.url + path, { method, headers: { ...(body ? json : {}), ...claim }, body: body && JSON.stringify(body), redirect: "manual" });
      assert.ok(!(await response.text()).includes("тайна"), `${method} ${path} ${JSON.stringify(claim)}`);
      if (/tickets\/|desk/.test(path)) assert.ok([303, 401, 403, 404, 409, 422].includes(response.status), `${method} ${path}: ${response.status}`);
    }
  }
  // another ticket under that number, a message as the agent, a customer who says to be Olga
  const forged = await server.post("/api/v1/tickets", { number, id: 1, author: "agent", status: "closed", subject: "Моё", text: "взлом", name: "Ольга", contact: "olga@example.ru" });
  const made = forged.ok ? (await forged.json()).number : "";
  assert.notEqual(made, number);
  const kept = await server.json(`/api/v1/tickets/${number}`, agent);
  assert.deepEqual([kept.status, kept.messages.map(({ text }) => text)], ["new", [secret]]);
});

test("a customer's pass that was not given opens nothing: each part of a good one is touched", async () => {
  const at = Math.floor(Date.now() / 1000) + 3600;
  const sign = (text, key = SECRET) => createHmac("sha256", key).update(text).digest("hex");
  const good = `42.${at}.${sign(`42.${at}`)}`;
  const status = async (pass) => (await closed.get(`/api/v1/search?q=wifi`, pass === null ? {} : { "X-Customer-Token": pass })).status;
  assert.equal(await status(good), 200);
  const [, , mac] = good.split(".");
  for (const bad of [null, "", "42", `42.${at}`, `42.${at}.`, `43.${at}.${mac}`, `42.${at + 1}.${mac}`, `42.${at}.${mac.slice(0, 63)}`, `42.${at}.${mac.toUpperCase()}`, `42.${at}.${mac}0`, `42.${at}.${"0".repeat(64)}`,
    `42.${at}.${sign(`42.${at}`, "")}`, `42.${at}.${sign(`42.${at}`, "другой ключ")}`, `42.1.${sign("42.1")}`, `42.${at + 500 * 86400}.${sign(`42.${at + 500 * 86400}`)}`, `42.-1.${sign("42.-1")}`, `42. ${at}.${sign(`42. ${at}`)}`,
    `.${at}.${sign(`.${at}`)}`, `4/2.${at}.${sign(`4/2.${at}`)}`, `admin.${at}.${mac}`, `42.${at}e9.${sign(`42.${at}e9`)}`, `${good}.${good}`]) {
    assert.equal(await status(bad), 401, JSON.stringify(bad));
  }
  // a pass is a customer's: it opens no internal article, no desk, no ticket
  const pass = { "X-Customer-Token": good };
  assert.equal((await closed.get("/a/rules-compensation", pass)).status, 404);
  assert.equal((await closed.get("/api/v1/tickets", pass)).status, 401);
  assert.ok([303, 401].includes((await closed.get("/desk", pass)).status));
  // as an agent's pass: the same bytes as a session or a bearer token
  for (const headers of [{ Authorization: `Bearer ${good}` }, { Cookie: `kb_session=${good}` }]) assert.notEqual((await closed.get("/api/v1/tickets", headers)).status, 200);
});

test("a curious agent stays an agent", async () => {
  const form = { "Content-Type": "application/x-www-form-urlencoded", ...agent };
  const word = agent["X-CSRF-Token"];
  for (const [path, body] of [["/admin/users", "login=mallory&role=admin&name=x"], ["/admin/users/1/role", "role=admin"], ["/admin/users/1/disable", ""], ["/admin/users/1/link", ""]])
    assert.equal((await server.post(path, `${body}&csrf=${word}`, form)).status, 403, path);
  assert.equal((await server.get("/admin/audit", agent)).status, 403);
  assert.equal((await server.get("/desk", agent)).status, 200);
});
