// SPDX-License-Identifier: GPL-2.0-or-later
// What a page may weigh, and how soon it can be read on a slow network. Speed is taken with Chromium's slow 4G
// (562 ms a request, 1.47 Mbit/s); the bounds leave room for a busy machine, the figures are printed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { join } from "node:path";
import { KbServer, root } from "../support/kb_server.mjs";
import { launch, openPage } from "./browser.mjs";

const q = encodeURIComponent;
const pages = ["/", `/search?q=${q("не работает вайфай")}`, "/c/internet", "/a/wifi-setup", "/contact"];
const WEIGHT = 50_000;
const FCP_MS = 3000; // 1500 on a quiet machine
const BLOCKED_MS = 300; // 100 on a quiet machine

let server;
let browser;
before(async () => { [server, browser] = await Promise.all([KbServer.start(join(root, "articles")), launch()]); });
after(async () => { await browser.close(); await server.close(); });

/** The page, its styles and scripts as they travel: the page behind a proxy that packs it. */
async function weightOf(path) {
  const html = await (await server.get(path)).text();
  const parts = [...html.matchAll(/(?:href|src)="(\/static\/[^"]+\.(?:css|js))"/g)].map(([, url]) => url);
  const sizes = await Promise.all(parts.map(async (url) => brotliCompressSync(Buffer.from(await (await server.get(url)).arrayBuffer())).length));
  return { page: brotliCompressSync(Buffer.from(html)).length, whole: sizes.reduce((sum, size) => sum + size, 0), requests: parts.length };
}

test("a page with all it needs is lighter than 50 kB", async () => {
  for (const path of pages) {
    const { page, whole, requests } = await weightOf(path);
    console.log(`${decodeURIComponent(path)}: ${page} bytes of page, ${whole} of styles and scripts`);
    assert.ok(page + whole < WEIGHT, path);
    assert.equal(requests, 2, path);
  }
});

const watch = () => {
  window.figures = { fcp: 0, shift: 0, blocked: 0 };
  const on = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on("paint", (entry) => { if (entry.name === "first-contentful-paint") window.figures.fcp = entry.startTime; });
  on("layout-shift", (entry) => { if (!entry.hadRecentInput) window.figures.shift += entry.value; });
  on("longtask", (entry) => { window.figures.blocked += Math.max(0, entry.duration - 50); });
};

async function figuresOf(path, viewport) {
  const page = await openPage(browser, { viewport });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 562.5, downloadThroughput: 1474.56 * 128, uploadThroughput: 675 * 128 });
  await page.addInitScript(watch);
  await page.goto(server.url + path, { waitUntil: "load", timeout: 40_000 });
  await page.waitForTimeout(500);
  const figures = await page.evaluate(() => ({
    ...window.figures,
    blocking: performance.getEntriesByType("resource").filter((entry) => entry.renderBlockingStatus === "blocking").length,
  }));
  await page.context().close();
  return figures;
}

/** The best of three at most: another program's work on this machine is no fault of the page's. Shifts are. */
async function bestOf(path, viewport) {
  let best;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const figures = await figuresOf(path, viewport);
    assert.ok(figures.shift < 0.01, `${path}: shifted by ${figures.shift}`);
    if (best === undefined || figures.fcp + figures.blocked < best.fcp + best.blocked) best = figures;
    if (best.fcp < FCP_MS && best.blocked < BLOCKED_MS) break;
  }
  return best;
}

for (const [name, viewport] of [["a phone", { width: 390, height: 844 }], ["a desk", { width: 1280, height: 860 }]]) {
  test(`slow 4G on ${name}: soon readable, nothing jumps, nothing hangs`, { timeout: 120_000 }, async () => {
    for (const path of pages) {
      const { fcp, shift, blocked, blocking } = await bestOf(path, viewport);
      console.log(`${decodeURIComponent(path)}: first paint ${fcp.toFixed(0)} ms, shift ${shift.toFixed(4)}, blocked ${blocked.toFixed(0)} ms`);
      assert.ok(fcp > 0 && fcp < FCP_MS, `${path}: ${fcp} ms`);
      assert.ok(blocked < BLOCKED_MS, `${path}: blocked for ${blocked} ms`);
      assert.ok(blocking <= 1, `${path}: ${blocking} requests before it is readable`);
    }
  });
}
