#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-or-later
// Does the time of a 404 tell a customer whether something hidden is there? For each address that names a thing, hidden
// things and things that never were are asked for in turn, in random order, over one connection; the two sides' times
// are held against each other by medians and by Mann and Whitney's test. A third side, other things that never were,
// shows what chance alone does. Usage: node bench/existence.mjs [--requests 3000] [--bin DIR] (after a release build)
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomBytes, randomInt } from "node:crypto";
import { KbServer, TOKEN, root } from "../tests/support/kb_server.mjs";

const { values: options } = parseArgs({ options: { requests: { type: "string", default: "3000" } } });
const REQUESTS = Number(options.requests); // of each side, at each address
const NAMES = 24; // of each side
const word = () => `x${randomBytes(6).toString("hex")}`; // never a number

/** Names of hidden things by kind, and how a file makes one of them hidden. */
const KINDS = {
  internal: ["internal", "status: published\naudience: internal\n"],
  draft: ["public", "status: draft\n"],
  archived: ["public", "status: archived\n"],
  template: ["templates", "type: template\nstatus: published\n"],
};
const folder = mkdtempSync(join(tmpdir(), "kb-existence-"));
const articles = join(folder, "articles");
cpSync(join(root, "articles"), articles, { recursive: true });
const hidden = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, Array.from({ length: NAMES }, word)]));
hidden.picture = Array.from({ length: NAMES }, word);
for (const [kind, [place, head]] of Object.entries(KINDS)) {
  for (const name of hidden[kind]) {
    mkdirSync(join(articles, place), { recursive: true });
    writeFileSync(join(articles, place, `${name}.md`), `---\ntitle: Скрытая статья ${name}\nid: ${name}\n${head}---\n\n## Раздел\n\n${"Внутренние слова о тарифах и роутерах. ".repeat(60)}\n`);
  }
}
for (const name of hidden.picture) {
  writeFileSync(join(articles, "internal", `${name}.png`), randomBytes(4000));
  writeFileSync(join(articles, "internal", `p${name}.md`), `---\ntitle: С картинкой ${name}\naudience: internal\n---\n\n![схема](${name}.png)\n`);
}
const server = await KbServer.start(articles, { settings: (yaml) => yaml.replace(/^(  \w+_per_(?:second|minute)): \d+/gm, (line, key) => (key.includes("votes") ? line : `${key}: 0`)) });
rmSync(folder, { recursive: true });
const staff = { Authorization: `Bearer ${TOKEN}` };
const asJson = { ...staff, "Content-Type": "application/json" };

const codes = await Promise.all(hidden.internal.map(async (name) => (await (await server.get(`/a/${name}`, staff)).text()).match(/\/s\/([0-9A-Za-z]+)/)[1]));
const code = () => Array.from({ length: codes[0].length }, () => codes[randomInt(codes.length)][randomInt(codes[0].length)]).join("");
const tickets = [];
const cases = [];
for (let i = 0; i < NAMES; i += 1) {
  tickets.push((await (await server.post("/api/v1/tickets", { subject: "Оплата", text: "Списали дважды" })).json()).number);
  cases.push(String((await (await server.post("/api/v1/cases", { text: `обращение ${i}`, article: hidden.internal[0] }, asJson)).json()).cases[0].id));
}
const absent = (make = word) => Array.from({ length: NAMES }, make);
const other = (real) => () => { const at = randomInt(real.length); const digits = real[at].replace(/[0-9]/g, () => String(randomInt(10))); return real.includes(digits) ? `${digits}7` : digits; };

// address: [what, hidden names, makes a name that never was, method, path of a name]
const TESTS = [
  ...Object.keys(KINDS).flatMap((kind) => [
    [`${kind}: /a/…`, hidden[kind], word, "GET", (name) => `/a/${name}`],
    [`${kind}: /api/v1/articles/…`, hidden[kind], word, "GET", (name) => `/api/v1/articles/${name}`],
    [`${kind}: /api/v1/articles/…/related`, hidden[kind], word, "GET", (name) => `/api/v1/articles/${name}/related`],
    [`${kind}: /widget/api/articles/…`, hidden[kind], word, "GET", (name) => `/widget/api/articles/${name}`],
    [`${kind}: /contact?article=…`, hidden[kind], word, "GET", (name) => `/contact?q=x&article=${name}`],
  ]),
  ["short link: /s/…", codes, code, "GET", (name) => `/s/${name}`],
  ["picture: /files/…", hidden.picture, word, "GET", (name) => `/files/internal/${name}.png`],
  ["category: /c/…", ["rules", "second-line", "antifraud", "replies", "calls"], () => ["rulez", "second-lane", "antiflaud", "replays", "calms", "panels"][randomInt(6)], "GET", (name) => `/c/${name}`],
  ["ticket: /api/v1/tickets/…", tickets, other(tickets), "GET", (name) => `/api/v1/tickets/${name}`],
  ["case: DELETE /api/v1/cases/…", cases, () => String(1_000_000 + randomInt(1000)), "DELETE", (name) => `/api/v1/cases/${name}`],
  ["desk: /desk/tickets/…", tickets, other(tickets), "GET", (name) => `/desk/tickets/${name}`],
];

/** One connection; a request's answer as [microseconds, status]. */
function connection() {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname).setNoDelay();
  let got = Buffer.alloc(0);
  let done = null;
  socket.on("data", (bytes) => {
    got = Buffer.concat([got, bytes]);
    const end = got.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = got.subarray(0, end).toString();
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (got.length < end + 4 + length) return;
    const [, status] = /^HTTP\/1\.1 (\d+)/.exec(head);
    got = Buffer.alloc(0);
    done(Number(status));
  });
  return {
    ask: (method, path) => new Promise((resolve) => {
      const begin = process.hrtime.bigint();
      done = (status) => resolve([Number(process.hrtime.bigint() - begin) / 1000, status]);
      socket.write(`${method} ${path} HTTP/1.1\r\nHost: help\r\n\r\n`);
    }),
    end: () => socket.destroy(),
  };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** How often a time of `a` is longer than one of `b` (½: they are alike), and how surprising that is if they are. */
function mannWhitney(a, b) {
  const all = [...a.map((value) => [value, 0]), ...b.map((value) => [value, 1])].sort((x, y) => x[0] - y[0]);
  let ranks = 0;
  for (let i = 0; i < all.length;) {
    let end = i;
    while (end < all.length && all[end][0] === all[i][0]) end += 1;
    for (let k = i; k < end; k += 1) if (all[k][1] === 0) ranks += (i + 1 + end) / 2;
    i = end;
  }
  const u = ranks - a.length * (a.length + 1) / 2;
  const z = (u - a.length * b.length / 2) / Math.sqrt(a.length * b.length * (a.length + b.length + 1) / 12);
  return { share: u / (a.length * b.length), p: erfc(Math.abs(z) / Math.SQRT2) };
}

/** Abramowitz and Stegun 7.1.26; good to 1.5e-7. */
function erfc(x) {
  const t = 1 / (1 + 0.3275911 * x);
  return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
}

const line = connection();
const found = [];
for (const [what, real, make, method, path] of TESTS) {
  const sides = { hidden: real, absent: absent(make), control: absent(make) };
  const names = Object.keys(sides);
  const times = { hidden: [], absent: [], control: [] };
  const said = new Map();
  for (let i = 0; i < 300; i += 1) await line.ask(method, path(sides[names[i % 3]][i % sides[names[i % 3]].length])); // warm
  for (let i = 0; i < REQUESTS; i += 1) {
    for (const side of [...names].sort(() => Math.random() - 0.5)) {
      const name = sides[side][randomInt(sides[side].length)];
      const [time, status] = await line.ask(method, path(name));
      times[side].push(time);
      said.set(status, (said.get(status) ?? new Set()).add(side));
    }
  }
  found.push({ what, statuses: [...said.keys()].join(), hidden: median(times.hidden), absent: median(times.absent), told: mannWhitney(times.hidden, times.absent), chance: mannWhitney(times.control, times.absent) });
}
line.end();
await server.close();

const us = (value) => value.toFixed(1);
console.log(`| что спрошено | ответ | скрытое, мкс | небывалое, мкс | разница | чаще дольше скрытое | p | то же у двух небывалых, p |\n|---|---|---|---|---|---|---|---|`);
for (const { what, statuses, hidden: a, absent: b, told, chance } of found)
  console.log(`| ${what} | ${statuses} | ${us(a)} | ${us(b)} | ${us(a - b)} | ${(told.share * 100).toFixed(1)} % | ${told.p.toPrecision(2)} | ${chance.p.toPrecision(2)} |`);
// Bonferroni's bound over all of them; and a difference that a thousand requests would show.
const told = found.filter(({ told: { p, share } }) => p < 0.01 / found.length && Math.abs(share - 0.5) > 0.03);
console.log(told.length === 0 ? `\nНи один из ${found.length} адресов не отличить.` : `\nОтличимы: ${told.map(({ what }) => what).join("; ")}`);
process.exitCode = told.length === 0 ? 0 : 1;
