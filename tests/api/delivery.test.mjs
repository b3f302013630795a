// SPDX-License-Identifier: GPL-2.0-or-later
// A request from the form to the operator: by mail and by webhook, broken and repaired, over a restart.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, TOKEN, bin, eventually } from "../support/kb_server.mjs";
import { fakeHook, fakeMailServer, readLetter } from "../support/mail_and_hooks.mjs";

const SECRET = "secret-of-the-tests-0123";
const staff = { Authorization: `Bearer ${TOKEN}` };
let server;
let mail;
let hook;

before(async () => {
  [mail, hook] = await Promise.all([fakeMailServer(), fakeHook()]);
  server = await KbServer.start(undefined, {
    settings: (yaml) => yaml.replace(/^requests:\n(?:[ ].*\n)*/m, `requests:
  email: {server: "smtp://127.0.0.1:${mail.port}", plain: true, from: help@mayak.example, to: desk@mayak.example}
  webhook: {url: "http://127.0.0.1:${hook.port}/hook", secret: ${SECRET}}
`),
  });
});
after(async () => { await server.close(); await Promise.all([mail.close(), hook.close()]); });

const cli = (...words) => execFileSync(bin("kb-server"), ["tickets", ...words, "--store", join(server.folder, "store.sqlite")], { encoding: "utf8" });
const ticket = async (subject, more = {}) => (await (await server.post("/api/v1/tickets", { subject, ...more })).json()).number;
const deliveries = async (number) => (await server.json(`/api/v1/tickets/${number}`, staff)).deliveries;
const arrived = (subject) => hook.calls.filter((call) => JSON.parse(call.body).ticket.subject === subject);
const letters = (number) => mail.letters.filter((letter) => letter.includes(`X-Podskazka-Ticket: ${number}`));

test("a request arrives by mail and by a signed webhook", async () => {
  const number = await ticket("Не открывается кабинет", { text: "Пишет «ошибка».\n.точка в начале", contact: "ivan@example.ru" });
  await eventually(() => arrived("Не открывается кабинет").length === 1 && letters(number).length === 1, 5000);
  const { headers, body } = arrived("Не открывается кабинет")[0];
  const expected = createHmac("sha256", SECRET).update(`${headers["x-podskazka-timestamp"]}.${body}`).digest("hex");
  assert.equal(headers["x-podskazka-signature"], `sha256=${expected}`);
  assert.equal(JSON.parse(body).delivery_id, headers["x-podskazka-delivery"]);
  const letter = readLetter(letters(number)[0]);
  assert.match(letter.text, /Пишет «ошибка»\.\r?\n\.точка в начале/);
  assert.match(letter.head, /Reply-To: ivan@example\.ru/);
  await eventually(async () => (await deliveries(number)).every((delivery) => delivery.delivered !== null), 5000);
});

test("both targets broken, the server stopped and started: nothing is lost, nothing comes under two ids", async () => {
  mail.isBroken = hook.isBroken = true;
  const numbers = [];
  for (let i = 0; i < 5; ++i) numbers.push(await ticket(`Поломка ${i}`));
  await eventually(async () => (await server.json("/api/v1/tickets", staff)).failing_deliveries >= 2, 5000);
  assert.match(cli("list", "--stuck"), /не доставлено, попыток \d+, следующая .*ответил 500/);
  await server.stop();
  mail.isBroken = hook.isBroken = false;
  await server.run();
  assert.match(cli("retry"), /Поставлено на отправку: \d+\./); // those not tried yet may be on their way
  await eventually(() => numbers.every((number, i) => arrived(`Поломка ${i}`).length === 1 && letters(number).length === 1), 20_000);
  const ids = hook.calls.map((call) => JSON.parse(call.body).delivery_id);
  assert.equal(new Set(ids).size, ids.length);
  await eventually(async () => (await server.json("/api/v1/tickets", staff)).waiting_deliveries === 0, 10_000);
  assert.match(cli("list"), /Ждут доставки: 0/);
});

test("killed while it delivers, it delivers after the restart", async () => {
  hook.isBroken = true;
  const number = await ticket("Перед падением");
  server.child.kill("SIGKILL");
  await new Promise((resolve) => server.child.once("exit", resolve));
  hook.isBroken = false;
  await server.run();
  cli("retry", number);
  await eventually(() => arrived("Перед падением").length >= 1, 20_000);
  assert.match(cli("show", number), /Тема: Перед падением/);
});

test("the command line says what is wrong", () => {
  const failed = (...words) => {
    try { cli(...words); } catch (error) { return { code: error.status, says: error.stderr.toString() }; }
    return { code: 0 };
  };
  assert.deepEqual(failed("show", "0000-0000").code, 2);
  assert.match(failed("show", "0000-0000").says, /Обращения 0000-0000 нет/);
  assert.match(failed("list", "--status", "lost").says, /--status/);
});

test("what a person wrote stands in no log line", async () => {
  await ticket("сокровенная тема", { text: "сокровенный текст", contact: "tayna@example.ru" });
  await eventually(() => arrived("сокровенная тема").length === 1, 20_000);
  assert.doesNotMatch(server.log, /сокровен|tayna/);
});

test("settings that cannot work are refused with their key", () => {
  const file = join(server.folder, "bad.yaml");
  const cases = [
    ["requests: {email: {server: mail.example, from: a@b.example, to: c@d.example}}", /requests\.email\.server/],
    ["requests: {email: {server: smtp://m, from: a, to: c@d.example}}", /requests\.email\.from/],
    ["requests: {email: {to: c@d.example}}", /нет «server»/],
    ["requests: {webhook: {url: 'https://a.example', secret: short}}", /requests\.webhook\.secret/],
    ["requests: {webhook: {url: 'ftp://a.example', secret: 0123456789abcdef}}", /requests\.webhook\.url/],
    ["requests: {files: 10, file_megabytes: 25}", /больше 25 МБ/],
    ["requests: {keep_days: 0}", /keep_days/],
    ["requests: {fles: 1}", /«files»/],
    ["widget: {origins: ['*']}", /widget\.origins/],
    ["widget: {origins: ['https://a.example/path']}", /widget\.origins/],
  ];
  for (const [yaml, says] of cases) {
    writeFileSync(file, `${yaml}\n`);
    assert.throws(() => execFileSync(bin("kb-server"), ["serve", "--config", file, "--index", server.index, "--listen", "127.0.0.1:0"], { encoding: "utf8", stdio: "pipe" }),
      (error) => error.status === 2 && says.test(error.stderr), yaml);
  }
});
