// SPDX-License-Identifier: GPL-2.0-or-later
// The desk while the server is busy, slow or away: it says what did not work, and the same key tries again. And keys
// that come faster than windows go.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { outside, paste, startDesk, withDesk } from "./desk_support.mjs";

const TWICE = "Здравствуйте! С карты дважды списали деньги за интернет";
let desk;
before(async () => { desk = await startDesk(); });
after(() => desk.close());

const options = (page) => page.locator(".call-option");

test("a key right behind Escape is a command: no closed window takes it", () => withDesk(desk, async (page) => {
  await paste(page, TWICE);
  for (const [key, shown] of [["Enter", "#note-text"], ["a", "#draft-title"], ["e", "#handover-why"], ["?", ".keys"]]) {
    await outside(page);
    await page.keyboard.press(key);
    await page.locator(`dialog ${shown}`).first().waitFor();
    if (shown.startsWith("#")) await page.locator(shown).focus();
    await Promise.all([page.keyboard.press("Escape"), page.keyboard.press("p")]);
    await options(page).first().waitFor();
    assert.equal(await page.locator("dialog").count(), 0, key);
    await page.keyboard.press("Escape");
    await page.locator("#call").waitFor({ state: "hidden" });
  }
}));

test("the focus is back where it was however a window goes: Escape, its cross, beside it, its own button", () => withDesk(desk, async (page) => {
  await paste(page, TWICE);
  const ways = {
    escape: () => page.keyboard.press("Escape"),
    cross: () => page.locator(".dialog-close").click(),
    beside: () => page.mouse.click(5, 5),
    button: () => page.locator("dialog form .button").click(),
  };
  for (const [name, close] of Object.entries(ways)) {
    await page.locator("#field").focus();
    await page.keyboard.press("Alt+e");
    await page.locator("dialog #handover-to").waitFor();
    await close();
    await page.locator("dialog").waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement?.id), "field", name);
  }
}));
