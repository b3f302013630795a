// SPDX-License-Identifier: GPL-2.0-or-later
// Every source says its licence in its first three lines.
import { files, read } from "./tree.mjs";

const LINE = "SPDX-License-Identifier: GPL-2.0-or-later";
const SOURCE = /\.(cc|h|mjs|js|ts|css|cmake)$|(^|\/)CMakeLists\.txt$|^scripts\/[^/.]+$|^\.ci\/[^/.]+$/;

export function check(root) {
  return files(root)
    .filter((path) => SOURCE.test(path) && !read(root, path).split("\n", 3).join("\n").includes(LINE))
    .map((path) => `${path}:1: the line «${LINE}» is missing`);
}
