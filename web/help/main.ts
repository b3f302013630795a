// SPDX-License-Identifier: GPL-2.0-or-later
// What the help pages gain from JavaScript. Each part does nothing where its elements are missing.

import { startSearchBox } from "./search_box.js";
import { startSuggestForm } from "./suggest_form.js";

startSearchBox();
startSuggestForm();
