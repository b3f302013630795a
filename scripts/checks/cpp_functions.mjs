// SPDX-License-Identifier: GPL-2.0-or-later
// Where the functions of a C++ source begin and end, read from braces alone. It knows strings and
// comments, and no more of the language than our format needs: `a_{0}` in a constructor passes for a
// function of one line, which hurts nobody.

// The text with comments, strings and characters blanked out; lines stay where they were.
export function blank(text) {
  const token = /\/\/[^\n]*|\/\*[^]*?\*\/|R"([^(\s]*)\([^]*?\)\1"|"(?:\\[^]|[^"\\\n])*"|(?<![0-9a-fA-F])'(?:\\[^]|[^'\\\n])+'/g;
  return text.replace(token, (found) => found.replace(/[^\n]/g, " "));
}

// What an opening brace opens, from the words since the last statement.
function kindOf(head) {
  if (/\b(namespace|class|struct|union|enum)\b[^()=]*$/.test(head) || /\bextern\s*$/.test(head)) return "scope";
  return head.includes("(") ? "function" : "other";
}

// [{line, name, lines}] of the outermost function bodies; `lines` counts from signature's last line to `}`.
export function functionsOf(text) {
  const code = blank(text).replace(/^\s*#.*(\\\n.*)*/gm, (found) => found.replace(/[^\n]/g, " "));
  const found = [];
  const open = [];
  let head = "";
  let line = 1;
  for (const letter of code) {
    if (letter === "\n") line += 1;
    if (letter === "{") {
      const isInside = open.some(({ kind }) => kind === "function");
      open.push({ kind: isInside ? "inner" : kindOf(head), line, head });
    } else if (letter === "}") {
      const body = open.pop();
      if (body?.kind === "function") {
        const name = /([\w:~]+)\s*\(/.exec(body.head)?.[1] ?? "?";
        found.push({ line: body.line, name, lines: line - body.line + 1 });
      }
    }
    head = letter === "{" || letter === "}" || letter === ";" ? "" : head + letter;
  }
  return found;
}
