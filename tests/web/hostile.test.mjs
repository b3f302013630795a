// SPDX-License-Identifier: GPL-2.0-or-later
// Two thousand hostile articles in Chromium, without the policy that would stop their scripts: none may
// run, and what is shown of them has no tag, attribute or scheme that could. The same payloads put into a
// page as they are must run, or the test would see nothing.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { KbServer, eventually } from "../support/kb_server.mjs";
import { launch } from "./browser.mjs";
import { ADDRESSES, MARKUP, corpus } from "./hostile/corpus.mjs";

const BATCH = 60;
const TOGETHER = 20;  // documents shown in one frame
const IS_WHOLE = process.env.KB_HOSTILE === "all";  // every page, not a share of them
const documents = corpus();
let server, browser, page, source;

before(async () => {
  source = mkdtempSync(join(tmpdir(), "kb-hostile-"));
  for (const { path, text } of documents) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  writeFileSync(join(source, "public/plain.md"), "---\nid: plain\nslug: plain\ntitle: Обычная статья\n---\n\nТекст.\n");
  server = await KbServer.start(source, { build: false });  // it sees the folder and builds the index itself
  await eventually(async () => (await server.get("/readyz")).status === 200, 60_000);
  browser = await launch();
  page = await (await browser.newContext()).newPage();
  await page.addInitScript(() => {
    if (window === top) window.hits = [];
    window.hit = (n) => top.hits.push(n);
    window.alert = window.hit;
  });
  await page.route("**/*", (route) =>
    (route.request().url() === "http://hostile.test/" ? route.fulfill({ contentType: "text/html", body: "<!doctype html><body>" }) : route.abort()));
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(source, { recursive: true, force: true });
});

// Shows each {name, html} in a frame of its own; gives the names of those that ran, and what each one holds.
async function show(items) {
  const ran = new Set();
  const held = [];
  for (let at = 0; at < items.length; at += BATCH) {
    const batch = items.slice(at, at + BATCH);
    await page.goto("http://hostile.test/");
    held.push(...(await page.evaluate(showInFrames, batch)));
    for (const n of await page.evaluate(() => top.hits)) ran.add(n);
  }
  return { ran, held };
}

// Runs in the page. What a frame holds: counts of tags that can do harm, and attributes and addresses that must not be.
async function showInFrames(batch) {
  const frames = batch.map(({ html }) => {
    const frame = document.createElement("iframe");
    frame.srcdoc = html;
    const loaded = new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 3000); });
    document.body.append(frame);
    return { frame, loaded };
  });
  await Promise.all(frames.map(({ loaded }) => loaded));
  await new Promise((resolve) => setTimeout(resolve, 150));  // images fail, toggles toggle
  const harmful = "script:not([type='application/ld+json']), iframe, object, embed, form, base, meta, style, svg, math, link, template, noscript, video, audio";
  return frames.map(({ frame }, at) => {
    const { name } = batch[at];
    const inside = frame.contentDocument;
    if (!inside) return { name, tags: { gone: 1 }, faults: [] };
    const tags = {};
    for (const element of inside.querySelectorAll(harmful)) tags[element.localName] = (tags[element.localName] ?? 0) + 1;
    const faults = [];
    for (const element of inside.querySelectorAll("*")) {
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|^style$|^srcdoc$|^formaction$/i.test(attribute)) faults.push(`${element.localName} ${attribute}=${value}`);
        if (!/^(href|src|action|cite|background|poster|data|xlink:href)$/i.test(attribute)) continue;
        let protocol = "unreadable:";
        try {
          ({ protocol } = new URL(value, "http://hostile.test/"));
        } catch { /* leads nowhere */ }
        if (!["http:", "https:", "mailto:", "tel:", "unreadable:"].includes(protocol)) faults.push(`${element.localName} ${attribute}=${value}`);
      }
    }
    return { name, tags, faults };
  });
}

// A kept connection may have been closed by the server just when it was to be used again.
async function get(path, form) {
  for (let tries = 1; ; tries += 1) {
    try {
      const response = form
        ? await server.post(path, form.toString(), { "Content-Type": "application/x-www-form-urlencoded" })
        : await server.get(path);
      return { status: response.status, text: await response.text() };
    } catch (error) {
      if (error.cause?.code !== "UND_ERR_SOCKET" || tries === 4) throw error;
    }
  }
}

// Of the tags that pages of ours have too, those by which an attack would show.
const TELLING = ["script", "iframe", "object", "embed", "base", "math", "template", "noscript"];
const telling = (tags) => Object.fromEntries(TELLING.map((tag) => [tag, tags[tag] ?? 0]));

// Four at a time: the server has few workers.
async function fetched(items, htmlOf) {
  const out = [];
  const queue = [...items];
  await Promise.all([1, 2, 3, 4].map(async () => {
    while (queue.length > 0) {
      const item = queue.shift();
      const html = await htmlOf(item);
      if (html !== null) out.push({ name: item.n, html });
    }
  }));
  return out.sort((a, b) => a.name - b.name);
}

const describe = (n) => `${documents[n].place}: ${JSON.stringify(documents[n].payload)}`;

function checkRun({ ran, held }, usual, what) {
  assert.deepEqual([...ran].map(describe), [], `${what}: these ran`);
  for (const { name, tags, faults } of held) {
    assert.deepEqual(faults, [], `${what}: ${describe(name)}`);
    assert.deepEqual(tags, usual, `${what}: ${describe(name)}`);
  }
}

test("the corpus is large", () => assert.ok(documents.length >= 2000, String(documents.length)));

test("control: the same payloads, unguarded, run and are seen", async () => {
  const raw = MARKUP.map((payload, n) => ({ name: n, html: `<!doctype html><div>${payload(n)}</div>` }));
  const { ran, held } = await show(raw);
  assert.ok(ran.size >= 15, `only ${ran.size} of ${raw.length} payloads ran: the browser is not looking`);
  const told = held.filter(({ tags, faults }) => faults.length > 0 || Object.keys(tags).length > 0);
  assert.ok(told.length >= raw.length - 4, `only ${told.length} of ${raw.length} payloads are told by their structure`);
  const links = await show(ADDRESSES.slice(0, 9).map((payload, n) => ({ name: n, html: `<!doctype html><a href="${payload(n)}">a</a>` })));
  assert.ok(links.held.filter(({ faults }) => faults.length > 0).length >= 8);
});

test("what is shown of hostile articles runs nothing", async () => {
  const shown = await fetched(documents, async ({ n }) => {
    const { status, text } = await get(`/api/v1/articles/h${n}`);
    assert.ok(status === 200 || status === 404, `${status}: ${describe(n)}`);
    return status === 404 ? null : `<main>${JSON.parse(text).sections.map(({ html }) => html).join("\n")}</main>`;
  });
  assert.ok(shown.length > documents.length * 0.9, `${shown.length} of ${documents.length} articles are shown`);
  const frames = [];
  for (let at = 0; at < shown.length; at += TOGETHER) {
    const some = shown.slice(at, at + TOGETHER);
    frames.push({ name: some[0].name, html: `<!doctype html>${some.map(({ html }) => html).join("\n")}` });
  }
  checkRun(await show(frames), {}, `sections, from this document on ${TOGETHER}`);
});

// Places that only a page shows; of the others a share.
const isOnPage = ({ n, place }) => IS_WHOLE || n % (/title$|^(summary|tag|alias|owner|question|category|slug|attach)|file name/.test(place) ? 3 : 12) === 0;

test("pages of hostile articles run nothing", async () => {
  const usual = (await show([{ name: 0, html: (await get("/a/plain")).text }])).held[0];
  const pages = await fetched(documents.filter(isOnPage), async ({ n }) => {
    const article = await get(`/api/v1/articles/h${n}`);
    if (article.status !== 200) return null;
    const { status, text } = await get(JSON.parse(article.text).url);
    assert.equal(status, 200, describe(n));
    return text;
  });
  const { ran, held } = await show(pages);
  const told = held.map((one) => ({ ...one, tags: telling(one.tags) }));
  checkRun({ ran, held: told }, telling(usual.tags), "pages");
});

test("hostile questions run nothing, nor do lists of hostile articles", async () => {
  const asked = [...MARKUP, ...ADDRESSES].map((payload, n) => ({ n, text: payload(n) }));
  const pages = await fetched(asked, async ({ text }) => (await get(`/search?q=${encodeURIComponent(text)}`)).text);
  const forms = await fetched(asked, async ({ text }) => (await get("/contact",
    new URLSearchParams({ subject: text, text: `Враждебная статья ${text}`, wish: "look" }))).text);
  const lost = await fetched(asked, async ({ text }) => (await get(`/a/${encodeURIComponent(text)}`)).text);
  for (const list of [pages, forms, lost]) {
    const { ran, held } = await show(list);
    assert.deepEqual([...ran], []);
    for (const { name, faults } of held) assert.deepEqual(faults, [], asked[name].text);
  }
});
