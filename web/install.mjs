// SPDX-License-Identifier: GPL-2.0-or-later
// npm ci, but only when node_modules is not what the lock file says. Usage: node install.mjs FOLDER
// The caller holds a lock on the lock file, so two builds do not install at once.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = resolve(process.argv[2] ?? ".");
const wanted = createHash("sha256").update(readFileSync(join(folder, "package-lock.json"))).digest("hex");
const stamp = join(folder, "node_modules", ".podskazka");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, stdio: ["ignore", 2, 2] });
  writeFileSync(stamp, wanted);
}
