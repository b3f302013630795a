// SPDX-License-Identifier: GPL-2.0-or-later
// scripts/run on a small base: it indexes, serves, notices changes and stops when told to. The programs
// are the built ones; installing and compiling are left out.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bin } from '../support/kb_index.mjs';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

let root;
before(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'kb-run-'));
  for (const folder of ['scripts', 'tools', 'deploy', 'build/release']) fs.mkdirSync(path.join(root, folder), { recursive: true });
  fs.copyFileSync(path.join(repository, 'scripts/run'), path.join(root, 'scripts/run'));
  fs.copyFileSync(path.join(repository, 'deploy/kb.yaml'), path.join(root, 'deploy/kb.yaml'));
  for (const name of ['scripts/setup', 'tools/cmake']) fs.writeFileSync(path.join(root, name), '#!/bin/sh\n', { mode: 0o755 });
  fs.symlinkSync(path.resolve(bin('')), path.join(root, 'build/release/bin'));
  write('articles/public/refund.md', '# Возврат денег\n\nДеньги придут на карту.\n');
});
const children = new Set();
after(() => {
  for (const child of children) child.kill('SIGKILL');
  fs.rmSync(root, { recursive: true });
});

function write(name, text) {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  fs.writeFileSync(path.join(root, name), text);
}

const options = () => ({
  cwd: root, encoding: 'utf8', env: { ...process.env, PATH: `${path.join(root, 'tools')}:${process.env.PATH}` },
});
const run = (...args) => spawnSync('scripts/run', args, options());

// Waits for a condition that may be a promise.
async function until(condition, limit_ms, what) {
  const end = performance.now() + limit_ms;
  while (!(await condition())) {
    assert.ok(performance.now() < end, `за ${limit_ms} мс не случилось: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

// Starts it on any free port and waits for the line that says where to look.
async function start(...args) {
  const child = spawn('scripts/run', ['--port', '0', ...args], options());
  children.add(child);
  child.on('exit', () => children.delete(child));
  const state = { child, text: '', address: null };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (state.text += piece));
  state.exit = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  await until(() => {
    state.address = /^.+: (http:\/\/\S+:\d+)$/m.exec(state.text)?.[1];
    return state.address;
  }, 20_000, 'адрес сервера');
  return state;
}

async function stop(state) {
  state.child.kill('SIGINT');
  return state.exit;
}

// A page without the marks around the words that were asked for.
const page = async (state, where) => (await (await fetch(state.address + where)).text()).replace(/<\/?mark>/g, '');

const USAGE = [
  [['--colour'], /неизвестный параметр «--colour»/],
  [['--port'], /у параметра --port нет значения/],
  [['--port', 'http'], /порт «http» не годится/],
  [['--port', '70000'], /порт «70000» не годится/],
  [['--articles', '/nowhere'], /нет папки со статьями \/nowhere/],
  [['--config', '/nowhere.yaml'], /нет файла настроек/],
];
for (const [args, message] of USAGE) {
  test(`«${args.join(' ')}» is a usage error`, () => {
    const result = run(...args);
    assert.equal(result.status, 2);
    assert.match(result.stderr, message);
  });
}

test('--help names every argument in Russian', () => {
  const { status, stdout } = run('--help');
  assert.equal(status, 0);
  for (const name of ['--articles', '--data', '--port', '--host', '--config']) assert.match(stdout, new RegExp(`${name} [А-Я]+`));
});

test('a taken port is said before anything else', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.on('listening', resolve));
  const { port } = server.address();
  const child = spawn('scripts/run', ['--port', String(port)], options());
  let text = '';
  child.stderr.on('data', (piece) => (text += piece));
  const code = await new Promise((resolve) => child.on('close', resolve));
  server.close();
  assert.equal(code, 3);
  assert.match(text, new RegExp(`порт ${port} уже занят. Возьмите другой: scripts/run --port ${port + 1}`));
});

test('it indexes, serves, notices a new article and stops cleanly on Ctrl-C', async () => {
  const state = await start();
  assert.match(state.text, /^Маяк — помощь: http:\/\/127\.0\.0\.1:\d+$/m);
  assert.match(await page(state, `/search?q=${encodeURIComponent('возврат')}`), /Возврат денег/);
  write('articles/public/router.md', '# Роутер зависает\n\nВыключите и включите.\n');
  await until(async () => /Роутер зависает/.test(await page(state, `/search?q=${encodeURIComponent('зависает')}`)), 5_000, 'новая статья в поиске');
  assert.equal(await stop(state), 0, state.text);
  assert.ok(fs.existsSync(path.join(root, 'data/store.sqlite')));
});

test("one's own folder, data and settings, and a second start on them", async () => {
  write('own articles/оплата.md', '# Оплата картой\n\nКарта любого банка.\n');
  write('own.yaml', 'name: Свой магазин\n');
  const args = ['--articles', 'own articles', '--data', 'own data', '--config', 'own.yaml'];
  for (const round of [1, 2]) {
    const state = await start(...args);
    assert.match(state.text, /^Свой магазин: /m);
    if (round === 2) assert.match(state.text, /Изменений нет/);
    assert.match(await page(state, '/search?q=%D0%BE%D0%BF%D0%BB%D0%B0%D1%82%D0%B0'), /Оплата картой/);
    assert.equal(await stop(state), 0, state.text);
  }
});

test('a mistake in one article is told, and the rest is served', async () => {
  write('broken/good.md', '# Хорошая статья\n\nТекст.\n');
  write('broken/bad.md', '---\naudience: всем\n---\n# Плохая\n');
  const state = await start('--articles', 'broken', '--data', 'broken-data');
  assert.match(state.text, /bad\.md/);
  assert.match(await page(state, '/a/good'), /Хорошая статья/);
  assert.equal(await stop(state), 0);
});
