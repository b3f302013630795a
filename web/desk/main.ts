// SPDX-License-Identifier: GPL-2.0-or-later
// Scripts of the desk.

import { Desk } from "./desk.js";
import { forget } from "./drafts.js";

forget();
document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => forget(true));
new Desk().start();
