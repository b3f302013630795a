// SPDX-License-Identifier: GPL-2.0-or-later
// A restart with the socket held open refuses nobody; TERM answers what has begun; HUP reads the settings again.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import test from "node:test";
import { bin, eventually, KbServer } from "../support/kb_server.mjs";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One request on a connection of its own; the status, or an error. */
function visit(port, path) {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`));
    socket.on("data", (bytes) => { answer += bytes; });
    socket.on("error", (error) => resolve(error.code));
    socket.on("close", () => resolve(Number(answer.slice(9, 12)) || "empty"));
  });
}

test("five restarts under load refuse no connection and lose no answer", { timeout: 120_000 }, async () => {
  const server = await KbServer.start();
  await server.stop();
  const child = spawn(bin("hold-socket"), [bin("kb-server"), "serve", "--index", server.index, "--store", join(server.folder, "store.sqlite"),
    "--config", server.config]);
  child.stderr.resume();
  const line = await new Promise((resolve) => createInterface(child.stdout).once("line", resolve));
  const port = Number(new URL(line).port);
  const seen = new Map();
  let isOver = false;
  const visitor = async () => {
    while (!isOver) {
      const outcome = await visit(port, "/api/v1/search?q=wifi");
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
  };
  const visitors = Array.from({ length: 8 }, visitor);
  for (let restart = 0; restart < 5; ++restart) {
    await sleep(300);
    child.kill("SIGHUP");
    await sleep(50);
    assert.equal(await visit(port, "/api/v1/search?q=wifi"), 200);  // the new one is there
  }
  isOver = true;
  await Promise.all(visitors);
  assert.equal(child.exitCode, null, "hold-socket ended: a server did not stop well");
  const code = await new Promise((resolve) => { child.once("exit", resolve); child.kill("SIGTERM"); });
  rmSync(server.folder, { recursive: true, force: true });
  assert.equal(code, 0);
  assert.deepEqual([...seen.keys()], [200], JSON.stringify([...seen]));
  assert.ok(seen.get(200) > 20, `${seen.get(200)} answers`);
});

test("HUP reads the settings again, and keeps the old ones when the new ones are wrong", async () => {
  const server = await KbServer.start();
  const yaml = readFileSync(server.config, "utf8");
  const title = async () => (await (await server.get("/")).text()).includes("Новое имя");
  assert.equal(await title(), false);
  writeFileSync(server.config, yaml.replace(/^name: .*/m, "name: Новое имя"));
  server.child.kill("SIGHUP");
  await eventually(title);
  writeFileSync(server.config, "nmae: Ошибка\n");
  server.child.kill("SIGHUP");
  await eventually(async () => server.log.includes('"event":"reload"'));
  assert.match(server.log, /nmae/);
  assert.equal(await title(), true);
  assert.equal(await server.close(), 0);
});

test("limits of kb.yaml hold over HTTP, with the time to wait", async () => {
  const server = await KbServer.start();
  writeFileSync(server.config, readFileSync(server.config, "utf8").replace("searches_per_second: 0", "searches_per_second: 2"));
  server.child.kill("SIGHUP");
  let refused;
  await eventually(async () => {
    refused = await server.get("/api/v1/search?q=wifi");
    return refused.status === 429;
  });
  assert.equal(refused.headers.get("retry-after"), "1");
  assert.equal((await refused.json()).code, "too-many-requests");
  assert.equal((await server.get("/")).status, 200);
  await server.close();
});
