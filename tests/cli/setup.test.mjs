// SPDX-License-Identifier: GPL-2.0-or-later
// scripts/setup asks for what is missing and for nothing else. dpkg and apt are scripts that write down
// how they were called, so nothing is installed here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const BASE_TOOLS = ['bash', 'env', 'awk', 'cat', 'dirname'];

let folder;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kb-setup-'));
  for (const tool of BASE_TOOLS) {
    const found = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim();
    fs.symlinkSync(found, path.join(folder, tool));
  }
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const fake = (name, body) => fs.writeFileSync(path.join(folder, name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });

// A machine on which all packages but `missing` are installed. Its apt-get works after `failures` failed installs.
function machine({ missing = [], uid = 0, sudo = false, node = 'v18.20.4', knowsPackages = true, failures = 0 }) {
  const log = path.join(folder, 'log');
  fs.writeFileSync(path.join(folder, 'missing'), missing.map((name) => `${name}\n`).join(''));
  fs.writeFileSync(path.join(folder, 'failures'), '.'.repeat(failures));
  fake('id', `echo ${uid}`);
  if (sudo) fake('sudo', `echo sudo >> ${log}; "$@"`);
  if (node) {
    fake('node', `echo ${node}`);
    fake('npm', '');
  }
  fake('dpkg-query', `shift 2; for p in "$@"; do while read -r m; do [[ $m == "$p" ]] && continue 2; done < ${folder}/missing; echo "installed $p"; done`);
  fake('apt-get', `
echo "apt-get $*" >> ${log}
[[ $* == *--simulate* ]] && exit ${knowsPackages ? 0 : 100}
[[ $1 == update ]] && exit 0
read -r left < ${folder}/failures
if [[ -n $left ]]; then echo "\${left#.}" > ${folder}/failures; exit 100; fi
: > ${folder}/missing
printf '#!/bin/bash\\necho v18.20.4\\n' > ${folder}/node
printf '#!/bin/bash\\n' > ${folder}/npm
/bin/chmod +x ${folder}/node ${folder}/npm`);
  return (...args) => {
    const { status, stdout, stderr } = spawnSync(path.join(repository, 'scripts/setup'), args, {
      encoding: 'utf8', env: { PATH: folder },
    });
    const calls = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trim().split('\n') : [];
    return { code: status, text: stdout + stderr, calls, installs: calls.filter((call) => /^apt-get install (?!--simulate)/.test(call)) };
  };
}

test('nothing is missing: no apt, no words', () => {
  const result = machine({})('--for-tests');
  assert.deepEqual([result.code, result.text, result.calls], [0, '', []]);
});

test('what is missing comes in one install, without recommendations', () => {
  const result = machine({ missing: ['libxapian-dev', 'ninja-build'] })();
  assert.equal(result.code, 0, result.text);
  assert.equal(result.installs.length, 1);
  assert.match(result.installs[0], /-y --no-install-recommends .*ninja-build libxapian-dev$/);
  assert.ok(!result.calls.includes('apt-get update -qq'));
  assert.match(result.text, /Ставлю пакеты \(2\).*: ninja-build libxapian-dev\n/);
});

test('what only tests need is left alone without --for-tests', () => {
  const setup = machine({ missing: ['chromium'] });
  assert.deepEqual(setup().calls, []);
  assert.match(setup('--for-tests').installs[0], / chromium$/);
});

test('an empty package list is fetched first', () => {
  const result = machine({ missing: ['cmake'], knowsPackages: false })();
  assert.equal(result.code, 0, result.text);
  assert.deepEqual(result.calls.map((call) => call.split(' ')[1]), ['install', 'update', 'install']);
});

test('an old package list is fetched again after a failure', () => {
  const result = machine({ missing: ['cmake'], failures: 1 })();
  assert.equal(result.code, 0, result.text);
  assert.deepEqual(result.calls.map((call) => call.split(' ')[1]), ['install', 'install', 'update', 'install']);
});

test('a mirror that does not answer is a failure that says what to look at', () => {
  const result = machine({ missing: ['cmake'], failures: 2 })();
  assert.equal(result.code, 3);
  assert.match(result.text, /Пакеты не поставились.*apt-get install cmake/);
});

for (const node of [null, 'v16.20.0']) {
  test(`node ${node ?? 'missing'}: nodejs and npm are installed`, () => {
    const result = machine({ node, missing: ['nodejs', 'npm'] })();
    assert.equal(result.code, 0, result.text);
    assert.match(result.installs[0], / nodejs npm$/);
  });
}

test('an old node that no package can replace is a failure that says so', () => {
  const result = machine({ node: 'v16.20.0' })();
  assert.equal(result.code, 3);
  assert.match(result.text, /Нужны node 18 или новее и npm, а есть: node v16\.20\.0/);
});

test('every package that CMake asks for is on the list', () => {
  const cmake = fs.readFileSync(path.join(repository, 'cmake/dependencies.cmake'), 'utf8');
  const wanted = new Set(cmake.match(/\blib[a-z0-9-]+-dev\b|\bnlohmann-json3-dev\b|\bcatch2\b/g));
  assert.ok(wanted.size >= 12);
  const result = machine({ missing: [...wanted] })();
  assert.deepEqual(new Set(result.installs[0].match(/\S*(?:-dev|catch2)(?=\s|$)/g)), wanted);
});

test("somebody else's node is good enough", () => {
  assert.deepEqual(machine({ node: 'v22.1.0', missing: ['nodejs', 'npm'] })().calls, []);
});

test('without root it goes through sudo', () => {
  const result = machine({ uid: 1000, sudo: true, missing: ['cmake'] })();
  assert.equal(result.code, 0, result.text);
  assert.ok(result.calls.includes('sudo'));
});

test('with neither root nor sudo it says what root is to run', () => {
  const result = machine({ uid: 1000, missing: ['cmake'] })();
  assert.equal(result.code, 3);
  assert.match(result.text, /Выполните от имени root:\n {2}apt-get update && apt-get install -y --no-install-recommends cmake/);
  assert.deepEqual(result.calls, []);
});

test('an unknown argument is a usage error', () => {
  const result = machine({})('--all');
  assert.deepEqual([result.code, result.calls], [2, []]);
  assert.match(result.text, /неизвестный параметр «--all»/);
});
