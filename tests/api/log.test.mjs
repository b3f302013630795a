// SPDX-License-Identifier: GPL-2.0-or-later
// The log and the metrics of a whole server, with its watcher, over internal articles that come, change, break and
// go: no word of theirs stands in either.
import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, TOKEN, eventually } from "../support/kb_server.mjs";

const q = encodeURIComponent;
const staff = { Authorization: `Bearer ${TOKEN}` };
let server;
before(async () => { server = await KbServer.start(); });
after(async () => { await server.close(); });

let last = 0;
const given = [];
/** A word that stands nowhere else. */
const canary = () => {
  const word = `кряква${"абвгдежзик"[last % 10]}${"лмнопрстуф"[Math.floor(last / 10)]}`;
  last += 1;
  given.push(word);
  return word;
};
const latin = () => { const word = `mallard${String.fromCharCode(97 + last % 26)}q`; last += 1; given.push(word); return word; };
const write = (path, text) => {
  const file = join(server.articles, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const updates = () => server.log.split("\n").filter((line) => /"event":"update"/.test(line)).length;
const settled = (since) => eventually(() => updates() > since, 15_000);

const article = (more = "") => `---
title: Тайна ${canary()}
audience: internal
slug: ${latin()}
tags: [${canary()}]
aliases: [как ${canary()}]
owner: ${canary()}
${more}---

Текст ${canary()}.

## Раздел ${canary()}

![${canary()}](${latin()}.png) [${canary()}](нет-${canary()}.md)
`;

test("what internal articles say and are called stands in no line of the log and in no metric", async () => {
  let since = updates();
  write(`internal/${latin()}/${canary()}.md`, article());
  write(`internal/${latin()}.md`, article(`${latin()}: неизвестный ключ\n`));
  await settled(since);
  since = updates();
  // Broken in every way that is an error: YAML, no title, two of one id, not UTF-8, too large, a folder called .md.
  write(`internal/${latin()}-yaml.md`, `---\ntitle: "${canary()}\naudience: internal\n---\n${canary()}\n`);
  write(`internal/${latin()}-bare.md`, `---\naudience: internal\n---\n${canary()}\n`);
  const id = latin();
  write(`internal/${latin()}-one.md`, article(`id: ${id}\n`));
  write(`internal/${latin()}-two.md`, article(`id: ${id}\n`));
  write(`internal/${latin()}-bytes.md`, Buffer.concat([Buffer.from(`---\ntitle: ${canary()}\n---\n`), Buffer.from([0xff, 0xfe])]));
  write(`internal/${latin()}-large.md`, article() + `${canary()} `.repeat(40_000));
  mkdirSync(join(server.articles, `internal/${latin()}-folder.md`));
  write(`templates/${latin()}.md`, `---\ntitle: ${canary()}\nstatus: ${canary()}\n---\n${canary()}\n`);
  await settled(since);
  await eventually(() => /"event":"article"/.test(server.log), 15_000);

  for (const word of given.slice(0, 12)) {
    for (const headers of [{}, staff]) {
      for (const path of [`/search?q=${q(word)}`, `/a/${q(word)}`, `/api/v1/search?q=${q(word)}`, `/api/v1/articles/${q(word)}`, `/files/${q(word)}.png`, `/${q(word)}`]) {
        await (await server.get(path, headers)).arrayBuffer();
      }
    }
    await (await server.post("/api/v1/suggest", { text: word })).arrayBuffer();
  }
  since = updates();
  renameSync(join(server.articles, "internal"), join(server.articles, latin()));
  await settled(since);
  rmSync(join(server.articles, given.at(-1)), { recursive: true });
  await eventually(() => updates() > since + 1, 15_000);

  const metrics = await (await server.get("/metrics", staff)).text();
  assert.match(metrics, /kb_http_requests_total/);
  assert.ok(server.log.split("\n").length > 100, "the log was not read");
  for (const word of given) {
    assert.ok(!server.log.toLowerCase().includes(word), `the log says «${word}»: ${server.log.split("\n").find((line) => line.toLowerCase().includes(word))}`);
    assert.ok(!metrics.toLowerCase().includes(word), `the metrics say «${word}»`);
  }
});

test("an article's error is a code, a line and a mark", () => {
  const lines = server.log.split("\n").filter((line) => /"event":"article"/.test(line)).map((line) => JSON.parse(line));
  assert.ok(lines.length >= 3);
  for (const line of lines) {
    assert.match(line.code, /^[a-z-]+$/);
    assert.match(line.file, /^[0-9a-f]{8}$/);
    assert.equal(typeof line.line, "number");
  }
});
