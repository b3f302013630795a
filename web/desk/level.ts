// SPDX-License-Identifier: GPL-2.0-or-later
// For whom to answer: as guessed from the customer's words, or as the agent says. It changes the order.

import { text } from "../shared/texts.js";
import type { Level } from "./api.js";

export class LevelSwitch {
  constructor(private readonly select: HTMLSelectElement, changed: () => void) {
    select.addEventListener("change", changed);
  }

  /** Null: as guessed. */
  get chosen(): Level | null {
    return this.select.value === "" ? null : (this.select.value as Level);
  }

  get name(): string {
    return this.select.selectedOptions[0]?.text ?? "";
  }

  setGuessed(guessed: string): void {
    const automatic = this.select.options[0];
    if (automatic === undefined) return;
    automatic.text = guessed === "basic" || guessed === "advanced" ? text("level_guessed", { level: text(`level_${guessed}`) }) : text("level_auto");
  }

  next(): void {
    this.select.selectedIndex = (this.select.selectedIndex + 1) % this.select.options.length;
    this.select.dispatchEvent(new Event("change"));
  }
}
