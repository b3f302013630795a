// SPDX-License-Identifier: GPL-2.0-or-later
// The desk while the server is busy, slow or away: it says what did not work, and the same key tries again. And keys
// that come faster than windows go.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/kb_server.mjs";
import { axeFaultsInBothSchemes } from "./browser.mjs";
import { addTicket, chosen, notice, outside, paste, startDesk, ticketOf, withDesk } from "./desk_support.mjs";

const TWICE = "Здравствуйте! С карты дважды списали деньги за интернет";
let desk;
before(async () => { desk = await startDesk(); });
after(() => desk.close());
const expected = /status of 503|ERR_FAILED|ERR_CONNECTION/;

const options = (page) => page.locator(".call-option");
const callLine = (page) => page.locator(".call-body .trouble");
const busy = (retryAfter) => ({ status: 503, contentType: "application/problem+json", headers: { "Retry-After": retryAfter }, body: JSON.stringify({ code: "overloaded", detail: "Подождите пару секунд и повторите." }) });

/** Answers the first requests to `url` with `answers` in turn, later ones as the server does. Gives how many came. */
async function refused(page, url, answers) {
  const seen = { count: 0 };
  await page.route(url, (route) => {
    const answer = answers[seen.count];
    seen.count += 1;
    if (answer === undefined) return route.continue();
    return answer === "abort" ? route.abort() : route.fulfill(answer);
  });
  return seen;
}

/** Every request to `url` waits until `go` is called with its number. */
async function held(page, url) {
  const routes = [];
  await page.route(url, (route) => { routes.push(route); });
  return { routes, go: (index) => routes[index].continue(), count: () => routes.length };
}

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

test("a server that is busy for a moment is asked once more by itself", () => withDesk(desk, async (page) => {
  const scripts = await refused(page, "**/api/v1/desk/scripts", [busy("1")]);
  const script = await refused(page, "**/api/v1/desk/scripts/*", [busy("0")]);
  const step = await refused(page, "**/a/**", [busy("0")]);
  await outside(page);
  await page.keyboard.press("p");
  await page.locator(".call-body", { hasText: "Загружаем" }).waitFor();
  await options(page).first().waitFor();
  await page.keyboard.press("1");
  await page.locator(".call-text.prose").waitFor();
  assert.deepEqual([scripts.count, script.count, step.count], [2, 2, 2]);
}, { expected }));

for (const [name, answers, said] of [
  ["busy twice", [busy("0"), busy("0")], "Сценарии не загрузились. Подождите пару секунд"],
  ["busy for long", [busy("60")], "Сценарии не загрузились. Подождите пару секунд"],
  ["nobody answers", ["abort"], "Сценарии не загрузились. Нет связи."],
  ["a foreign answer", [{ status: 200, contentType: "text/html", body: "<p>Wi-Fi" }], "Сценарии не загрузились. Не получилось."],
]) {
  test(`scripts that do not come: it says so, and P asks again: ${name}`, () => withDesk(desk, async (page) => {
    const seen = await refused(page, "**/api/v1/desk/scripts", answers);
    await outside(page);
    await page.keyboard.press("p");
    await callLine(page).getByText(said).waitFor();
    assert.equal(seen.count, answers.length);
    assert.deepEqual(await axeFaultsInBothSchemes(page), []);
    await page.keyboard.press("p");
    await options(page).first().waitFor();
    assert.equal(await callLine(page).count(), 0);
    await page.keyboard.press("p");
    assert.equal(seen.count, answers.length + 1, "nothing to ask for again");
  }, { expected, options: { reducedMotion: "reduce" } }));
}

test("a script that does not come: the others stay in sight, P or its button asks again, a digit takes another", () => withDesk(desk, async (page) => {
  await refused(page, "**/api/v1/desk/scripts/*", ["abort", "abort", "abort"]);
  await outside(page);
  await page.keyboard.press("p");
  await options(page).first().waitFor();
  await page.keyboard.press("2");
  await callLine(page).getByText("Сценарий не загрузился. Нет связи.").waitFor();
  await page.keyboard.press("p");
  await callLine(page).waitFor();
  await page.getByRole("button", { name: "Ещё раз" }).click();
  await callLine(page).waitFor();
  const second = await options(page).nth(1).locator("span").innerText();
  await page.keyboard.press("p");
  await page.locator(".call h3").waitFor();
  assert.equal(await page.locator(".call h2").innerText(), second);
}, { expected }));

test("an answer that comes after the call was left does not come into the next one", () => withDesk(desk, async (page) => {
  const lists = await held(page, "**/api/v1/desk/scripts");
  await outside(page);
  await page.keyboard.press("p");
  await eventually(() => lists.count() === 1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await eventually(() => lists.count() === 2);
  await lists.go(1);
  await options(page).first().waitFor();
  await page.keyboard.press("1");
  await page.locator(".call h3").waitFor();
  const step = await page.locator(".call-body").innerText();
  const late = page.waitForResponse("**/api/v1/desk/scripts");
  await lists.go(0);
  await (await late).finished();
  await page.waitForTimeout(100);
  assert.equal(await page.locator(".call-body").innerText(), step);

  await page.keyboard.press("Escape");
  const scripts = await held(page, "**/api/v1/desk/scripts/*");
  await page.keyboard.press("p");
  await eventually(() => lists.count() === 3);
  await lists.go(2);
  await options(page).first().waitFor();
  await page.keyboard.press("1");
  await page.keyboard.press("2");
  await eventually(() => scripts.count() === 2);
  const second = await options(page).nth(1).locator("span").innerText();
  await scripts.go(1);
  await page.locator(".call h3").waitFor();
  await scripts.go(0);
  await page.waitForTimeout(200);
  assert.equal(await page.locator(".call h2").innerText(), second, "the digit pressed last");
}));

/** Goes along the first script to an end. */
async function toTheEnd(page) {
  await outside(page);
  await page.keyboard.press("p");
  await options(page).first().waitFor();
  await page.keyboard.press("1");
  await page.locator(".call h3").waitFor();
  for (let step = 0; step < 20 && await options(page).count() > 0; step += 1) await page.keyboard.press("1");
}
const calls = async () => (await desk.server.json("/api/v1/desk/calls", desk.staff)).calls;
const solved = (page) => page.getByRole("button", { name: "Решили, записать звонок", exact: true });

test("a call that could not be logged is still there with its notes; two presses log one call", () => withDesk(desk, async (page) => {
  const already = (await calls()).length;
  await refused(page, "**/api/v1/desk/calls", [busy("1")]);
  await toTheEnd(page);
  await page.locator("#call-notes").fill("обещали перезвонить");
  await solved(page).click();
  await notice(page).getByText("Звонок не записан. Подождите пару секунд").waitFor();
  assert.equal(await page.locator("#call-notes").inputValue(), "обещали перезвонить");
  await solved(page).evaluate((button) => { button.click(); button.click(); });
  await notice(page).getByText("Звонок записан.").waitFor();
  await page.locator("#call").waitFor({ state: "hidden" });
  const [call, ...others] = await calls();
  assert.equal(call.notes, "обещали перезвонить");
  assert.equal(others.length, already);
}, { expected }));

test("a call left while it is being logged does not end the next one, and can be logged again when that failed", () => withDesk(desk, async (page) => {
  const already = (await calls()).length;
  const logs = await held(page, "**/api/v1/desk/calls");
  await toTheEnd(page);
  await page.locator("#call-notes").fill("первый");
  await solved(page).click();
  await eventually(() => logs.count() === 1);
  await outside(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await options(page).first().waitFor();
  await page.locator("#call-notes").fill("второй");
  await logs.routes[0].fulfill(busy("1"));
  await notice(page).getByText("Звонок не записан").waitFor();
  await notice(page).getByRole("button", { name: "Записать" }).click();
  await eventually(() => logs.count() === 2);
  await logs.go(1);
  await notice(page).getByText("Звонок записан.").waitFor();
  assert.equal(await page.locator("#call-notes").inputValue(), "второй");
  const [call, ...others] = await calls();
  assert.equal(call.notes, "первый");
  assert.equal(others.length, already);
}, { expected }));

test("a ticket that could not be handed over is not said to be, and one press tries again with the same words", async () => {
  const number = await addTicket(desk, { subject: "Оплата", text: TWICE });
  await withDesk(desk, async (page) => {
    await refused(page, `**/api/v1/tickets/${number}/status`, [busy("1")]);
    await chosen(page).waitFor();
    await outside(page);
    await page.keyboard.press("e");
    await page.locator("#handover-to").fill("Вторая линия");
    await page.locator("#handover-why").fill("нужен возврат");
    await page.locator("dialog form .button").click();
    await notice(page).getByText(`Обращение ${number} не передано. Подождите пару секунд`).waitFor();
    assert.equal((await ticketOf(desk, number)).status, "new");
    await notice(page).getByRole("button", { name: "Ещё раз" }).click();
    await notice(page).getByText("Передали дальше").waitFor();
    assert.equal((await ticketOf(desk, number)).status, "handed_over");
  }, { path: `/desk/tickets/${number}`, expected });
});

test("an answer that went is not called unsent because its ticket was not marked", async () => {
  const number = await addTicket(desk, { subject: "Оплата", text: TWICE });
  await withDesk(desk, async (page) => {
    await refused(page, `**/api/v1/tickets/${number}/status`, [busy("1")]);
    await chosen(page).waitFor();
    await page.locator("#reply").fill("Деньги вернутся сами.");
    await page.locator("#reply").press("Control+Enter");
    await notice(page).getByText(`Ответ ушёл, но обращение ${number} ещё не отмечено`).waitFor();
    assert.equal(await page.locator("#reply").inputValue(), "");
    await notice(page).getByRole("button", { name: "Ещё раз" }).click();
    await notice(page).getByText("Ответ ушёл, обращение").waitFor();
    const ticket = await ticketOf(desk, number);
    assert.deepEqual([ticket.status, ticket.messages.length], ["answered", 2]);
  }, { path: `/desk/tickets/${number}`, expected });
});

test("a ticket that did not open leaves the words in the field, whatever another page of the desk has typed", async () => {
  const number = await addTicket(desk, { subject: "Роутер", text: TWICE });
  await withDesk(desk, async (page) => {
    await page.locator("#field").fill("мои слова");
    await page.waitForFunction(() => Object.values(localStorage).some((kept) => kept.includes("мои слова")));
    await page.evaluate(() => { for (const [key, kept] of Object.entries(localStorage)) localStorage.setItem(key, kept.replace("мои слова", "чужие слова")); });
    await refused(page, `**/api/v1/tickets/${number}`, ["abort"]);
    await page.locator(`#queue [data-number="${number}"]`).click();
    await notice(page).getByText("Нет связи").waitFor();
    assert.equal(await page.locator("#field").inputValue(), "мои слова");
    assert.equal(await page.locator("#queue [aria-current]").count(), 0);
  }, { expected });
});

test("a page whose ticket does not open is the empty desk, and what is typed there is answered", async () => {
  const number = await addTicket(desk, { subject: "Роутер", text: TWICE });
  await withDesk(desk, async (page) => {
    await page.locator("#ticket-title", { hasText: "Роутер" }).waitFor();
    await refused(page, `**/api/v1/tickets/${number}`, ["abort"]);
    await page.reload();
    await notice(page).getByText("Нет связи").waitFor();
    assert.equal(await page.locator("#queue [aria-current]").count(), 0);
    await page.locator("#field").fill("роутер не включается");
    await page.locator("#answers .card").first().waitFor();
  }, { path: `/desk/tickets/${number}`, expected });
});

test("a ticket that did not open is not shown as open, and J tries it again", async () => {
  const first = await addTicket(desk, { subject: "Первое", text: TWICE });
  const second = await addTicket(desk, { subject: "Второе", text: TWICE });
  await withDesk(desk, async (page) => {
    const current = page.locator("#queue [aria-current]");
    await page.locator("#ticket-title", { hasText: "Первое" }).waitFor();
    await page.locator(`#queue [data-number="${second}"]`).waitFor();
    await refused(page, `**/api/v1/tickets/${second}`, ["abort"]);
    await outside(page);
    await page.keyboard.press("j");
    await notice(page).getByText("Нет связи").waitFor();
    assert.equal(await current.getAttribute("data-number"), first);
    await page.keyboard.press("j");
    await page.locator("#ticket-title", { hasText: "Второе" }).waitFor();
    assert.equal(await current.getAttribute("data-number"), second);
  }, { path: `/desk/tickets/${first}`, expected });
});
