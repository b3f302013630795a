// SPDX-License-Identifier: GPL-2.0-or-later
// A mail server and a webhook receiver for tests: each records what it accepted and can be broken.
import { createServer as createHttp } from "node:http";
import { createServer as createTcp } from "node:net";

const listen = (server, port) => new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server.address().port)));

/** Speaks as much SMTP as a client needs. While `isBroken`, letters are refused with 451. */
export async function fakeMailServer(port = 0) {
  const mail = { letters: [], attempts: 0, isBroken: false };
  const server = createTcp((socket) => {
    let buffer = "";
    let letter = null;
    socket.on("error", () => {});
    socket.write("220 test\r\n");
    socket.on("data", (bytes) => {
      buffer += bytes.toString("latin1");
      for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (letter !== null) {
          if (line !== ".") { letter.push(line.replace(/^\.\./, ".")); continue; }
          mail.attempts += 1;
          if (!mail.isBroken) mail.letters.push(letter.join("\r\n"));
          letter = null;
          socket.write(mail.isBroken ? "451 try later\r\n" : "250 taken\r\n");
        } else if (/^EHLO/i.test(line)) socket.write("250-test\r\n250 8BITMIME\r\n");
        else if (/^DATA/i.test(line)) { letter = []; socket.write("354 go on\r\n"); } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
  });
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
