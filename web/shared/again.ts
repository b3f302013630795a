// SPDX-License-Identifier: GPL-2.0-or-later
// A busy server refuses for a moment and says for how long. What only reads is asked once more after it, so that a
// person sees a slower answer and not a refusal. What writes is not: a refused writing may be half done.

const MOST_MS = 3000; // who waits longer wants to know why

/** Milliseconds until the one repeat; null: there is none, what came is the answer. */
export function pauseBeforeAgain(status: number, retryAfter: string | null): number | null {
  if (status !== 503 || !/^\d+$/.test(retryAfter ?? "")) return null;
  const pause = Number(retryAfter) * 1000;
  return pause <= MOST_MS ? pause : null;
}
