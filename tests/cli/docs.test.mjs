// SPDX-License-Identifier: GPL-2.0-or-later
// The documents say what is there: their links lead somewhere, and every message lint can give is explained.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const read = (name) => fs.readFileSync(path.join(repository, name), 'utf8');
const markdownIn = (folder) =>
  fs.readdirSync(path.join(repository, folder)).filter((name) => name.endsWith('.md')).map((name) => path.join(folder, name));
const documents = [...markdownIn('.'), ...markdownIn('docs'), ...markdownIn('docs/decisions')];

// Examples stand in indented or fenced blocks and in `code`.
const prose = (text) => text.replace(/^```[^]*?^```/gm, '').replace(/^( {4}|\t).*$/gm, '').replace(/`[^`\n]*`/g, '');
const anchorOf = (heading) =>
  heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replace(/\s/g, '-');

for (const name of documents) {
  test(`links of ${name} lead somewhere`, () => {
    for (const [, target] of prose(read(name)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [where, anchor] = target.split('#');
      const file = where ? path.join(path.dirname(name), where) : name;
      assert.ok(fs.existsSync(path.join(repository, file)), `${name}: ${target}`);
      if (!anchor) continue;
      const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1].replace(/`/g, '')));
      assert.ok(headings.includes(anchor), `${name}: no heading for ${target}`);
    }
  });
}

test('docs/writing.md and docs/lint.md explain every code that the tables of tests know', () => {
  const codes = new Set();
  for (const name of fs.readdirSync(path.join(repository, 'tests/cases'))) {
    for (const [, code] of read(`tests/cases/${name}`).matchAll(/(?:ошибка|предупреждение|подсказка) \[([a-z-]+)\]/g)) codes.add(code);
  }
  assert.ok(codes.size > 30);
  const text = read('docs/writing.md') + read('docs/lint.md');
  assert.deepEqual([...codes].filter((code) => !text.includes(`\`${code}\``)), []);
});

test('docs/writing.md names every key that an article may have', () => {
  const text = read('docs/writing.md');
  const keys = ['title', 'id', 'slug', 'category', 'tags', 'lang', 'audience', 'status', 'type', 'level', 'summary', 'aliases', 'ask',
    'related', 'pin_for', 'suggest_for', 'redirect_from', 'review_after', 'updated', 'checked', 'owner', 'escalate_to', 'collect', 'price', 'term', 'attachments', 'lint_ignore', 'translation_of', 'translated_paragraphs'];
  assert.deepEqual(keys.filter((key) => !text.includes(`| \`${key}\` |`)), []);
});
