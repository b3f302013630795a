// SPDX-License-Identifier: GPL-2.0-or-later
// kb-index as people and scripts meet it: exit codes, messages, what is in the index afterwards.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Base, article, bin, run, until } from '../support/kb_index.mjs';

let base;
beforeEach(() => (base = new Base()));
afterEach(() => base.close());

const half = (audience) => base.dump().split(/^== /m).find((part) => part.startsWith(audience));
const holds = (audience, name) => half(audience).includes(`\nP${name} `);
const generations = () => fs.readdirSync(base.index).filter((name) => name.startsWith('gen-')).sort();

const USAGE = [
  [[], /Не хватает команды/],
  [['fly'], /kb-index --help/],
  [['build', '--colour'], /лишние слова: --colour/],
  [['build', '--articles', '/nowhere/at/all'], /Нет папки со статьями \/nowhere\/at\/all/],
  [['update', '--articles', '/nowhere/at/all'], /Нет папки со статьями/],
  [['watch', '--articles', '/nowhere/at/all'], /Нет папки со статьями/],
  [['lint', '--articles', '/nowhere/at/all'], /Нет папки со статьями/],
  [['lint', '--format', 'xml'], /недопустимое значение «xml»\. Можно: text,github,sarif,json/],
  [['show'], /обязательного значения: id/],
  [['new'], /обязательного значения: title/],
  [['build', '--index'], /У параметра --index нет значения/],
];
for (const [args, message] of USAGE) {
  test(`неверный вызов «${args.join(' ')}» — код 2 и подсказка`, () => {
    const result = run(args);
    assert.equal(result.code, 2);
    assert.match(result.err, message);
    assert.equal(result.out, '');
  });
}

test('справка по-русски называет все команды и коды выхода', () => {
  const { code, out } = run(['--help']);
  assert.equal(code, 0);
  for (const word of ['build', 'update', 'watch', 'lint', 'check', 'show', 'new', 'synonyms', 'Коды выхода', '75']) assert.ok(out.includes(word), word);
  assert.doesNotMatch(out, /Usage|Options|Subcommands|REQUIRED/);
});

test('build, update и check хорошей базы — код 0', () => {
  base.write('public/a.md', article('А'));
  base.write('internal/b.md', article('Б'));
  const built = base.run('build');
  assert.deepEqual([built.code, built.err], [0, '']);
  assert.match(built.out, /^Индекс построен: в индексе 2 статьи, \d+,\d\d с\.\n$/);
  assert.ok(holds('public', 'public/a.md') && holds('internal', 'internal/b.md'));
  assert.ok(!holds('public', 'internal/b.md'));
  const updated = base.run('update');
  assert.equal(updated.code, 0);
  assert.match(updated.out, /^Изменений нет/);
  assert.deepEqual(base.run('check'), { code: 0, signal: null, out: 'Индекс соответствует статьям: 2 статьи.\n', err: '' });
});

test('update без индекса строит его и говорит об этом', () => {
  base.write('a.md', article('А'));
  const result = base.run('update');
  assert.equal(result.code, 0);
  assert.match(result.out, /Индекса ещё не было/);
});

test('--quiet молчит, пока всё хорошо', () => {
  base.write('a.md', article('А'));
  for (const command of ['build', 'update', 'check']) {
    assert.deepEqual(base.run(command, '--quiet'), { code: 0, signal: null, out: '', err: '' });
  }
});

test('плохая статья — код 1, место и совет; остальные в индексе, прошлая версия остаётся', () => {
  base.write('good.md', article('Хорошая'));
  base.write('bad.md', '---\ntitle: [не закрыто\n---\nТекст\n');
  const built = base.run('build');
  assert.equal(built.code, 1);
  assert.match(built.err, /^bad\.md:\d+:\d+: ошибка \[/m);
  assert.match(built.err, /Пока статьи в поиске нет/);
  assert.ok(holds('public', 'good.md'));

  base.write('good.md', '---\ntitle: [испорчено\n---\n');
  const updated = base.run('update');
  assert.equal(updated.code, 1);
  assert.match(updated.err, /good\.md.*остаётся прошлая версия/);
  assert.ok(holds('public', 'good.md'));
});

test('две статьи с одним id — код 1, в индексе первая по пути', () => {
  base.write('b.md', article('Б', 'id: same\n'));
  base.write('a.md', article('А', 'id: same\n'));
  for (const command of ['build', 'update']) {
    const result = base.run(command);
    assert.equal(result.code, 1);
    assert.match(result.err, /b\.md: ошибка \[duplicate-id\].*«same».*a\.md/);
    assert.ok(holds('public', 'a.md') && !holds('public', 'b.md'));
  }
});

test('удалённая статья уходит из индекса', () => {
  base.write('a.md', article('А'));
  base.write('b.md', article('Б'));
  base.run('build');
  base.remove('b.md');
  assert.match(base.run('update').out, /записано 0, удалено 1; в индексе 1 статья/);
  assert.ok(!base.dump().includes('Pb.md'));
});

test('статья, ставшая внутренней, уходит из открытой базы со всеми словами', () => {
  base.write('a.md', article('Секретный пароль'));
  base.run('build');
  assert.ok(half('public').includes('Pa.md'));
  base.write('a.md', article('Секретный пароль', 'audience: internal\n'));
  base.run('update');
  assert.match(half('public'), /^public: 0 documents, 0 words/);
  assert.ok(holds('internal', 'a.md'));
});

test('обновление по частям даёт тот же индекс, что и построение целиком', () => {
  for (let i = 0; i < 12; ++i) base.write(`a${i}.md`, article(`Статья ${i}`, i % 3 ? '' : 'audience: internal\n'));
  base.write('synonyms.txt', 'а = б\n');
  base.run('build');
  base.write('a1.md', article('Другая', 'audience: internal\n'));
  base.write('a3.md', article('Открытая'));
  base.run('update');
  base.remove('a5.md');
  base.write('new/b.md', article('Новая', '', '## Раздел\n\nТекст.'));
  base.write('a7.md', article('Черновик', 'status: draft\n'));
  base.run('update');
  base.write('redirects.txt', 'old -> a3\n');
  base.write('a0.md', article('Снова'));
  base.run('update');
  const step_by_step = base.dump();
  assert.equal(base.run('check').code, 0);
  base.run('build');
  assert.equal(base.dump(), step_by_step);
});

test('build занимает новое поколение и оставляет одно прежнее', () => {
  base.write('a.md', article('А'));
  for (let i = 0; i < 4; ++i) base.run('build');
  assert.deepEqual(generations(), ['gen-000003', 'gen-000004']);
  assert.equal(fs.readFileSync(path.join(base.index, 'current'), 'utf8'), 'gen-000004\n');
});

test('второму писателю — «занято» и код 75', () => {
  base.write('a.md', article('А'));
  base.run('build');
  const locked = spawn('flock', [path.join(base.index, 'lock'), 'sleep', '20'], { detached: true });
  try {
    execFileSync('bash', ['-c', `until ! flock -n "$0" true; do sleep 0.01; done`, path.join(base.index, 'lock')]);
    for (const command of ['build', 'update', 'check']) {
      const result = base.run(command);
      assert.equal(result.code, 75);
      assert.match(result.err, /занято/);
    }
  } finally {
    process.kill(-locked.pid);
  }
});

test('check находит расхождения — код 3 и что делать', () => {
  base.write('a.md', article('А'));
  base.run('build');
  base.write('a.md', article('Другая'));
  base.write('b.md', article('Новая'));
  const result = base.run('check');
  assert.equal(result.code, 3);
  assert.equal(result.out, 'a.md: в индексе прошлая версия\nb.md: нет в индексе\n');
  assert.match(result.err, /2 отличия.*kb-index update/);
});

test('check замечает испорченный файл индекса', () => {
  base.write('a.md', article('А'));
  base.run('build');
  const file = path.join(base.index, 'gen-000001/public/docdata.glass');
  const bytes = fs.readFileSync(file);
  bytes[bytes.length - 5] ^= 1;
  fs.writeFileSync(file, bytes);
  const result = base.run('check');
  assert.equal(result.code, 3);
  assert.match(result.out + result.err, /docdata\.glass: файл индекса повреждён|Постройте его заново/);
});

test('нет индекса, чужой формат, пропавшее поколение — код 3 и что запустить', () => {
  base.write('a.md', article('А'));
  for (const args of [['check'], ['show', 'a']]) {
    const result = base.run(...args);
    assert.equal(result.code, 3);
    assert.match(result.err, /нет индекса.*kb-index build/);
  }
  base.run('build');
  fs.writeFileSync(path.join(base.index, 'gen-000001/format'), '999\n');
  assert.match(base.run('check').err, /другом формате.*kb-index build/);
  assert.match(base.run('update').out, /другом формате, поэтому построен заново/);
  fs.rmSync(path.join(base.index, 'gen-000002'), { recursive: true });
  for (const command of ['check', 'update']) {
    const result = base.run(command);
    assert.equal(result.code, 3);
    assert.match(result.err, /повреждён.*kb-index build/);
  }
  assert.equal(base.run('build').code, 0);
  assert.equal(base.run('check').code, 0);
});

test('show показывает разделы, якоря и слова', () => {
  base.write('wifi.md', article('Настройка роутера', 'aliases: [не ловит вайфай]\n', 'Начало.\n\n## Шаги\n\nНажмите кнопку.'));
  base.run('build');
  const { code, out } = base.run('show', 'wifi');
  assert.equal(code, 0);
  for (const text of ['Настройка роутера', 'wifi.md', '## Шаги  #шаги', 'Другое название: не ловит вайфай', 'кнопку → кнопк']) assert.ok(out.includes(text), text);
  const missing = base.run('show', 'nope');
  assert.equal(missing.code, 2);
  assert.match(missing.err, /Статьи с id «nope» в индексе нет/);
  assert.match(base.run('show', 'wifo').err, /Возможно, «wifi»\?/);
  assert.equal(base.run('show', 'wifi.md').out, out);
});

test('lint печатает замечания текстом и JSON', () => {
  base.write('a.md', '---\ntitel: А\n---\n\n# А\n\n[нет](no.md)\n');
  base.write('b.md', '---\naudience: secret\n---\n\n# Б\n');
  const text = base.run('lint');
  assert.equal(text.code, 1);
  assert.match(text.out, /^a\.md:2:1: предупреждение \[unknown-key\].*title/m);
  assert.match(text.out, /Проверено: 1 статья\.\n$/);
  const json = base.run('lint', '--format', 'json');
  assert.equal(json.code, 1);
  const report = JSON.parse(json.out);
  assert.equal(report.articles, 1);
  assert.ok(report.errors >= 1 && report.warnings >= 1);
  assert.equal(report.errors + report.warnings + report.hints, report.diagnostics.length);
  const key = report.diagnostics.find((d) => d.code === 'unknown-key');
  assert.deepEqual([key.file, key.line, key.column, key.severity], ['a.md', 2, 1, 'warning']);
  assert.deepEqual(Object.keys(key), ['severity', 'code', 'file', 'line', 'column', 'message', 'advice']);
});

test('lint читает и файлы базы: категории, синонимы, адреса', () => {
  base.write('categories.yaml', '- id: x\n  titel: Икс\n');
  base.write('synonyms.txt', '# заметка\nодно слово\n');
  base.write('internal/synonyms.txt', 'лк =\n');
  base.write('redirects.txt', 'без стрелки\n');
  const { out } = base.run('lint');
  for (const place of ['categories.yaml:2:', 'synonyms.txt:2:', 'internal/synonyms.txt:1:', 'redirects.txt:1:']) {
    assert.ok(out.split('\n').some((line) => line.startsWith(place)), `${place}\n${out}`);
  }
});

test('lint хорошей базы — код 0', () => {
  base.write('a.md', article('Как поменять тариф', 'summary: Меняем тариф.\n', 'Откройте кабинет и выберите тариф.'));
  const result = base.run('lint');
  assert.equal(result.code, 0);
  assert.match(result.out, /Проверено: 1 статья/);
});

test('new создаёт черновик, который проходит lint, и не перезаписывает', () => {
  const created = base.run('new', 'Как настроить Wi-Fi', '--category', 'internet/wifi', '--type', 'steps');
  assert.equal(created.code, 0);
  const file = path.join(base.articles, 'internet/wifi/kak-nastroit-wifi.md');
  assert.match(fs.readFileSync(file, 'utf8'), /^---\ntitle: "Как настроить Wi-Fi"\n(.*\n)*type: steps\nstatus: draft\n/);
  assert.equal(base.run('lint').code, 0);
  fs.writeFileSync(file, 'моё');
  const again = base.run('new', 'Как настроить Wi-Fi', '--category', 'internet/wifi');
  assert.equal(again.code, 2);
  assert.match(again.err, /уже есть/);
  assert.equal(fs.readFileSync(file, 'utf8'), 'моё');
});

for (const [args, message] of [
  [['--type', 'poem'], /Нет типа статьи «poem»/],
  [['--audience', 'all'], /Доступ «all»/],
  [['--category', '../../etc'], /Не годится категория/],
]) {
  test(`new ${args.join(' ')} — код 2`, () => {
    const result = base.run('new', 'Статья', ...args);
    assert.equal(result.code, 2);
    assert.match(result.err, message);
    assert.deepEqual(fs.readdirSync(base.articles), []);
  });
}

test('watch вносит сохранение, удаление и новую папку быстрее секунды и выходит по Ctrl-C', async () => {
  base.write('a.md', article('А'));
  const watch = base.start('watch');
  await until(() => watch.output.includes('Слежу за папкой'), 5000, 'начало слежения');
  const steps = [
    ['новая', () => base.write('b.md', article('Б'), { mtime: 'now' }), () => holds('public', 'b.md')],
    ['внутренняя', () => base.write('b.md', article('Б', 'audience: internal\n'), { mtime: 'now' }), () => holds('internal', 'b.md') && !holds('public', 'b.md')],
    ['новая папка', () => base.write('new/deep/c.md', article('В'), { mtime: 'now' }), () => holds('public', 'new/deep/c.md')],
    ['удаление', () => base.remove('a.md'), () => !holds('public', 'a.md')],
  ];
  for (const [what, change, is_done] of steps) {
    change();
    const took_ms = await until(is_done, 3000, what);
    assert.ok(took_ms < 1000, `${what}: ${took_ms} мс`);
  }
  await until(() => base.run('check').code !== 75, 3000, 'watch отпустил индекс');
  assert.equal(base.run('check').code, 0);
  watch.child.kill('SIGINT');
  assert.deepEqual(await watch.exit, { code: 0, signal: null });
});

test('watch переживает чужой build', async () => {
  base.write('a.md', article('А'));
  const watch = base.start('watch');
  await until(() => watch.output.includes('Слежу за папкой'), 5000, 'начало слежения');
  base.write('b.md', article('Б'), { mtime: 'now' });
  await until(() => base.run('build').code === 0, 3000, 'build дождался своей очереди');
  base.write('c.md', article('В'), { mtime: 'now' });
  await until(() => holds('public', 'c.md'), 3000, 'c.md в индексе');
  watch.child.kill('SIGTERM');
  assert.equal((await watch.exit).code, 0);
});

test('Ctrl-C во время build ничего не оставляет', async () => {
  for (let i = 0; i < 3000; ++i) base.write(`a${i}.md`, article(`Статья ${i}`, '', 'Слова и ещё слова. '.repeat(40)));
  const build = base.start('build');
  await until(() => fs.existsSync(path.join(base.index, 'gen-000001/public')), 5000, 'начало построения');
  build.child.kill('SIGINT');
  assert.deepEqual(await build.exit, { code: 3, signal: null });
  assert.match(build.output, /Остановлено/);
  assert.deepEqual(fs.readdirSync(base.index), ['lock']);
});

test('имена с пробелами и кириллицей, BOM и CRLF — обычные статьи', () => {
  base.write('Мои статьи/Первая статья.md', '\ufeff---\r\ntitle: Первая\r\n---\r\n\r\nТекст\r\n');
  assert.equal(base.run('build').code, 0);
  assert.ok(holds('public', 'Мои статьи/Первая статья.md'));
});

test('программа стоит там, где её ждут', () => assert.ok(fs.existsSync(bin('kb-index'))));
