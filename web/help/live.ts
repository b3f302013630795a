// SPDX-License-Identifier: GPL-2.0-or-later
// Whoever works here sees an article change in the open page within a second of its being saved. Readers do
// not poll: for them a page stays as it came.

import { loadFragment } from "../shared/fragment.js";
import { startArticleText } from "./article.js";
import { startSteps } from "./steps.js";

const POLL_MS = 300; // an index takes 0.4 s to know; both and the drawing fit into a second

async function versionNow(): Promise<string> {
  try {
    const response = await fetch("/healthz", { cache: "no-store" });
    return ((await response.json()) as { version?: string }).version ?? "";
  } catch {
    return ""; // the server restarts; the next look will know
  }
}

let shown: string | null = null; // the text as it came, before scripts added their buttons

async function refresh(article: HTMLElement): Promise<void> {
  const fresh = await loadFragment(location.pathname + location.search, ".article");
  if (fresh === null || fresh.textContent === shown) return;
  shown = fresh.textContent;
  article.replaceChildren(fresh);
  startArticleText();
  startSteps();
}

export function startLive(): void {
  const article = document.querySelector<HTMLElement>(".article");
  if (article === null || document.querySelector(".staff") === null) return;
  let known = "";
  const look = async (): Promise<void> => {
    if (!document.hidden) {
      const version = await versionNow();
      if (known !== "" && version !== "" && version !== known) await refresh(article);
      known = version || known;
    }
    window.setTimeout(() => void look(), POLL_MS);
  };
  void look();
}
