// SPDX-License-Identifier: GPL-2.0-or-later
// kill -9 at moments nobody chose. (tests/slow/kill_anywhere kills at every write there is; here the
// clock decides, and the server is killed as well.)
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TortureBase, bin, randomOf, seed, serverOver, sleep, storeDump } from "./common.mjs";

// Runs a command of kb-index and kills it after so many milliseconds; true when it was killed.
async function killAfter(base, command, ms) {
  const child = spawn(bin("kb-index"), base.args(command), { stdio: "ignore" });
  const end = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
  const timer = setTimeout(() => child.kill("SIGKILL"), ms);
  const signal = await end;
  clearTimeout(timer);
  return signal === "SIGKILL";
}

// Half of the articles changed, one gone, one new.
function change(base) {
  for (let i = 0; i < 20; i += 2) base.write(i, 2);
  rmSync(join(base.articles, "public/a19.md"));
  base.write(30);
}

function timeOf(base, command) {
  const begin = performance.now();
  assert.equal(base.run(command).code, 0);
  return performance.now() - begin;
}

/** kb-index killed `times` times in the middle of updates and builds. */
export async function killIndexer(times) {
  const random = randomOf(seed);
  const base = new TortureBase();
  try {
    base.build();
    const old = join(base.root, "old");
    cpSync(base.index, old, { recursive: true });
    const before = base.dump();
    change(base);
    const usual = { update: timeOf(base, "update"), build: 0 };
    const afterwards = base.dump();
    usual.build = timeOf(base, "build");
    assert.notEqual(before, afterwards);
    let killed = 0;
    while (killed < times) {
      rmSync(base.index, { recursive: true });
      cpSync(old, base.index, { recursive: true });
      const command = random() < 0.7 ? "update" : "build";
      if (!(await killAfter(base, command, random() * usual[command] * 1.1))) continue;
      killed += 1;
      const what = `KB_TEST_SEED=${seed}, kill ${killed}, ${command}`;
      const seen = base.dump();
      assert.ok(seen !== null, `${what}: the index does not open`);
      const checked = base.run("check");
      assert.doesNotMatch(checked.said, /повреждён/, what);
      const mended = base.run("update");
      assert.equal(mended.code, 0, `${what}: ${mended.said}`);
      const again = base.run("check");
      assert.equal(again.code, 0, `${what}: ${again.said}`);
    }
    return `${killed} убито, индекс всегда открывался, check чист`;
  } finally {
    base.close();
  }
}

/** kb-server killed `times` times while readers read: what was answered a second ago is in the store. */
export async function killServer(times) {
  const random = randomOf(seed + 1);
  const base = new TortureBase(5);
  let answered = 0;
  let lost = 0;
  try {
    base.build();
    for (let round = 1; round <= times; round += 1) {
      const store = join(base.root, `s${round}`);
      mkdirSync(store);
      const server = await serverOver(base, { store });
      const times_ms = await readUntilKilled(server, 30 + random() ** 3 * 1400);
      const held = storeDump(join(server.folder, "store.sqlite"));
      const what = `KB_TEST_SEED=${seed}, kill ${round}`;
      assert.equal(held.integrity, "ok", what);
      const killedAt = times_ms.pop();
      const due = times_ms.filter((at) => at < killedAt - 1000).length;
      assert.ok(held.viewed >= due, `${what}: ${held.viewed} views held, ${due} answered more than a second before`);
      assert.ok(held.viewed <= times_ms.length + 8, `${what}: more views than were asked for`);
      answered += times_ms.length;
      lost += Math.max(0, times_ms.length - held.viewed);
      rmSync(server.folder, { recursive: true });
    }
    return `${times} убито, ответов ${answered}, не записано ${lost} (все моложе секунды)`;
  } finally {
    base.close();
  }
}

// Times of the answers, and of the kill as the last.
async function readUntilKilled(server, ms) {
  const times_ms = [];
  let isOver = false;
  const read = async (number) => {
    while (!isOver) {
      try {
        const response = await server.get(`/a/a${number}`);
        await response.arrayBuffer();
        if (response.status === 200) times_ms.push(performance.now());
      } catch {
        return;
      }
    }
  };
  const readers = [0, 1, 2, 3].map(read);
  await sleep(ms);
  const exit = new Promise((resolve) => server.child.once("exit", resolve));
  const killedAt = performance.now();
  server.child.kill("SIGKILL");
  isOver = true;
  await Promise.all([...readers, exit]);
  return [...times_ms.filter((at) => at <= killedAt), killedAt];
}
