#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-or-later
// Loads our listener and cpp-httplib's own with wrk in turn, then a kb-server with real questions: many
// connections, idle ones, slow ones, too many. scripts/bench http runs it; what is measured stands in bench/README.md.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    bin: { type: "string" }, index: { type: "string" }, queries: { type: "string", multiple: true, default: [] },
    seconds: { type: "string", default: "5" }, rounds: { type: "string", default: "2" },
  },
});
const TOKEN = "token-of-the-bench-0123456789";
const seconds = Number(options.seconds);
const folder = mkdtempSync(join(tmpdir(), "kb-http-bench-"));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rows = [];
const say = (name, value, goal = "") => {
  rows.push([name, value, goal]);
  console.log(`  ${name}: ${value}${goal && `  (цель ${goal})`}`);
};

/** Starts a program that prints its address. */
async function start(program, args, env = {}) {
  const child = spawn(join(options.bin, program), args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "ignore"] });
  const url = await new Promise((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => { const found = line.match(/http:\S+/); if (found) resolve(found[0]); });
    child.once("exit", (code) => reject(new Error(`${program}: ${code}`)));
  });
  const stop = () => new Promise((resolve) => { child.removeAllListeners("exit"); child.once("exit", resolve); child.kill("SIGTERM"); });
  const status = (field) => Number(readFileSync(`/proc/${child.pid}/status`, "utf8").match(new RegExp(`${field}:\\s+(\\d+)`))[1]);
  const descriptors = () => readdirSync(`/proc/${child.pid}/fd`).length;
  const processor_s = () => { // user and system, of all its threads
    const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  };
  return { url, port: Number(new URL(url).port), stop, memory: () => status("VmRSS") / 1000, descriptors, processor_s };
}

/** wrk's numbers: requests a second, p50 and p99 in ms, answers by status. */
function wrk(url, connections, script, time = seconds) {
  return new Promise((resolve, reject) => {
    const file = join(folder, "wrk.lua");
    writeFileSync(file, `${script}
      local threads = {}
      function setup(thread) table.insert(threads, thread) end
      local given = init
      function init(args) good = 0; bad = 0; if given then given(args) end end
      function response(status) if status == 200 then good = good + 1 else bad = bad + 1 end end
      function done(summary, latency)
        local good, bad = 0, 0
        for _, thread in ipairs(threads) do good = good + thread:get("good"); bad = bad + thread:get("bad") end
        io.write(string.format("@ %f %f %f %d %d %d\\n", summary.duration / 1e6, latency:percentile(50) / 1e3,
          latency:percentile(99) / 1e3, good, bad, summary.errors.connect + summary.errors.read + summary.errors.timeout))
      end`);
    const args = ["-t", String(Math.min(2, connections)), "-c", String(connections), "-d", `${time}s`, "--timeout", "10s", "-s", file, url];
    const child = spawn("wrk", args, { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (bytes) => { out += bytes; });
    child.once("error", reject);
    child.once("exit", () => {
      const found = out.match(/@ (\S+) (\S+) (\S+) (\d+) (\d+) (\d+)/);
      if (!found) return reject(new Error(`wrk: ${out}`));
      const [took, p50, p99, good, bad, errors] = found.slice(1).map(Number);
      resolve({ rate: good / took, p50, p99, good, bad, errors });
    });
  });
}

const questions = options.queries.flatMap((file) => readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line).text))
  .map((text) => text.split(/\s+/).filter((word) => word.length > 3).slice(0, 3).join(" ")).filter(Boolean).slice(0, 2000);
/**
 * `fresh`: no question twice (signs at its end tell it from all others), so that no answer is remembered;
 * `usual`: the k-th of the questions once for every k times that the first is asked, as people do. Of `only` them.
 * `pause_ms`: what a connection waits after an answer, on average.
 */
const searchScript = ({ how = "fresh", only = questions.length, pause_ms = 0 } = {}) => `
  local paths = {${questions.slice(0, only).map((text) => `"/api/v1/search?limit=10&q=${encodeURIComponent(text)}"`).join(",")}}
  local signs = {".", "!", "%3F", "%2C"}
  local at = 0
  function init() math.randomseed(tonumber(tostring({}):match("0x(%x+)"), 16)); at = math.random(#paths) end
  function fresh()
    at = at % #paths + 1
    local tail = {}
    for i = 1, 9 do tail[i] = signs[math.random(4)] end
    return paths[at] .. table.concat(tail)
  end
  function usual() return paths[math.floor(math.exp(math.random() * math.log(#paths + 1)))] end
  function request() return wrk.format("GET", ${how}()) end
  ${pause_ms > 0 ? `function delay() return math.random(0, ${Math.round(2 * pause_ms)}) end` : ""}`;

async function measureTrivial() {
  console.log("Маленький JSON, запросов в секунду: наш сервер / cpp-httplib, настроенный как можно лучше");
  for (const connections of [1, 8, 64, 512]) {
    const rates = { ours: [], stock: [] };
    for (let round = 0; round < Number(options.rounds); ++round) {
      for (const which of ["ours", "stock"]) {
        const threads = which === "stock" ? ["--threads", String(Math.max(8, connections))] : [];
        const server = await start("kb-bench", ["listen", "--which", which, ...threads]);
        await wrk(server.url, connections, "", 1);
        rates[which].push((await wrk(server.url, connections, "")).rate);
        await server.stop();
      }
    }
    const [ours, stock] = [median(rates.ours), median(rates.stock)];
    const goal = { 1: 11200, 8: 57300, 64: 62100, 512: 60800 }[connections] * 0.9;
    say(`соединений ${connections}`, `${ours.toFixed(0)} / ${stock.toFixed(0)} = ${(ours / stock).toFixed(2)}`, `≥ ${goal}`);
  }
}

const open = (port) => new Promise((resolve, reject) => {
  const socket = connect(port, "127.0.0.1", () => resolve(socket));
  socket.once("error", reject);
});
const closed = (socket) => new Promise((resolve) => socket.once("close", resolve));

/** Milliseconds from connecting to the whole answer. */
async function visit(port, path = "/healthz") {
  const begin = process.hrtime.bigint();
  const socket = await open(port);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
  let answer = "";
  socket.on("data", (bytes) => { answer += bytes; });
  await closed(socket);
  return { ms: Number(process.hrtime.bigint() - begin) / 1e6, status: Number(answer.slice(9, 12)) };
}

async function measureIdle() {
  const wanted = Math.min(10_000, Number(execFileSync("bash", ["-c", "ulimit -Hn"]).toString()) - 500 || 10_000);
  console.log(`${wanted} молчащих соединений`);
  const server = await start("kb-bench", ["listen"]);
  for (let i = 0; i < 20; ++i) await visit(server.port);
  const before = server.memory();
  const sockets = [];
  while (sockets.length < wanted) sockets.push(...await Promise.all(Array.from({ length: 200 }, () => open(server.port))));
  const times = [];
  for (let i = 0; i < 50; ++i) times.push((await visit(server.port)).ms);
  say("память на них", `${(server.memory() - before).toFixed(1)} МБ`, "< 20");
  say("новый посетитель ждёт, обычно", `${median(times).toFixed(2)} мс`, "< 2");
  for (const socket of sockets) socket.destroy();
  await server.stop();
}

async function measureSlow(server) {
  console.log("100 медленных заголовков, 100 медленных тел, 100 медленных читателей");
  const before = server.descriptors();
  const alone = await wrk(server.url, 2, searchScript());
  const slow = [];
  const trickle = (socket, first, next) => {
    socket.on("error", () => {});
    socket.write(first);
    const timer = setInterval(() => socket.write(next), 1000);
    socket.once("close", () => clearInterval(timer));
    slow.push(closed(socket));
  };
  for (let i = 0; i < 100; ++i) {
    const head = await open(server.port);
    head.resume();
    trickle(head, "GET / HTTP/1.1\r\n", "X-A: b\r\n");
    const body = await open(server.port);
    body.resume();
    trickle(body, "POST /api/v1/suggest HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n", "x");
    const reader = await open(server.port);
    reader.pause();
    trickle(reader, "GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2000), "");
  }
  const begin = Date.now();
  await sleep(3000);  // the readers' first answers fill their sockets
  const beside = await wrk(server.url, 2, searchScript());
  say("p99 поиска: без них / при них", `${alone.p99.toFixed(1)} / ${beside.p99.toFixed(1)} мс`, "< 50");
  const tooLong = new Promise((resolve) => setTimeout(resolve, 120_000).unref());
  await Promise.race([Promise.all(slow), tooLong]);
  await sleep(1500);
  say("последний закрыт через", `${((Date.now() - begin) / 1000).toFixed(0)} с`);
  say("дескрипторов: было / стало", `${before} / ${server.descriptors()}`, "столько же");
}

const line = ({ rate, p50, p99 }) => `${rate.toFixed(0)}, p50 ${p50.toFixed(2)} мс, p99 ${p99.toFixed(1)} мс`;

async function measureSearch(server) {
  console.log("Поиск, десять ответов с отрывками, запросов в секунду");
  await wrk(server.url, 8, searchScript());  // a server that has been up for an hour has read its articles
  const one = await wrk(server.url, 1, searchScript());
  const begin_s = server.processor_s();
  const eight = await wrk(server.url, 8, searchScript());
  eight.per_processor_s = eight.good / (server.processor_s() - begin_s);
  say("вопросы не повторяются, 1 соединение", line(one));
  say("вопросы не повторяются, 8 соединений", line(eight), "≥ 2000");
  say(`${questions.length} вопросов, частые чаще, 8 соединений`, line(await wrk(server.url, 8, searchScript({ how: "usual" }))));
  say("один и тот же вопрос, 8 соединений", line(await wrk(server.url, 8, searchScript({ how: "usual", only: 1 }))));
  const health = await wrk(`${server.url}/healthz`, 1, "");
  say("HTTP сам по себе (/healthz)", `${health.p50.toFixed(3)} мс`, "< 0.3");
  return eight;
}

/** Whole pages, as a browser asks for them; each is made anew. */
async function measurePages(server) {
  console.log("Страницы, запросов в секунду с 8 соединений");
  const found = await fetch(`${server.url}/api/v1/search?q=wifi`).then((answer) => answer.json());
  const article = found.hits[0].url;
  for (const path of ["/", article, "/search?q=wifi"]) say(path, line(await wrk(`${server.url}${path}`, 8, "")));
  const missed = [];
  for (let i = 0; i < 50; ++i) missed.push((await visit(server.port, `/a/no-such-article-${i}`)).ms);
  say("адрес, которого нет: страница с подсказками", `${median(missed).toFixed(1)} мс`);
}

/** Long questions typed word by word: what an agent waits after each. */
async function measureDesk(server) {
  console.log("Рабочее место: ответ на каждое слово обращения");
  const texts = options.queries.flatMap((file) => readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line).text))
    .sort((a, b) => b.length - a.length).slice(0, 200).filter((_, i) => i % 5 === 0);
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${TOKEN}` };
  const times = [];
  for (const text of texts) {
    const words = text.split(/(?<=\s)/);
    for (let count = 1; count <= words.length; count += Math.max(1, Math.floor(words.length / 25))) {
      const begin = process.hrtime.bigint();
      const answer = await fetch(`${server.url}/api/v1/desk/suggest`, { method: "POST", headers, body: JSON.stringify({ text: words.slice(0, count).join("") }) });
      await answer.arrayBuffer();
      times.push(Number(process.hrtime.bigint() - begin) / 1e6);
      if (!answer.ok) throw new Error(`desk/suggest: ${answer.status}`);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  say(`слов ${times.length}: p50 / p95 / p99`, `${at(0.5)} / ${at(0.95)} / ${at(0.99)} мс`, "p95 < 50");
}

async function measureOverload(server, best, script, name) {
  console.log(name);
  const begin_s = server.processor_s();
  const load = wrk(server.url, 2048, script, seconds * 2);
  await sleep(1500);
  const refusals = [];
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const { ms, status } = await visit(server.port, `/api/v1/search?q=wifi+${refusals.length}+${Date.now()}`);
    if (status === 503) refusals.push(ms);
    await sleep(20);
  }
  const under = await load;
  const per_processor_s = under.good / (server.processor_s() - begin_s);
  const begin = Date.now();
  while ((await visit(server.port, `/api/v1/search?q=wifi+${Date.now()}`)).ms > 50 && Date.now() - begin < 30_000) await sleep(10);
  const asked = (under.good + under.bad) / (under.good / under.rate);
  say("спрашивали в секунду", `${asked.toFixed(0)} = ${(asked / best.rate).toFixed(1)} × лучшего`);
  // wrk asks from the same two processors; what it takes is lost to the first figure and not to the second.
  say("ответов в секунду от лучшего; в секунду процессора сервера",
    `${(100 * under.rate / best.rate).toFixed(0)} %; ${(100 * per_processor_s / best.per_processor_s).toFixed(0)} %`, "≥ 80 %");
  say("отказов 503, ошибок", `${under.bad}, ${under.errors}`);
  if (refusals.length > 0) say("отказ приходит через, обычно / самое долгое", `${median(refusals).toFixed(1)} / ${Math.max(...refusals).toFixed(1)} мс`, "< 50");
  say("снова быстро через", `${Date.now() - begin} мс`, "< 2000");
}

try {
  await measureTrivial();
  await measureIdle();
  if (options.index) {
    const config = join(folder, "kb.yaml");
    writeFileSync(config, "limits: {searches_per_second: 0, suggests_per_second: 0}\n");
    const server = await start("kb-server", ["serve", "--index", options.index, "--store", join(folder, "store.sqlite"),
      "--listen", "127.0.0.1:0", "--config", config], { KB_INTERNAL_TOKEN: TOKEN });
    await sleep(2000);
    await measureDesk(server);
    const best = await measureSearch(server);
    await measurePages(server);
    await measureSlow(server);
    // Half the pause, because an answer is waited for about as long as the other half.
    const pause_ms = 2048 * 1000 / (8 * best.rate);
    await measureOverload(server, best, searchScript({ pause_ms }), "Вчетверо больше вопросов, чем можно ответить, с 2 048 соединений");
    await measureOverload(server, best, searchScript(), "2 048 соединений спрашивают без передышки");
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log("\n| что | сколько | цель |\n|---|---|---|");
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
