// SPDX-License-Identifier: GPL-2.0-or-later
// Three versions of an article made one, over random edits: what only one of the two wrote is kept, what both wrote
// in one place is marked and holds both, and nothing else is added or lost. KB_TEST_SEED=… repeats a run.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { root } from "../support/kb_server.mjs";
import { randomOf } from "../slow/faults/common.mjs";

const seed = Number(process.env.KB_TEST_SEED ?? Math.floor(Math.random() * 1e9));
const random = randomOf(seed);
const below = (count) => Math.floor(random() * count);
let joined;

// The merge stands beside the dialog that shows it; what draws needs a browser, what merges does not.
const withoutEditor = {
  name: "without-editor",
  setup: (build) => {
    build.onResolve({ filter: /\/editor\.js$/ }, () => ({ path: "editor", namespace: "absent" }));
    build.onLoad({ filter: /.*/, namespace: "absent" }, () => ({ contents: "export const compare = () => null, NARROW = 700;" }));
  },
};

before(async () => {
  const esbuild = createRequire(join(root, "web/package.json"))("esbuild");
  const made = await esbuild.build({
    stdin: { contents: 'export { joined } from "./dialogs.ts";', resolveDir: join(root, "web/write"), loader: "ts" },
    bundle: true, write: false, format: "esm", platform: "neutral", mainFields: ["module", "main"], plugins: [withoutEditor],
  });
  globalThis.document = { querySelector: () => null };
  ({ joined } = await import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].text).toString("base64")}`));
});

// Hostile lines among plain ones: what a merge marks its conflicts with, names that every object has, nothing.
const LINES = ["", "Текст.", "## Раздел", "- пункт", "<<<<<<< Моя", "=======", ">>>>>>> Их", "||||||| base", "__proto__", "constructor", "toString", "hasOwnProperty", "\r", "ё é 😀", "---"];
let fresh = 0;
const line = () => (random() < 0.5 ? LINES[below(LINES.length)] : `строка ${(fresh += 1)}`);
const text = (count) => Array.from({ length: count }, line).join("\n");

// Some lines taken out, some put in, each put-in one with a name of its own.
function edited(base, name) {
  const lines = base.split("\n");
  for (let i = 1 + below(4); i > 0; i -= 1) {
    const at = below(lines.length + 1);
    lines.splice(at, below(3), ...Array.from({ length: below(3) }, () => `${name} ${(fresh += 1)}`));
  }
  return lines.join("\n");
}
const wrote = (merged, name) => merged.split("\n").filter((one) => one.startsWith(`${name} `));

test(`a merge loses nothing and makes nothing up (KB_TEST_SEED=${seed})`, () => {
  let clean = 0;
  let marked = 0;
  for (let i = 0; i < 3000; i += 1) {
    const base = text(below(30));
    const mine = edited(base, "мой");
    const theirs = edited(base, "их");
    const what = JSON.stringify({ base, mine, theirs });
    assert.deepEqual(joined(base, base, theirs), { text: theirs, isClean: true }, what);
    assert.deepEqual(joined(mine, base, base), { text: mine, isClean: true }, what);
    assert.deepEqual(joined(mine, base, mine), { text: mine, isClean: true }, what);
    const both = joined(mine, base, theirs);
    const other = joined(theirs, base, mine);
    assert.deepEqual(wrote(both.text, "мой"), wrote(mine, "мой"), what);
    assert.deepEqual(wrote(both.text, "их"), wrote(theirs, "их"), what);
    assert.equal(both.isClean, other.isClean, what);
    if (both.isClean) assert.equal(both.text, other.text, what);
    const known = new Set([...base.split("\n"), ...mine.split("\n"), ...theirs.split("\n")]);
    const added = both.text.split("\n").filter((one) => !known.has(one));
    if (both.isClean) assert.deepEqual(added, [], what);
    else assert.ok(added.every((one) => /^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)/.test(one)), what);
    both.isClean ? (clean += 1) : (marked += 1);
  }
  assert.ok(clean > 300 && marked > 300, `${clean} clean, ${marked} marked: the edits do not meet`);
});

test("a long article is merged while one looks on", () => {
  const long = Array.from({ length: 2000 }, (_, i) => (i % 2 ? "" : `строка ${i}`));
  const changed = (at, line) => long.with(at, line).join("\n");
  const began = performance.now();
  const near = joined(changed(900, "моё"), long.join("\n"), changed(1100, "их"));
  assert.ok(near.isClean && near.text === long.with(900, "моё").with(1100, "их").join("\n"));
  assert.ok(performance.now() - began < 1000, `${performance.now() - began} ms`);
  const far = joined(changed(0, "моё"), long.join("\n"), changed(1998, "их"));
  assert.ok(far.isClean);
  assert.ok(performance.now() - began < 5000, `${performance.now() - began} ms`);
  assert.deepEqual(joined("", "", ""), { text: "", isClean: true });
});
