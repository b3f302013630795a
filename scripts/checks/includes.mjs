// SPDX-License-Identifier: GPL-2.0-or-later
// Includes go to their own folder or downwards, and an outside library has one home
// (docs/architecture.md). Both walls stand here as tables.
import { files, folderOf, isCpp, isProduct, read } from "./tree.mjs";

// A folder of the tree may include from itself and from these.
const LAYERS = {
  stemming: [],
  indexer: ["stemming"],
  "indexer/lint": ["indexer", "stemming"],
  "indexer/transfer": ["indexer", "stemming", "server"],
  "indexer/commands": ["indexer", "indexer/lint", "indexer/transfer", "server/search", "server/store", "stemming"],
  server: ["indexer", "stemming"],
  "server/search": ["indexer", "stemming"],
  "server/store": ["indexer", "stemming"],
  "server/writing": ["indexer/lint", "server/search", "indexer", "stemming"],
  "server/http": ["indexer/lint", "server", "server/writing", "server/search", "server/store", "indexer", "stemming"],
  "server/channels": ["server", "server/search", "server/store", "indexer", "stemming"],
  "server/commands": ["server", "server/writing", "server/http", "server/channels", "server/search", "server/store", "indexer", "stemming"],
};
// The one file of its folder that knows more.
const MAY_ALSO = { "indexer/main.cc": ["indexer/commands"], "server/main.cc": ["server/commands"] };
// What a folder takes from another one is only this: the store knows of articles nothing but the errors.
const ONLY = { "server/store": { indexer: ["indexer/error.h"] }, "indexer/transfer": { server: ["server/csv.h", "server/file_type.h"] } };

// Where a library may be included; a home that ends with "/" is a folder.
const HOMES = [
  { library: "ICU", pattern: /^unicode\//, homes: ["stemming/", "server/http/locale_format.cc"] },
  {
    library: "Xapian", pattern: /^xapian/,
    homes: ["stemming/stemmer.cc", "indexer/index_writer.cc", "indexer/document_builder.cc", "server/search/"],
  },
  { library: "cmark", pattern: /^cmark/, homes: ["indexer/markdown.cc", "indexer/markdown_nodes.cc", "indexer/markdown_links.cc", "indexer/markdown_prose.cc"] },
  { library: "yaml-cpp", pattern: /^yaml-cpp\//, homes: ["indexer/strict_yaml.cc", "server/config.cc", "server/config_keys.cc", "server/config_pages.cc"] },
  { library: "SQLite", pattern: /^(SQLiteCpp\/|sqlite3)/, homes: ["server/store/database.cc"] },
  { library: "cpp-httplib", pattern: /^httplib/, homes: [] }, // the benches only
  {
    library: "nlohmann-json", pattern: /^nlohmann\//,
    homes: ["server/http/json.cc", "server/http/json_parts.h", "server/http/json_parts.cc", "server/json_writer.cc", "server/case_file.cc", "server/http/case_json.cc", "server/http/ticket_json.cc", "server/http/write_json.cc", "server/http/structured_data.cc", "server/http/openapi.cc", "server/http/openapi_schemas.cc",
      "server/search/relevance_metrics.cc", "server/commands/eval.cc", "server/commands/learn.cc", "server/channels/", "indexer/transfer/import_json.cc"],
  },
  { library: "hunspell", pattern: /^hunspell\//, homes: ["indexer/lint/spelling.cc"] },
  { library: "libxml2", pattern: /^libxml\//, homes: ["indexer/transfer/html_nodes.h", "indexer/transfer/html_page.cc", "indexer/transfer/xml_pull.cc"] },
  { library: "libzip", pattern: /^zip\.h$/, homes: ["indexer/transfer/zip_files.cc"] },
  { library: "libcurl", pattern: /^curl\//, homes: ["server/channels/curl_transfer.cc"] },
  { library: "libgit2", pattern: /^git2/, homes: ["server/writing/git_history.cc"] },
  { library: "GMime", pattern: /^gmime\//, homes: ["server/channels/mail_message.cc"] },
  { library: "mustache", pattern: /^kainjow\//, homes: ["server/http/"] },
  { library: "spdlog", pattern: /^spdlog\//, homes: ["server/log.cc"] },
  { library: "CLI11", pattern: /^CLI\//, homes: ["indexer/main.cc", "server/main.cc"] },
  { library: "libsodium", pattern: /^sodium/, homes: ["server/main.cc", "server/http/", "server/channels/"] },
  { library: "Catch2", pattern: /^catch2\//, homes: [] },
];

// Seconds of compile time each; a header would hand them on to everybody.
const HEAVY = /^(nlohmann\/|httplib|xapian|yaml-cpp\/|cmark|unicode\/|catch2\/|SQLiteCpp\/|spdlog\/|CLI\/|curl\/|gmime\/|git2)/;
const HEAVY_IN_HEADER = {
  "server/http/json_parts.h": "what writers of JSON share; included by the .cc files that know JSON",
  "server/search/index_handles_xapian.h": "the inside of IndexHandles; included by three .cc of its folder",
};

// [{line, path, isOurs}] of a source's include lines.
export function includesOf(text) {
  const found = [];
  text.split("\n").forEach((line, at) => {
    const match = /^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)/.exec(line);
    if (match) found.push({ line: at + 1, path: match[1] ?? match[2], isOurs: match[1] !== undefined });
  });
  return found;
}

function layerProblem(path, include) {
  const from = folderOf(path);
  const to = folderOf(include.path);
  if (!(from in LAYERS)) return `folder ${from}/ is not in the table of layers`;
  if (from !== to && !LAYERS[from].includes(to) && !MAY_ALSO[path]?.includes(to)) {
    return `${from}/ must not know ${to || "."}/ (${include.path})`;
  }
  const only = ONLY[from]?.[to];
  if (only && !only.includes(include.path)) return `${from}/ takes only ${only.join(", ")} from ${to}/, not ${include.path}`;
  return null;
}

function homeProblem(path, include) {
  const rule = HOMES.find(({ pattern }) => pattern.test(include.path));
  if (!rule || rule.homes.some((home) => (home.endsWith("/") ? path.startsWith(home) : path === home))) return null;
  return `${rule.library} does not live here; its homes: ${rule.homes.join(", ") || "tests only"}`;
}

function problemsOf(path, include) {
  if (isProduct(path)) {
    return include.isOurs ? [layerProblem(path, include)] : [homeProblem(path, include), weightProblem(path, include)];
  }
  return [weightProblem(path, include)];
}

function weightProblem(path, include) {
  if (!path.endsWith(".h") || !HEAVY.test(include.path) || path in HEAVY_IN_HEADER) return null;
  return `<${include.path}> is heavy: include it in a .cc file`;
}

export function check(root) {
  const problems = [];
  for (const path of files(root).filter(isCpp)) {
    for (const include of includesOf(read(root, path))) {
      for (const problem of problemsOf(path, include)) {
        if (problem) problems.push(`${path}:${include.line}: ${problem}`);
      }
    }
  }
  return problems;
}
