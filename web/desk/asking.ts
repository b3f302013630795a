// SPDX-License-Identifier: GPL-2.0-or-later
// Asks for suggestions while somebody types: after a pause, the newest question only. An answer to an older one is
// dropped, a lost network is tried again by itself, and what was found before stays in sight meanwhile.

import { debounced } from "../shared/dom.js";
import { api, ApiError, type Answers, type Question } from "./api.js";

const QUIET_MS = 120;
const AGAIN_MS = 3000;

export interface AskingParts {
  readonly question: () => Question | null; // null: nothing to ask about
  readonly show: (answers: Answers | null, question: Question | null) => void;
  readonly failed: (error: ApiError) => void;
  readonly busy: (isBusy: boolean) => void;
}

export class Asking {
  private controller: AbortController | undefined;
  private again = 0;
  readonly later: () => void;

  constructor(private readonly parts: AskingParts) {
    this.later = debounced(QUIET_MS, () => void this.now());
    window.addEventListener("online", () => void this.now());
  }

  async now(): Promise<void> {
    this.controller?.abort();
    window.clearTimeout(this.again);
    const question = this.parts.question();
    if (question === null) {
      this.parts.busy(false);
      this.parts.show(null, null);
      return;
    }
    const controller = new AbortController();
    this.controller = controller;
    this.parts.busy(true);
    try {
      const answers = await api.suggest(question, controller.signal);
      if (this.controller === controller) this.parts.show(answers, question);
    } catch (error) {
      if (this.controller !== controller || controller.signal.aborted) return;
      const failure = error instanceof ApiError ? error : new ApiError("refused", String(error));
      if (failure.kind === "offline" || failure.kind === "busy") this.again = window.setTimeout(() => void this.now(), AGAIN_MS);
      this.parts.failed(failure);
    } finally {
      if (this.controller === controller) this.parts.busy(false);
    }
  }
}
