// SPDX-License-Identifier: GPL-2.0-or-later
// Files of at most 350 lines, functions of at most 60 (the aim is 40).
import { functionsOf } from "./cpp_functions.mjs";
import { files, isCpp, read } from "./tree.mjs";

const LONGEST_FILE = 350;
const LONGEST_FUNCTION = 60;
const SOURCE = /\.(cc|h|mjs|js|ts|css|cmake)$|(^|\/)CMakeLists\.txt$|^scripts\/[^/.]+$/;

// Every exception has its reason. A path, or a path and a function after "#".
const EXCEPTIONS = {
  "server/http/openapi_write.cc#openapi_write_schemas": "one JSON literal, read as a table",
  "server/http/openapi_schemas.cc#openapi_schemas": "one JSON literal, read as a table: a cut would part what belongs together",
  "server/http/openapi_desk_schemas.cc#openapi_desk_schemas": "one JSON literal, read as a table: a cut would part what belongs together",
};

export function check(root, exceptions = EXCEPTIONS) {
  const problems = [];
  for (const path of files(root).filter((file) => SOURCE.test(file))) {
    const text = read(root, path);
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    if (lines > LONGEST_FILE && !(path in exceptions)) problems.push(`${path}: ${lines} lines, ${LONGEST_FILE} are allowed`);
    if (!isCpp(path)) continue;
    for (const found of functionsOf(text)) {
      if (found.lines <= LONGEST_FUNCTION || `${path}#${found.name}` in exceptions) continue;
      problems.push(`${path}:${found.line}: ${found.name} has ${found.lines} lines, ${LONGEST_FUNCTION} are allowed`);
    }
  }
  return problems;
}
