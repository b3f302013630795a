// SPDX-License-Identifier: GPL-2.0-or-later
// kb-index synonyms: a file of synonyms is looked at, and tried, before it is kept.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Base, article, run } from '../support/kb_index.mjs';

let base;
let folder;
beforeEach(() => {
  base = new Base();
  folder = path.dirname(base.index);
  base.write('public/bill.md', article('Квитанция за месяц'));
  base.write('public/trip.md', article('Командировка мастера'));
});
afterEach(() => base.close());

function file(name, text) {
  const full = path.join(folder, name);
  fs.writeFileSync(full, text);
  return full;
}

function tryOut(synonyms, ...more) {
  const queries = file('queries.jsonl', '{"id": "q1", "text": "где фантик"}\n{"id": "q2", "text": "квитанция"}\n');
  return base.run('synonyms', '--try', file('tried.txt', synonyms), '--queries', queries, ...more);
}

const qrels = () => file('qrels.tsv', 'q1\tpublic/bill.md\t2\nq2\tpublic/bill.md\t2\n');

test('--check: хороший файл — код 0, ошибки — код 1, строка и совет', () => {
  assert.deepEqual([run(['synonyms', '--check', file('good.txt', 'вход = авторизация\n')]).code], [0]);
  const bad = run(['synonyms', '--check', file('bad.txt', 'вход = авторизация\nвход авторизация\n')]);
  assert.equal(bad.code, 1);
  assert.match(bad.out, /bad\.txt:2: предупреждение \[bad-synonym\]: В строке нет ни «=», ни «->»\. Пишите/);
});

test('--try с --qrels: стало лучше — код 0, стало хуже — код 1', () => {
  const better = tryOut('фантик = квитанция\n', '--qrels', qrels());
  assert.deepEqual([better.code, better.err], [0, '']);
  assert.match(better.out, /^лучше \(\+1,00\): где фантик\n {2}было: {2}ничего не найдено\n {2}стало: public\/bill\.md\n/);
  assert.match(better.out, /Спросили 2 вопроса, ответы изменились у 1: лучше 1, хуже 0, иначе 0\.\n$/);
  base.write('synonyms.txt', 'фантик = квитанция\n');
  const worse = tryOut('фантик = командировка\n', '--qrels', qrels());
  assert.equal(worse.code, 1);
  assert.match(worse.out, /^хуже \(-1,00\): где фантик/);
});

test('--try без --qrels показывает, что изменилось, и советует дать ответы', () => {
  const { code, out } = tryOut('фантик = квитанция\n');
  assert.equal(code, 0);
  assert.match(out, /^иначе: где фантик/);
  assert.match(out, /--qrels ФАЙЛ/);
});

test('--try: ответы те же; ошибка в файле — код 1', () => {
  const same = tryOut('# пусто\n', '--qrels', qrels());
  assert.deepEqual([same.code, same.out], [0, 'Спросили 2 вопроса: ответы те же.\n']);
  const wrong = tryOut('фантик квитанция\n', '--qrels', qrels());
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /tried\.txt:1: предупреждение/);
});

test('--try не меняет ни статей, ни рабочего индекса', () => {
  base.run('build');
  const before = base.dump();
  assert.equal(tryOut('фантик = квитанция\nprotect: Квитанция\n', '--qrels', qrels()).code, 0);
  assert.equal(base.dump(), before);
  assert.ok(!fs.existsSync(path.join(base.articles, 'synonyms.txt')));
});

for (const [args, message] of [
  [[], /Нужно одно из двух/],
  [['--check', '/nowhere'], /\/nowhere: такого файла нет/],
  [['--try', '/dev/null'], /Не хватает вопросов/],
]) {
  test(`synonyms ${args.join(' ')}: код 2 и подсказка`, () => {
    const result = run(['synonyms', ...args]);
    assert.equal(result.code, 2);
    assert.match(result.err, message);
  });
}
