// SPDX-License-Identifier: GPL-2.0-or-later
// What happens to a server that runs for long: the store held by another program, the articles gone and back,
// a commit every second.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../support/kb_server.mjs";
import { beginHistory } from "./kills.mjs";
import { TortureBase, bin, randomOf, seed, serverOver, sleep, storeDump } from "./common.mjs";

const found = async (server, word) => (await server.json(`/api/v1/search?q=${word}&literal=1`)).total > 0;

/** Another program holds the store for writing for so many seconds. */
export async function busyStore(seconds) {
  const base = new TortureBase(5);
  base.build();
  const server = await serverOver(base);
  const file = join(base.root, "store.sqlite");
  const holder = spawn(bin("store-dump"), [file, "hold"], { stdio: ["pipe", "pipe", "inherit"] });
  let worst_ms = 0;
  let asked = 0;
  try {
    await new Promise((resolve) => holder.stdout.once("data", resolve));
    for (const end = performance.now() + seconds * 1000; performance.now() < end; asked += 1) {
      const begin = performance.now();
      const response = await server.get(`/search?q=${encodeURIComponent("договор")}+${asked}`);
      await response.arrayBuffer();
      worst_ms = Math.max(worst_ms, performance.now() - begin);
      assert.equal(response.status, 200);
      await sleep(20);
    }
    holder.stdin.end();
    await eventually(async () => /kb_store_queue 0\n/.test(await (await server.get("/metrics")).text()), 10_000);
    assert.equal(await server.stop(), 0);
    const held = storeDump(file);
    assert.equal(held.searches, asked, "searches asked while the store was held");
    assert.ok(worst_ms < 1500, `a search took ${worst_ms} ms`);
    return `${seconds} с занято, ${asked} поисков, самый долгий ${worst_ms.toFixed(0)} мс, все записаны`;
  } finally {
    holder.kill();
    server.child.kill("SIGKILL");
    base.close();
  }
}

/** The folder of articles goes, comes back, and is a file for a while. */
export async function vanishingTree() {
  const base = new TortureBase(5);
  base.build();
  const server = await serverOver(base);
  const away = join(base.root, "away");
  try {
    renameSync(base.articles, away);
    await sleep(1500);
    assert.ok(await found(server, "metka1v1"), "the folder went away, and the answers with it");
    renameSync(away, base.articles);
    base.write(1, 2);
    await eventually(() => found(server, "metka1v2"), 15_000);
    renameSync(base.articles, away);
    writeFileSync(base.articles, "не папка");
    await sleep(1500);
    assert.ok(await found(server, "metka1v2"), "a file stands for the folder, and the answers are gone");
    rmSync(base.articles);
    renameSync(away, base.articles);
    base.write(2, 3);
    await eventually(() => found(server, "metka2v3"), 15_000);
    assert.equal((await server.get("/healthz")).status, 200);
    return "ответы не пропадали, изменения подхвачены после возвращения";
  } finally {
    await server.stop();
    base.close();
  }
}

const memory_kib = (pid, field) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
// The program's own memory. VmRSS also has the pages of the program file and its libraries that have been used
// so far, 28 MB of which another one comes in now and then for as long as a new corner is reached.
const own_kib = (pid) => memory_kib(pid, "RssAnon");
const descriptors = (pid) => readdirSync(`/proc/${pid}/fd`).length;

// Least squares; y per x.
function slope(points) {
  const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const x = mean(points.map(([at]) => at));
  const y = mean(points.map(([, value]) => value));
  return points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
}

const MIX = [
  (word) => ["/search?q=" + word], (word) => ["/api/v1/search?q=" + word], (word) => ["/api/v1/complete?q=" + word],
  (word, n) => [`/a/a${n}`], (word, n) => [`/api/v1/articles/a${n}/related`], () => ["/"], () => ["/metrics"],
  (word) => ["/api/v1/suggest", JSON.stringify({ subject: decodeURIComponent(word), text: "Не работает с утра, что делать?" })],
];

async function load(server, random, count, over, faults) {
  const words = ["роутер", "пороль", "ghbdtn", "возврат денег", "dogovor", "карта"].map(encodeURIComponent);
  let asked = 0;
  while (!over()) {
    const [path, body] = MIX[Math.floor(random() * MIX.length)](words[Math.floor(random() * words.length)], Math.floor(random() * count));
    try {
      const response = body ? await server.post(path, body) : await server.get(path);
      const text = await response.text();
      if (/"code":"overloaded"/.test(text)) faults.overloaded = (faults.overloaded ?? 0) + 1;
      else if (response.status >= 400) faults.push(`${response.status} ${/"code":"(\w+)"/.exec(text)?.[1] ?? text.length} ${path}`);
    } catch (error) {
      if (!over()) faults.push(`${error.cause?.code ?? error} ${path}`);
    }
    asked += 1;
    await sleep(5);
  }
  return asked;
}

// What people who work here do beside it: a letter at the desk, a look at an article being written, a save into the
// history, a try of how it will be found.
async function staffLoad(server, headers, random, over, faults) {
  const as = { "Content-Type": "application/json", ...headers };
  const draft = (round) => `---\ntitle: Черновик ${round}\nstatus: draft\n---\n\n## Раздел\n\nПроверьте роутер, раз ${round}.\n`;
  const path = "public/soak-draft.md";
  let version = "";
  let asked = 0;
  const ask = async (at, body) => {
    asked += 1;
    const response = body ? await server.post(at, body, as) : await server.get(at, headers);
    const answer = await response.json();
    if (response.status >= 400 && answer.code !== "overloaded") faults.push(`${response.status} ${answer.code} ${at}`);
    return answer;
  };
  for (let round = 0; !over(); round += 1) {
    try {
      await ask("/api/v1/desk/suggest", { subject: "Нет интернета", text: `Здравствуйте! Роутер мигает ${round}, что делать?` });
      await ask("/api/v1/write/check", { path, text: draft(round) });
      await ask("/api/v1/write/tree");
      if (round < 2 || round % 10 === 0) await ask("/api/v1/write/find", { path, text: draft(round), queries: ["роутер мигает"] });
      if (random() < 0.3) version = (await ask("/api/v1/write/articles", { path, text: draft(round), base_version: version })).version ?? version;
    } catch (error) {
      if (!over()) faults.push(`${error.cause?.code ?? error} of staff`);
    }
    await sleep(250);
  }
  return asked;
}

/**
 * Mixed load with one commit a second: memory must not grow, nothing may fail. A machine that is busy with something
 * else may stall for a second, and then the door refuses as it should: such refusals are counted and told.
 */
export async function soak(minutes, { limit_kib = 1024 } = {}) {
  const random = randomOf(seed + 3);
  const count = 200;
  const base = new TortureBase(count);
  base.build();
  beginHistory(base);
  const server = await serverOver(base);
  const writer = await server.signIn("writer");
  const pid = server.child.pid;
  const faults = [];
  const points = [];
  try {
    const end = performance.now() + minutes * 60_000;
    const over = () => performance.now() > end;
    const users = [1, 2, 3, 4].map(() => load(server, random, count, over, faults));
    users.push(staffLoad(server, writer, random, over, faults));
    const warm = performance.now() + Math.min(120_000, minutes * 20_000);
    const open = [];
    for (let second = 0; !over(); second += 1) {
      base.write(second % count, second + 2);
      await sleep(1000);
      if (performance.now() <= warm) continue;
      points.push([performance.now() / 600_000, own_kib(pid)]);
      open.push(descriptors(pid));
    }
    const asked = (await Promise.all(users)).reduce((sum, value) => sum + value, 0);
    assert.deepEqual(faults.slice(0, 10), [], `KB_TEST_SEED=${seed}: ${faults.length} faults, log: ${server.log.split("\n").filter((line) => /"level":"error"/.test(line)).slice(0, 5).join(" ")}`);
    const refused = faults.overloaded ?? 0;
    assert.ok(refused <= asked / 100, `${refused} of ${asked} requests met «overloaded»`);
    const growth = slope(points);
    // The lowest of each half: while a generation is replaced, both are open for a moment.
    const half = Math.floor(open.length / 2);
    const first = Math.min(...open.slice(0, half));
    const last = Math.min(...open.slice(half));
    const resident = memory_kib(pid, "VmRSS");
    if (minutes >= 10) assert.ok(growth < limit_kib, `memory grows by ${growth.toFixed(0)} KiB in 10 minutes`);
    assert.ok(last <= first + 8, `${first} descriptors at first, ${last} at last: ${open.join(" ")}`);
    assert.equal(await server.stop(), 0);
    return `${minutes} мин, ${asked} запросов, ошибок 0, отказов по перегрузке ${refused}, память ${(growth / 1024).toFixed(2)} МБ за 10 мин, сейчас ${(points.at(-1)[1] / 1024).toFixed(0)} МБ (вместе с программой ${(resident / 1024).toFixed(0)})`;
  } finally {
    server.child.kill("SIGKILL");
    base.close();
  }
}
