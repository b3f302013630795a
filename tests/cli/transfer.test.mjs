// SPDX-License-Identifier: GPL-2.0-or-later
// kb-index export and import as a person meets them, and the exported site's search without a browser.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import vm from 'node:vm';
import { Base, article } from '../support/kb_index.mjs';

let base;
beforeEach(() => (base = new Base()));
afterEach(() => base.close());

const run = (...args) => base.run(...args);
const below = (name) => path.join(path.dirname(base.articles), name);

// What the site's script finds: titles, best first.
function searcher(folder) {
  const context = vm.createContext({});
  for (const name of ['index.js', 'site.js']) vm.runInContext(fs.readFileSync(path.join(folder, name), 'utf8'), context);
  return (text) => [...vm.runInContext(`search(${JSON.stringify(text)}).map((page) => KB.pages[page][1])`, context)];
}

test('сайт без сервера ищет по формам слов и по незнакомым окончаниям', () => {
  base.write('a.md', article('Не работает роутер', 'aliases: [сдох вайфай]\n', 'Перезагрузите роутер кнопкой.'));
  base.write('b.md', article('Как сменить тариф', '', 'Тарифы стоят в кабинете.'));
  base.write('c.md', article('Счёт не пришёл', '', 'Счёт приходит первого числа.'));
  const to = below('site');
  const { code, out } = run('export', '--to', to);
  assert.equal(code, 0, out);
  const search = searcher(to);
  assert.equal(search('роутер не работает')[0], 'Не работает роутер');
  assert.equal(search('РОУТЕРА')[0], 'Не работает роутер');
  assert.equal(search('тарифами')[0], 'Как сменить тариф');
  assert.equal(search('счет')[0], 'Счёт не пришёл');
  assert.equal(search('вайфай')[0], 'Не работает роутер');
  assert.deepEqual(search('__proto__ constructor'), []);
  assert.deepEqual(search(''), []);
  assert.equal(run('export', '--to', to).code, 2);
});

test('import делает черновики, --dry-run ничего не пишет', () => {
  const table = below('faq.csv');
  fs.writeFileSync(table, 'Вопрос;Ответ\nГде счёт?;В кабинете\n');
  const before = fs.readdirSync(base.articles);
  const dry = run('import', table, '--kind', 'table', '--dry-run');
  assert.equal(dry.code, 0, dry.err);
  assert.match(dry.out, /Будут созданы черновики: 1/);
  assert.deepEqual(fs.readdirSync(base.articles), before);
  assert.match(run('import', table, '--kind', 'table').out, /Созданы черновики: 1\n {2}gde-schet\.md/);
  assert.match(run('import', table, '--kind', 'table').out, /уже есть/);
  assert.equal(run('lint').code, 0);
  assert.equal(run('import', below('no.csv'), '--kind', 'table').code, 2);
});
