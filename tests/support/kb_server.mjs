// SPDX-License-Identifier: GPL-2.0-or-later
// A kb-server on a free port over a copy of a base. The build's bin folder comes in KB_BIN_DIR.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const bin = (name) => join(process.env.KB_BIN_DIR ?? join(root, "build/release/bin"), name);
export const TOKEN = "token-of-the-tests-0123456789";

/** The settings without limits by address: a test is one impatient visitor. */
export const unlimited = (yaml) => yaml.replace(/^(  (?:searches|suggests)_per_second|  forms_per_minute): \d+/gm, "$1: 0");

export class KbServer {
  /** Copies `articles`, indexes the copy and serves it. */
  static async start(articles = join(root, "tests/web/base"), { build = true, settings = (yaml) => yaml } = {}) {
    const server = new KbServer();
    server.folder = mkdtempSync(join(tmpdir(), "kb-server-"));
    server.articles = join(server.folder, "articles");
    server.index = join(server.folder, "index");
    cpSync(articles, server.articles, { recursive: true });
    server.config = join(server.folder, "kb.yaml");
    writeFileSync(server.config, settings(unlimited(readFileSync(join(root, "deploy/kb.yaml"), "utf8"))));
    if (build) execFileSync(bin("kb-index"), ["build", "--articles", server.articles, "--index", server.index, "-q"]);
    await server.run();
    return server;
  }

  async run() {
    this.log = "";
    this.child = spawn(bin("kb-server"), [
      "serve", "--index", this.index, "--store", join(this.folder, "store.sqlite"), "--listen", "127.0.0.1:0",
      "--articles", this.articles, "--config", this.config,
    ], { env: { ...process.env, ...this.env, KB_INTERNAL_TOKEN: TOKEN } });
    this.child.stderr.on("data", (bytes) => { this.log += bytes; });
    this.said = []; // the lines it printed
    const lines = createInterface(this.child.stdout);
    lines.on("line", (text) => this.said.push(text));
    const [line] = await Promise.race([
      new Promise((resolve) => lines.once("line", (text) => resolve([text]))),
      new Promise((_, reject) => this.child.once("exit", (code) => reject(new Error(`kb-server: ${code}\n${this.log}`)))),
    ]);
    this.url = line.match(/http:\/\/\S+/)[0];
  }

  get(path, headers = {}) {
    return fetch(this.url + path, { headers, redirect: "manual" });
  }
  async json(path, headers = {}) {
    return (await this.get(path, headers)).json();
  }
  post(path, body, headers = { "Content-Type": "application/json" }) {
    return fetch(this.url + path, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers, redirect: "manual" });
  }

  /** Makes an account of that role and signs in. Headers for what it asks then: {Cookie, "X-CSRF-Token"}. */
  async signIn(role, login = role) {
    const password = `слово и ещё слово ${role}`;
    const store = join(this.folder, "store.sqlite");
    execFileSync(bin("kb-server"), ["user", "add", login, "--role", role, "--store", store], { input: `${password}\n` });
    const answer = await this.post("/sign-in", new URLSearchParams({ login, password }).toString(), { "Content-Type": "application/x-www-form-urlencoded" });
    if (answer.status !== 303) throw new Error(`sign-in as ${login}: ${answer.status}`);
    const headers = { Cookie: answer.headers.get("set-cookie").split(";")[0] };
    headers["X-CSRF-Token"] = (await this.json("/api/v1/me", headers)).csrf;
    return headers;
  }

  /** The exit code after SIGTERM. */
  async stop() {
    const exit = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGTERM");
    return exit;
  }
  async close() {
    const code = await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }
}

/** Asks `claim` every 50 ms until it is true; fails after `limitMs`. */
export async function eventually(claim, limitMs = 2000) {
  const end = Date.now() + limitMs;
  while (!(await claim())) {
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms: ${claim}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
