// SPDX-License-Identifier: GPL-2.0-or-later
// What the fault runs share: random numbers that can be replayed, a base to torture, small disks.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { KbServer, bin, root, unlimited } from "../../support/kb_server.mjs";

export { bin };

/** Numbers from 0 to 1; the same seed gives the same ones (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const seed = Number(process.env.KB_TEST_SEED ?? Math.floor(Math.random() * 1e9));

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const WORDS = "роутер пароль договор оплата счёт карта возврат кабель скорость тариф кабинет номер телефон сеть заявка мастер адрес доставка".split(" ");

export function articleText(number, version = 1) {
  const words = (count, from) => Array.from({ length: count }, (_, i) => WORDS[(number * 7 + from + i * (1 + (number % 5))) % WORDS.length]).join(" ");
  return `---\ntitle: Статья ${number} ${words(2, 0)}\nid: a${number}\nslug: a${number}\n---\n\nМетка metka${number}v${version}. ${words(30, 1)}.\n\n## Раздел ${words(1, 3)}\n\n${words(40, version)}.\n`;
}

/** Folders `articles` and `index` below a folder of its own. */
export class TortureBase {
  constructor(count = 20) {
    this.root = mkdtempSync(join(tmpdir(), "kb-torture-"));
    this.articles = join(this.root, "articles");
    this.index = join(this.root, "index");
    for (let i = 0; i < count; i += 1) this.write(i);
  }
  write(number, version = 1) {
    this.writeFile(`public/a${number}.md`, articleText(number, version));
  }
  writeFile(path, text) {
    const file = join(this.articles, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  args(command, ...more) {
    return [command, "--articles", this.articles, "--index", this.index, "-q", ...more];
  }
  run(command, prefix = []) {
    const [program, ...rest] = [...prefix, bin("kb-index"), ...this.args(command)];
    const result = spawnSync(program, rest, { encoding: "utf8" });
    return { code: result.status, signal: result.signal, said: result.stdout + result.stderr };
  }
  build() {
    const result = this.run("build");
    assert.equal(result.code, 0, result.said);
  }
  generation() {
    return join(this.index, readFileSync(join(this.index, "current"), "utf8").trim());
  }
  dump() {
    const result = spawnSync(bin("index-dump"), [this.index], { encoding: "utf8", maxBuffer: 1 << 28 });
    return result.status === 0 ? result.stdout : null;
  }
  close() {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A server over a base; `store` is the folder of its store, `env` goes to it. */
export async function serverOver(base, { store = base.root, env = {} } = {}) {
  const config = join(base.root, "kb.yaml");
  writeFileSync(config, unlimited(readFileSync(join(root, "deploy/kb.yaml"), "utf8")));
  const server = Object.assign(new KbServer(), { folder: store, articles: base.articles, index: base.index, config, env });
  await server.run();
  return server;
}

/** What store-dump says of a store: {integrity: "ok", viewed: 12, …}. */
export function storeDump(file) {
  const lines = execFileSync(bin("store-dump"), [file], { encoding: "utf8" }).trim().split("\n");
  return Object.fromEntries(lines.map((line) => {
    const blank = line.indexOf(" ");
    const value = line.slice(blank + 1);
    return [line.slice(0, blank), Number.isNaN(Number(value)) ? value : Number(value)];
  }));
}

/** A disk of so many KiB; null where mounting is not permitted. */
export function smallDisk(folder, kib) {
  mkdirSync(folder, { recursive: true });
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${kib}k`, "tmpfs", folder]).status !== 0) return null;
  return {
    grow: (more_kib) => assert.equal(spawnSync("mount", ["-o", `remount,size=${more_kib}k`, folder]).status, 0),
    close: () => spawnSync("umount", ["-l", folder]),
  };
}

/** Russian and to the point: says what to look at, and holds no English sentence of a library alone. */
export function assertClear(said) {
  assert.match(said, /[а-я]{4}/i, `no Russian in: ${said}`);
  assert.doesNotMatch(said, /terminate called|what\(\)|Permission denied|No space left|std::/, said);
}
