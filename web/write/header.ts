// SPDX-License-Identifier: GPL-2.0-or-later
// The front matter of a text as values, and back: comments, order and the keys nobody asks about stay.

import { parseDocument, type Document } from "yaml";

interface Cut {
  readonly yaml: string;
  readonly before: string; // up to the first line «---», that line included
  readonly after: string; // from the second line «---» on
}

const HEADER = /^(﻿?\s*---[ \t]*\r?\n)([\s\S]*?)(^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)[\s\S]*)$/m;

function cut(text: string): Cut {
  const found = HEADER.exec(text);
  if (found && found.index === 0) return { before: found[1] ?? "", yaml: found[2] ?? "", after: found[3] ?? "" };
  return { before: "---\n", yaml: "", after: `---\n\n${text}` };
}

function documentOf(text: string): Document.Parsed {
  return parseDocument(cut(text).yaml, { schema: "failsafe", keepSourceTokens: true });
}

// The form asks for twenty values at every key, and most keys change none of them.
let lastRead: { readonly yaml: string; readonly document: Document.Parsed } | null = null;

/** As documentOf(), to be read only. */
function readDocument(text: string): Document.Parsed {
  const { yaml } = cut(text);
  if (lastRead?.yaml !== yaml) lastRead = { yaml, document: documentOf(text) };
  return lastRead.document;
}

/** False while the front matter cannot be read: then the form must not touch it. */
export function isReadable(text: string): boolean {
  const document = readDocument(text);
  return document.errors.length === 0 && (document.contents === null || "items" in document.contents);
}

export function valueOf(text: string, key: string): string {
  const value: unknown = readDocument(text).get(key);
  return typeof value === "string" ? value : "";
}

export function listOf(text: string, key: string): string[] {
  const value: unknown = (readDocument(text).toJS() as Record<string, unknown> | null)?.[key];
  if (typeof value === "string") return value === "" ? [] : [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function withChange(text: string, change: (document: Document.Parsed) => void): string {
  const { before, after } = cut(text);
  const document = documentOf(text);
  change(document);
  const isEmpty = document.contents === null || (document.toJS() as object | null) === null;
  const yaml = isEmpty ? "" : document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return before + (yaml === "" || yaml.endsWith("\n") ? yaml : `${yaml}\n`) + after;
}

/** An empty value takes the key away. */
export function withValue(text: string, key: string, value: string): string {
  if (valueOf(text, key) === value) return text;
  return withChange(text, (document) => {
    if (value === "") document.delete(key);
    else document.set(key, value);
  });
}

export function withList(text: string, key: string, values: readonly string[]): string {
  if (JSON.stringify(listOf(text, key)) === JSON.stringify(values)) return text;
  return withChange(text, (document) => {
    if (values.length === 0) document.delete(key);
    else document.set(key, document.createNode([...values]));
  });
}
