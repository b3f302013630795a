// SPDX-License-Identifier: GPL-2.0-or-later
// A piece of another page of ours. The browser parses it as a document in which no script runs, and only then
// it is taken over: pages forbid themselves to make elements of text (Trusted Types).

import { pauseBeforeAgain } from "./again.js";

/** The elements inside the first `selector` of the page at `url`; null when it did not come. */
export function loadFragment(url: string, selector: string, isAgain = false): Promise<DocumentFragment | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.timeout = 10_000;
    request.onload = () => {
      const pause = isAgain ? null : pauseBeforeAgain(request.status, request.getResponseHeader("Retry-After"));
      if (pause !== null) return void window.setTimeout(() => resolve(loadFragment(url, selector, true)), pause);
      const found = request.status === 200 ? request.responseXML?.querySelector(selector) : null;
      if (!found) return resolve(null);
      const out = document.createDocumentFragment();
      for (const node of found.childNodes) out.append(document.importNode(node, true));
      resolve(out);
    };
    request.onerror = request.ontimeout = () => resolve(null);
    request.send();
  });
}
