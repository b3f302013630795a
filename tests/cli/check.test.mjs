// SPDX-License-Identifier: GPL-2.0-or-later
// scripts/check bites: each bad tree is refused with a message that says where, and a good one is not.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { functionsOf } from '../../scripts/checks/cpp_functions.mjs';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const SPDX = '// SPDX-License-Identifier: GPL-2.0-or-later\n';
const made = [];
after(() => made.forEach((folder) => fs.rmSync(folder, { recursive: true })));

// A small tree with our own scripts and settings in it, so that scripts/check looks at it and not at us.
function treeOf(sources) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'kb-check-'));
  made.push(root);
  for (const name of ['scripts', '.clang-format', '.clang-tidy']) {
    fs.cpSync(path.join(repository, name), path.join(root, name), { recursive: true });
  }
  for (const folder of ['stemming', 'indexer', 'server', 'tests', 'bench']) fs.mkdirSync(path.join(root, folder));
  const commands = [];
  for (const [name, text] of Object.entries(sources)) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    if (name.endsWith('.cc')) commands.push({ directory: root, file, command: `c++ -std=c++20 -Wno-restrict -Werror -I${root} -c ${file}` });
  }
  fs.mkdirSync(path.join(root, 'build/release'), { recursive: true });
  fs.writeFileSync(path.join(root, 'build/release/compile_commands.json'), JSON.stringify(commands));
  return root;
}

function check(root, ...args) {
  const { status, stdout, stderr } = spawnSync(path.join(root, 'scripts/check'), args, { encoding: 'utf8' });
  return { code: status, text: stdout + stderr };
}

const lines = (count, line) => `${line}\n`.repeat(count);
const include = (name) => `${SPDX}#include ${name}\n`;

// What stands in the tree, and what is said about it.
const BAD = [
  ['an include upwards', { 'stemming/a.cc': include('"indexer/b.h"') }, /stemming\/a\.cc:2: stemming\/ must not know indexer\//],
  ['search knowing the store', { 'server/search/a.cc': include('"server/store/b.h"') }, /must not know server\/store\//],
  ['the store knowing search', { 'server/store/a.cc': include('"server/search/b.h"') }, /must not know server\/search\//],
  ['the store knowing articles', { 'server/store/a.cc': include('"indexer/article.h"') }, /takes only indexer\/error\.h/],
  ['http knowing channels', { 'server/http/a.cc': include('"server/channels/b.h"') }, /must not know server\/channels\//],
  ['a new folder', { 'server/magic/a.cc': include('"server/magic/b.h"') }, /not in the table of layers/],
  ['ICU outside stemming', { 'indexer/a.cc': include('<unicode/uchar.h>') }, /ICU does not live here/],
  ['Xapian in a handler', { 'server/http/a.cc': include('<xapian.h>') }, /Xapian does not live here/],
  ['httplib in a second file', { 'server/http/a.cc': include('<httplib.h>') }, /cpp-httplib does not live here/],
  ['cmark in the server', { 'server/a.cc': include('<cmark-gfm.h>') }, /cmark does not live here/],
  ['yaml-cpp in the search', { 'server/search/a.cc': include('<yaml-cpp/yaml.h>') }, /yaml-cpp does not live here/],
  ['SQLite in the search', { 'server/search/a.cc': include('<SQLiteCpp/SQLiteCpp.h>') }, /SQLite does not live here/],
  ['JSON in the stemmer', { 'stemming/a.cc': include('<nlohmann/json.hpp>') }, /nlohmann-json does not live here/],
  ['a heavy header in a header', { 'server/search/a.h': include('<xapian.h>') }, /<xapian\.h> is heavy/],
  ['a heavy header in a test header', { 'tests/support/a.h': include('<catch2/catch.hpp>') }, /<catch2\/catch\.hpp> is heavy/],
  ['a long file', { 'stemming/a.cc': SPDX + lines(350, '// x') }, /stemming\/a\.cc: 351 lines/],
  ['a long function', { 'stemming/a.cc': `${SPDX}int f(int x) {\n${lines(60, '    x += 1;')}    return x;\n}\n` }, /stemming\/a\.cc:2: f has 63 lines/],
  ['a source without its licence', { 'stemming/a.cc': 'int f();\n' }, /stemming\/a\.cc:1: .*SPDX/],
  ['a script without its licence', { 'web/a.mjs': 'export {};\n' }, /web\/a\.mjs:1: .*SPDX/],
  ["a registry's address", { 'web/package-lock.json': '{\n"resolved": "https://registry.example/a.tgz"\n}\n' }, /package-lock\.json:2: a registry's address/],
  ['a badly formatted file', { 'stemming/a.cc': `${SPDX}int  f( );\n` }, /stemming\/a\.cc:2:.*clang-format/],
];
for (const [name, sources, message] of BAD) {
  test(`${name} is refused`, () => {
    const result = check(treeOf(sources), '--fast');
    assert.equal(result.code, 1, result.text);
    assert.match(result.text, message);
  });
}

const GOOD = {
  'stemming/a.h': `${SPDX}#pragma once\n#include <string>\nint length(const std::string& text);\n`,
  'stemming/a.cc': `${SPDX}#include "stemming/a.h"\n\nint length(const std::string& text) { return static_cast<int>(text.size()); }\n`,
  'indexer/a.cc': `${SPDX}#include "stemming/a.h"\n`,
  'server/store/a.cc': `${SPDX}#include "indexer/error.h"\n`,
  'web/package-lock.json': '{}\n',
  'web/node_modules/a.mjs': 'not ours\n',
};

test('a tree in order passes', () => {
  const result = check(treeOf(GOOD), '--fast');
  assert.equal(result.code, 0, result.text);
  assert.match(result.text, /Все проверки пройдены/);
});

test('clang-tidy stops the tree, and looks only at what changed', () => {
  const root = treeOf({ 'stemming/a.h': GOOD['stemming/a.h'], 'stemming/a.cc': GOOD['stemming/a.cc'] });
  assert.match(check(root).text, /clang-tidy: 1 из 1 файлов изменились[^]*Все проверки пройдены/);
  assert.match(check(root).text, /clang-tidy: 0 из 1 файлов изменились[^]*Все проверки пройдены/);

  fs.writeFileSync(path.join(root, 'stemming/a.cc'), `${SPDX}#include "stemming/a.h"

int length(const std::string& text) {
    const std::string copy = text;
    return static_cast<int>(copy.size());
}
`);
  const result = check(root);
  assert.equal(result.code, 1, result.text);
  assert.match(result.text, /performance-unnecessary-copy-initialization/);
});

test('functions are found by their braces', () => {
  const found = functionsOf(`
namespace kb {
struct Box {  // {
    int size() const { return 1; }
    Box() : text_("}") {}
};
const char* const kTable[] = {"{", R"({{)"};
int f(char c) {
    if (c == '}') return [] { return 1; }();
    return 2;
}
}  // namespace kb
`);
  assert.deepEqual(found.map(({ line, name, lines: count }) => [line, name, count]), [[4, 'size', 1], [5, 'Box', 1], [8, 'f', 4]]);
});

test('an unknown argument is a usage error', () => {
  const result = check(repository, '--quick');
  assert.equal(result.code, 2);
  assert.match(result.text, /неизвестный параметр «--quick»/);
});
