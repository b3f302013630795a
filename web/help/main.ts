// SPDX-License-Identifier: GPL-2.0-or-later
// What the help pages gain from JavaScript. Each part does nothing where its elements are missing.

import { startArticle } from "./article.js";
import { startContactForm } from "./contact_form.js";
import { startLive } from "./live.js";
import { startScriptTree } from "./script_tree.js";
import { startSearchBox } from "./search_box.js";
import { startSteps } from "./steps.js";

startSearchBox();
startSteps();
startArticle();
startContactForm();
startScriptTree();
startLive();
