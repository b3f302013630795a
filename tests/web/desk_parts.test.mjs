// SPDX-License-Identifier: GPL-2.0-or-later
// Parts of the desk's scripts that need no page: marks under typing, templates, messages of a foreign help desk.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { mock, test } from "node:test";
import { root } from "../support/kb_server.mjs";

const { buildSync } = createRequire(join(root, "web/package.json"))("esbuild");
async function load(name) {
  const { outputFiles } = buildSync({ entryPoints: [join(root, "web/desk", name)], bundle: true, write: false, format: "esm", charset: "utf8" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
const [{ carriedMarks, keptMarks }, { emptyPlaces, filled, labelled, slotsOf, absoluteLink, plainText }, { ticketOf, textOfAddress }] =
  await Promise.all(["field.ts", "insertion.ts", "panel.ts"].map(load));

test("marks stay on their words while the text around them is edited", () => {
  const cases = [
    // before, its marks, now, marks of now
    ["с карты списали", [[8, 15]], "с карты списали!", [[8, 15]]],
    ["с карты списали", [[8, 15]], "Ой, с карты списали", [[12, 19]]],
    ["с карты списали", [[2, 7], [8, 15]], "с карты сняли", [[2, 7]]],
    ["списали", [[0, 7]], "", []],
    ["аа", [[0, 1], [1, 2]], "ааа", [[0, 1], [1, 2]]],
    ["два слова", [[0, 3], [4, 9]], "два  слова", [[0, 3], [5, 10]]],
  ];
  for (const [before, marks, now, expected] of cases) assert.deepEqual(keptMarks(before, now, marks), expected, `${before} → ${now}`);
});

test("a mark never stands outside the text, whatever is typed", () => {
  let seed = 7;
  const random = (below) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % below; };
  const words = () => Array.from({ length: random(12) }, () => "абв "[random(4)]).join("");
  for (let round = 0; round < 3000; round += 1) {
    const [before, now] = [words(), words()];
    const cuts = [random(before.length + 1), random(before.length + 1)].sort((a, b) => a - b);
    for (const [begin, end] of keptMarks(before, now, [cuts])) {
      assert.ok(begin >= 0 && end <= now.length && now.slice(begin, end) === before.slice(...cuts), `«${before}» «${now}» ${cuts}`);
    }
  }
});

test("marks of a letter without its tags are found again in the letter as it was written", () => {
  const of = "Не работает интернет, нет совсем";
  const marks = [[0, 2], [12, 20], [22, 25]]; // Не, интернет, нет
  const words = (shown) => carriedMarks(of, shown, marks).map(([begin, end]) => shown.slice(begin, end));
  assert.deepEqual(carriedMarks(of, of, marks), marks);
  assert.deepEqual(words("<p>Не работает <b>интернет</b>,</p> нет совсем"), ["Не", "интернет", "нет"]);
  assert.equal(carriedMarks(of, "Нет. Не работает интернет, нет", marks)[0][0], 5, "whole words only");
  assert.deepEqual(words("Не работает телевизор, нет"), ["Не", "нет"], "what is not there has no mark");
  assert.deepEqual(words(""), []);
  assert.deepEqual(carriedMarks("", "текст", [[0, 0], [5, 9]]), []);
});

test("an empty place is called as people call it", () => {
  const slots = [{ name: "term", label: "срок", value: "", found: false, choices: [] }, { name: "цвет", label: "", value: "", found: false, choices: [] }];
  assert.equal(labelled("до {{term}}, {{цвет}}, {{иное}}", slots), "до {{срок}}, {{цвет}}, {{иное}}");
  const item = { template: { text: "{{name}}, до {{term}}", slots: [...slots, { name: "name", label: "имя", value: "Анна", found: true, choices: [] }] } };
  assert.equal(plainText(item, "https://help.example"), "Анна, до {{срок}}");
});

test("places of a template: filled from the ticket, the rest asked for once and first", () => {
  const template = { text: "{{name}}, заказ {{order}} придёт {{term}}. {{name}}!", slots: [{ name: "name", label: "имя", value: "Мария", found: true }, { name: "term", label: "срок", value: "", found: false }] };
  assert.deepEqual(slotsOf(template).map(({ name, label }) => [name, label]), [["order", "order"], ["term", "срок"], ["name", "имя"]]);
  assert.equal(filled(template.text, { name: "Мария", term: "завтра" }), "Мария, заказ {{order}} придёт завтра. Мария!");
  assert.deepEqual(emptyPlaces("{{a}} {b} {{ c }} {{}} {{a}}"), ["a", "c"]);
  assert.equal(filled("{{a}}", { a: "{{b}} $& $1" }), "{{b}} $& $1", "a value is taken as it is");
});

test("a link keeps its section readable, an inside article gives no link", () => {
  const item = { url: "/a/wifi", section: { url: "/a/wifi#%D1%88%D0%B0%D0%B3%D0%B8" }, quote: { text: "Сделайте так." }, snippet: { text: "" }, audience: "public" };
  assert.equal(absoluteLink(item, "https://help.example"), "https://help.example/a/wifi#шаги");
  assert.equal(absoluteLink({ ...item, section: { url: "/a/wifi#a%20b" } }, "https://help.example"), "https://help.example/a/wifi#a%20b");
  assert.equal(absoluteLink({ ...item, section: { url: "/a/wifi#%FF" } }, "https://help.example"), "https://help.example/a/wifi#%FF");
  assert.equal(plainText(item, "https://help.example"), "Сделайте так.\n\nhttps://help.example/a/wifi#шаги");
  assert.equal(plainText({ ...item, audience: "internal" }, "https://help.example"), "Сделайте так.");
});

test("only a well-formed message is a ticket, and it is cut to a size", () => {
  assert.deepEqual(ticketOf({ podskazka: 1, type: "ticket", subject: "Оплата", text: "Списали", messages: [{ text: "дважды" }, null, { text: 5 }] }), { subject: "Оплата", text: "Списали\n\nдважды" });
  for (const odd of [null, 1, "ticket", {}, { podskazka: 1 }, { podskazka: 2, type: "ticket", text: "x" }, { podskazka: 1, type: "insert", text: "x" }]) assert.equal(ticketOf(odd), null);
  assert.equal(ticketOf({ podskazka: 1, type: "ticket", text: "я".repeat(300_000) }).text.length, 200_000);
});

test("the bookmarklet's text comes whole out of the address", () => {
  for (const words of ["", "С карты списали 100 % & ещё + #1\nвторая строка", "«кавычки» 'и' \"такие\" <b>"]) assert.equal(textOfAddress(`#text=${encodeURIComponent(words)}`), words);
  assert.equal(textOfAddress("#раздел"), "");
});

test("who is refused for a moment asks once more, who writes does not, and nobody waits for ever", async () => {
  const clock = { setTimeout: (work, ms) => { clock.waits.push(ms); if (ms < 5000 || clock.isLate) queueMicrotask(work); return 0; }, clearTimeout() {}, waits: [] };
  Object.assign(globalThis, { document: { querySelector: () => null }, window: clock });
  const { call } = await load("api.ts");
  const refusal = (status, after) => new Response(JSON.stringify({ detail: "Подождите." }), { status, headers: after === null ? {} : { "Retry-After": after } });
  const cases = [
    // what comes first, with which Retry-After, a body; how often it is asked
    [503, "2", undefined, 2], [503, "0", undefined, 2], [503, "3", undefined, 2], [503, "4", undefined, 1], [503, "60", undefined, 1], [503, null, undefined, 1],
    [503, "Wed, 21 Oct 2026 07:28:00 GMT", undefined, 1], [503, "-1", undefined, 1], [429, "1", undefined, 1], [500, "1", undefined, 1], [503, "1", {}, 1],
  ];
  for (const [status, after, body, asked] of cases) {
    clock.waits = [];
    const answers = [refusal(status, after), new Response("[1]")];
    const fetched = mock.method(globalThis, "fetch", async () => answers.shift());
    const came = await call("/x", body === undefined ? {} : { body }).catch((error) => error);
    const what = `${status} ${after} ${JSON.stringify(body)}`;
    assert.equal(fetched.mock.callCount(), asked, what);
    if (asked === 2) assert.deepEqual(clock.waits.filter((ms) => ms < 5000), [Number(after) * 1000], what);
    if (asked === 2) assert.deepEqual(came, [1], what);
    else assert.deepEqual([came.kind, came.detail, came.status], [status === 500 ? "refused" : "busy", "Подождите.", status], what);
    fetched.mock.restore();
  }
  const stuck = mock.method(globalThis, "fetch", (path, { signal }) => new Promise((resolve, reject) => { signal.addEventListener("abort", () => reject(signal.reason)); }));
  clock.isLate = true;
  assert.equal((await call("/x").catch((error) => error)).kind, "offline");
  clock.isLate = false;
  const abandoned = new AbortController();
  const answer = call("/x", { signal: abandoned.signal }).catch((error) => error);
  abandoned.abort();
  assert.equal((await answer).name, "AbortError");
  stuck.mock.restore();
});
