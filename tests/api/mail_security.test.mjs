// SPDX-License-Identifier: GPL-2.0-or-later
// Letters over TLS and with a password: what a mail server on the internet asks for, and what must never happen
// when it is not the server it should be.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, TOKEN, eventually } from "../support/kb_server.mjs";
import { certificateFor, fakeMailServer } from "../support/mail_and_hooks.mjs";

const staff = { Authorization: `Bearer ${TOKEN}` };
const login = { user: "help@mayak.example", password: "пароль-почты-0123" };
let folder;
let ours; // a certificate for the name the settings say
let others; // one of the same authority for another name
before(() => {
  folder = mkdtempSync(join(tmpdir(), "kb-mail-"));
  const at = (name) => mkdtempSync(join(folder, name));
  ours = certificateFor("localhost", at("ours"));
  others = certificateFor("mail.other.example", at("others"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** A kb-server that sends to `mail`; after `work` both are closed. */
async function delivering(mail, { scheme = "smtp", ca = ours.ca, password = login.password, more = "" }, work) {
  const server = await KbServer.start(undefined, {
    settings: (yaml) => yaml.replace(/^requests:\n(?:[ ].*\n)*/m, `requests:
  email: {server: "${scheme}://localhost:${mail.port}", from: help@mayak.example, to: desk@mayak.example, user: "${login.user}", password: "${password}", ca: "${ca}"${more}}
`),
  });
  try {
    await work(server);
  } finally {
    await server.close();
    await mail.close();
  }
}
const write = async (server) => (await (await server.post("/api/v1/tickets", { subject: "Тайная тема", text: "тайный текст" })).json()).number;
const delivery = async (server, number) => (await server.json(`/api/v1/tickets/${number}`, staff)).deliveries[0];
/** What the operator reads about a letter that did not go. */
async function refusal(server, number) {
  await eventually(async () => (await delivery(server, number)).error !== "", 10_000);
  return (await delivery(server, number)).error;
}

test("STARTTLS, then the password, then the letter; nothing before the line is closed", async () => {
  const mail = await fakeMailServer({ tls: ours, login });
  await delivering(mail, {}, async (server) => {
    await write(server);
    await eventually(() => mail.letters.length === 1, 10_000);
    assert.deepEqual(mail.logins, [{ user: login.user, isSecure: true, isKnown: true }]);
    const started = mail.log.indexOf("STARTTLS");
    assert.ok(started >= 0);
    assert.deepEqual(mail.log.slice(0, started).filter((line) => !/^EHLO/.test(line)), []);
  });
});

test("smtps: the line is closed from its first byte", async () => {
  const mail = await fakeMailServer({ tls: ours, login, isWrapped: true });
  await delivering(mail, { scheme: "smtps" }, async (server) => {
    await write(server);
    await eventually(() => mail.letters.length === 1, 10_000);
    assert.equal(mail.logins[0].isSecure, true);
  });
});

test("a refused password: the letter waits, the operator reads why, and a right one lets it go", async () => {
  const mail = await fakeMailServer({ tls: ours, login: { user: login.user, password: "другой" } });
  await delivering(mail, {}, async (server) => {
    const number = await write(server);
    const error = await refusal(server, number);
    assert.match(error, /requests\.email/);
    assert.match(error, /логин|пароль/i);
    assert.doesNotMatch(error + server.log, /пароль-почты-0123/);
    assert.equal(mail.letters.length, 0);
    mail.login = login;
    assert.equal((await server.post(`/api/v1/tickets/${number}/retry`, {}, { ...staff, "Content-Type": "application/json" })).status, 200);
    await eventually(() => mail.letters.length === 1, 25_000); // the target rests for ten seconds first
    await eventually(async () => (await delivery(server, number)).delivered !== null, 5000);
  });
});

const strangers = [
  ["a certificate of an authority nobody knows", () => ({ tls: ours, settings: { ca: others.ca } })],
  ["a certificate for another name", () => ({ tls: others, settings: { ca: others.ca } })],
  ["a server that offers no encryption", () => ({ tls: null, settings: {} })],
];
for (const [what, make] of strangers) {
  test(`${what}: neither the password nor a word of the letter is said`, async () => {
    const { tls, settings } = make();
    const mail = await fakeMailServer({ tls, login });
    await delivering(mail, settings, async (server) => {
      const number = await write(server);
      assert.match(await refusal(server, number), /requests\.email/);
      assert.deepEqual(mail.logins, []);
      assert.deepEqual(mail.letters, []);
      assert.doesNotMatch(mail.log.join("\n"), /MAIL FROM|DATA/i);
      assert.equal((await server.json(`/api/v1/tickets/${number}`, staff)).subject, "Тайная тема", "the request itself is kept");
    });
  });
}
