// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the fault checks at full length and prints a table. Called by scripts/torture.
import { spawnSync } from "node:child_process";
import { bin, seed } from "./common.mjs";
import { corruptions, damagedArrival, fullIndexDisk, fullStoreDisk, readOnlyIndex } from "./disk.mjs";
import { killIndexer, killServer, killWorkshop } from "./kills.mjs";
import { putClock } from "./clock.mjs";
import { busyStore, soak, vanishingTree } from "./life.mjs";

// A test program whose last lines of output are the figures.
function program(name, env, ...args) {
  const result = spawnSync(bin(name), args, { encoding: "utf8", env: { ...process.env, ...env }, maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error((result.stdout + result.stderr).slice(0, 4000));
  return result.stdout.split("\n").filter((line) => /^(leaks|pathological):/.test(line)).map((line) => line.replace(/^\w+: /, "")).join("; ");
}

export const CHECKS = {
  leaks: ["утечки, 1 000 баз", () => program("tests-leaks", { KB_LEAK_BASES: "1000", KB_TEST_SEED: String(seed) }, "[leaks]")],
  "kill-indexer": ["kill -9 индексатора × 500", () => killIndexer(500)],
  "kill-server": ["kill -9 сервера под записью × 200", () => killServer(200)],
  "kill-workshop": ["kill -9 сервера при сохранении статей × 200", () => killWorkshop(200)],
  "full-index": ["полный диск индекса", fullIndexDisk],
  "full-store": ["полный диск хранилища", fullStoreDisk],
  "read-only": ["индекс только для чтения", readOnlyIndex],
  corruptions: ["повреждения индекса × 600", () => corruptions(600)],
  "damaged-arrival": ["новое поколение пришло повреждённым", damagedArrival],
  "busy-store": ["хранилище занято 10 с", () => busyStore(10)],
  clock: ["часы переведены на час назад и вперёд", putClock],
  "vanishing-tree": ["папка статей пропадает", vanishingTree],
  pathological: ["патологический Markdown, ≤ 200 мс", () => program("tests-hostile", { KB_STRICT_MS: "200" }, "[pathological]")],
  soak: ["долгая работа", (minutes) => soak(minutes)],
};

function arguments_() {
  const chosen = { names: [], minutes: 30 };
  const given = process.argv.slice(2);
  while (given.length > 0) {
    const word = given.shift();
    if (word === "--minutes") chosen.minutes = Number(given.shift());
    else if (word in CHECKS) chosen.names.push(word);
    else {
      console.error(`torture: нет проверки «${word}». Есть: ${Object.keys(CHECKS).join(", ")}.`);
      process.exit(2);
    }
  }
  if (chosen.names.length === 0) chosen.names = Object.keys(CHECKS);
  return chosen;
}

async function main() {
  const { names, minutes } = arguments_();
  console.log(`Зерно: KB_TEST_SEED=${seed}\n`);
  console.log("| проверка | итог | время |\n|---|---|---|");
  let failed = 0;
  for (const name of names) {
    const [title, run] = CHECKS[name];
    const begin = performance.now();
    let outcome;
    try {
      outcome = await run(minutes);
    } catch (error) {
      failed += 1;
      outcome = `**сбой**: ${String(error.message).split("\n").slice(0, 12).join(" ")}`;
    }
    console.log(`| ${title} | ${outcome} | ${((performance.now() - begin) / 1000).toFixed(0)} с |`);
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

await main();
