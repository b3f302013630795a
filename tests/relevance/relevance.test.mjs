// SPDX-License-Identifier: GPL-2.0-or-later
// The sample base's judged questions against the golden scores and answers. They change only in a
// commit that says why: KB_UPDATE_GOLDEN=1 scripts/golden writes them anew.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { bin } from '../support/kb_index.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const goldenScores = path.join(here, 'golden_scores.json');
const goldenAnswers = path.join(here, 'golden_answers.tsv');
const updates = process.env.KB_UPDATE_GOLDEN === '1';
const shown = 3; // answers a question kept in the golden list

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kb-relevance-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(program, ...args) {
  const result = spawnSync(bin(program), args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(result.status, 0, `${program} ${args[0]}: ${result.stderr}`);
  return result.stdout;
}

const round = (value) => Math.round(value * 10_000) / 10_000;

let report;
let general;
let answers;
before(() => {
  const index = path.join(folder, 'index');
  const runFile = path.join(folder, 'run.tsv');
  run('kb-index', 'build', '--articles', path.join(here, '../../articles'), '--index', index);
  report = JSON.parse(
    run('kb-server', 'eval', '--index', index, '--queries', path.join(here, 'queries.jsonl'), '--qrels',
      path.join(here, 'qrels.tsv'), '--run', runFile, '--json'),
  );
  const noAnswers = path.join(folder, 'none.tsv');
  fs.writeFileSync(noAnswers, '');
  general = JSON.parse(
    run('kb-server', 'eval', '--index', index, '--mode', 'suggest', '--queries', path.join(here, 'general_questions.jsonl'), '--qrels',
      noAnswers, '--json'),
  ).all;
  const places = new Map();
  answers = '';
  for (const line of fs.readFileSync(runFile, 'utf8').split('\n').filter(Boolean)) {
    const [query, article] = line.split('\t');
    const place = (places.get(query) ?? 0) + 1;
    places.set(query, place);
    if (place <= shown) answers += `${query}\t${place}\t${article}\n`;
  }
});

function scores() {
  const out = { general: { unanswerable: general.unanswerable, silent: general.silent } };
  for (const [kind, group] of [['all', report.all], ...Object.entries(report.kinds)])
    out[kind] = {
      queries: group.queries, ndcg10: round(group.ndcg10), success1: round(group.success1), success3: round(group.success3),
      refused: group.refused, unanswerable: group.unanswerable, silent: group.silent,
    };
  return out;
}

test('the scores are the golden ones', () => {
  if (updates) fs.writeFileSync(goldenScores, `${JSON.stringify(scores(), null, 2)}\n`);
  assert.deepEqual(scores(), JSON.parse(fs.readFileSync(goldenScores, 'utf8')));
});

test('the first three answers of every question are the golden ones', () => {
  if (updates) fs.writeFileSync(goldenAnswers, answers);
  assert.equal(answers, fs.readFileSync(goldenAnswers, 'utf8'));
});

test('the golden scores themselves are good enough', () => {
  const { all, kinds } = report;
  assert.ok(all.queries >= 150, `judged questions: ${all.queries}`);
  assert.ok(kinds.none.unanswerable >= 25, `questions without an answer: ${kinds.none.unanswerable}`);
  assert.ok(all.ndcg10 >= 0.75, `nDCG@10 ${all.ndcg10}`);
  assert.ok(all.success3 >= 0.85, `Success@3 ${all.success3}`);
});

test('the sample base is silent where it has nothing to say, and seldom where it has', () => {
  const { all, kinds } = report;
  const share = (part, whole) => part / whole;
  assert.ok(share(kinds.none.silent, kinds.none.unanswerable) >= 0.64, `silent of its own unanswerable: ${kinds.none.silent}`);
  assert.ok(share(general.silent, general.unanswerable) >= 0.75, `silent of everyday questions: ${general.silent}`);
  assert.ok(share(all.refused, all.found) <= 0.13, `refused: ${all.refused} of ${all.found}`);
});
