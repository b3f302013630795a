// SPDX-License-Identifier: GPL-2.0-or-later
// Draws findings of one rule to be read and judged, the same ones each time: even over the reports, by a seed.
//
//     node bench/lint_sample.mjs broken-link 40 7 vkcloud.json=base/vkcloud msdocs.json=base/msdocs
//
// A report is what `kb-index lint --format json` wrote; behind «=» stands its articles folder, for the line.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [code, countText, seedText, ...reports] = process.argv.slice(2);
if (reports.length === 0) {
  console.error("usage: lint_sample.mjs CODE COUNT SEED REPORT.json[=ARTICLES]…");
  process.exit(2);
}

/** Mulberry32: numbers in [0, 1) that depend on the seed only. */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = numbers(Number(seedText));
const bases = reports.map((one) => {
  const [report, articles = ""] = one.split("=");
  const found = JSON.parse(readFileSync(report, "utf8")).diagnostics.filter((finding) => finding.code === code);
  for (let i = found.length - 1; i > 0; --i) {
    const other = Math.floor(random() * (i + 1));
    [found[i], found[other]] = [found[other], found[i]];
  }
  return { articles, found, taken: 0 };
});

let left = Math.min(Number(countText), bases.reduce((sum, base) => sum + base.found.length, 0));
for (let i = 0; left > 0; i = (i + 1) % bases.length) {
  const base = bases[i];
  if (base.taken === base.found.length) continue;
  base.taken += 1;
  left -= 1;
}
for (const { articles, found, taken } of bases) {
  for (const finding of found.slice(0, taken)) {
    const { file, line, message, advice } = finding;
    console.log(`${join(articles, file)}:${line}: ${message} ${advice}`);
    if (articles !== "" && line > 0) console.log(`    ${readFileSync(join(articles, file), "utf8").split("\n")[line - 1]}`);
  }
}
