// SPDX-License-Identifier: GPL-2.0-or-later
// The desk when things are not as usual: no network, no scripts, a phone, hostile words; notes, drafts, levels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "../support/kb_server.mjs";
import { axeFaults } from "./browser.mjs";
import { addTicket, cards, chosen, focusedId, notice, outside, paste, phone, pressRussian, startDesk, ticketOf, withDesk } from "./desk_support.mjs";

const TWICE = "Здравствуйте! С карты дважды списали деньги за интернет";
let desk;
before(async () => { desk = await startDesk(); });
after(() => desk.close());
const offline = /ERR_INTERNET_DISCONNECTED|Failed to fetch/;

test("without a network the words stay, and suggestions come back by themselves", () => withDesk(desk, async (page) => {
  await page.context().setOffline(true);
  await page.locator("#field").fill(TWICE);
  await page.getByRole("alert").getByText("Нет связи, текст не потерян").waitFor();
  await page.context().setOffline(false);
  await cards(page).first().waitFor();
  assert.ok(await page.locator("#trouble").isHidden());
  await page.locator("#reply").fill("половина ответа");
  await page.reload();
  assert.equal(await page.locator("#field").inputValue(), TWICE);
  assert.equal(await page.locator("#reply").inputValue(), "половина ответа");
  await cards(page).first().waitFor();
}, { expected: offline }));

test("somebody else has answered meanwhile: the agent sees it first, the second press sends", async () => {
  const number = await addTicket(desk, { subject: "Оплата", text: TWICE });
  await withDesk(desk, async (page) => {
    await chosen(page).waitFor();
    await page.locator("#reply").fill("Деньги вернутся сами.");
    const other = await desk.server.post(`/api/v1/tickets/${number}/messages`, { author: "agent", text: "Уже вернули, проверьте карту." }, { "Content-Type": "application/json", ...desk.staff });
    assert.equal(other.status, 201);
    await page.locator("#reply").press("Control+Enter");
    await notice(page).getByText("уже ответили: «Уже вернули").waitFor();
    await page.locator("#messages", { hasText: "Уже вернули" }).waitFor();
    assert.equal(await page.locator("#reply").inputValue(), "Деньги вернутся сами.");
    assert.equal((await ticketOf(desk, number)).messages.length, 2);
    await page.locator("#reply").press("Control+Enter");
    await notice(page).getByText("Ответ ушёл").waitFor();
    assert.equal((await ticketOf(desk, number)).messages.length, 3);
  }, { path: `/desk/tickets/${number}` });
});

test("what the customer adds is shown by itself and changes the suggestions; what is being written stays", async () => {
  const number = await addTicket(desk, { subject: "", text: "Пульт от приставки не реагирует на кнопки" });
  const looks = (page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))); // as after a while
  await withDesk(desk, async (page) => {
    await page.locator(".is-chosen", { hasText: "пульт" }).waitFor();
    await page.locator("#reply").fill("Проверьте батарейки.");
    let asked = 0;
    page.on("request", (request) => { if (request.url().endsWith("/desk/suggest")) asked += 1; });
    const renewed = page.waitForResponse((response) => response.url().endsWith(`/tickets/${number}`));
    await looks(page);
    await renewed;
    await page.waitForTimeout(200);
    assert.equal(asked, 0, "nothing new, nothing asked");
    const more = await desk.server.post(`/api/v1/tickets/${number}/messages`, { author: "customer", text: "И ещё забыл пароль от личного кабинета, не могу войти" }, { "Content-Type": "application/json", ...desk.staff });
    assert.equal(more.status, 201);
    await looks(page);
    await page.locator("#messages", { hasText: "забыл пароль" }).waitFor();
    await notice(page).getByText("Клиент написал ещё").waitFor();
    await page.locator("#answers .card", { hasText: "пароль" }).first().waitFor();
    assert.equal(await page.locator("#reply").inputValue(), "Проверьте батарейки.");
    assert.equal(await focusedId(page), "reply");
  }, { path: `/desk/tickets/${number}` });
});

test("an answer that could not be sent is still there", async () => {
  const number = await addTicket(desk, { subject: "Оплата", text: TWICE });
  await withDesk(desk, async (page) => {
    await chosen(page).waitFor();
    await page.locator("#reply").fill("Деньги вернутся сами.");
    await page.context().setOffline(true);
    await page.keyboard.press("Control+Enter");
    await notice(page).getByText("не отправлен, текст на месте").waitFor();
    assert.equal(await page.locator("#reply").inputValue(), "Деньги вернутся сами.");
    await page.context().setOffline(false);
    await page.keyboard.press("Control+Enter");
    await notice(page).getByText("Ответ ушёл").waitFor();
  }, { path: `/desk/tickets/${number}`, expected: offline });
});

test("a session that is over says so and keeps the words", () => withDesk(desk, async (page) => {
  await page.context().clearCookies();
  await page.locator("#field").fill(TWICE);
  await page.getByRole("alert").getByText("Сессия закончилась").waitFor();
  assert.equal(await page.getByRole("link", { name: "Войти снова" }).getAttribute("target"), "_blank");
  assert.equal(await page.locator("#field").inputValue(), TWICE);
}, { expected: /401/ }));

test("hostile words are shown as words", async () => {
  const evil = `<img src=x onerror="document.title='взломано'"><script>document.title='взломано'</script> {{имя}} деньги списали дважды`;
  const number = await addTicket(desk, { subject: evil.slice(0, 200), text: evil, name: evil.slice(0, 100) });
  await withDesk(desk, async (page) => {
    await page.locator("#ticket-title", { hasText: "<img" }).waitFor();
    await cards(page).first().waitFor();
    await page.locator("#field").fill(evil);
    await page.waitForTimeout(400);
    assert.equal(await page.locator(".ticket img, .ticket script, #queue img, .answers-column img").count(), 0);
    assert.doesNotMatch(await page.title(), /взломано/);
  }, { path: `/desk/tickets/${number}` });
});

test("hostile words stay words in every window: a note, a draft, handing over, the call, who wrote of the same before", async () => {
  const evil = `<img src=x onerror="document.title='взломано'"><svg onload="document.title='взломано'"> [x](javascript:alert(1)) деньги списали дважды за домашний интернет`;
  const who = { subject: evil.slice(0, 200), text: evil, name: evil.slice(0, 90), contact: "evil@example.ru" };
  await addTicket(desk, who);
  const number = await addTicket(desk, who);
  const asJson = { "Content-Type": "application/json", ...desk.staff };
  const { items: [{ id }] } = await (await desk.server.post("/api/v1/desk/suggest", { ticket: number }, asJson)).json();
  const noted = await desk.server.post(`/api/v1/desk/notes?article=${id}`, { text: evil }, asJson);
  assert.equal(noted.status, 201);
  await withDesk(desk, async (page) => {
    await chosen(page).waitFor();
    await page.locator("#alike", { hasText: "<img" }).waitFor();
    await outside(page);
    for (const [key, shown] of [["Enter", ".notes-list"], ["a", ".draft-preview"], ["e", "#handover-to"]]) {
      await page.keyboard.press(key);
      await page.getByRole("dialog").locator(shown).waitFor();
      if (key !== "e") await page.getByRole("dialog").locator(shown, { hasText: "img" }).waitFor();
      assert.equal(await page.locator("dialog img[src=x], dialog svg[onload], dialog [onerror], a[href^='javascript']:not(.bookmarklet)").count(), 0, key);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.keyboard.press("p");
    await page.locator(".call-option").first().waitFor();
    await page.locator("#call-notes").fill(evil);
    assert.equal(await page.locator("img[src=x], svg[onload], [onerror]").count(), 0);
    assert.doesNotMatch(await page.title(), /взломано/);
  }, { path: `/desk/tickets/${number}` });
  assert.ok((await desk.server.post(`/api/v1/desk/notes/${(await noted.json()).id}/done`, {}, asJson)).ok);
});

test("Enter reads the article beside the ticket; a note stays under it for its owner", () => withDesk(desk, async (page) => {
  await paste(page, TWICE);
  await page.keyboard.press("Alt+Enter");
  const dialog = page.getByRole("dialog", { name: "Деньги списали дважды" });
  await dialog.locator(".reader-text p").first().waitFor();
  await dialog.getByLabel("Что поправить или добавить").fill("Нет ни слова про СБП");
  await dialog.getByRole("button", { name: "Оставить заметку" }).click();
  await dialog.locator(".notes-list", { hasText: "Нет ни слова про СБП" }).waitFor();
  assert.deepEqual(await axeFaults(page), []);
  await dialog.getByRole("button", { name: "Учтено" }).click();
  await dialog.locator(".notes-list", { hasText: "учтено" }).or(dialog.locator(".notes-list:empty")).first().waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  assert.equal(await focusedId(page), "field");
}));

test("an article out of a ticket: what there is already comes first, then a file", () => withDesk(desk, async (page) => {
  await paste(page, TWICE);
  await page.keyboard.press("Alt+a");
  const dialog = page.getByRole("dialog", { name: "Статья из обращения" });
  await dialog.locator(".draft-duplicates a").first().waitFor();
  await dialog.getByLabel("Название").fill("Деньги списали трижды");
  await dialog.getByLabel("Что сделать").fill("Позвонить в банк по номеру +7 916 123-45-67");
  await eventually(async () => /Деньги списали трижды[^]*Позвонить в банк/.test(await dialog.locator(".draft-preview").innerText()));
  assert.doesNotMatch(await dialog.locator(".draft-preview").innerText(), /123-45-67/, "personal data is masked");
  assert.deepEqual(await axeFaults(page), []);
  await dialog.getByRole("button", { name: "Сохранить черновик" }).click();
  await notice(page).getByText(/Черновик сохранён: \S+\.md/).waitFor();
}));

test("the level goes with the question; «новичок» shows the whole article and is remembered", () => withDesk(desk, async (page) => {
  const levels = [];
  page.on("request", (request) => { if (request.url().endsWith("/suggest")) levels.push(request.postDataJSON().level); });
  await paste(page, TWICE);
  await outside(page);
  await pressRussian(page, "KeyU");
  await eventually(() => levels.at(-1) === "basic");
  await pressRussian(page, "KeyU");
  await eventually(() => levels.at(-1) === "advanced");
  await pressRussian(page, "KeyB");
  await chosen(page).locator(".long p").first().waitFor();
  await page.reload();
  assert.ok(await page.locator("#novice").isChecked());
}));

test("the link of an inside article stays inside; its words need a second press", () => withDesk(desk, async (page) => {
  await paste(page, "Клиенту звонили мошенники, он назвал код из смс, второй линии передать когда");
  const inside = page.locator("#answers .card-article", { has: page.locator(".badge-internal") }).first();
  await outside(page);
  await page.keyboard.press(await inside.locator(".digit").innerText());
  await pressRussian(page, "KeyL");
  await notice(page).getByText("внутренняя статья").waitFor();
  assert.equal(await page.locator("#reply").inputValue(), "");
  await pressRussian(page, "KeyS");
  await notice(page).getByText("нажмите S ещё раз").waitFor();
  assert.equal(await page.locator("#reply").inputValue(), "");
  await pressRussian(page, "KeyS");
  await eventually(async () => (await page.locator("#reply").inputValue()).length > 0);
}));

test("words from a call become a ticket, more words a message", () => withDesk(desk, async (page) => {
  await paste(page, "Звонит клиент: роутер мигает красным");
  await page.getByRole("button", { name: "Сохранить как обращение" }).click();
  await page.locator(".message-customer", { hasText: "мигает красным" }).waitFor();
  await page.locator("#field").fill("и ещё не включается телевизор");
  await page.getByRole("button", { name: "Добавить в переписку" }).click();
  await page.locator(".message-customer", { hasText: "телевизор" }).waitFor();
  assert.equal(await page.locator("#field").inputValue(), "");
}));

test("without scripts a form gives the same answers", () => withDesk(desk, async (page) => {
  await page.getByLabel("Что случилось у клиента").fill(TWICE);
  await page.getByRole("button", { name: "Подобрать ответы" }).click();
  assert.ok((await cards(page).first().innerText()).includes("Деньги списали дважды"));
  assert.match(await page.locator("#verdict").innerText(), /Есть готовый ответ|Похоже/);
  assert.equal(await page.locator("#field").inputValue(), TWICE);
  assert.ok(await page.locator("#answers .why-line mark").count() > 0);
}, { options: { javaScriptEnabled: false, ...phone } }));

test("Tab goes through everything and out again", () => withDesk(desk, async (page) => {
  await paste(page, TWICE);
  const seen = [];
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press("Tab");
    const place = await page.evaluate(() => { const on = document.activeElement; return on === document.body ? "out" : `${on.tagName} ${on.id} ${on.className} ${on.textContent.slice(0, 20)}`; });
    if (seen.includes(place) && place === seen[0]) break;
    seen.push(place);
  }
  assert.ok(seen.length < 119, "the focus comes back to where it began");
  for (const id of ["reply", "copy-reply", "level", "novice", "queue-status"]) assert.ok(seen.some((place) => place.includes(` ${id} `)), id);
}));

const views = [["desktop", {}], ["phone", phone], ["two columns", { viewport: { width: 900, height: 800 } }], ["dark", { colorScheme: "dark" }], ["English", {}]];
for (const [name, options] of views) {
  test(`axe finds nothing, and nothing scrolls sideways: ${name}`, async () => {
    const number = await addTicket(desk, { subject: "Оплата", text: TWICE, name: "Мария", contact: "m@example.ru" });
    const tail = name === "English" ? "?hl=en" : "";
    for (const path of [`/desk${tail}`, `/desk/tickets/${number}${tail}`]) {
      await withDesk(desk, async (page) => {
        const check = async (what) => {
          assert.deepEqual(await axeFaults(page), [], `${path} ${what}`);
          const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
          assert.ok(content <= view, `${path} ${what}: ${content} > ${view}`);
        };
        await check("at first");
        if (path.startsWith("/desk/t")) await chosen(page).waitFor();
        else await paste(page, "Не пускает в кабинет, забыл пароль");
        await outside(page);
        await check("with suggestions");
        const template = page.locator("#answers .card-template .card-head").first();
        if (await template.count() > 0) { await template.click(); await page.keyboard.press("t"); await check("with a template"); await page.keyboard.press("Escape"); }
        await page.keyboard.press("?");
        await page.getByRole("dialog").waitFor();
        await check("with the keys");
      }, { options, path });
    }
  });
}

test("a key costs less than 50 ms of script", () => withDesk(desk, async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const scriptSeconds = async () => (await session.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "ScriptDuration").value;
  const begin = await scriptSeconds();
  const words = "дважды списали деньги";
  await page.keyboard.type(words, { delay: 250 }); // slower than the pause: every key asks
  await cards(page).first().waitFor();
  const perKey = ((await scriptSeconds()) - begin) * 1000 / words.length;
  console.log(`script per key: ${perKey.toFixed(1)} ms`);
  assert.ok(perKey < 50, `${perKey} ms`);
}));
