// SPDX-License-Identifier: GPL-2.0-or-later
// The workshop over HTTP: who may, what a save promises, history, and answers held against their description.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer } from "../support/kb_server.mjs";

const JSON_TYPE = { "Content-Type": "application/json" };
let server;
let writer;
let agent;
before(async () => {
  server = await KbServer.start();
  [writer, agent] = [await server.signIn("writer"), await server.signIn("agent")];
});
after(async () => { await server.close(); });

const at = (path) => join(server.articles, path);
const get = async (path, as = writer) => (await server.get(`/api/v1/write${path}`, as)).json();
const post = (path, body, as = writer) => server.post(`/api/v1/write${path}`, body, { ...JSON_TYPE, ...as });
const saved = async (path, text, base_version) => (await post("/articles", { path, text, base_version })).json();
const article = (title, head = "", body = "Текст.") => `---\ntitle: ${title}\n${head}---\n\n${body}\n`;

test("the workshop is for writers: agents and customers get nothing", async () => {
  for (const path of ["/write", "/api/v1/write/tree", "/api/v1/write/articles/pay/english.md", "/write/files/img/router.png"]) {
    assert.equal((await server.get(path, writer)).status, 200, path);
    assert.ok([403, 404].includes((await server.get(path, agent)).status), path);
    assert.ok([303, 401, 404].includes((await server.get(path)).status), path);
  }
  const { "X-CSRF-Token": _, ...cookie } = writer;
  assert.equal((await post("/articles", { path: "x.md", text: "# x", base_version: "" }, cookie)).status, 403);
  assert.equal(existsSync(at("x.md")), false);
});

test("a save is on the disk whole, and one that saw another text writes nothing", async () => {
  const first = await saved("pay/new.md", article("Новая"), "");
  assert.equal(readFileSync(at("pay/new.md"), "utf8"), article("Новая"));
  writeFileSync(at("pay/new.md"), article("Чужая"));
  const late = await post("/articles", { path: "pay/new.md", text: article("Моя"), base_version: first.version });
  assert.equal(late.status, 409);
  const conflict = await late.json();
  assert.equal(conflict.text, article("Чужая"));
  assert.equal(readFileSync(at("pay/new.md"), "utf8"), article("Чужая"));
  assert.equal((await post("/articles", { path: "pay/new.md", text: article("Обе"), base_version: conflict.version })).status, 200);
});

test("paths out of the folder are refused in words a writer understands", async () => {
  for (const path of ["../x.md", "/etc/x.md", ".git/x.md", "a.txt", "", "pay/../../x.md"]) {
    const answer = await post("/articles", { path, text: "# x", base_version: "" });
    assert.equal(answer.status, 422, path);
    assert.match((await answer.json()).detail, /Не годится путь/);
  }
  assert.equal((await server.get("/api/v1/write/articles/..%2F..%2Fkb.yaml", writer)).status, 422);
  assert.equal((await server.get("/write/files/..%2F..%2Fkb.yaml", writer)).status, 404);
  assert.equal((await server.get("/write/files/pay/english.md", writer)).status, 404);
});

test("saved and found: a published article is searchable within a second", async () => {
  await saved("pay/fox.md", article("Лисий тариф", "", "Тариф для лис и барсуков."), "");
  const begin = Date.now();
  for (;;) {
    const { hits } = await (await server.get(`/api/v1/search?q=${encodeURIComponent("лисий тариф")}`)).json();
    if (hits[0]?.title === "Лисий тариф") break;
    assert.ok(Date.now() - begin < 10_000, "not found in ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

test("a rename keeps the id and leads the old address to the new one", async () => {
  const { version } = await saved("pay/bear.md", article("Медвежий тариф", "slug: bear\n"), "");
  const moved = await (await post("/move", { from: "pay/bear.md", to: "pay/bears.md", slug: "bears", base_version: version })).json();
  assert.equal(moved.path, "pay/bears.md");
  assert.equal(existsSync(at("pay/bear.md")), false);
  const text = readFileSync(at("pay/bears.md"), "utf8");
  assert.match(text, /^id: "pay\/bear"$/m);
  assert.match(text, /^redirect_from: \["bear"\]$/m);
  for (let i = 0; ; ++i) {
    const old = await server.get("/a/bear");
    if (old.status === 301 && old.headers.get("location") === "/a/bears") break;
    assert.ok(i < 100, "the old address leads nowhere");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

test("a renamed file takes along the links to it and its own", async () => {
  const { version } = await saved("pay/otter.md", article("Тариф для бурундуков", "", "![](../img/router.png) и [лисы](fox.md)."), "");
  await saved("pay/guide.md", article("Все тарифы", "", "[Бурундукам](otter.md#сколько), [лисам](fox.md), `[код](otter.md)`."), "");
  await saved("zoo.md", article("Зоопарк", "", "[Бурундукам](/pay/otter)"), "");
  const moved = await (await post("/move", { from: "pay/otter.md", to: "zoo/otters.md", slug: "", base_version: version })).json();
  assert.equal(moved.path, "zoo/otters.md");
  assert.match(readFileSync(at("zoo/otters.md"), "utf8"), /!\[\]\(\.\.\/img\/router\.png\) и \[лисы\]\(\.\.\/pay\/fox\.md\)\./);
  assert.match(readFileSync(at("pay/guide.md"), "utf8"), /\[Бурундукам\]\(\.\.\/zoo\/otters\.md#сколько\), \[лисам\]\(fox\.md\), `\[код\]\(otter\.md\)`\./);
  assert.match(readFileSync(at("zoo.md"), "utf8"), /\[Бурундукам\]\(\/zoo\/otters\.md\)/);
  for (const path of ["zoo/otters.md", "pay/guide.md", "zoo.md"]) rmSync(at(path));
});

test("a draft that says the same is named as well as a published article", async () => {
  const body = "Тариф для ежей: гигабайт стоит яблоко, второй гигабайт стоит гриб, а безлимит стоит целую грядку клубники.";
  await saved("pay/hedgehog.md", article("Тариф для ежей", "status: draft\n", body), "");
  const find = async (path) => (await (await post("/find", { path, text: article("Ежиный тариф", "", body), queries: [] })).json()).alike;
  let first;
  for (const end = Date.now() + 10_000; first?.status !== "draft" && Date.now() < end;) {
    [first] = await find("pay/hedgehogs.md");
    await new Promise((resolve) => setTimeout(resolve, 50)); // the folder is looked at four times a second
  }
  assert.deepEqual([first.title, first.status, first.url, first.similarity > 0.8], ["Тариф для ежей", "draft", "/write#pay/hedgehog.md", true]);
  assert.ok(!(await find("pay/hedgehog.md")).some((one) => one.status === "draft"), "itself is no double");
  rmSync(at("pay/hedgehog.md"));
});

test("a picture is stored beside the article, and only a picture", async () => {
  const send = (bytes, name) => {
    const form = new FormData();
    form.append("path", "pay/english.md");
    form.append("file", new Blob([bytes]), name);
    return fetch(`${server.url}/api/v1/write/images`, { method: "POST", body: form, headers: writer });
  };
  const png = readFileSync(at("img/router.png"));
  const { path, markdown } = await (await send(png, "../../Снимок экрана.PNG")).json();
  assert.equal(path, "pay/Снимок экрана.png");
  assert.equal(markdown, "![](%D0%A1%D0%BD%D0%B8%D0%BC%D0%BE%D0%BA%20%D1%8D%D0%BA%D1%80%D0%B0%D0%BD%D0%B0.png)");
  assert.deepEqual(readFileSync(at(path)), png);
  assert.equal((await send("<svg onload=alert(1)>", "a.png")).status, 415);
});

test("how it will be found is said before it is published", async () => {
  const text = article("Не светится экран", "status: draft\naliases: [мёртвый экран]\n", "Проверьте питание экрана.");
  const answer = await (await post("/find", { path: "pay/screen.md", text, queries: ["мертвый экран", "роутер"] })).json();
  assert.deepEqual(answer.ranks.map((rank) => [rank.query, rank.place]), [["мертвый экран", 1], ["роутер", 0]]);
  const { hits } = await (await server.get(`/api/v1/search?q=${encodeURIComponent("мертвый экран")}`)).json();
  assert.ok(!hits.some((hit) => hit.title === "Не светится экран"));
});

test("articles are found by words of their texts: drafts, internal ones, and with what marks them", async () => {
  const look = async (words) => (await get(`/search?q=${encodeURIComponent(words)}`)).files;
  await saved("internal/otter.md", article("Секрет", "status: draft\n", "Вступление.\n\n## Зверинец\n\nВыдры любят <script>alert(1)</script> рыбу."), "");
  let found = [];
  for (let i = 0; i < 40 && found.length === 0; ++i) {
    found = await look("выдра рыба");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(found.map((one) => [one.path, one.section]), [["internal/otter.md", "Зверинец"]]);
  const [{ snippet, marks }] = found;
  assert.deepEqual(marks.map(([begin, end]) => snippet.slice(begin, end)), ["Выдры", "рыбу"]);
  assert.ok((await look("роутер")).some((one) => one.path === "internet/wifi/wifi-setup.md"));
  assert.equal((await server.get("/api/v1/write/search?q=x", agent)).status, 403);
  assert.equal((await server.get(`/api/v1/write/search?q=${"a".repeat(1001)}`, writer)).status, 422);
  assert.equal((await server.get("/api/v1/write/search", writer)).status, 200);
});

test("questions without a sure answer are offered to the article they lead to, those that lead nowhere to all", async () => {
  for (const words of ["роутер кофеварка пылесос торшер", "ыъыъыъ абырвалг"]) await server.get(`/search?q=${encodeURIComponent(words)}`);
  const gaps = async (path) => (await get(`/gaps?path=${path}`)).gaps.map((gap) => [gap.query, gap.place > 0]);
  const near = await gaps("internet/wifi/wifi-setup.md");
  assert.ok(near.some(([query, isNear]) => query.startsWith("роутер кофеварка") && isNear), JSON.stringify(near));
  assert.ok(near.some(([query, isNear]) => query === "ыъыъыъ абырвалг" && !isNear), JSON.stringify(near));
  const other = await gaps("pay/charged-twice.md");
  assert.ok(!other.some(([query]) => query.startsWith("роутер кофеварка")), JSON.stringify(other));
  assert.equal((await server.get("/api/v1/write/gaps?path=none.md", writer)).status, 200);
});

test("checks name the line, and a broken front matter is no failure", async () => {
  const { diagnostics } = await (await post("/check", { path: "a.md", text: article("A", "titel: B\n") })).json();
  assert.deepEqual(diagnostics.filter((one) => one.code === "unknown-key").map((one) => one.line), [3]);
  assert.equal((await post("/check", { path: "a.md", text: "---\ntitle: [\n---\n" })).status, 200);
  assert.equal((await server.post("/write/preview", { path: "a.md", text: article("Лист", "", "# Заголовок\n\n<script>alert(1)</script>") }, { ...JSON_TYPE, ...writer })).status, 200);
});

test("answers are as described", async () => {
  const document = await server.json("/openapi.json");
  const { schemas } = document.components;
  const described = (name, value) => {
    const schema = schemas[name];
    assert.deepEqual(Object.keys(value).sort(), Object.keys(schema.properties).sort(), name);
  };
  const tree = await get("/tree");
  described("WriteTree", tree);
  described("WriteFile", tree.articles[0]);
  described("WriteSource", await get("/articles/pay/english.md"));
  described("WriteSkeleton", await (await post("/new", { title: "Новый экран", type: "steps" })).json());
  described("WriteRanks", await (await post("/find", { path: "a.md", text: article("A"), queries: ["a"] })).json());
  described("WriteChecked", await (await post("/check", { path: "a.md", text: article("A") })).json());
  const script = "---\ntitle: Лампа\ntype: script\n---\n\n## Горит?\n\n- [Да](#да)\n\n## Да\n";
  const { outline } = await (await post("/check", { path: "a.md", text: script })).json();
  assert.deepEqual(outline.map((node) => [node.title, node.parent, node.answers.map((one) => one.leads)]), [["Горит?", "", ["on"]], ["Да", "горит", []]]);
  described("WriteNode", outline[0]);
  described("WriteFound", await get("/search?q=роутер"));
  described("WriteHistory", await get("/history?path=pay/english.md"));
  described("WriteGaps", await get("/gaps?path=pay/english.md"));
});

test("in a Git folder every save is a commit in the writer's name, also beside other people's work", async () => {
  const git = (...args) => execFileSync("git", ["-C", server.articles, "-c", "user.name=Git", "-c", "user.email=git@example.org", ...args], { encoding: "utf8" });
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "all");
  await server.stop();
  await server.run();
  writer = await server.signIn("writer", "anna");
  const tree = await get("/tree");
  assert.equal(tree.history, true);
  writeFileSync(at("pay/other.md"), article("Чужая незаконченная"));
  git("add", "pay/other.md");
  const before = await get("/articles/pay/english.md");
  const text = before.text.replace(/^title: .*$/m, "title: Changed title");
  const done = await saved("pay/english.md", text, before.version);
  assert.match(done.revision, /^[0-9a-f]{40}$/);
  assert.match(git("log", "-1", "--format=%an %s"), /anna.*Changed title/i);
  assert.match(git("status", "--porcelain"), /^A {2}pay\/other\.md$/m, "what was staged stays staged");
  const { revisions } = await get("/history?path=pay/english.md");
  assert.equal(revisions.length, 2);
  const old = await get(`/history/${revisions[1].id}?path=pay/english.md`);
  assert.equal(old.text, before.text);
  rmSync(at("pay/other.md"));

  // A rename mends links in an article somebody is changing, and leaves that article out of its commit.
  const [one, two] = [await saved("pay/links-one.md", article("Раз", "", "[Ещё](english.md)"), ""), await saved("pay/links-two.md", article("Два", "", "[Ещё](english.md)"), "")];
  assert.match(one.revision + two.revision, /^[0-9a-f]{80}$/);
  writeFileSync(at("pay/links-two.md"), article("Два", "", "[Ещё](english.md) и недописанное"));
  const { version } = await get("/articles/pay/english.md");
  assert.equal((await post("/move", { from: "pay/english.md", to: "pay/twice.en.md", slug: "", base_version: version })).status, 200);
  assert.match(readFileSync(at("pay/links-one.md"), "utf8"), /\[Ещё\]\(twice\.en\.md\)/);
  assert.match(readFileSync(at("pay/links-two.md"), "utf8"), /\[Ещё\]\(twice\.en\.md\) и недописанное/);
  assert.deepEqual(git("show", "--name-only", "--no-renames", "--format=", "HEAD", "--", "pay").trim().split("\n").sort(), ["pay/english.md", "pay/links-one.md", "pay/twice.en.md"]);
  assert.match(git("status", "--porcelain"), /^ M pay\/links-two\.md$/m);
});
