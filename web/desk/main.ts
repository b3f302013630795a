// SPDX-License-Identifier: GPL-2.0-or-later
// Scripts of the desk.

import { Desk } from "./desk.js";
import { forgetOld } from "./drafts.js";

forgetOld();
new Desk().start();
