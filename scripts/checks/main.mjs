// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the checks that need no compiler over a tree and prints a line for each problem.
// Usage: node main.mjs [ROOT]. Exit code 1 when there are problems.
import { check as includes } from "./includes.mjs";
import { check as licence } from "./licence.mjs";
import { check as lockFiles } from "./lock_files.mjs";
import { check as sizes } from "./sizes.mjs";
import { check as typeNames } from "./type_names.mjs";

const root = process.argv[2] ?? ".";
const problems = [includes, sizes, typeNames, licence, lockFiles].flatMap((check) => check(root));
for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
