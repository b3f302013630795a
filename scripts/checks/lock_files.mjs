// SPDX-License-Identifier: GPL-2.0-or-later
// Lock files name versions and checksums, not the registry they came from: that is the machine's own affair.
import { files, read } from "./tree.mjs";

export function check(root) {
  const problems = [];
  for (const path of files(root).filter((file) => /(^|\/)(package-lock|npm-shrinkwrap)\.json$/.test(file))) {
    read(root, path).split("\n").forEach((line, at) => {
      if (/"resolved"\s*:\s*"(https?|git)/.test(line)) {
        problems.push(`${path}:${at + 1}: a registry's address; install with omit-lockfile-registry-resolved=true in .npmrc`);
      }
    });
  }
  return problems;
}
