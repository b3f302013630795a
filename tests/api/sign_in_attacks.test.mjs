// SPDX-License-Identifier: GPL-2.0-or-later
// An outsider at the door of a running server: planted sessions, forged words, races, floods.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bin, KbServer } from "../support/kb_server.mjs";

let server;
before(async () => { server = await KbServer.start(); });
after(async () => { await server.close(); });

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const form = (fields) => new URLSearchParams(fields).toString();
const user = (args, input = "") => spawnSync(bin("kb-server"), ["user", ...args, "--store", join(server.folder, "store.sqlite")], { input, encoding: "utf8" });
const roleOf = async (headers) => (await server.json("/api/v1/me", headers)).role;

test("the printed link is the only way in, and works for one of many who come at once", async () => {
  assert.equal((await server.post("/sign-in", form({ login: "admin", password: "admin" }), FORM)).status, 401);
  const link = server.said.find((line) => line.includes("/sign-in/link/")).trim().slice(server.url.length);
  const password = "лошадь верно скрепка";
  const tries = await Promise.all([..."abcdef"].map((letter) => server.post(link, form({ login: `boss-${letter}`, password, again: password }), FORM)));
  const statuses = tries.map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 303).length, 1, String(statuses));
  assert.ok(statuses.every((status) => [303, 404, 503].includes(status)), String(statuses));
  assert.equal(user(["list"]).stdout.trim().split("\n").length, 1);
  assert.equal((await server.get(link)).status, 404);
});

test("headers and cookies that only claim something give nothing", async () => {
  for (const headers of [
    { Cookie: "role=admin; session=1; kb_session=admin" }, { Cookie: `kb_session=${"0".repeat(64)}` }, { Cookie: `kb_session=${"0".repeat(64)}; __Host-kb_session=${"0".repeat(64)}` },
    { "X-Remote-User": "admin" }, { "Remote-User": "admin" }, { "X-Forwarded-User": "admin" }, { "X-Forwarded-For": "127.0.0.1" },
    { "X-CSRF-Token": "x" }, { "X-Customer-Token": "1.9999999999.ff" }, { Cookie: `kb_session=${"a".repeat(3000)}` },
  ]) {
    assert.equal(await roleOf(headers), "customer", JSON.stringify(headers));
    assert.equal((await server.get("/admin/users", headers)).status, 303);
    assert.equal((await server.get("/api/v1/tickets", headers)).status, 401);
  }
  for (const token of ["", "kbt_", `kbt_${"0".repeat(64)}`, "null", "undefined"]) assert.equal((await server.get("/api/v1/me", { Authorization: `Bearer ${token}` })).status, 401, token);
});

test("ways around the path meet the same gate", async () => {
  for (const path of ["/admin/users/", "//admin/users", "/admin//users", "/./admin/users", "/admin/users%00", "/ADMIN/USERS", "/admin%2fusers", "/sign-in/../admin/users", "/admin/users;x", "/static/../admin/users", "/admin/users?x=/static/"]) {
    const response = await server.get(path);
    assert.ok([301, 303, 400, 404].includes(response.status), `${path}: ${response.status}`);
    if (response.status === 303) assert.match(response.headers.get("location"), /^\/sign-in\?next=/);
    assert.doesNotMatch(await response.text(), /Новый сотрудник/);
  }
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) assert.ok([204, 405].includes((await fetch(`${server.url}/admin/users`, { method })).status), method);
  assert.equal((await fetch(`${server.url}/admin/users`, { method: "HEAD", redirect: "manual" })).status, 303);
});

test("a session that is ended while requests run is over for each that comes after", async () => {
  const agent = await server.signIn("agent", "racer");
  let isClosed = false;
  const late = [];
  const ask = async () => {
    for (let i = 0; i < 40; ++i) {
      const began = isClosed;
      const { status } = await server.get("/api/v1/tickets", agent);
      if (began) late.push(status);
    }
  };
  const running = [ask(), ask(), ask()];
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(user(["disable", "racer"]).status, 0);
  isClosed = true;
  await Promise.all([...running, ask()]);
  assert.ok(late.length > 0);
  assert.ok(late.every((status) => status === 401), String(late));
});

test("while passwords are guessed in a flood, readers are served", async () => {
  let stop = false;
  const flood = async (name) => {
    const seen = new Map();
    for (let i = 0; !stop; ++i) {
      const { status } = await server.post("/sign-in", form({ login: `${name}${i}`, password: "не тот пароль" }), FORM);
      seen.set(status, (seen.get(status) ?? 0) + 1);
    }
    return seen;
  };
  const floods = [..."abcdefgh"].map(flood);
  let slowest = 0;
  const read = [];
  for (let i = 0; i < 20; ++i) {
    const began = performance.now();
    read.push((await server.get("/a/wifi-setup")).status);
    slowest = Math.max(slowest, performance.now() - began);
  }
  stop = true;
  const statuses = new Map((await Promise.all(floods)).flatMap((seen) => [...seen]));
  assert.ok(read.every((status) => status === 200), String(read));
  assert.ok(slowest < 3000, `${slowest} ms`);
  assert.ok([...statuses.keys()].every((status) => [401, 429, 503].includes(status)), String([...statuses]));
});

test("what a stranger sends is in no log line", () => {
  assert.doesNotMatch(server.log, /boss-|скрепка|kbt_|sign-in\/link\/[0-9a-f]/);
});
