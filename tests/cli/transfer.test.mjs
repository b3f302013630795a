// SPDX-License-Identifier: GPL-2.0-or-later
// kb-index export and import as a person meets them, and the exported site's search without a browser.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import vm from 'node:vm';
import { Base, article, run as runWith } from '../support/kb_index.mjs';

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

// A space of an export: two pages, a picture of one pixel.
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const hasPandoc = spawnSync('pandoc', ['--version']).status === 0;

test('import переносит картинки, называет похожие статьи и подводит итог', () => {
  const pages = below('pages');
  fs.mkdirSync(path.join(pages, 'img'), { recursive: true });
  fs.writeFileSync(path.join(pages, 'a.html'), '<title>Нет сети</title><p><img src="img/lamp.png" alt="Лампа"><img src="no.png"> <a href="b.html">Счёт</a></p><script>x</script>');
  fs.writeFileSync(path.join(pages, 'b.html'), '<title>Где счёт</title><p>В кабинете.</p>');
  fs.writeFileSync(path.join(pages, 'img/lamp.png'), PNG);
  base.write('old.md', article('Счёт — где?'));
  const { code, out } = run('import', pages);
  assert.equal(code, 1, out);
  assert.match(out, /Созданы черновики: 2\n/);
  assert.match(out, /Похожи на другие статьи.*: 1\n {2}«Где счёт» \(gde-schet\.md\) и «Счёт — где\?» \(old\.md\): названия 100 %/);
  assert.match(out, /a\.html: картинки «no\.png» в выгрузке нет\./);
  assert.match(out, / {2}скрипт: 1\n/);
  assert.match(out, /Итог: 2 черновика, картинок и файлов 1, похожих 1, не прочитано или не перенесено 1\.\n$/);
  assert.deepEqual(fs.readFileSync(path.join(base.articles, 'lamp.png')), PNG);
  assert.match(fs.readFileSync(path.join(base.articles, 'net-seti.md'), 'utf8'), /!\[Лампа\]\(lamp\.png\).*\[Счёт\]\(gde-schet\.md\)/);
  const again = run('import', pages, '--skip-doubles');
  assert.match(again.out, /Такие файлы уже есть, их не трогали: 2/);
  assert.match(again.out, /Итог: 0 черновиков, уже были 2\.\n$/);
});

test('страница в ломаной кодировке не пишет в терминал по-английски', () => {
  fs.writeFileSync(below('a.html'), Buffer.from('<meta charset="gb2312"><title>x</title><p>\xff\xff></p>', 'latin1'));
  const { err } = run('import', below('a.html'));
  assert.equal(err, '');
});

test('import --help говорит обо всём, без файла и с чужим видом отказывает', () => {
  const { code, out } = run('import', '--help');
  assert.equal(code, 0);
  for (const word of ['--kind', '--sheet', '--skip-doubles', '--dry-run', '--category', 'docx', 'XLSX', 'zip']) assert.ok(out.includes(word), word);
  assert.equal(run('import').code, 2);
  assert.equal(run('import', below('x'), '--kind', 'word').code, 2);
  const none = run('import', below('x'));
  assert.equal(none.code, 2);
  assert.match(none.err, /Нет файла или папки/);
});

test('документы Word переносятся через pandoc', { skip: !hasPandoc && 'нет pandoc' }, () => {
  const folder = below('word');
  fs.mkdirSync(path.join(folder, 'Сеть'), { recursive: true });
  const word = (name, text) => {
    const made = spawnSync('pandoc', ['-f', 'markdown', '-o', path.join(folder, name)], { input: text, cwd: folder, encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr);
  };
  fs.writeFileSync(path.join(folder, 'lamp.png'), PNG);
  word('Сеть/Роутер.docx', '---\ntitle: Как включить роутер\n---\n\n# Шаги\n\n1. **Раз**\n2. Два\n\n![Лампа](lamp.png)\n\n| а | б |\n|---|---|\n| 1 | 2 |\n');
  word('Без названия.docx', 'Просто *текст*.\n');
  fs.writeFileSync(path.join(folder, 'ломаный.docx'), 'PK\x03\x04');
  fs.writeFileSync(path.join(folder, 'старый.doc'), Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  fs.writeFileSync(path.join(folder, '~$Роутер.docx'), 'x');
  const { code, out } = run('import', folder);
  assert.equal(code, 1, out);
  assert.match(out, /Созданы черновики: 2\n {2}set\/kak-vklyuchit-router\.md|Созданы черновики: 2\n {2}bez-nazvaniya\.md/);
  assert.match(out, /ломаный\.docx: это не документ Word/);
  assert.match(out, /старый\.doc: старый Word/);
  assert.doesNotMatch(out, /~/);
  const text = fs.readFileSync(path.join(base.articles, 'set/kak-vklyuchit-router.md'), 'utf8');
  assert.match(text, /# Как включить роутер\n\n## Шаги\n\n1\. \*\*Раз\*\*\n2\. Два\n\n!\[Лампа\]\(kak-vklyuchit-router-.*\.png\)/);
  assert.match(text, /\| а \| б \|\n\|---\|---\|\n\| 1 \| 2 \|/);
  const picture = /\((kak-vklyuchit-router-.*\.png)\)/.exec(text)[1];
  assert.deepEqual(fs.readFileSync(path.join(base.articles, 'set', picture)), PNG);
  assert.match(fs.readFileSync(path.join(base.articles, 'bez-nazvaniya.md'), 'utf8'), /# Без названия\n\nПросто \*текст\*\.\n/);
  assert.equal(run('lint').code, 0);
  const one = run('import', path.join(folder, 'Без названия.docx'), '--category', 'Разное');
  assert.match(one.out, /raznoe\/bez-nazvaniya\.md/);
});

test('таблицы других программ читаются: openpyxl и ExcelJS', () => {
  const corpus = path.join(import.meta.dirname, '../fuzz/corpus/import');
  const read = (name) => fs.readFileSync(path.join(base.articles, name), 'utf8');
  const journal = run('import', path.join(corpus, 'openpyxl.xlsx'), '--kind', 'journal');
  assert.equal(journal.code, 0, journal.out);
  assert.match(journal.out, /Названия столбцов взяты из строки 3/);
  assert.match(journal.out, /записей 7, с 12\.03\.2024 по 03\.04\.2024; разных причин 3, повторяются 2/);
  assert.match(read('ne-vklyuchaetsya-router.md'), /- Заменили блок питания \(раз: 3\)\n- Проверили розетку \(раз: 1\)/);
  const table = run('import', path.join(corpus, 'openpyxl.xlsx'), '--kind', 'table', '--sheet', 'Вопросы');
  assert.match(table.out, /Созданы черновики: 3\n {2}oplata\/kak-vernut-dengi\.md\n {2}oplata\/gde-vzyat-chek\.md/); // a merged category
  assert.match(read('oplata/kak-vernut-dengi.md'), /Напишите нам\.\\\nВернём за 3 дня\./);
  assert.match(table.out, /вопрос без ответа: черновик пока пустой: 1/); // a formula that nobody has counted yet
  fs.rmSync(path.join(base.articles, 'ne-vklyuchaetsya-router.md'));
  const other = run('import', path.join(corpus, 'exceljs.xlsx'), '--kind', 'journal'); // rich text, a link, a counted formula
  assert.match(other.out, /записей 3, с 12\.03\.2024 по 03\.04\.2024; разных причин 1, повторяются 1/);
  assert.match(read('ne-vklyuchaetsya-router.md'), /- Проверили розетку \(раз: 1\)/);
});

test('без pandoc документ Word называет, что поставить', () => {
  fs.writeFileSync(below('a.docx'), 'x');
  const { code, err } = runWith(['import', below('a.docx'), '--articles', base.articles], { PATH: '/nonexistent' });
  assert.equal(code, 2);
  assert.match(err, /apt install pandoc/);
});
