// SPDX-License-Identifier: GPL-2.0-or-later
// clang-tidy over the sources that changed since they last passed. A source that passed leaves a
// stamp in the build folder, named by a hash of it, of all our headers and of .clang-tidy.
// Usage: node tidy.mjs BUILD_DIR [ROOT]. Exit code 1 when there are findings.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, relative, resolve } from "node:path";
import { files, isProduct, read } from "./tree.mjs";

const build = resolve(process.argv[2] ?? "build/release");
const root = resolve(process.argv[3] ?? ".");
const stamps = join(build, "tidy");

function sources() {
  const compiled = JSON.parse(readFileSync(join(build, "compile_commands.json"), "utf8"));
  return [...new Set(compiled.map(({ file }) => relative(root, file)))].filter(isProduct).sort();
}

// What a finding may depend on besides the source itself.
function surroundings() {
  const hash = createHash("sha256").update(execFileSync("clang-tidy", ["--version"]));
  hash.update(read(root, ".clang-tidy"));
  for (const path of files(root).filter((file) => file.endsWith(".h"))) hash.update(`${path}\0${read(root, path)}`);
  return hash.digest("hex");
}

const stampOf = (path, around) =>
  join(stamps, createHash("sha256").update(`${around}\0${path}\0${read(root, path)}`).digest("hex").slice(0, 32));

// Prints findings; true when there are none. g++ has warnings that clang does not know.
function passes(path) {
  const args = ["-p", build, "--quiet", "--extra-arg=-Wno-unknown-warning-option", path];
  return new Promise((resolved) => {
    execFile("clang-tidy", args, { cwd: root, maxBuffer: 1 << 26 }, (error, out, err) => {
      if (error) console.log(out.trim() || err.trim() || String(error));
      resolved(!error);
    });
  });
}

async function work(queue, failed) {
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (await passes(next.path)) writeFileSync(next.stamp, "");
    else failed.push(next.path);
  }
}

mkdirSync(stamps, { recursive: true });
const around = surroundings();
const all = sources().map((path) => ({ path, stamp: stampOf(path, around) }));
const queue = all.filter(({ stamp }) => !existsSync(stamp));
console.log(`clang-tidy: ${queue.length} из ${all.length} файлов изменились`);
const failed = [];
await Promise.all(cpus().map(() => work(queue, failed)));
process.exitCode = failed.length > 0 || all.length === 0 ? 1 : 0;
