// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the built programs against a base in a temporary folder. The build's bin folder comes in KB_BIN_DIR.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const bin = (name) => path.join(process.env.KB_BIN_DIR ?? 'build/release/bin', name);

// Every file gets this time unless said otherwise, so that equal trees give equal indexes.
const MTIME_S = 1_700_000_000;

export class Base {
  constructor() {
    this.root = fs.mkdtempSync(path.join(os.tmpdir(), 'kb-cli-'));
    this.children = [];
    this.articles = path.join(this.root, 'articles');
    this.index = path.join(this.root, 'index');
    fs.mkdirSync(this.articles);
  }

  write(name, text, { mtime } = {}) {
    const file = path.join(this.articles, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    if (mtime !== 'now') fs.utimesSync(file, MTIME_S, mtime ?? MTIME_S);
    return file;
  }

  remove(name) {
    fs.rmSync(path.join(this.articles, name), { recursive: true });
  }

  args(command, ...more) {
    const withIndex = ['lint', 'new', 'export', 'import', 'translated'].includes(command) ? [] : ['--index', this.index];
    return [command, '--articles', this.articles, ...withIndex, ...more];
  }

  run(command, ...more) {
    return run(this.args(command, ...more));
  }

  // A program that stays: `watch`. `lines` grows while it runs.
  start(command, ...more) {
    const child = spawn(bin('kb-index'), this.args(command, ...more));
    this.children.push(child);
    const running = { child, output: '', exit: new Promise((done) => child.on('exit', (code, signal) => done({ code, signal }))) };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (running.output += data));
    return running;
  }

  dump() {
    const result = spawnSync(bin('index-dump'), [this.index], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (result.status !== 0) throw new Error(`index-dump: ${result.stderr}`);
    return result.stdout;
  }

  close() {
    for (const child of this.children) child.kill('SIGKILL');
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

export function run(args, env = {}) {
  const result = spawnSync(bin('kb-index'), args, { encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 1 << 28 });
  return { code: result.status, signal: result.signal, out: result.stdout, err: result.stderr };
}

export function article(title, more = '', body = `Текст статьи «${title}».`) {
  return `---\ntitle: ${title}\n${more}---\n\n${body}\n`;
}

// Waits until `condition` holds; returns how many milliseconds it took, or fails.
export async function until(condition, limit_ms, what) {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > limit_ms) throw new Error(`за ${limit_ms} мс не случилось: ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
  return performance.now() - start;
}
