// SPDX-License-Identifier: GPL-2.0-or-later
// Times as an agent reads them: how long somebody waits, and when something was.

import { text } from "../shared/texts.js";

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** «12 мин», «3 ч», «2 дн». */
export function waited(since: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(since)) / 1000);
  if (seconds < MINUTE_S) return text("just_now");
  if (seconds < HOUR_S) return text("minutes", { n: Math.floor(seconds / MINUTE_S) });
  if (seconds < DAY_S) return text("hours", { n: Math.floor(seconds / HOUR_S) });
  return text("days", { n: Math.floor(seconds / DAY_S) });
}

/** «14:05» today, «12 мая, 14:05» before. */
export function moment(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const lang = document.documentElement.lang;
  const time = date.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.toLocaleDateString(lang, { day: "numeric", month: "long" })}, ${time}`;
}

export function day(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : date.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
}
