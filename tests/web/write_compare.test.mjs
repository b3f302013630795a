// SPDX-License-Identifier: GPL-2.0-or-later
// Versions as pages side by side, the search through texts, and «Как найдут»: doubles, and words from the gaps.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { eventually } from "../support/kb_server.mjs";
import { axeFaults } from "./browser.mjs";
import { draftText, editor, openArticle, replaceText, startWorkshop, tab, withWorkshop as withDesk } from "./write_support.mjs";

let desk;
before(async () => { desk = await startWorkshop(); });
after(async () => { await desk.close(); });
const withWorkshop = (options, work) => withDesk(desk, options, work);
const q = encodeURIComponent;

const BEFORE = "---\ntitle: Сравнение\nstatus: draft\n---\n\n# Сравнение\n\nОплатить можно картой в кабинете.\n\n- Первый пункт.\n- Второй пункт.\n\n| Тариф | Цена |\n|---|---|\n| Дом | 500 ₽ |\n\n[Правила](https://a.example/)\n\nЭтот абзац уйдёт.\n";
const AFTER = BEFORE.replace("картой в кабинете", "переводом в кабинете").replace("500 ₽", "600 ₽").replace("- Второй пункт.\n", "- Второй пункт.\n- Третий пункт.\n").replace("Этот абзац уйдёт.\n", "").replace("a.example", "b.example");

async function openCompare(page, name, before, after) {
  writeFileSync(desk.at(`${name}.md`), before.replaceAll("Сравнение", name));
  desk.git("add", ".");
  desk.git("commit", "-qm", `${name}, первая`);
  await page.locator(".row", { hasText: name }).waitFor({ state: "attached" });
  await openArticle(page, name);
  await replaceText(page, after.replaceAll("Сравнение", name));
  if ((page.viewportSize()?.width ?? 0) < 1024) await page.getByRole("button", { name: "Рядом с текстом" }).click();
  await tab(page, "История");
  await page.locator(".revision").last().locator("summary").click();
  await page.getByRole("button", { name: "Сравнить страницы" }).click();
  await page.locator(".page-compare .page-side").nth(1).waitFor();
}
const marks = (page, selector) => page.locator(`.page-compare ${selector}`).allInnerTexts();

test("two versions stand side by side as pages, with blocks and words marked", () => withWorkshop({}, async (page) => {
  await openCompare(page, "Сравнение", BEFORE, AFTER);
  await page.getByText(/Правка 1 из \d/).waitFor();
  assert.deepEqual((await marks(page, "del")).map((one) => one.trim()), ["картой"]);
  assert.deepEqual((await marks(page, "ins")).map((one) => one.trim()), ["переводом"]);
  const gone = (await marks(page, ".is-gone")).join("|");
  const fresh = (await marks(page, ".is-new")).join("|");
  assert.match(gone, /Этот абзац уйдёт/);
  assert.match(gone, /500/);
  assert.match(fresh, /600/);
  assert.match(gone, /Правила/); // the same words, another address
  assert.match(fresh, /Третий пункт/);
  assert.doesNotMatch(`${gone}${fresh}`, /Первый пункт|Второй пункт/);
  const [left, right] = await page.locator(".page-side").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  assert.ok(right.left >= left.right && Math.abs(left.top - right.top) < 2);
  assert.equal(await page.locator(".page-compare a[href]").count(), 0);
  await page.getByRole("button", { name: "Следующая" }).click();
  await page.getByText(/Правка 2 из/).waitFor();
  assert.ok(await page.locator(".is-current").count() > 0);
  assert.deepEqual(await axeFaults(page), []);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}));

test("pages and texts open at the first change, however far down", () => withWorkshop({}, async (page) => {
  const much = Array.from({ length: 90 }, (_, i) => `Абзац номер ${i + 1}: здесь всё по-прежнему.\n`).join("\n");
  await openCompare(page, "Сравнение длинное", `${BEFORE}\n${much}\nСтарый хвост.\n`, `${BEFORE}\n${much}\nНовый хвост.\n`);
  await page.getByText("Правка 1 из 1").waitFor();
  const inSight = (selector) => page.locator(selector).evaluate((one) => {
    const [box, outer] = [one.getBoundingClientRect(), one.closest(".page-scroll").getBoundingClientRect()];
    return box.top >= outer.top && box.bottom <= outer.bottom;
  });
  for (const selector of [".page-compare .is-gone", ".page-compare .is-new"]) assert.ok(await inSight(selector), selector);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  const changed = page.locator(".revision .compare .cm-changedLine").last();
  await changed.waitFor();
  const [line, frame] = [await changed.boundingBox(), await page.locator(".revision .compare").boundingBox()];
  assert.ok(line.y >= frame.y && line.y + line.height <= frame.y + frame.height, JSON.stringify([line, frame]));
}));

test("below 700 pixels one stands under the other, and equal pages say so", () => withWorkshop({ viewport: { width: 360, height: 740 } }, async (page) => {
  await openCompare(page, "Сравнение узкое", BEFORE, BEFORE.replace("status: draft", "status: draft # примечание"));
  await page.getByText("Страницы одинаковы").waitFor();
  const [upper, lower] = await page.locator(".page-side").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  assert.ok(lower.top >= upper.bottom && lower.right <= 360);
  assert.deepEqual(await axeFaults(page), []);
}));

test("nothing in a version runs, and one that cannot be shown says so", () => withWorkshop({}, async (page) => {
  const evil = '\n<script>window.hacked = 1</script>\n<img src=x onerror="window.hacked=1">\n\n[x](javascript:window.hacked=1) <svg onload="window.hacked=1">\n\n`<b onclick=window.hacked=1>`\n';
  await openCompare(page, "Сравнение зло", BEFORE + evil, `${AFTER}${evil.replaceAll("hacked", "hacked2")}\n`);
  await page.getByText(/Правка 1 из/).waitFor();
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.hacked ?? window.hacked2), undefined);
  assert.equal(await page.locator(".page-compare script, .page-compare svg, .page-compare [onerror], .page-compare [onclick]").count(), 0);
  await page.keyboard.press("Escape");
  await replaceText(page, "---\ntitle: [\n---\n");
  await page.locator(".revision").last().getByRole("button", { name: "Сравнить страницы" }).click();
  await page.getByText("Эту версию страницей не показать").waitFor();
  page.faults = page.faults.filter((fault) => !fault.includes("422")); // the preview's own refusal
}));

test("articles are found by words of their texts, drafts too, and open where the words stand", () => withWorkshop({}, async (page) => {
  writeFileSync(desk.at("otter.md"), "---\ntitle: Зверинец\nstatus: draft\n---\n\nВступление.\n\n## Кто живёт\n\nВ пруду живут выдры & <b>бобры</b> <img src=x onerror=window.hacked=1>.\n");
  await page.locator(".row", { hasText: "Зверинец" }).waitFor({ state: "attached" });
  await page.getByRole("searchbox", { name: "Найти статью" }).fill("выдра");
  const found = page.locator(".tree-found .row", { hasText: "Зверинец" });
  await found.waitFor();
  assert.deepEqual(await found.locator("mark").allInnerTexts(), ["выдры"]);
  assert.match(await found.innerText(), /черновик/i);
  assert.deepEqual(await axeFaults(page), []);
  await found.click();
  await page.locator(".work-title", { hasText: "Зверинец" }).waitFor();
  await page.keyboard.insertText("ежи"); // over what was found and is selected
  await eventually(async () => (await draftText(page)).includes("живут ежи &"));
  await page.getByRole("searchbox", { name: "Найти статью" }).fill("<img src=x onerror=window.hacked=1>");
  await page.waitForTimeout(500);
  await page.getByRole("searchbox", { name: "Найти статью" }).fill("роутер");
  await page.locator(".tree-found .row mark").first().waitFor(); // a published one, from the index
  await page.getByRole("searchbox", { name: "Найти статью" }).fill("ыъыъыъ");
  await page.getByText("Таких статей нет.").waitFor();
  assert.equal(await page.evaluate(() => window.hacked), undefined);
}));

test("a double is named before it is published, and words people searched for become aliases by one click", () => withWorkshop({}, async (page) => {
  for (let i = 0; i < 3; ++i) await desk.server.get(`/search?q=${q("вафля заглохла")}`);
  const original = (await desk.server.json("/api/v1/articles/wifi-setup"));
  assert.ok(original.title);
  await openArticle(page, "Wi-Fi");
  const text = await page.evaluate(async () => (await (await fetch(`/api/v1/write/articles/${decodeURIComponent(location.hash.slice(1))}`)).json()).text);
  await page.getByRole("button", { name: "Новая статья" }).click();
  await page.getByRole("dialog").getByLabel("Название").fill("Двойник");
  await page.getByRole("button", { name: "Создать" }).click();
  await page.locator(".work-title", { hasText: "Двойник" }).waitFor();
  await replaceText(page, text.replace(/^(id|slug):.*\n/gm, "").replace(/^title:.*$/m, "title: Двойник"));
  await tab(page, "Как найдут");
  await page.getByLabel(/Что напишет человек/).fill("");
  await page.getByRole("button", { name: "Проверить", exact: true }).click();
  await page.getByRole("heading", { name: "Почти то же самое уже есть" }).waitFor({ timeout: 20_000 });
  await page.locator(".doubles a", { hasText: original.title }).waitFor();
  assert.deepEqual(await axeFaults(page), []);

  await openArticle(page, "Wi-Fi");
  await tab(page, "Как найдут");
  const gap = page.locator(".gap", { hasText: "вафля заглохла" });
  await gap.waitFor();
  await gap.getByRole("button").click();
  await gap.waitFor({ state: "detached" });
  assert.match(await draftText(page), /aliases:[\s\S]*вафля заглохла/);
  await page.getByText("Добавлено в «как об этом говорят»").waitFor();
  // A header that cannot be read is not touched, and that is said.
  await replaceText(page, "---\ntitle: [\n---\n");
  await page.getByLabel(/Что напишет человек/).fill("вафля");
  await page.getByRole("button", { name: "Проверить", exact: true }).click();
  await page.locator(".rank").first().waitFor({ timeout: 20_000 });
  await page.locator(".rank").getByRole("button").click();
  await page.locator("#state.alarm", { hasText: "Шапку статьи не разобрать" }).waitFor();
  page.faults = page.faults.filter((fault) => !fault.includes("422"));
  await editor(page).waitFor();
}));
