// SPDX-License-Identifier: GPL-2.0-or-later
// Kills kb-index at every call that changes the disk, and half-way through every write. After each
// death readers see each database whole, old or new; nothing looks damaged; and the next update gives
// the index of an undisturbed run. See tests/support/kill_at_write.cc.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Base, article, bin, run } from '../support/kb_index.mjs';

// Xapian left to itself flushes after this many documents: in the middle of an article, here.
process.env.XAPIAN_FLUSH_THRESHOLD = '10';

const PRELOAD = { LD_PRELOAD: bin('libkill-at-write.so'), ASAN_OPTIONS: 'verify_asan_link_order=0:detect_leaks=0' };

const long = (word) => `## Раздел про ${word}\n\n${`Слово ${word} и ещё немного текста. `.repeat(30)}\n`;

function write_old(base) {
  base.write('public/same.md', article('Прежняя', '', long('прежнее')));
  base.write('public/changed.md', article('Меняется', '', long('старое')));
  base.write('public/hidden.md', article('Станет внутренней', '', long('тайна')));
  base.write('public/removed.md', article('Будет удалена', '', long('удаление')));
  base.write('public/unpublished.md', article('Станет черновиком', '', long('черновик')));
  base.write('internal/opened.md', article('Станет открытой', 'audience: internal\n', long('открытие')));
  base.write('internal/secret.md', article('Внутренняя', '', long('секрет')));
  base.write('public/draft.md', article('Черновик', 'status: draft\n', long('готовность')));
  base.write('synonyms.txt', 'а = б\n');
  base.write('redirects.txt', 'old -> public/hidden\n');
}

function write_new(base) {
  write_old(base);
  base.write('public/changed.md', article('Изменилась', '', long('новое')));
  base.write('public/hidden.md', article('Стала внутренней', 'audience: internal\n', long('тайна')));
  base.remove('public/removed.md');
  base.write('public/unpublished.md', article('Стала черновиком', 'status: draft\n', long('черновик')));
  base.write('internal/opened.md', article('Стала открытой', 'audience: public\n', long('открытие')));
  base.write('public/draft.md', article('Готовая', 'status: published\n', long('готовность')));
  base.write('public/added.md', article('Новая', 'id: twin\n', long('новинка')));
  base.write('public/twin.md', article('Двойник', 'id: twin\n', long('двойник')));
  base.write('synonyms.txt', 'а = в\n');
  base.write('internal/synonyms.txt', 'лк = биллинг\n');
  base.write('categories.yaml', '- id: x\n  title: Икс\n');
}

let base_old, base_new, dump_old, dump_new;

before(() => {
  base_old = new Base();
  write_old(base_old);
  assert.equal(run(base_old.args('build')).code, 0);
  dump_old = halves(base_old.index);
  base_new = new Base();
  write_new(base_new);
  assert.equal(run(base_new.args('build')).code, 1);  // the twin
  dump_new = halves(base_new.index);
  assert.notEqual(dump_old.public, dump_new.public);
  assert.notEqual(dump_old.internal, dump_new.internal);
});
after(() => {
  base_old.close();
  base_new.close();
});

// The dump of each database; nothing when there is no index yet. Throws when the index cannot be read.
function halves(index) {
  if (!fs.existsSync(path.join(index, 'current'))) return null;
  const result = spawnSync(bin('index-dump'), [index], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
  const [, public_, internal] = result.stdout.split(/^== /m);
  return { public: public_, internal };
}

class Trial {
  constructor(from) {
    this.base = new Base();
    if (from) fs.cpSync(from, this.base.index, { recursive: true });
  }
  args(command) {
    return [command, '--articles', base_new.articles, '--index', this.base.index, '--quiet'];
  }
  count(command) {
    const file = path.join(this.base.root, 'count');
    run(this.args(command), { ...PRELOAD, KB_KILL_COUNT: file });
    return Number(fs.readFileSync(file, 'utf8'));
  }
  // False when the run ended before it came to this boundary.
  kill(command, at, torn) {
    const env = { ...PRELOAD, KB_KILL_AT: String(at), ...(torn ? { KB_KILL_TORN: '1' } : {}) };
    const result = run(this.args(command), env);
    assert.ok(result.signal === 'SIGKILL' || result.code === 1, JSON.stringify(result));
    return result.signal === 'SIGKILL';
  }
  // Whatever was killed: whole databases, nothing damaged, and an update mends all.
  check(allowed) {
    const seen = halves(this.base.index);
    if (seen === null) {
      assert.ok(allowed.includes(null), 'the index is gone');
    } else {
      assert.ok(allowed.some((dump) => dump?.public === seen.public), `public is neither old nor new:\n${seen.public}`);
      assert.ok(allowed.some((dump) => dump?.internal === seen.internal), `internal is neither old nor new:\n${seen.internal}`);
      const said = run(this.args('check'));
      assert.doesNotMatch(said.out + said.err, /повреждён/);
    }
  }
  mend() {
    const update = run(this.args('update'));
    assert.equal(update.code, 1, update.err);
    assert.deepEqual(halves(this.base.index), dump_new);
    const check = run([...this.args('check').slice(0, -1)]);
    assert.equal(check.code, 1, check.out + check.err);  // the twin
    assert.equal(check.out.split('\n')[0], 'Индекс соответствует статьям: 7 статей.');
    assert.doesNotMatch(check.out, /Контрольных сумм нет/);
    this.check_tidy();
  }
  check_tidy() {
    const live = fs.readFileSync(path.join(this.base.index, 'current'), 'utf8').trim();
    const names = fs.readdirSync(this.base.index);
    assert.deepEqual(names.filter((name) => !/^(lock|current|gen-\d{6})$/.test(name)), []);
    assert.ok(names.filter((name) => name.startsWith('gen-')).every((name) => name <= live), names.join(' '));
    const inside = fs.readdirSync(path.join(this.base.index, live)).sort();
    assert.deepEqual(inside, ['checksums', 'format', 'internal', 'public']);
  }
  close() {
    this.base.close();
  }
}

const SCENARIOS = [
  { name: 'первое построение', command: 'build', with_old: false },
  { name: 'построение рядом с рабочим', command: 'build', with_old: true },
  { name: 'обновление', command: 'update', with_old: true },
];

for (const { name, command, with_old } of SCENARIOS) {
  for (const torn of [false, true]) {
    test(`${name}: смерть ${torn ? 'посреди каждой записи' : 'перед каждым изменением диска'}`, () => {
      const from = with_old ? base_old.index : null;
      const allowed = [with_old ? dump_old : null, dump_new];
      const counted = new Trial(from);
      const boundaries = counted.count(command);
      counted.close();
      assert.ok(boundaries > 20, `only ${boundaries} boundaries: is the library preloaded?`);
      for (let at = 1; at <= boundaries; ++at) {
        const trial = new Trial(from);
        assert.ok(trial.kill(command, at, torn), `boundary ${at} of ${boundaries} was not met`);
        try {
          trial.check(allowed);
          if (at % 3 === 0) {  // and again while mending
            trial.kill('update', 1 + ((at * 7919) % boundaries), torn);
            trial.check(allowed);
          }
          trial.mend();
        } catch (error) {
          error.message = `boundary ${at} of ${boundaries}: ${error.message}`;
          throw error;
        }
        trial.close();
      }
    });
  }
}

test('обновление по частям и построение целиком дают одно и то же', () => {
  const trial = new Trial(base_old.index);
  trial.mend();
  trial.close();
});
