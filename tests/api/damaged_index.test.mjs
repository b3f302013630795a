// SPDX-License-Identifier: GPL-2.0-or-later
// A server that follows its articles over an index that was damaged under it: it builds a new one, says in the log why,
// and everything is found as before.
import assert from "node:assert/strict";
import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, TOKEN, eventually } from "../support/kb_server.mjs";

const staff = { Authorization: `Bearer ${TOKEN}` };
let server;
let foundBefore;
before(async () => { server = await KbServer.start(); });
after(async () => { await server.close(); });

const events = (name) => server.log.split("\n").filter((line) => line.includes(`"event":"${name}"`)).map((line) => JSON.parse(line));
const current = () => readFileSync(join(server.index, "current"), "utf8").trim();
const found = async (words) => (await server.json(`/api/v1/search?q=${encodeURIComponent(words)}`, staff)).hits.map(({ title }) => title);
const isFound = async (word) => (await found(word)).includes(word);
const write = (word) => writeFileSync(join(server.articles, `${word}.md`), `---\ntitle: ${word}\n---\n\nЖивёт у пруда.\n`);

/** Turns over 64 bytes in the middle of a file, in place: whoever has it open sees them. */
function damage(file) {
  const bytes = Buffer.alloc(64);
  const middle = Math.floor(statSync(file).size / 2);
  const handle = openSync(file, "r+");
  readSync(handle, bytes, 0, bytes.length, middle);
  writeSync(handle, bytes.map((byte) => byte ^ 0xff), 0, bytes.length, middle);
  closeSync(handle);
}

test("an update over a damaged file builds anew, and the log says once which file it was", async () => {
  write("кряква");
  await eventually(() => isFound("кряква"), 10_000);
  await eventually(() => events("update").length > 0); // its checksums are written
  assert.deepEqual(events("rebuilt"), [], "nothing is damaged yet");
  const generation = current();
  foundBefore = await found("роутер");
  assert.ok(foundBefore.length > 0);

  const updates = events("update").length;
  damage(join(server.index, generation, "public", "termlist.glass"));
  write("цесарка");
  await eventually(() => isFound("цесарка"), 10_000);
  await eventually(() => events("update").length > updates); // said behind it

  const [rebuilt, ...more] = events("rebuilt");
  assert.deepEqual(more, [], "once");
  assert.equal(rebuilt?.level, "info");
  assert.match(rebuilt.detail, /^Файл индекса public\/termlist\.glass был повреждён, поэтому индекс построен заново\.$/);
  assert.notEqual(current(), generation);
});

test("afterwards all is as before: the same is found, the next change is no rebuilding, nothing is called an error", async () => {
  const generation = current();
  assert.ok(await isFound("кряква") && await isFound("цесарка"));
  assert.deepEqual(await found("роутер"), foundBefore);
  const ready = await server.get("/readyz");
  assert.equal(ready.status, 200);
  assert.equal((await ready.json()).reason, "");
  write("выхухоль");
  await eventually(() => isFound("выхухоль"), 10_000);
  assert.equal(current(), generation);
  assert.equal(events("rebuilt").length, 1);
  assert.deepEqual(server.log.split("\n").filter((line) => /"level":"(warning|error)"/.test(line)), []);
});
