// SPDX-License-Identifier: GPL-2.0-or-later
// A writer's day in Chromium: an article from a template with a picture, its findings mended, found by three
// wordings, reviewed, published, found by a customer, renamed, restored; and Git working underneath meanwhile.
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { eventually } from "../support/kb_server.mjs";
import { axeFaults, openPage } from "./browser.mjs";
import { draftText as text, editor, openArticle, replaceText, signedInWriter, startWorkshop, tab, withWorkshop as withDesk } from "./write_support.mjs";

let desk;
let server;
let git;
let at;
before(async () => {
  desk = await startWorkshop();
  ({ server, git, at } = desk);
});
after(async () => { await desk.close(); });

const search = async (words) => (await server.json(`/api/v1/search?q=${encodeURIComponent(words)}`)).hits.map((hit) => hit.title);
const withWorkshop = (options, work) => withDesk(desk, options, work);

test("a writer's day, from the first word to the old link", () => withWorkshop({}, async (page) => {
  await page.getByRole("button", { name: "Новая статья" }).click();
  await page.getByRole("dialog").getByLabel("Название").fill("Приставка мигает красным");
  await page.getByRole("radio", { name: /Инструкция/ }).check();
  await page.getByRole("button", { name: "Создать" }).click();
  await page.locator(".work-title", { hasText: "Приставка мигает красным" }).waitFor();

  // A picture is pasted, described and stored beside the article.
  const png = readFileSync(at("img/router.png")).toString("base64");
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "box.png", { type: "image/png" }));
    document.querySelector(".work-text").shadowRoot.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, png);
  await page.getByLabel(/Опишите «box.png»/).fill("Приставка спереди: лампа горит красным");
  await page.getByRole("button", { name: "Вставить" }).click();
  await page.waitForFunction(() => document.querySelector(".work-text").shadowRoot.textContent.includes("лампа горит красным"));

  // What is wrong is said with its line, and gone when it is mended.
  const written = "---\ntitle: Приставка мигает красным\ntype: steps\nstatus: draft\nsummary: Что значит красная лампа и что сделать.\naliases: []\ntitel: лишнее\n---\n\n" +
    "# Приставка мигает красным\n\nКрасная лампа значит, что приставка не видит сеть.\n\n## Что сделать\n\n1. Проверьте кабель.\n2. Перезагрузите приставку.\n\n![Приставка спереди: лампа горит красным](box.png)\n\n## Если не помогло\n\nНапишите нам.\n";
  await replaceText(page, written);
  await tab(page, "Замечания");
  await page.locator(".finding", { hasText: "titel" }).waitFor();
  await page.locator(".finding", { hasText: "titel" }).getByRole("button").click();
  await replaceText(page, written.replace("titel: лишнее\n", ""));
  await page.locator(".finding", { hasText: "titel" }).waitFor({ state: "detached" });

  // Three customers' wordings; what does not come first becomes an alias with one click.
  await tab(page, "Как найдут");
  const wordings = ["тв не ловит сигнал красная лампа", "приставка моргает красным", "нет картинки на телевизоре"];
  await page.getByLabel(/Что напишет человек/).fill(wordings.join("\n"));
  await page.getByRole("button", { name: "Проверить", exact: true }).click();
  await page.locator(".rank").nth(2).waitFor({ timeout: 20_000 });
  for (let i = 0; i < 3; ++i) {
    const add = page.locator(".rank:not(.rank-first)").first().getByRole("button");
    if (await add.count() === 0) break;
    const before = await page.locator(".rank-first").count();
    await add.click();
    await page.waitForFunction((count) => document.querySelectorAll(".rank-first").length > count, before, { timeout: 20_000 });
  }
  assert.equal(await page.locator(".rank-first").count(), 3);

  // Review, then published; a customer finds it.
  await page.getByRole("button", { name: "На проверку" }).click();
  await page.locator(".work-title", { hasText: "на проверке" }).waitFor();
  assert.deepEqual((await search("приставка моргает красным")).filter((title) => title === "Приставка мигает красным"), []);
  await page.getByRole("button", { name: "Опубликовать" }).click();
  await page.locator(".work-title", { hasText: "опубликована" }).waitFor();
  const published = Date.now();
  await eventually(async () => (await search("приставка моргает красным"))[0] === "Приставка мигает красным", 10_000);
  console.log(`published → found: ${Date.now() - published} ms`);

  // Renamed: the old link leads to the new page.
  const slug = /[^/]+$/.exec(await page.evaluate(() => decodeURIComponent(location.hash)))[0].replace(".md", "");
  await page.getByRole("button", { name: "Переименовать" }).click();
  const old = await page.getByLabel("Последняя часть адреса страницы").inputValue();
  await page.getByLabel("Последняя часть адреса страницы").fill("red-lamp");
  await page.locator("dialog").getByRole("button", { name: "Переименовать" }).click();
  await page.getByText("Переименовано. Старый адрес ведёт на новый.").waitFor();
  await eventually(async () => (await server.get(`/a/${old}`)).headers.get("location") === "/a/red-lamp", 10_000);
  assert.ok(slug.length > 0);

  // History holds every save; the first text comes back.
  await tab(page, "История");
  await page.locator(".revision").nth(2).waitFor();
  await page.locator(".revision").last().locator("summary").click();
  await page.locator(".revision").last().getByRole("button", { name: "Вернуть эту версию" }).click();
  await page.locator(".work-title", { hasText: "на проверке" }).waitFor();
  assert.match(git("log", "-1", "--format=%an"), /anna/);
  assert.deepEqual(await axeFaults(page), []);
}));

test("Git changes the folder at the worst moments, and nothing is lost", () => withWorkshop({}, async (page) => {
  const path = "pay/english.md";
  await openArticle(page, "I was charged twice");
  const base = readFileSync(at(path), "utf8");
  // Elsewhere in the file: both are kept without a question.
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("\nMine at the end.\n");
  writeFileSync(at(path), base.replace(/^title: .*$/m, "title: Paying, theirs"));
  git("commit", "-qam", "theirs");
  await page.getByText("Ваши правки перенесены в новый текст.").waitFor();
  assert.match(await text(page), /title: Paying, theirs/);
  assert.match(await text(page), /Mine at the end\./);
  // In the same place, between the last look and the save: both are shown, both are in the history.
  await replaceText(page, base.replace(/^title: .*$/m, "title: Paying, mine"));
  writeFileSync(at(path), base.replace(/^title: .*$/m, "title: Paying, theirs again"));
  git("commit", "-qam", "theirs again");
  await page.keyboard.press("Control+S");
  await page.getByRole("heading", { name: "Статью изменили раньше вас" }).waitFor();
  for (const [side, words, other] of [["Что изменили вы", "Paying, mine", /theirs again/], ["Что изменил другой человек", "Paying, theirs again", /mine/]]) {
    const one = page.locator("details.since", { hasText: side });
    await one.locator("summary").click();
    await one.locator(".cm-changedLine, .cm-inlineChangedLine", { hasText: words }).waitFor();
    assert.doesNotMatch(await one.locator(".cm-content").innerText(), other, side);
  }
  await page.keyboard.press("Escape");
  await page.getByText("Не сохранено. Текст цел.").waitFor();
  assert.match(await text(page), /Paying, mine/);
  assert.match(readFileSync(at(path), "utf8"), /theirs again/);
  await page.keyboard.press("Control+S");
  await page.getByRole("button", { name: "Сохранить только мой" }).click();
  await page.getByText(/^Сохранено в/).waitFor();
  assert.match(readFileSync(at(path), "utf8"), /Paying, mine/);
  assert.match(git("log", "-3", "--format=%s%n%b", "-p", "--", path), /theirs again/);
  // The file goes away under the open editor.
  await editor(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("Still writing.\n");
  rmSync(at(path));
  git("commit", "-qam", "gone");
  await page.getByText("Файл удалили снаружи.").waitFor();
  await page.keyboard.press("Control+S");
  await page.getByRole("button", { name: "Сохранить мой текст" }).click();
  await eventually(() => { try { return readFileSync(at(path), "utf8").includes("Still writing."); } catch { return false; } });
}));

test("a closed tab costs nothing: the browser offers what was not saved", async () => {
  const page = await openPage(desk.browser);
  await signedInWriter(desk, page);
  try {
    await page.goto(`${server.url}/write`);
    await openArticle(page, "Wi-Fi");
    await editor(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("Недописанная мысль.");
    await page.reload();
    await page.getByText("остались несохранённые правки").waitFor();
    await page.getByRole("button", { name: "Вернуть их" }).click();
    assert.match(await text(page), /Недописанная мысль\./);
  } finally {
    await page.context().close();
  }
});

test("the front matter is a form and a text at once, and comments stay", () => withWorkshop({}, async (page) => {
  writeFileSync(at("pay/form.md"), "---\n# важное замечание\ntitle: Форма  # короткое\nunknown_to_us: 1\n---\n\nТекст.\n");
  await page.locator(".row", { hasText: "Форма" }).waitFor({ state: "attached" });
  await openArticle(page, "Форма");
  await tab(page, "Свойства");
  await page.locator("#field-title").fill("Новая форма");
  await page.locator("#field-aliases").fill("бланк\nанкета");
  await page.locator("#field-publish_at").fill("2027-03-01T09:00");
  const now = await text(page);
  for (const part of ["# важное замечание", "title: Новая форма", "unknown_to_us: 1", "- бланк", "- анкета", "publish_at: 2027-03-01 09:00"]) assert.ok(now.includes(part), `${part} in\n${now}`);
  await replaceText(page, now.replace("Новая форма", "Совсем новая"));
  assert.equal(await page.locator("#field-title").inputValue(), "Совсем новая");
  await replaceText(page, "---\ntitle: [\n---\n");
  await page.getByText("Шапку статьи не разобрать.").waitFor();
}));

test("preview is the public page, soon after a pause", () => withWorkshop({}, async (page) => {
  await openArticle(page, "Wi-Fi");
  await page.locator("#panel-preview h1").waitFor();
  await editor(page).click();
  await page.keyboard.press("Control+End");
  const begin = await page.evaluate(() => performance.now());
  await page.keyboard.insertText("\n\n## Новый раздел\n\nСвежая **мысль**.\n");
  await page.locator("#panel-preview strong", { hasText: "мысль" }).waitFor();
  console.log(`typed → previewed: ${Math.round((await page.evaluate(() => performance.now())) - begin)} ms`);
  await page.keyboard.insertText('\n<img src=x onerror="window.hacked = 1"> [x](javascript:window.hacked=1)\n');
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
}));

for (const [name, options] of [["phone", { viewport: { width: 360, height: 740 } }], ["dark", { colorScheme: "dark" }]]) {
  test(`the workshop on a ${name} has nothing axe would mend`, () => withWorkshop(options, async (page) => {
    await openArticle(page, "Wi-Fi");
    await editor(page).waitFor();
    if (name === "phone") {
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      await page.getByRole("button", { name: "Рядом с текстом" }).click();
    }
    for (const part of ["Свойства", "Замечания", "Как найдут", "История", "Вид"]) {
      await tab(page, part);
      await page.waitForTimeout(150);
      assert.deepEqual(await axeFaults(page), [], part);
    }
  }));
}

test("a link is completed from a title, and no bracket is left over", () => withWorkshop({}, async (page) => {
  await openArticle(page, "Wi-Fi");
  for (const typed of ["[слабый", "[[слабый", "Ctrl+K"]) {
    await editor(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    if (typed === "Ctrl+K") {
      await page.keyboard.press("Control+K");
      await page.keyboard.type("слабый");
    } else {
      await page.keyboard.type(typed, { delay: 20 });
    }
    await page.locator(".cm-tooltip-autocomplete li", { hasText: "Слабый сигнал" }).first().waitFor();
    await page.waitForTimeout(150); // the list takes no key before that
    await page.keyboard.press("Enter");
    await page.keyboard.type(" .");
    await eventually(async () => /\n\[Слабый сигнал Wi-Fi\]\([^)\n]+\.md\) \.$/.test(await text(page)), 5000);
  }
}));

test("a saved file is seen in an open page within a second", () => withWorkshop({}, async (page) => {
  await page.goto(`${server.url}/a/wifi-setup`);
  const path = "internet/wifi/wifi-setup.md";
  await page.waitForTimeout(900);
  writeFileSync(at(path), readFileSync(at(path), "utf8").replace("Понадобится роутер", "Потребуется роутер"));
  const begin = Date.now();
  await page.locator(".article", { hasText: "Потребуется роутер" }).waitFor();
  console.log(`saved → seen in an open page: ${Date.now() - begin} ms`);
  assert.equal(await page.locator(".tick").count() > 0, true, "its steps can be ticked off again");
}));
