// SPDX-License-Identifier: GPL-2.0-or-later
// What the editor's library says, in the page's language.

import { EditorState, type Extension } from "@codemirror/state";
import { text as t } from "../shared/texts.js";

const KEYS: Readonly<Record<string, string>> = {
  "$ unchanged lines": "cm_unchanged", Find: "cm_find", Replace: "cm_replace", next: "cm_next", previous: "cm_previous", all: "cm_all",
  "match case": "cm_case", "by word": "cm_word", regexp: "cm_regexp", replace: "cm_replace_one", "replace all": "cm_replace_all", close: "close",
  "current match": "cm_match", "on line": "cm_on_line", "replaced $ matches": "cm_replaced", "replaced match on line $": "cm_replaced_on",
  "Go to line": "cm_go_to_line", go: "cm_go", Completions: "cm_completions", Diagnostics: "tab_checks", "No diagnostics": "no_findings",
  "Selection deleted": "cm_deleted", "Control character": "cm_control",
};

export const phrases = (): Extension => EditorState.phrases.of(Object.fromEntries(Object.entries(KEYS).map(([phrase, key]) => [phrase, t(key)])));
