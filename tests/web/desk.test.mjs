// SPDX-License-Identifier: GPL-2.0-or-later
// The agent's desk in Chromium: suggestions while typing, the queue, answers, marks, calls. By keyboard, by mouse, in any layout.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/kb_server.mjs";
import { addTicket, cards, chosen, focusedId, notice, outside, paste, pressRussian, startDesk, ticketOf, withDesk } from "./desk_support.mjs";

const TWICE = "Здравствуйте! С карты дважды списали деньги за интернет, договор 4417201";
let desk;
before(async () => { desk = await startDesk(); });
after(() => desk.close());
const reply = (page) => page.locator("#reply").inputValue();
const solvedCases = async () => (await desk.server.json("/api/v1/cases", desk.staff)).total;

test("typing brings suggestions, the customer's words are marked in place, the best one is open", () => withDesk(desk, async (page) => {
  assert.equal(await focusedId(page), "field");
  await page.keyboard.type(TWICE, { delay: 5 });
  await chosen(page).getByText("Деньги списали дважды").first().waitFor();
  assert.ok(await chosen(page).locator(".why li").count() > 0);
  assert.ok(await chosen(page).locator(".preview").isVisible());
  assert.ok((await page.locator("#field-back mark").allInnerTexts()).join(" ").includes("дважды"));
  assert.equal(await page.locator("#field").inputValue(), TWICE);
  assert.match(await page.locator("#verdict").innerText(), /Есть готовый ответ|Похоже/);
  assert.equal(await focusedId(page), "field", "suggestions never take the focus");
}));

test("a late answer to an earlier text is dropped", () => withDesk(desk, async (page) => {
  let held;
  const isHeld = new Promise((resolve) => { held = resolve; });
  await page.route("**/api/v1/desk/suggest", async (route) => {
    const isFirst = route.request().postDataJSON().text === "пароль";
    const answer = await route.fetch();
    if (isFirst) { held(); await new Promise((resolve) => { setTimeout(resolve, 700); }); }
    await route.fulfill({ response: answer }).catch(() => {}); // given up by the page meanwhile
  });
  await page.locator("#field").fill("пароль");
  await isHeld;
  await page.locator("#field").fill(TWICE);
  await chosen(page).getByText("Деньги списали дважды").first().waitFor();
  await page.waitForTimeout(900);
  assert.match(await chosen(page).locator(".card-title").innerText(), /дважды/);
}));

test("paste, choose, insert, all inside the field with Alt and ЙЦУКЕН switched on", () => withDesk(desk, async (page) => {
  await paste(page, TWICE);
  await pressRussian(page, "Digit2", { alt: true });
  const second = await cards(page).nth(1).locator(".card-title").innerText();
  assert.equal(await chosen(page).locator(".card-title").innerText(), second);
  await pressRussian(page, "Digit1", { alt: true });
  await pressRussian(page, "KeyS", { alt: true });
  await notice(page).getByText("Вставлено").waitFor();
  assert.ok((await reply(page)).length > 20);
  assert.equal(await focusedId(page), "field");
  assert.equal(await page.locator("#field").inputValue(), TWICE, "no letter got into the text");
  await pressRussian(page, "KeyL", { alt: true });
  await eventually(async () => /https?:\/\/\S+\/a\//.test(await reply(page)));
  await pressRussian(page, "KeyR", { alt: true });
  await page.keyboard.press("Control+z");
  assert.doesNotMatch(await reply(page), /https?:/, "Ctrl+Z takes back what was inserted last");
}));

test("letters are commands where nobody types, and only there", () => withDesk(desk, async (page) => {
  await page.locator("#field").pressSequentially("списали деньги дважды, как вернуть", { delay: 5 });
  await cards(page).first().waitFor();
  await page.keyboard.press("Escape");
  await pressRussian(page, "Slash");
  assert.equal(await focusedId(page), "field");
  await page.keyboard.press("Escape");
  await pressRussian(page, "Digit7", { shift: true });
  await page.getByRole("dialog", { name: "Клавиши" }).waitFor();
  await pressRussian(page, "KeyS");
  assert.equal(await reply(page), "", "a window over the desk keeps the keys");
  await page.keyboard.press("Escape");
  await pressRussian(page, "KeyS");
  await eventually(async () => (await reply(page)).length > 0);
}));

test("the queue by J and K: oldest first, its words marked, answered with Ctrl+Enter", async () => {
  const first = await addTicket(desk, { subject: "Оплата", text: TWICE, name: "Мария" });
  await addTicket(desk, { subject: "Пароль", text: "Забыл пароль от личного кабинета" });
  await withDesk(desk, async (page) => {
    await page.locator(`[data-number="${first}"]`).waitFor();
    await outside(page);
    await pressRussian(page, "KeyJ");
    await page.locator("#ticket-title", { hasText: "Оплата" }).waitFor();
    await pressRussian(page, "KeyJ");
    await page.locator("#ticket-title", { hasText: "Пароль" }).waitFor();
    await pressRussian(page, "KeyK");
    await page.locator("#ticket-title", { hasText: "Оплата" }).waitFor();
    await page.locator(".message-customer mark").first().waitFor();
    assert.match(page.url(), new RegExp(`/desk/tickets/${first}$`));
    await page.keyboard.press("s");
    await eventually(async () => (await reply(page)).length > 20);
    const asked = page.waitForResponse("**/desk/suggest");
    await page.locator("#field").fill("и ещё вопрос");
    await asked;
    assert.equal(await page.locator("#answers .is-sent").count(), 0, "inserted is not yet sent");
    await page.locator("#field").fill("");
    await page.keyboard.press("Control+Enter");
    await notice(page).getByText("Ответ ушёл").waitFor();
    await page.locator(".status", { hasText: "Отвечено" }).waitFor();
    assert.equal(await reply(page), "");
    await eventually(async () => await page.locator(`#queue [data-number="${first}"]`).count() === 0);
    await page.locator("#answers .is-sent").first().waitFor();
  });
  const ticket = await ticketOf(desk, first);
  assert.equal(ticket.status, "answered");
  assert.deepEqual(ticket.messages.map(({ author }) => author), ["customer", "agent"]);
});

test("a letter with tags has its words marked too, in the ticket and in the field", async () => {
  const letter = "<p>Здравствуйте!</p><p>С карты <b>дважды</b> списали деньги</p>";
  const number = await addTicket(desk, { subject: "Оплата", text: letter });
  await withDesk(desk, async (page) => {
    await chosen(page).waitFor();
    await page.locator("#messages mark", { hasText: "дважды" }).waitFor();
    assert.equal(await page.locator("#messages .message-text").innerText(), letter);
  }, { path: `/desk/tickets/${number}` });
  await withDesk(desk, async (page) => {
    await paste(page, letter);
    await page.locator("#field-back mark", { hasText: "списали" }).waitFor({ state: "attached" });
  });
});

test("the same by mouse: open, choose, read, insert, send", async () => {
  const number = await addTicket(desk, { subject: "", text: "дважды списали деньги за интернет" });
  await withDesk(desk, async (page) => {
    await page.locator(`[data-number="${number}"]`).click();
    await chosen(page).waitFor();
    await cards(page).nth(1).click();
    assert.equal(await cards(page).nth(1).getAttribute("aria-current"), "true");
    await chosen(page).getByRole("button", { name: /Открыть/ }).click();
    await page.locator(".reader-text p").first().waitFor();
    await page.getByRole("button", { name: "Закрыть", exact: true }).last().click();
    await cards(page).first().click();
    await chosen(page).getByRole("button", { name: /^(Раздел|Шаблон) / }).click();
    if (await page.locator("#slots").isVisible()) await page.locator("#slots [type=submit]").click();
    await eventually(async () => (await reply(page)).length > 10);
    await page.locator("#reply").fill("Проверьте, не заблокированы ли короткие номера.");
    await page.locator("#send").click();
    await notice(page).getByText("Ответ ушёл").waitFor();
  });
  assert.equal((await ticketOf(desk, number)).messages.at(-1).text, "Проверьте, не заблокированы ли короткие номера.");
});

test("a template asks for its empty places; an answer with some left is stopped once", async () => {
  const number = await addTicket(desk, { subject: "Пароль", text: "Не пускает в кабинет, забыл пароль", name: "Олег" });
  await withDesk(desk, async (page) => {
    const template = page.locator("#answers .card-template").first();
    await template.waitFor();
    await template.locator(".card-head").focus();
    await outside(page);
    await page.keyboard.press(await template.locator(".digit").innerText());
    await pressRussian(page, "KeyT");
    const inputs = page.locator("#slots input");
    assert.ok(await inputs.count() > 0);
    assert.equal(await focusedId(page), "slot-0");
    await page.keyboard.type("https://lk.example");
    await page.keyboard.press("Tab");
    assert.notEqual(await focusedId(page), "slot-0");
    await page.keyboard.press("Enter");
    await eventually(async () => (await reply(page)).includes("https://lk.example"));
    assert.match(await reply(page), /\{\{[а-я ]+\}\}/, "the empty place has its Russian name");
    assert.doesNotMatch(await reply(page), /\{\{[a-z]+\}\}/);
    await page.keyboard.press("Control+Enter");
    await notice(page).getByText("пустые места").waitFor();
    assert.equal((await ticketOf(desk, number)).messages.length, 1);
    assert.match(await page.evaluate(() => { const field = document.querySelector("#reply"); return field.value.slice(field.selectionStart, field.selectionEnd); }), /^\{\{.+\}\}$/);
    await page.keyboard.press("Control+Enter");
    await notice(page).getByText("Ответ ушёл").waitFor();
  }, { path: `/desk/tickets/${number}` });
});

test("«не то» goes away at once and can be taken back; «решено» and «нет статьи» are kept", () => withDesk(desk, async (page) => {
  const sent = [];
  page.on("request", (request) => { if (/desk\/(marks|gaps)/.test(request.url())) sent.push([request.url().split("/").at(-1), request.postDataJSON()]); });
  await paste(page, TWICE);
  await outside(page);
  const title = await chosen(page).locator(".card-title").innerText();
  await pressRussian(page, "KeyW");
  await notice(page).getByText("Не то").waitFor();
  assert.notEqual(await chosen(page).locator(".card-title").innerText(), title);
  await pressRussian(page, "KeyZ");
  assert.equal(await cards(page).first().locator(".card-title").innerText(), title);
  await page.waitForTimeout(300);
  assert.deepEqual(sent, [], "what was taken back was never said");
  const before_ = await solvedCases();
  await page.keyboard.press("1");
  await pressRussian(page, "KeyD");
  await notice(page).getByText("Решено").waitFor();
  await pressRussian(page, "KeyN");
  await notice(page).getByText("Записали").waitFor();
  assert.deepEqual(sent.map(([where, { mark, place }]) => [where, mark, place]), [["marks", "solved", 1]], "the next deed does the one before");
  await page.goto("about:blank"); // leaving does the last one
  await eventually(async () => await solvedCases() === before_ + 1);
  await eventually(async () => JSON.stringify(await desk.server.json("/api/v1/desk/gaps", desk.staff)).includes("списали"));
}));

test("handing over says to whom and what was collected", async () => {
  const number = await addTicket(desk, { subject: "Оплата", text: TWICE });
  await withDesk(desk, async (page) => {
    await chosen(page).waitFor();
    await outside(page);
    await pressRussian(page, "KeyE");
    const dialog = page.getByRole("dialog", { name: "Передать дальше" });
    await dialog.getByLabel("Кому").fill("Отдел расчётов");
    await dialog.getByLabel("Что уже выяснили").fill("Оба платежа дошли");
    await dialog.getByLabel("Что уже выяснили").press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".status", { hasText: "Передано" }).waitFor();
  }, { path: `/desk/tickets/${number}` });
  const ticket = await ticketOf(desk, number);
  assert.equal(ticket.status, "handed_over");
  assert.match(ticket.reason, /Кому: Отдел расчётов[^]*Оба платежа дошли/);
});

test("where the chosen article names nobody to hand over to, the other suggestions do", async () => {
  const number = await addTicket(desk, { subject: "Нет интернета", text: "Не работает интернет со вчера, на роутере красная лампа LOS" });
  await withDesk(desk, async (page) => {
    await page.locator(".is-chosen", { hasText: "с чего начать" }).waitFor();
    await outside(page);
    await pressRussian(page, "KeyE");
    const dialog = page.getByRole("dialog", { name: "Передать дальше" });
    assert.equal(await dialog.getByLabel("Кому").inputValue(), "");
    const named = await dialog.locator("#handover-others option").evaluateAll((options) => options.map(({ value }) => value));
    assert.ok(named.length > 0 && new Set(named).size === named.length, named.join());
    assert.ok(await dialog.getByLabel("Какие лампочки горят").count() > 0, "what to collect first is asked all the same");
  }, { path: `/desk/tickets/${number}` });
});

test("closing can be taken back, and the next ticket is there at once", async () => {
  const number = await addTicket(desk, { subject: "Закроем", text: "уже разобрался сам, спасибо" });
  await withDesk(desk, async (page) => {
    await page.locator("#ticket-title", { hasText: "Закроем" }).waitFor();
    await page.locator(`#queue [data-number="${number}"]`).waitFor();
    await outside(page);
    await pressRussian(page, "KeyX");
    await notice(page).getByText("закрыто").waitFor();
    await pressRussian(page, "KeyZ");
    await page.locator("#ticket-title", { hasText: "Закроем" }).waitFor();
    assert.equal((await ticketOf(desk, number)).status, "new");
    await pressRussian(page, "KeyX");
    await eventually(async () => (await ticketOf(desk, number)).status === "closed", 8000);
  }, { path: `/desk/tickets/${number}` });
});

test("every answer of every script is one digit away, Backspace takes it back, and the notes stay", { timeout: 120_000 }, () => withDesk(desk, async (page) => {
  const heading = page.locator(".call h3");
  const scripts = await desk.server.json("/api/v1/desk/scripts", desk.staff);
  let edges = 0;
  for (const [index, { id }] of scripts.entries()) {
    const script = await desk.server.json(`/api/v1/desk/scripts/${encodeURIComponent(id)}`, desk.staff);
    const byId = new Map(script.nodes.map((node) => [node.id, node]));
    await outside(page);
    await pressRussian(page, "KeyP");
    await page.locator(".call-option").nth(index).waitFor();
    await page.locator("#call-notes").fill(`заметки ${id}`);
    await outside(page);
    await page.keyboard.press(String(index + 1));
    await heading.getByText(byId.get(script.start).title, { exact: true }).waitFor();
    const seen = new Set([script.start]);
    const walk = async (nodeId) => {
      for (const [place, { to }] of byId.get(nodeId).options.entries()) {
        await page.keyboard.press(String(place + 1));
        edges += 1;
        assert.equal(await heading.innerText(), byId.get(to).title, `${id}: ${nodeId}, ${place + 1}`);
        assert.equal(await page.locator(".call .button", { hasText: "записать звонок" }).count() > 0, byId.get(to).is_exit, `${id}: ${to}`);
        if (!seen.has(to)) { seen.add(to); await walk(to); }
        await page.keyboard.press("Backspace");
        assert.equal(await heading.innerText(), byId.get(nodeId).title, `${id}: back from ${to}`);
        assert.equal(await page.locator("#call-notes").inputValue(), `заметки ${id}`);
      }
    };
    await walk(script.start);
    assert.equal(seen.size, script.nodes.length, id);
    await page.keyboard.press("Escape");
    await page.locator("#call").waitFor({ state: "hidden" });
  }
  assert.ok(edges > 40, String(edges));
}));

test("a call along a script: digits, Backspace, notes on the way, the exit is kept", () => withDesk(desk, async (page) => {
  await outside(page);
  await pressRussian(page, "KeyP");
  const options = page.locator(".call-option");
  await options.first().waitFor();
  await pressRussian(page, "Digit1");
  await page.locator(".call-back").waitFor();
  const start = await page.locator(".call h3").innerText();
  await pressRussian(page, "Digit1");
  await eventually(async () => await page.locator(".call h3").innerText() !== start);
  await page.keyboard.press("Backspace");
  assert.equal(await page.locator(".call h3").innerText(), start);
  await page.locator("#call-notes").focus();
  await page.keyboard.type("клиент торопится");
  for (let step = 0; step < 20 && await options.count() > 0; step += 1) await pressRussian(page, "Digit1", { alt: true });
  assert.equal(await page.locator("#call-notes").inputValue(), "клиент торопится");
  await page.getByRole("button", { name: "Решили, записать звонок", exact: true }).click();
  await notice(page).getByText("Звонок записан").waitFor();
  const { calls: [call] } = await desk.server.json("/api/v1/desk/calls", desk.staff);
  assert.equal(call.notes, "клиент торопится");
  assert.ok(call.path.length > 1 && call.exit === call.path.at(-1));
}));

test("a step of a call looks as on its page: what to say stands out, no answer stands there twice", () => withDesk(desk, async (page) => {
  await outside(page);
  await page.keyboard.press("p");
  await page.locator(".call-option", { hasText: "Деньги ушли" }).click();
  const words = page.locator(".call-text");
  assert.match(await words.locator("blockquote").innerText(), /^Понимаю, деньги/);
  assert.ok(!(await words.innerText()).includes(">"));
  assert.deepEqual(await words.locator("li, h2, [id]").count(), 0);
  assert.equal(await page.locator(".call-option", { hasText: "Списали два раза" }).count(), 1);
  assert.match(await page.locator(".call h2").innerText(), /разговор об оплате/);
}));

test("a call whose page does not come has its words all the same", () => withDesk(desk, async (page) => {
  await page.route("**/a/**", (route) => route.abort());
  await outside(page);
  await page.keyboard.press("p");
  await page.locator(".call-option", { hasText: "Деньги ушли" }).click();
  assert.match(await page.locator(".call-text.is-plain").innerText(), /Понимаю, деньги/);
}, { expected: /Failed to load resource|ERR_FAILED/ }));

for (const [width, height] of [[1280, 800], [860, 700], [860, 500], [360, 740]]) {
  test(`while one types during a call the question stays in sight: ${width} × ${height}`, () => withDesk(desk, async (page) => {
    await outside(page);
    await page.keyboard.press("p");
    await page.locator(".call-option").first().waitFor();
    await page.keyboard.press("1");
    await page.locator(".call h3").waitFor();
    for (const id of ["field", "call-notes"]) {
      await page.locator(`#${id}`).focus();
      await page.keyboard.type("списали дважды, говорит, что банк молчит, а интернет отключён, и так уже третий день, " .repeat(2));
      await cards(page).first().waitFor();
      const seen = await page.evaluate((typed) => ["h3", typed].map((what) => {
        const box = document.querySelector(what === "h3" ? ".call h3" : `#${what}`).getBoundingClientRect();
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2);
        return top !== null && top.closest(what === "h3" ? ".call h3" : `#${what}, label`) !== null;
      }), id);
      assert.deepEqual(seen, [true, true], id);
    }
  }, { options: { viewport: { width, height } } }));
}
