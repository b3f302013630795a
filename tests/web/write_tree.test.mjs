// SPDX-License-Identifier: GPL-2.0-or-later
// The drawn decision tree of the workshop: with the mouse, with keys alone, broken trees, hostile ones, and a text
// that changes under it.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axeFaults } from "./browser.mjs";
import { draftText, editor, openArticle, replaceText, startWorkshop, tab, withWorkshop as withDesk } from "./write_support.mjs";

let desk;
before(async () => { desk = await startWorkshop(); });
after(async () => { await desk.close(); });
const withWorkshop = (options, work) => withDesk(desk, options, work);

const LAMP = "---\ntitle: Лампа\ntype: script\nstatus: draft\n---\n\n# Лампа\n\n## Горит ли лампа?\n\n> Посмотрите на лампу.\n\n- [Да](#какого-цвета)\n- [Нет](#нет-питания)\n\n" +
  "## Какого цвета?\n\n> Назовите цвет.\n\n1. [Зелёная](#всё-в-порядке)\n2. [Красная](#нет-питания)\n\n## Всё в порядке\n\n> Спасибо.\n\n## Нет питания\n\n> Проверьте розетку.\n";
const row = (page, words) => page.locator(".outline-row", { hasText: words }).first();
const rows = (page) => page.locator(".outline-row").evaluateAll((all) => all.map((one) => `${one.getAttribute("aria-level")} ${one.querySelector(".outline-words").innerText.split("\n")[0].trim()}`));
const add = (page, name) => page.getByRole("toolbar").getByRole("button", { name }).click();
const dialog = (page) => page.getByRole("dialog");

async function openTree(page, name, text) {
  writeFileSync(desk.at(`${name}.md`), text.replace("title: Лампа", `title: ${name}`));
  await page.locator(".row", { hasText: name }).waitFor({ state: "attached" });
  await openArticle(page, name);
  await page.locator("#panel-outline:not([hidden]) .outline-row").first().waitFor();
}
const drawn = (page, words) => page.locator(".outline-row", { hasText: words }).first().waitFor();

test("a tree is drawn as nested questions, and grows from the drawing as text that can be undone", () => withWorkshop({}, async (page) => {
  await openTree(page, "Лампа-один", LAMP);
  assert.deepEqual(await rows(page), ["1 Горит ли лампа? вопрос", "2 Да → Какого цвета? вопрос", "3 Зелёная → Всё в порядке итог", "3 Красная → Нет питания уже есть в дереве", "2 Нет → Нет питания итог"]);

  // A click leads to the place in the text.
  await row(page, "Зелёная").click();
  await page.waitForFunction(() => document.activeElement?.classList.contains("work-text"));
  await page.keyboard.insertText("@");
  assert.match(await draftText(page), /^@## Всё в порядке$/m);
  await page.keyboard.press("Backspace");

  // A question with its answers, then an end, then an answer to what is there.
  await row(page, "Нет → Нет питания").click();
  await add(page, "+ Вопрос");
  await dialog(page).getByLabel(/который сюда ведёт/).fill("Розетка проверена");
  await dialog(page).getByLabel("Вопрос", { exact: true }).fill("Блок питания тёплый?");
  await dialog(page).getByLabel(/Ответы на него/).fill("Тёплый\nХолодный");
  await dialog(page).getByRole("button", { name: "Добавить" }).click();
  await drawn(page, "Холодный");
  await add(page, "+ Итог");
  await dialog(page).getByLabel(/который сюда ведёт/).fill("Не знает");
  await dialog(page).getByRole("button", { name: "Добавить" }).click();
  await drawn(page, "Не знает");
  await row(page, "Горит ли лампа?").click();
  await add(page, "+ Ответ");
  await dialog(page).getByLabel(/который сюда ведёт/).fill("Мигает");
  await dialog(page).getByLabel("Куда ведёт").selectOption({ label: "Какого цвета?" });
  await dialog(page).getByRole("button", { name: "Добавить" }).click();
  await drawn(page, "Мигает");
  const text = await draftText(page);
  assert.match(text, /- \[Нет\]\(#нет-питания\)\n- \[Мигает\]\(#какого-цвета\)\n\n## Какого цвета\?/);
  assert.match(text, /> Проверьте розетку\.\n\n- \[Розетка проверена\]\(#блок-питания-тёплый\)\n\n## Блок питания тёплый\?\n\n> …\n\n- \[Тёплый\]\(#тёплый\)\n- \[Холодный\]\(#холодный\)\n- \[Не знает\]\(#не-знает\)\n\n## Тёплый/);
  assert.equal(await page.locator(".outline-kind", { hasText: "нет раздела" }).count(), 0);

  // Each step is undone by itself, from the drawing.
  await row(page, "Мигает").focus();
  await page.keyboard.press("Control+Z");
  await page.locator(".outline-row", { hasText: "Мигает" }).waitFor({ state: "detached" });
  assert.match(await draftText(page), /Не знает/);
  await page.locator(".outline-row[tabindex='0']").focus();
  await page.keyboard.press("Control+Z");
  await page.locator(".outline-row", { hasText: "Не знает" }).waitFor({ state: "detached" });
  assert.match(await draftText(page), /Холодный/);
}));

test("the drawing is walked and grown by keys alone", () => withWorkshop({}, async (page) => {
  await openTree(page, "Лампа-клавиши", LAMP);
  await page.locator(".outline-row[tabindex='0']").focus();
  const chosen = () => page.locator(".outline-row[aria-selected='true'] .outline-title").innerText();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  assert.equal(await chosen(), "Всё в порядке");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight"); // from «drawn elsewhere» to where it is
  assert.equal(await page.locator(".outline-row[aria-selected='true']").getAttribute("aria-level"), "2");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.locator(".outline-row").count(), 1);
  assert.equal(await page.locator(".outline-row").getAttribute("aria-expanded"), "false");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("End");
  assert.equal(await chosen(), "Нет питания");
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText("Лампа погасла");
  await page.keyboard.press("Enter");
  await drawn(page, "Лампа погасла");
  assert.match(await draftText(page), /^## Лампа погасла \{#нет-питания\}$/m);
  assert.equal(await page.locator(".is-broken").count(), 0);
  await page.keyboard.press("Shift+Tab"); // to the tools above
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "+ Итог");
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("Лампы нет");
  await page.keyboard.press("Enter");
  await drawn(page, "Лампы нет");
  assert.match(await draftText(page), /\[Лампы нет\]\(#лампы-нет\)/);
}));

test("what is broken is marked, and a missing section is made by one click", () => withWorkshop({}, async (page) => {
  await openTree(page, "Лампа-сломана", `${LAMP.replace("(#всё-в-порядке)", "(#зелёный-свет)")}\n## Кольцо\n\n> Снова.\n\n- [Ещё раз](#кольцо)\n\n## Пустой\n`);
  await page.getByText("Ведут в никуда: 1.").waitFor();
  await page.getByText("Не дойти: 3.").waitFor();
  await page.getByText("Без выхода: 1.").waitFor();
  await row(page, "нет раздела «зелёный-свет»").click();
  await page.getByRole("button", { name: "Создать этот раздел" }).click();
  await page.getByText("Ведут в никуда: 1.").waitFor({ state: "detached" });
  assert.match(await draftText(page), /^## Зелёная \{#зелёный-свет\}$/m);
  assert.deepEqual(await axeFaults(page), []);
}));

test("words that are Markdown or HTML stay words, and headings that repeat break no link", () => withWorkshop({}, async (page) => {
  const evil = '<img src=x onerror="window.hacked=1">';
  await openTree(page, "Лампа-зло", `${LAMP}\n## ${evil.replaceAll("<", "\\<")}\n\n${evil} {{x}}\n\n- [${"я".repeat(3000)}](#нет-питания)\n- [](#${"нигде".repeat(200)})\n`);
  await row(page, "Горит ли лампа?").click();
  for (const [answer, title] of [["a](#x) **b** <b>", "Что *за* `код` {#нет}"], ["Да", "Нет питания"], [evil, evil]]) {
    await add(page, "+ Итог");
    await dialog(page).getByLabel(/который сюда ведёт/).fill(answer);
    await dialog(page).getByLabel(/Чем кончится/).fill(title);
    await dialog(page).getByRole("button", { name: "Добавить" }).click();
    await dialog(page).waitFor({ state: "hidden" });
    await page.locator(".outline-row[aria-selected='true'] .outline-title", { hasText: title === evil ? "img src" : title.slice(0, 3) }).waitFor();
    await row(page, "Горит ли лампа?").click();
  }
  const shown = await rows(page);
  assert.ok(shown.some((line) => line.includes("a](#x) **b** <b> → Что *за* `код` {#нет} итог без текста")), shown.join("\n"));
  assert.ok(shown.some((line) => line.includes("Нет → Нет питания итог")), shown.join("\n"));
  assert.match(await draftText(page), /^## Нет питания \{#нет-питания-2\}$/m);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator("#panel-outline img, #panel-outline b").count(), 0);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1280);
}));

test("a text that changes while a question is asked gets the addition where it belongs now", () => withWorkshop({}, async (page) => {
  await openTree(page, "Лампа-двое", LAMP);
  const path = desk.at("Лампа-двое.md");
  await row(page, "Нет → Нет питания").click();
  await add(page, "+ Итог");
  // Somebody else puts a section in above while the dialog is open.
  writeFileSync(path, LAMP.replace("title: Лампа", "title: Лампа-двое").replace("## Какого цвета?", "## Вставка\n\n> Сверху.\n\n## Какого цвета?"));
  await page.getByText("Файл изменили снаружи").waitFor();
  await dialog(page).getByLabel(/который сюда ведёт/).fill("Розетка мертва");
  await dialog(page).getByRole("button", { name: "Добавить" }).click();
  await drawn(page, "Розетка мертва");
  assert.match(await draftText(page), /## Вставка[\s\S]*> Проверьте розетку\.\n\n- \[Розетка мертва\]\(#розетка-мертва\)\n\n## Розетка мертва/);
  // The node goes away meanwhile: nothing is added anywhere.
  await row(page, "Розетка мертва").click();
  await add(page, "+ Итог");
  await dialog(page).getByLabel(/который сюда ведёт/).fill("Никуда");
  writeFileSync(path, "---\ntitle: Лампа-двое\ntype: script\n---\n\n## Другое\n\n> Всё.\n");
  await page.waitForTimeout(1500);
  await dialog(page).getByRole("button", { name: "Добавить" }).click();
  await page.waitForTimeout(300);
  assert.doesNotMatch(await draftText(page), /## Другое[\s\S]*Никуда/);
}));

test("a new decision tree opens with its drawing, other articles have none", () => withWorkshop({}, async (page) => {
  await page.getByRole("button", { name: "Новая статья" }).click();
  await dialog(page).getByLabel("Название").fill("Телефон молчит");
  await page.getByRole("radio", { name: /Дерево решений/ }).check();
  await page.getByRole("button", { name: "Создать" }).click();
  await drawn(page, "Начало");
  assert.equal(await page.locator(".outline-kind", { hasText: "нет раздела" }).count(), 0);
  await page.getByRole("tab", { name: "Дерево", selected: true }).waitFor();
  await replaceText(page, "---\ntitle: Телефон молчит\ntype: script\n---\n\n# Телефон молчит\n");
  await page.getByRole("button", { name: "Добавить первый вопрос" }).click();
  await dialog(page).getByLabel("Вопрос", { exact: true }).fill("Экран горит?");
  await dialog(page).getByLabel(/Ответы на него/).fill("Да\nНет");
  await dialog(page).getByRole("button", { name: "Добавить" }).click();
  await drawn(page, "Нет");
  assert.match(await draftText(page), /# Телефон молчит\n\n## Экран горит\?\n\n> …\n\n- \[Да\]\(#да\)\n- \[Нет\]\(#нет\)\n\n## Да\n\n> …\n\n## Нет\n\n> …\n$/);
  await openArticle(page, "Wi-Fi");
  await page.getByRole("tab", { name: "Дерево" }).waitFor({ state: "hidden" });
  await editor(page).waitFor();
}));

test("on a phone the drawing leads to the text, and nothing axe would mend", () => withWorkshop({ viewport: { width: 360, height: 740 } }, async (page) => {
  writeFileSync(desk.at("Лампа-телефон.md"), LAMP.replace("title: Лампа", "title: Лампа-телефон"));
  await page.locator(".row", { hasText: "Лампа-телефон" }).waitFor({ state: "attached" });
  await openArticle(page, "Лампа-телефон");
  await page.getByRole("button", { name: "Рядом с текстом" }).click();
  await tab(page, "Дерево");
  await drawn(page, "Зелёная");
  assert.deepEqual(await axeFaults(page), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await row(page, "Зелёная").click();
  await editor(page).waitFor();
}));
