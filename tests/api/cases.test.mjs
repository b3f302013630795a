// SPDX-License-Identifier: GPL-2.0-or-later
// Solved cases over the API and from the command line, into one running server.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bin, eventually, KbServer, TOKEN } from "../support/kb_server.mjs";

const q = encodeURIComponent;
const internal = { Authorization: `Bearer ${TOKEN}` };
const asJson = { ...internal, "Content-Type": "application/json" };
let server;
before(async () => { server = await KbServer.start(); });
after(async () => { assert.equal(await server.close(), 0); });

const cli = (...args) => {
  const { status, stdout, stderr } = spawnSync(bin("kb-server"), ["cases", ...args], { encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
};
const store = () => ["--store", join(server.folder, "store.sqlite")];
const remove = (id, headers = internal) => fetch(`${server.url}/api/v1/cases/${id}`, { method: "DELETE", headers });
const first = async (text) => (await server.json(`/api/v1/search?q=${q(text)}`)).hits[0]?.id;
const suggest = async (text, headers = asJson) => (await server.post("/api/v1/suggest", { text }, headers)).json();

// Words no article of the base has.
const wordings = ["бубнит сиреневая мигалка", "мигалка сиреневая и бубнит", "сиреневая мигалка бубнит всю ночь"];

test("a posted case is felt by the next question, and forgotten when told", async () => {
  assert.equal(await first("бубнит мигалка"), undefined);
  const posted = await server.post("/api/v1/cases", wordings.map((text) => ({ text, article: "wifi-setup" })), asJson);
  assert.equal(posted.status, 201);
  const { cases } = await posted.json();
  assert.deepEqual(cases.map((one) => one.change), ["added", "added", "added"]);
  const hit = (await server.json(`/api/v1/search?q=${q("бубнит мигалка")}`)).hits[0];
  assert.equal(hit.id, "wifi-setup");
  assert.ok(hit.solved_cases >= 2);
  assert.ok(hit.matches.some((match) => match.via === "case"));

  const inside = await suggest("бубнит сиреневая мигалка");
  assert.equal(inside.cases[0].article.id, "wifi-setup");
  assert.ok(wordings.includes(inside.cases[0].text));
  assert.ok(inside.cases.length <= 5);
  const outside = await suggest("бубнит сиреневая мигалка", { "Content-Type": "application/json" });
  assert.equal(outside.cases, undefined);

  for (const { id } of cases) assert.equal((await remove(id)).status, 200);
  assert.equal((await remove(cases[0].id)).status, 404);
  assert.equal(await first("бубнит мигалка"), undefined);
});

test("the same case again changes nothing; its text is masked", async () => {
  const body = { text: "позвоните +7 916 123-45-67", article: "/a/wifi-setup#x", id: "T-1", outcome: "not_solved", date: "2026-11-20" };
  const [added] = (await (await server.post("/api/v1/cases", body, asJson)).json()).cases;
  const [again] = (await (await server.post("/api/v1/cases", body, asJson)).json()).cases;
  assert.deepEqual([added.change, again.change, again.id], ["added", "unchanged", added.id]);
  const list = await server.json("/api/v1/cases?article=wifi-setup", internal);
  const kept = list.cases.find((one) => one.id === added.id);
  assert.equal(kept.text, "позвоните ‹телефон›");
  assert.deepEqual([kept.article, kept.outcome, kept.date, kept.external_id], ["wifi-setup", "not_solved", "2026-11-20T00:00:00Z", "T-1"]);
  await remove(added.id);
});

test("what cannot be a case is refused and says which", async () => {
  const table = [
    [{ text: "a", article: "no-such" }, 422, "bad-parameter", /Обращение 1.*no-such/],
    [[{ text: "a", article: "wifi-setup" }, { text: " ", article: "wifi-setup" }], 400, "bad-json", /Обращение 2/],
    [{ text: "a" }, 400, "bad-json", /article/],
    [{ text: "a", article: "wifi-setup", outcome: "maybe" }, 400, "bad-json", /outcome/],
    [{ text: "a", article: "wifi-setup", date: "03/04/2026" }, 400, "bad-json", /date/],
    [{ text: "a", article: "wifi-setup", date: "2126-01-01" }, 422, "bad-parameter", /будущем/],
    [{ text: "a", article: "wifi-setup", x: "y" }, 400, "bad-json", /«x»/],
    [{ text: 5, article: "wifi-setup" }, 400, "bad-json", /строка/],
    [[], 400, "bad-json", /text/],
    ["{", 400, "bad-json", /JSON/],
    [Array(501).fill({ text: "a", article: "wifi-setup" }), 400, "bad-json", /500/],
  ];
  for (const [body, status, code, detail] of table) {
    const response = await server.post("/api/v1/cases", body, asJson);
    const problem = await response.json();
    assert.deepEqual([response.status, problem.code], [status, code], JSON.stringify(body).slice(0, 80));
    assert.match(problem.detail, detail);
  }
  assert.equal((await server.post("/api/v1/cases", "x", internal)).status, 415);
});

test("without the token there are no cases, whatever is asked", async () => {
  for (const headers of [{}, { Authorization: "Bearer wrong" }]) {
    const expected = 401;
    assert.equal((await server.get("/api/v1/cases", headers)).status, expected);
    assert.equal((await server.post("/api/v1/cases", {}, { ...headers, "Content-Type": "application/json" })).status, expected);
    assert.equal((await remove(1, headers)).status, expected);
  }
});

test("an import beside the server is noticed; bad lines are named, good ones kept; again adds nothing", async () => {
  const file = join(server.folder, "cases.csv");
  const rows = wordings.map((text, i) => `${i};${text};wifi-setup`);
  writeFileSync(file, ["Номер;Обращение;Статья", ...rows, "9;без статьи;", "10;не та статья;no-such", ""].join("\r\n"));
  const args = ["import", file, ...store(), "--index", server.index];

  const tried = cli(...args, "--dry-run");
  assert.equal(tried.code, 1);
  assert.match(tried.out, /годных обращений 3, строк с ошибками 2/);
  assert.equal((await server.json("/api/v1/cases", internal)).total, 0);

  const done = cli(...args);
  assert.equal(done.code, 1);
  assert.match(done.err, /cases\.csv:5: не сказано, какая статья/);
  assert.match(done.err, /cases\.csv:6: статьи «no-such» нет/);
  assert.match(done.out, /Новых обращений 3, изменённых 0, уже известных 0/);
  await eventually(async () => (await first("бубнит мигалка")) === "wifi-setup", 10_000);
  assert.match(cli(...args).out, /Новых обращений 0, изменённых 0, уже известных 3/);

  const exported = join(server.folder, "out.jsonl");
  assert.equal(cli("export", exported, ...store()).code, 0);
  const lines = readFileSync(exported, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map((line) => line.text), wordings);
  assert.match(cli("import", exported, ...store(), "--index", server.index).out, /Новых обращений 0, изменённых 0, уже известных 3/);

  const listed = cli("list", ...store());
  assert.match(listed.out, /решено\s+wifi-setup/);
  for (const id of listed.out.matchAll(/^ *(\d+)  \d{4}-/gm)) assert.equal(cli("forget", id[1], ...store()).code, 0);
  await eventually(async () => (await first("бубнит мигалка")) === undefined, 10_000);
});

const MISTAKES = [
  [["import", "/no/such.csv"], 3, /такого файла нет/],
  [["list", "--store", "/no/such.sqlite"], 2, /хранилища нет/],
  [["forget", "x"], 2, /x/],
  [["fly"], 2, /kb-server --help/],
];
for (const [args, code, message] of MISTAKES) {
  test(`kb-server cases ${args.join(" ")}: exit code ${code} and advice`, () => {
    const result = cli(...args);
    assert.equal(result.code, code);
    assert.match(result.err, message);
  });
}
