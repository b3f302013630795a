// SPDX-License-Identifier: GPL-2.0-or-later
// A mail server and a webhook receiver for tests: each records what it accepted and can be broken.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer as createHttp } from "node:http";
import { createServer as createTcp } from "node:net";
import { join } from "node:path";
import { createSecureContext, createServer as createTlsServer, TLSSocket } from "node:tls";

const listen = (server, port) => new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server.address().port)));

/** An authority of its own and a certificate it gave to `host`: {ca, key, cert}, the first a file, the others PEM. */
export function certificateFor(host, folder) {
  const at = (name) => join(folder, name);
  const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=Test authority", "-keyout", "ca.key", "-out", "ca.pem");
  openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", `/CN=${host}`, "-keyout", "server.key", "-out", "server.csr");
  writeFileSync(at("server.ext"), `subjectAltName=${/^[\d.]+$/.test(host) ? "IP" : "DNS"}:${host}\n`);
  openssl("x509", "-req", "-days", "2", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "server.ext", "-out", "server.pem");
  return { ca: at("ca.pem"), key: readFileSync(at("server.key")), cert: readFileSync(at("server.pem")) };
}

/**
 * Speaks as much SMTP as a client needs. While `isBroken`, letters are refused with 451. With `tls` ({key, cert}) it
 * offers STARTTLS (or, `isWrapped`, begins with TLS) and takes nothing before; with `login` ({user, password}) it
 * takes letters only after AUTH PLAIN or LOGIN. `log` holds each command, with what AUTH said left out.
 */
export async function fakeMailServer({ port = 0, tls = null, login = null, isWrapped = false } = {}) {
  const mail = { letters: [], attempts: 0, isBroken: false, log: [], logins: [], login };
  const secure = tls === null ? null : createSecureContext(tls);

  const talk = (socket, isSecure) => {
    const session = { letter: null, isKnown: mail.login === null, asks: [] };
    let buffer = "";
    const say = (line) => socket.write(`${line}\r\n`);
    const decoded = (word) => Buffer.from(word, "base64").toString();
    const check = (user, password) => {
      session.isKnown = user === mail.login?.user && password === mail.login?.password;
      mail.logins.push({ user, isSecure, isKnown: session.isKnown });
      say(session.isKnown ? "235 welcome" : "535 5.7.8 user or password is wrong");
    };
    const authenticate = (line) => {
      const [, method, word] = /^AUTH (\w+) ?(.*)$/i.exec(line) ?? [];
      const plain = (text) => { const [, user, password] = decoded(text).split("\0"); check(user, password); };
      if (/plain/i.test(method)) { if (word) plain(word); else { say("334 "); session.asks = [plain]; } } else {
        say("334 VXNlcm5hbWU6");
        session.asks = [(user) => { say("334 UGFzc3dvcmQ6"); session.user = decoded(user); }, (password) => check(session.user, decoded(password))];
      }
    };
    const finish = () => {
      mail.attempts += 1;
      if (!mail.isBroken) mail.letters.push(session.letter.join("\r\n"));
      session.letter = null;
      say(mail.isBroken ? "451 try later" : "250 taken");
    };
    const answer = (line) => {
      if (session.asks.length > 0) return session.asks.shift()(line);
      mail.log.push(line.replace(/^(AUTH \w+).*/i, "$1"));
      if (/^EHLO/i.test(line)) {
        const offers = ["8BITMIME", ...(secure !== null && !isSecure ? ["STARTTLS"] : []), ...(mail.login !== null && (isSecure || secure === null) ? ["AUTH PLAIN LOGIN"] : [])];
        return offers.forEach((offer, i) => say(`250${i < offers.length - 1 ? "-" : " "}${offer}`));
      }
      if (/^STARTTLS/i.test(line) && secure !== null) {
        say("220 go on");
        socket.removeAllListeners("data");
        return talk(new TLSSocket(socket, { isServer: true, secureContext: secure }), true);
      }
      if (/^QUIT/i.test(line)) return socket.end("221 bye\r\n");
      if (secure !== null && !isSecure) return say("530 5.7.0 STARTTLS first");
      if (/^AUTH/i.test(line)) return authenticate(line);
      if (!session.isKnown) return say("530 5.7.1 who are you");
      if (/^DATA/i.test(line)) { session.letter = []; return say("354 go on"); }
      return say("250 ok");
    };
    socket.on("error", () => {});
    if (!isSecure || isWrapped) say("220 test");
    socket.on("data", (bytes) => {
      buffer += bytes.toString("latin1");
      for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (session.letter === null) answer(line);
        else if (line === ".") finish();
        else session.letter.push(line.replace(/^\.\./, "."));
      }
    });
  };
  const server = isWrapped ? createTlsServer(tls, (socket) => talk(socket, true)) : createTcp((socket) => talk(socket, false));
  server.on("tlsClientError", () => {});
  mail.port = await listen(server, port);
  mail.close = () => new Promise((resolve) => server.close(resolve));
  return mail;
}

/** Keeps {headers, body} of each POST it answered with 200. While `isBroken`, it answers 500. */
export async function fakeHook(port = 0) {
  const hook = { calls: [], attempts: 0, isBroken: false };
  const server = createHttp((request, response) => {
    const parts = [];
    request.on("data", (bytes) => parts.push(bytes));
    request.on("end", () => {
      hook.attempts += 1;
      if (!hook.isBroken) hook.calls.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(hook.isBroken ? 500 : 200).end();
    });
  });
  hook.port = await listen(server, port);
  hook.close = () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); });
  return hook;
}

/** The letter's parts, decoded: {head, text, files: [{name, bytes}]}. */
export function readLetter(letter) {
  const [head] = letter.split("\r\n\r\n", 1);
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1];
  const parts = boundary ? letter.split(`--${boundary}`).slice(1, -1) : [letter];
  const read = parts.map((part) => {
    const at = part.indexOf("\r\n\r\n");
    const body = part.slice(at + 4).trim();
    return { head: part.slice(0, at), bytes: /base64/i.test(part.slice(0, at)) ? Buffer.from(body, "base64") : Buffer.from(body) };
  });
  return { head, text: read[0].bytes.toString("utf8"), files: read.slice(1) };
}
