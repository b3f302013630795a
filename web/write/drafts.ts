// SPDX-License-Identifier: GPL-2.0-or-later
// What is not saved yet, kept in this browser: a crash, a closed tab or a lost network costs nothing.

export interface LocalDraft {
  readonly text: string;
  readonly base: string; // the text it was made from
  readonly version: string; // of that text
  readonly at: number; // milliseconds since 1970
}

const key = (path: string): string => `kb-draft:${path}`;

export function loadDraft(path: string): LocalDraft | null {
  try {
    const found = localStorage.getItem(key(path));
    return found === null ? null : (JSON.parse(found) as LocalDraft);
  } catch {
    return null;
  }
}

/** False when the browser has no room or keeps nothing: then the page must say so. */
export function keepDraft(path: string, draft: LocalDraft): boolean {
  try {
    localStorage.setItem(key(path), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(path: string): void {
  try {
    localStorage.removeItem(key(path));
  } catch {
    return; // nothing was kept either
  }
}
