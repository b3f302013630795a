// SPDX-License-Identifier: GPL-2.0-or-later
// Bundles scripts and styles, compresses them, and writes all of it with the page templates into one
// C++ file, so that the server reads no disk for them. Usage: node web/build.mjs OUT.cc
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error("usage: node web/build.mjs OUT.cc");

async function bundle(entry, format = "esm") {
  const result = await esbuild.build({
    entryPoints: [join(here, entry)], bundle: true, minify: true, write: false, format, target: "es2022",
    charset: "utf8", legalComments: "none", absWorkingDir: here,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

function asset(name, type, plain) {
  const hash = createHash("sha256").update(plain).digest("hex").slice(0, 12);
  const dot = name.lastIndexOf(".");
  return {
    name, type, plain, etag: `"${hash}"`, path: `${name.slice(0, dot)}-${hash}${name.slice(dot)}`,
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  };
}

// Octal escapes: three digits always, so that nothing after them is taken in.
function literal(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 4000) {
    let line = "";
    for (const byte of bytes.subarray(at, at + 4000)) {
      const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
      line += plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
    }
    lines.push(`"${line}"`);
  }
  return `std::string_view(${lines.join("\n") || '""'}, ${bytes.length})`;
}

const text = (value) => literal(Buffer.from(value));
// web/texts.txt: a key, then its Russian and its English text, each on an indented line.
function textRows(source) {
  const rows = [];
  for (const line of source.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (!line.startsWith(" ")) rows.push([line.trim()]);
    else rows.at(-1).push(line.trim());
  }
  const seen = new Set();
  for (const row of rows) {
    if (row.length !== 3 || !/^[a-z][a-z0-9_]*$/.test(row[0]) || seen.has(row[0])) throw new Error(`web/texts.txt: ${row[0]} needs one Russian and one English line, once`);
    seen.add(row[0]);
  }
  return rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

const textTable = textRows(readFileSync(join(here, "texts.txt"), "utf8"));
const templateDir = join(here, "templates");
const templates = readdirSync(templateDir).filter((name) => name.endsWith(".mustache")).sort();
const assets = [
  asset("help.css", "text/css; charset=utf-8", await bundle("help/help.css")),
  asset("help.js", "text/javascript; charset=utf-8", await bundle("help/main.ts")),
  asset("desk.css", "text/css; charset=utf-8", await bundle("desk/desk.css")),
  asset("desk.js", "text/javascript; charset=utf-8", await bundle("desk/main.ts")),
  asset("write.css", "text/css; charset=utf-8", await bundle("write/write.css")),
  asset("write.js", "text/javascript; charset=utf-8", await bundle("write/main.ts")),
  asset("widget.js", "text/javascript; charset=utf-8", await bundle("widget/main.ts", "iife")),
  asset("favicon.svg", "image/svg+xml", readFileSync(join(here, "shared/favicon.svg"))),
];

const cc = `// Made by web/build.mjs. Do not edit.
#include "server/http/assets.h"

namespace kb {

std::span<const Asset> assets() {
    static const Asset kAssets[] = {
${assets.map((a) => `{${[a.name, a.path, a.type, a.etag].map(text).join(", ")},\n${[a.plain, a.gzip, a.brotli].map(literal).join(",\n")}},`).join("\n")}
    };
    return kAssets;
}

std::span<const TemplateText> template_texts() {
    static const TemplateText kTemplates[] = {
${templates.map((name) => `{${text(name.replace(/\.mustache$/, ""))}, ${literal(readFileSync(join(templateDir, name)))}},`).join("\n")}
    };
    return kTemplates;
}

std::span<const TextRow> text_rows() {
    static const TextRow kRows[] = {
${textTable.map((row) => `{${row.map(text).join(", ")}},`).join("\n")}
    };
    return kRows;
}

}  // namespace kb
`;
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, cc);
