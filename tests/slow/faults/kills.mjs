// SPDX-License-Identifier: GPL-2.0-or-later
// kill -9 at moments nobody chose. (tests/slow/kill_anywhere kills at every write there is; here the
// clock decides, and the server is killed as well.)
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../support/kb_server.mjs";
import { TortureBase, articleText, bin, randomOf, seed, serverOver, sleep, storeDump } from "./common.mjs";

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

const PATHS = [0, 1, 2, 3, 4].map((number) => ({ number, path: `public/a${number}.md` }));
const JSON_TYPE = { "Content-Type": "application/json" };

// A writer's window: saves one article after the other, each over the version it knows, until the server is gone.
class Writing {
  constructor(base, headers) {
    this.base = base;
    this.headers = { ...JSON_TYPE, ...headers };
    this.held = new Map(); // path → {text, commit}: what the server confirmed
    this.sent = new Map(); // path → text: sent, and no answer came
    this.saves = 0;
    this.version = 2;
  }
  async save(server, { number, path }) {
    const text = articleText(number, this.version);
    this.version += 1;
    this.sent.set(path, text);
    const current = await server.json(`/api/v1/write/articles/${path}`, this.headers);
    const answer = await server.post("/api/v1/write/articles", { path, text, base_version: current.version }, this.headers);
    const saved = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(saved));
    assert.equal(saved.trouble, "", "saved, but not into the history");
    this.sent.delete(path);
    this.held.set(path, { text, commit: saved.revision });
    this.saves += 1;
  }
  /** Until the server dies, or `count` saves. */
  async go(server, count, paths = PATHS) {
    for (let i = 0; i < count; i += 1) {
      try {
        await this.save(server, paths[i % paths.length]);
      } catch (error) {
        if (error instanceof assert.AssertionError || error instanceof SyntaxError) throw error;
        return;
      }
    }
  }
  git(...args) {
    return execFileSync("git", ["-C", this.base.articles, ...args], { encoding: "utf8" });
  }
  /** What was confirmed is in the file or was saved over by what was sent last, and in the history. */
  check(what) {
    for (const [path, { text, commit }] of this.held) {
      const now = readFileSync(join(this.base.articles, path), "utf8");
      assert.ok(now === text || now === this.sent.get(path), `${what}: ${path} is neither what was confirmed nor what was sent: ${now.slice(0, 300)}`);
      if (commit) assert.equal(this.git("show", `${commit}:${path}`), text, `${what}: the history holds another text`);
      if (commit) this.git("merge-base", "--is-ancestor", commit, "HEAD");
    }
    const fsck = spawnSync("git", ["-C", this.base.articles, "fsck", "--strict", "--no-dangling"], { encoding: "utf8" });
    assert.equal(fsck.status, 0, `${what}: ${fsck.stdout}${fsck.stderr}`);
  }
}

const leftovers = (base) => readdirSync(base.articles, { recursive: true }).map(String).filter((name) => name.endsWith(".tmp") || name.endsWith(".lock"));

/** The folder of articles becomes a repository. */
export function beginHistory(base) {
  const git = (...args) => execFileSync("git", ["-C", base.articles, "-c", "user.name=t", "-c", "user.email=t@test.example", ...args], { stdio: "pipe" });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "-m", "Начало");
}

// How often one save goes to the disk, and the server before and after: boundaries of kill_at_write.cc.
async function boundariesOf(base, headers, saves) {
  const file = join(base.root, "count");
  const writing = new Writing(base, headers);
  const server = await serverOver(base, { env: { ...PRELOAD, KB_KILL_COUNT: file } });
  await writing.go(server, saves);
  assert.equal(await server.stop(), 0);
  return Number(readFileSync(file, "utf8"));
}

const PRELOAD = { LD_PRELOAD: bin("libkill-at-write.so"), ASAN_OPTIONS: "verify_asan_link_order=0:detect_leaks=0" };

/**
 * kb-server killed while writers save: every other time by the clock with two at work, else at one of the calls that
 * change the disk. Nothing confirmed is lost, the history goes on, and what lies on the disk is found afterwards.
 */
export async function killWorkshop(times) {
  const random = randomOf(seed + 4);
  const base = new TortureBase(5);
  try {
    base.build();
    beginHistory(base);
    const first = await serverOver(base);
    const headers = await first.signIn("writer");
    await first.stop();
    const idle = await boundariesOf(base, headers, 0);
    const busy = await boundariesOf(base, headers, 4);
    assert.ok(busy > idle + 20, `${idle} boundaries without saves, ${busy} with four`);
    const writing = new Writing(base, headers);
    for (let round = 1; round <= times; round += 1) {
      const what = `KB_TEST_SEED=${seed}, kill ${round}`;
      const isAtWrite = round % 2 === 0;
      const at = Math.floor(idle / 2 + random() * (busy - idle / 2));
      const server = await serverOver(base, isAtWrite ? { env: { ...PRELOAD, KB_KILL_AT: String(at), ...(random() < 0.5 ? { KB_KILL_TORN: "1" } : {}) } } : {}).catch(() => null);
      if (server) {
        const exit = new Promise((resolve) => server.child.once("exit", resolve));
        if (isAtWrite) await writing.go(server, 4);
        else setTimeout(() => server.child.kill("SIGKILL"), random() ** 2 * 400);
        if (!isAtWrite) await Promise.all([writing.go(server, 1000, PATHS.slice(0, 3)), writing.go(server, 1000, PATHS.slice(3))]);
        server.child.kill("SIGKILL");
        await exit;
      }
      writing.check(what);
      await goOn(base, writing, what);
    }
    return `${times} убито, сохранений подтверждено ${writing.saves}, потеряно 0; история цела и продолжается`;
  } finally {
    base.close();
  }
}

// The next start: whoever was signed in is, what lies on the disk is found, saves get into the history, nothing
// is left lying about.
async function goOn(base, writing, what) {
  const server = await serverOver(base);
  try {
    for (const path of writing.sent.keys()) {
      const text = readFileSync(join(base.articles, path), "utf8");
      const [mark] = /metka\w+/.exec(text);
      await eventually(async () => (await server.json(`/api/v1/search?q=${mark}&literal=1`)).total === 1, 15_000);
    }
    const unsure = [...writing.sent.keys()];
    for (const one of PATHS.filter(({ path }) => unsure.includes(path))) await writing.save(server, one);
    writing.check(what);
    assert.deepEqual(leftovers(base), [], what);
    assert.equal(writing.git("status", "--porcelain"), "", what);
  } catch (error) {
    error.message = `${what}: ${error.message}`;
    throw error;
  } finally {
    await server.stop();
  }
}
