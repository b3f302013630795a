// SPDX-License-Identifier: GPL-2.0-or-later
// Chromium for tests: Debian's own, told to keep off the network.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const launch = (more = []) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", ...more],
  });

/** A page whose console errors and uncaught exceptions are gathered in `faults`. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ru-RU", ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") page.faults.push(message.text()); });
  page.setDefaultTimeout(5000);
  page.setDefaultNavigationTimeout(20_000);
  return page;
}

/**
 * What axe finds wrong, however small: «rule: element»; by all rules or the named ones. The page's own policy would refuse
 * its script, so the protocol runs it.
 */
export async function axeFaults(page, rules) {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setBypassCSP", { enabled: true });
  const { result: known } = await session.send("Runtime.evaluate", { expression: "typeof axe" });
  if (known.value !== "object") await session.send("Runtime.evaluate", { expression: axeSource });
  const options = { resultTypes: ["violations"], ...(rules && { runOnly: { type: "rule", values: rules } }) };
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression: `axe.run(document, ${JSON.stringify(options)}).then((r) => JSON.stringify(r.violations))`,
    awaitPromise: true, returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return JSON.parse(result.value)
    .flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.failureSummary}`));
}

// Of axe's rules those that look at colours.
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** The same of a page that was opened light and without motion, and of its colours when it turns dark. */
export async function axeFaultsInBothSchemes(page) {
  const faults = await axeFaults(page);
  await page.emulateMedia({ colorScheme: "dark" });
  faults.push(...(await axeFaults(page, COLOUR_RULES)).map((fault) => `dark: ${fault}`));
  await page.emulateMedia({ colorScheme: "light" });
  return faults;
}
