// SPDX-License-Identifier: GPL-2.0-or-later
// Accounts of a running server, as the operator makes and ends them with kb-server user.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bin, KbServer } from "../support/kb_server.mjs";

let server;
before(async () => { server = await KbServer.start(); });
after(async () => { await server.close(); });

const user = (args, input = "") => spawnSync(bin("kb-server"), ["user", ...args, "--store", join(server.folder, "store.sqlite")], { input, encoding: "utf8" });
const roleOf = async (headers) => (await server.json("/api/v1/me", headers)).role;

test("kb-server user works beside a running server and is felt at once", async () => {
  const admin = await server.signIn("admin");
  const agent = await server.signIn("agent");
  assert.equal(await roleOf(agent), "agent");
  assert.equal(user(["role", "agent", "writer"]).status, 0);
  assert.equal(await roleOf(agent), "writer");
  assert.equal(user(["disable", "agent"]).status, 0);
  assert.equal(await roleOf(agent), "customer");
  assert.equal(user(["enable", "agent"]).status, 0);
  assert.equal(await roleOf(agent), "customer");
  assert.equal(await roleOf(admin), "admin");
  assert.match(user(["list"]).stdout, /admin +admin +\d{4}-\d\d-\d\d \d\d:\d\d {2}admin/);
  assert.match(user(["disable", "admin"]).stderr, /последний администратор/);
  assert.equal(user(["password", "admin"], "совсем другие слова\n").status, 0);
  assert.equal(await roleOf(admin), "customer");
});

test("bad passwords, logins and roles are refused with advice and exit code 2", () => {
  for (const [args, input, said] of [
    [["add", "boris", "--role", "agent"], "коротко\n", /хотя бы 10 знаков/],
    [["add", "boris", "--role", "agent"], "", /Пароль не задан/],
    [["add", "борис", "--role", "agent"], "три слова подряд\n", /латинские буквы/],
    [["add", "boris", "--role", "boss"], "три слова подряд\n", /role/],
    [["add", "boris"], "три слова подряд\n", /role/],
    [["disable", "nobody"], "", /Логина «nobody» нет/],
  ]) {
    const run = user(args, input);
    assert.equal(run.status, 2, `${args}: ${run.stderr}`);
    assert.match(run.stderr, said);
  }
  assert.throws(() => execFileSync(bin("kb-server"), ["user", "list", "--store", "/nowhere/store.sqlite"], { stdio: "pipe" }), /хранилища нет/);
});

test("agents see internal articles, customers do not, and signing out ends it", async () => {
  const agent = await server.signIn("agent", "vera");
  const target = "/api/v1/tickets";
  assert.equal((await server.get(target)).status, 401);
  assert.equal((await server.get(target, agent)).status, 200);
  const withoutWord = { Cookie: agent.Cookie };
  assert.equal((await server.post("/sign-out", "", withoutWord)).status, 403);
  const out = await server.post("/sign-out", "", agent);
  assert.equal(out.status, 303);
  assert.match(out.headers.get("set-cookie"), /kb_session=; .*Max-Age=0/);
  assert.equal((await server.get(target, agent)).status, 401);
});
