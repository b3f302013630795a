// SPDX-License-Identifier: GPL-2.0-or-later
// The whole server while somebody puts the machine's wall clock an hour back, and an hour forward:
// tests/support/put_clock.cc stands between it and the system.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KbServer, bin, eventually, root } from "../../support/kb_server.mjs";
import { TortureBase, sleep } from "./common.mjs";

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const HOUR_S = 3600;

async function serverWithClock(base) {
  const settings = readFileSync(join(root, "deploy/kb.yaml"), "utf8")
    .replace(/^(  searches_per_second): \d+/m, "$1: 3").replace(/^  folder:.*$/m, `  folder: ${join(base.root, "outbox")}`);
  const config = join(base.root, "kb.yaml");
  const clock = join(base.root, "clock");
  writeFileSync(config, settings);
  writeFileSync(clock, "0");
  const env = { LD_PRELOAD: bin("libput-clock.so"), KB_CLOCK_FILE: clock, ASAN_OPTIONS: "verify_asan_link_order=0:detect_leaks=0" };
  const server = Object.assign(new KbServer(), { folder: base.root, articles: base.articles, index: base.index, config, env });
  await server.run();
  return { server, put: (seconds) => writeFileSync(clock, String(seconds)) };
}

const tokenOf = (page) => /name="token" value="([^"]+)"/.exec(page)[1];

// Asks until the limit says no, and again when it should say yes.
async function limitHolds(server) {
  const statuses = [];
  for (let i = 0; i < 12; i += 1) {
    const response = await server.get("/api/v1/search?q=a");
    await response.arrayBuffer();
    statuses.push(response.status);
    if (response.status === 429) assert.equal(response.headers.get("retry-after"), "1");
  }
  assert.ok(statuses.includes(429), `no limit: ${statuses}`);
  await sleep(1200);
  assert.equal((await server.get("/api/v1/search?q=a")).status, 200);
}

async function stepBy(seconds) {
  const base = new TortureBase(5);
  base.build();
  const outbox = join(base.root, "outbox");
  writeFileSync(outbox, "a file where the folder should be");
  const { server, put } = await serverWithClock(base);
  try {
    const staff = await server.signIn("agent");
    const send = (token, subject) => server.post("/contact", `token=${token}&subject=${encodeURIComponent(subject)}`, FORM);
    const early = tokenOf(await (await server.get("/contact")).text());
    const late = tokenOf(await (await server.get("/contact")).text());
    await sleep(2100);
    assert.equal((await send(early, "до перевода часов")).status, 303);
    await eventually(() => /"event":"delivery"/.test(server.log), 10_000);  // it failed, and is to be tried again

    const before = Date.now();
    put(seconds);
    const date = Date.parse((await server.get("/healthz")).headers.get("date"));
    assert.ok(Math.abs(date - before - seconds * 1000) < 5000, "the clock was not put");
    await limitHolds(server);
    assert.equal((await server.json("/api/v1/me", staff)).role, "agent", "signed out by the clock");
    assert.equal((await send(late, "после перевода часов")).status, 303);
    base.write(1, 2);
    await eventually(async () => (await server.json("/api/v1/search?q=metka1v2&literal=1")).total > 0, 10_000);

    const mended = Date.now();
    rmSync(outbox);
    mkdirSync(outbox);
    await eventually(() => readdirSync(outbox).filter((name) => name.endsWith(".json")).length === 2, 90_000);
    assert.equal(await server.stop(), 0);
    return (Date.now() - mended) / 1000;
  } finally {
    server.child.kill("SIGKILL");
    base.close();
  }
}

export async function putClock() {
  const back_s = await stepBy(-HOUR_S);
  const forward_s = await stepBy(HOUR_S);
  return `часы ∓1 ч: ограничения, вход, форма и индекс без сбоев; задержанное доставлено через ${back_s.toFixed(0)} и ${forward_s.toFixed(0)} с после починки`;
}
