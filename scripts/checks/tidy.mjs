// SPDX-License-Identifier: GPL-2.0-or-later
// clang-tidy over the sources that changed since they last passed. A source that passed leaves a
// stamp in the build folder, named by a hash of it, of all our headers and of .clang-tidy.
//
// Nearly all the time goes into the headers, so sources of one library are read a dozen at once, as
// one source that includes them (what CMake calls a unity build). Sources that define the same name
// for themselves never stand in one batch. A batch with findings, or one that does not compile, is
// halved until a single source is left: only what is said of that counts as a finding.
// Usage: node tidy.mjs BUILD_DIR [ROOT]. Exit code 1 when there are findings.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, relative, resolve } from "node:path";
import { files, folderOf, isProduct, read } from "./tree.mjs";

const build = resolve(process.argv[2] ?? "build/release");
const root = resolve(process.argv[3] ?? ".");
const stamps = join(build, "tidy");

const compiled = JSON.parse(readFileSync(join(build, "compile_commands.json"), "utf8"));
const BATCH = 12;

function sources() {
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

// The names a source defines for itself alone: what stands unindented in its unnamed namespaces. A name with the
// line that defines it; two sources may share a line, such as the same alias, but not a name.
function ownNames(text) {
  const names = new Map();
  let depth = 0;
  for (const line of text.split("\n")) {
    if (/^\} *\/\/ namespace$/.test(line)) depth -= 1;
    const name = depth > 0 ? /^(?! )(?:[\w:<>,*& ]|\[\[)+?(\w+)(?:\(|\[|\{| \{| =|;| :)/.exec(line)?.[1] : undefined;
    if (name) names.set(name, line);
    if (/^namespace \{/.test(line)) depth += 1;
  }
  return names;
}

// Names that headers give to types: a source that uses one of them for something of its own stands alone.
function sharedNames() {
  const headers = files(root).filter((file) => file.endsWith(".h")).map((file) => read(root, file));
  return new Set(headers.flatMap((text) => [...text.matchAll(/^(?:class|struct|enum class|using) (\w+)/gm)].map(([, name]) => name)));
}

// Cuts the queue into batches of one library's sources with no name twice.
function batches(queue) {
  const open = [];
  const shared = sharedNames();
  for (const item of queue) {
    const names = ownNames(read(root, item.path));
    const folder = folderOf(item.path);
    const fits = (batch) =>
      batch.folder === folder && batch.items.length < BATCH &&
      [...names].every(([name, line]) => !batch.names.has(name) || (/^using /.test(line) && batch.names.get(name) === line));
    const isAlone = [...names.keys()].some((name) => shared.has(name));
    let batch = isAlone ? undefined : open.find(fits);
    if (!batch) open.push((batch = { folder: isAlone ? null : folder, names: new Map(), items: [] }));
    for (const [name, line] of names) batch.names.set(name, line);
    batch.items.push(item);
  }
  return open.map(({ items }) => items).sort((a, b) => b.length - a.length);
}

// Runs clang-tidy; resolves to what it printed, or to null when it found nothing. g++ has warnings that clang does
// not know.
function findings(folder, path, checks = "") {
  const args = ["-p", folder, "--quiet", `--checks=${checks}`, "--extra-arg=-Wno-unknown-warning-option", path];
  return new Promise((resolved) => {
    execFile("clang-tidy", args, { cwd: root, maxBuffer: 1 << 26 }, (error, out, err) =>
      resolved(error ? out.trim() || err.trim() || String(error) : null));
  });
}

const batchCount = { next: 0, again: 0 };

// True when the batch as a whole has no findings.
async function passesTogether(items) {
  const folder = join(stamps, `batch_${(batchCount.next += 1)}`);
  const unity = join(folder, "batch.cc");
  mkdirSync(folder, { recursive: true });
  writeFileSync(unity, items.map(({ path }) => `#include "${path}"\n`).join(""));
  const first = compiled.find(({ file }) => relative(root, file) === items[0].path);
  const command = first.command.replaceAll(first.file, unity);
  writeFileSync(join(folder, "compile_commands.json"), JSON.stringify([{ directory: first.directory, command, file: unity }]));
  // The includes of sources are what a batch is made of.
  return (await findings(folder, unity, "-bugprone-suspicious-include")) === null;
}

// Goes through a batch; one with findings is halved until they are a single source's.
async function goThrough(items, failed) {
  if (items.length > 1 && !(await passesTogether(items))) {
    const half = Math.ceil(items.length / 2);
    batchCount.again += 1;
    await goThrough(items.slice(0, half), failed);
    await goThrough(items.slice(half), failed);
    return;
  }
  const found = items.length > 1 ? null : await findings(build, items[0].path);
  if (found) {
    console.log(found);
    failed.push(items[0].path);
  } else {
    for (const { stamp } of items) writeFileSync(stamp, "");
  }
}

async function work(queue, failed) {
  for (let items = queue.shift(); items; items = queue.shift()) await goThrough(items, failed);
}

mkdirSync(stamps, { recursive: true });
const around = surroundings();
const all = sources().map((path) => ({ path, stamp: stampOf(path, around) }));
const queue = all.filter(({ stamp }) => !existsSync(stamp));
console.log(`clang-tidy: ${queue.length} из ${all.length} файлов изменились`);
const failed = [];
const cut = batches(queue);
const count = cut.length;
await Promise.all(cpus().map(() => work(cut, failed)));
if (batchCount.again > 0) console.log(`clang-tidy: ${count} проходов, ещё ${batchCount.again} пришлось делить`);
process.exitCode = failed.length > 0 || all.length === 0 ? 1 : 0;
