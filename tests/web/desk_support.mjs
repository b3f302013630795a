// SPDX-License-Identifier: GPL-2.0-or-later
// What the desk's tests share: an agent's browser, tickets, and keys as a Russian keyboard sends them.
import assert from "node:assert/strict";
import { join } from "node:path";
import { KbServer, root } from "../support/kb_server.mjs";
import { launch, openPage } from "./browser.mjs";

export const phone = { viewport: { width: 360, height: 740 } };

/** The sample base, a browser and an agent. `staff` are the agent's headers. */
export async function startDesk(settings = (yaml) => yaml) {
  const [server, browser] = await Promise.all([KbServer.start(join(root, "articles"), { settings }), launch()]);
  const staff = await server.signIn("agent");
  return { server, browser, staff, close: async () => { await browser.close(); await server.close(); } };
}

export async function signedIn({ server, staff }, page) {
  const [name, value] = staff.Cookie.split("=");
  await page.context().addCookies([{ name, value, url: server.url }]);
}

/** Runs `work` on the agent's page and looks for errors in the console afterwards; `expected` ones are let through. */
export async function withDesk(desk, work, { options = {}, path = "/desk", expected = /^$/ } = {}) {
  const page = await openPage(desk.browser, options);
  try {
    await signedIn(desk, page);
    await page.goto(desk.server.url + path);
    await work(page);
    assert.deepEqual(page.faults.filter((fault) => !expected.test(fault)), []);
  } finally {
    await page.context().close();
  }
}

/** A new ticket's number. */
export async function addTicket({ server }, ticket) {
  const answer = await server.post("/api/v1/tickets", ticket);
  assert.equal(answer.status, 201);
  return (await answer.json()).number;
}

export const ticketOf = ({ server, staff }, number) => server.json(`/api/v1/tickets/${number}`, staff);

const CYRILLIC = { KeyA: "ф", KeyB: "и", KeyC: "с", KeyD: "в", KeyE: "у", KeyJ: "о", KeyK: "л", KeyL: "д", KeyN: "т", KeyP: "з", KeyR: "к", KeyS: "ы", KeyT: "е", KeyU: "г", KeyW: "ц", KeyX: "ч", KeyZ: "я", Slash: "." };

/** A key as Chromium sends it while ЙЦУКЕН is switched on. */
export async function pressRussian(page, code, { alt = false, shift = false } = {}) {
  const session = await page.context().newCDPSession(page);
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const key = code === "Digit7" && shift ? "?" : (digit ?? CYRILLIC[code]);
  const modifiers = (alt ? 1 : 0) + (shift ? 8 : 0);
  const windowsVirtualKeyCode = (digit ?? code.slice(-1)).charCodeAt(0);
  await session.send("Input.dispatchKeyEvent", { type: alt ? "rawKeyDown" : "keyDown", code, key, modifiers, windowsVirtualKeyCode, ...(alt ? {} : { text: key }) });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", code, key, modifiers, windowsVirtualKeyCode });
  await session.detach();
}

export const cards = (page) => page.locator("#answers .card");
export const chosen = (page) => page.locator("#answers .is-chosen");
export const notice = (page) => page.locator("#notice");
export const focusedId = (page) => page.evaluate(() => document.activeElement?.id ?? "");
/** Puts the focus where nobody types. */
export const outside = (page) => page.evaluate(() => document.activeElement?.blur());

/** As from the clipboard: all at once. */
export async function paste(page, text) {
  await page.locator("#field").focus();
  await page.keyboard.insertText(text);
  await cards(page).first().waitFor();
}
