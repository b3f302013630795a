// SPDX-License-Identifier: GPL-2.0-or-later
// What is being typed, kept in this browser so that a lost network or a closed tab loses nothing. A day at most:
// these are a customer's words.

const PREFIX = "desk-draft:";
const KEPT_MS = 24 * 3600 * 1000;

interface Kept {
  readonly text: string;
  readonly at: number;
}

function read(key: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    return kept !== null && Date.now() - kept.at < KEPT_MS ? kept : null;
  } catch {
    return null;
  }
}

export function keptText(name: string): string {
  return read(PREFIX + name)?.text ?? "";
}

/** An empty text forgets. */
export function keepText(name: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify({ text, at: Date.now() }));
  } catch {
    // Full or forbidden: then the text lives in the page only.
  }
}

/** What is older than a day; all of it when somebody signs out. */
export function forget(isAll = false): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX) && (isAll || read(key) === null)) localStorage.removeItem(key);
  } catch {
    // Forbidden: nothing is kept either.
  }
}

export function setting(name: string): string {
  try {
    return localStorage.getItem(`desk:${name}`) ?? "";
  } catch {
    return "";
  }
}

export function setSetting(name: string, value: string): void {
  try {
    localStorage.setItem(`desk:${name}`, value);
  } catch {
    // Lives until the page is closed.
  }
}
