// SPDX-License-Identifier: GPL-2.0-or-later
// The files of a tree that people wrote: no build folders, no installed packages, no symlinks.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SKIPPED_ANYWHERE = new Set(["node_modules", ".git"]);
const SKIPPED_AT_THE_ROOT = new Set(["build", "data"]);

// Paths below `root`, with slashes, sorted.
export function files(root, folder = "") {
  const found = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (SKIPPED_ANYWHERE.has(entry.name) || (!folder && SKIPPED_AT_THE_ROOT.has(entry.name))) continue;
    if (entry.isDirectory()) found.push(...files(root, path));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

export const read = (root, path) => readFileSync(join(root, path), "utf8");

export const isCpp = (path) => /\.(cc|h)$/.test(path);
// What the layers are made of, tests and benchmarks not among them.
export const isProduct = (path) => isCpp(path) && /^(stemming|indexer|server)\//.test(path);
export const folderOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
