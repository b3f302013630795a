// SPDX-License-Identifier: GPL-2.0-or-later
// Disks that are full, read-only or lie: the error is clear, what was good goes on serving, and what is
// damaged is found out.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../support/kb_server.mjs";
import { TortureBase, assertClear, bin, randomOf, seed, serverOver, sleep, smallDisk, storeDump } from "./common.mjs";

const found = async (server, word) => (await server.json(`/api/v1/search?q=${word}&literal=1`)).total > 0;

/** The index on a disk that fills up under a running server, and has room again. */
export async function fullIndexDisk() {
  const base = new TortureBase(40);
  const disk = smallDisk(base.index, 3072);
  let server;
  try {
    if (!disk) return fullByFileSize(base);
    base.build();
    server = await serverOver(base);
    assert.ok(await found(server, "metka7v1"));
    for (let i = 100; i < 1500; i += 1) base.write(i);
    await eventually(() => /место/.test(server.log), 20_000);
    const byHand = base.run("build");
    assert.equal(byHand.code, 3, byHand.said);
    assert.match(byHand.said, /место/);
    assertClear(byHand.said);
    assert.ok(await found(server, "metka7v1"), "the old generation no longer answers");
    disk.grow(64 * 1024);
    base.write(8, 2);
    await eventually(() => found(server, "metka8v2"), 30_000);
    assert.ok(await found(server, "metka1499v1"));
    assert.equal(base.run("check").code, 0);
    return "ошибка понятна, прошлый индекс отвечал, с местом всё пошло само";
  } finally {
    await server?.stop();
    disk?.close();
    base.close();
  }
}

// Without the right to mount: a file may not grow past some KiB.
function fullByFileSize(base) {
  base.build();
  const before = base.dump();
  for (let i = 100; i < 1500; i += 1) base.write(i);
  const result = base.run("update", ["bash", "-c", 'ulimit -f 256; trap "" XFSZ; exec "$@"', "-"]);
  assert.equal(result.code, 3, result.said);
  assertClear(result.said);
  assert.equal(base.dump(), before);
  return "нет прав на mount, проверено пределом размера файла (ulimit -f): индекс прежний";
}

/** The store's disk fills up: answers go on; with room again, events are written without a restart. */
export async function fullStoreDisk() {
  const base = new TortureBase(5);
  const folder = join(base.root, "store");
  const disk = smallDisk(folder, 512);
  let server;
  try {
    if (!disk) return "нет прав на mount: не проверено";
    base.build();
    server = await serverOver(base, { store: folder });
    const ballast = join(folder, "ballast");
    spawnSync("dd", ["if=/dev/zero", `of=${ballast}`, "bs=4k"], { stdio: "ignore" });
    for (let i = 0; i < 400; i += 1) {
      const response = await server.get(`/search?q=${encodeURIComponent("роутер ")}${i}`);
      assert.equal(response.status, 200);
      await response.arrayBuffer();
    }
    assert.ok(await found(server, "metka3v1"));
    const metrics = await (await server.get("/metrics")).text();
    assert.match(metrics, /kb_store_queue [1-9]/, "the events are neither waiting nor written");
    rmSync(ballast);
    await eventually(async () => /kb_store_queue 0\n/.test(await (await server.get("/metrics")).text()), 10_000);
    assert.equal(await server.stop(), 0);
    server = null;
    const held = storeDump(join(folder, "store.sqlite"));
    assert.equal(held.integrity, "ok");
    assert.ok(held.searches >= 400, `${held.searches} of 400 searches were written`);
    return `400 поисков при полном диске, записано потом ${held.searches}`;
  } finally {
    await server?.stop();
    disk?.close();
    base.close();
  }
}

/** An index that may be read and not written. */
export async function readOnlyIndex() {
  const base = new TortureBase(5);
  try {
    base.build();
    base.write(1, 2);
    const readOnly = (path) => {
      chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
      if (statSync(path).isDirectory()) for (const name of readdirSync(path)) readOnly(join(path, name));
    };
    readOnly(base.index);
    chmodSync(base.root, 0o755);
    const other = process.getuid() === 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
    for (const command of ["update", "build", "check"]) {
      const result = base.run(command, other);
      assert.equal(result.code, 3, `${command}: ${result.said}`);
      assert.match(result.said, /нет прав/, command);
      assertClear(result.said);
    }
    const server = await serverOver(base);
    assert.ok(await found(server, "metka1v1"));
    await server.stop();
    return "update, build и check говорят по-русски, чего не хватает; сервер отвечает";
  } finally {
    spawnSync("chmod", ["-R", "u+w", base.root]);
    base.close();
  }
}

// One way to damage a file: bytes changed, the end cut off, bytes added, emptied, gone.
function damage(file, random) {
  const size = statSync(file).size;
  const way = Math.floor(random() * 5);
  if (way === 0 && size > 0) {
    const bytes = readFileSync(file);
    for (let i = 1 + Math.floor(random() * 16); i > 0; i -= 1) bytes[Math.floor(random() * size)] ^= 1 + Math.floor(random() * 255);
    writeFileSync(file, bytes);
    return "bytes changed";
  }
  if (way === 1 && size > 0) return truncateSync(file, Math.floor(random() * size)), "cut";
  if (way === 2) return writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(1 + Math.floor(random() * 4096), 7)])), "longer";
  if (way === 3 && size > 0) return writeFileSync(file, ""), "emptied";
  return rmSync(file), "removed";
}

function filesOf(generation) {
  return ["public", "internal"].flatMap((half) => readdirSync(join(generation, half)).filter((name) => name !== "flintlock")
    .map((name) => join(generation, half, name)));
}

/** `times` random damages: `check` finds each, a server that starts does not answer from it, `update` mends it. */
export async function corruptions(times) {
  const random = randomOf(seed + 2);
  const base = new TortureBase();
  try {
    base.writeFile("internal/secret.md", "---\ntitle: Внутренняя\n---\n\nТекст для своих.\n");
    base.build();
    const good = join(base.root, "good");
    cpSync(base.index, good, { recursive: true });
    for (let i = 1; i <= times; i += 1) {
      const files = filesOf(base.generation());
      const file = files[Math.floor(random() * files.length)];
      const way = damage(file, random);
      const what = `KB_TEST_SEED=${seed}, damage ${i}: ${file.slice(base.index.length + 1)} ${way}`;
      const checked = base.run("check");
      assert.equal(checked.code, 3, `${what}: check says ${checked.code}: ${checked.said}`);
      assert.match(checked.said, /повреждён|Постройте/, `${what}: ${checked.said}`);
      if (i % 3 === 0) {
        const asked = spawnSync(bin("kb-server"), ["search", "--index", base.index, "роутер"], { encoding: "utf8" });
        assert.equal(asked.status, 3, `${what}: kb-server search answered from a damaged index: ${asked.stdout}`);
      }
      if (i % 3 === 1) {
        for (const command of ["update", "check"]) {
          const mended = base.run(command);
          assert.equal(mended.code, 0, `${what}: ${command}: ${mended.said} ${mended.signal ?? ""}`);
        }
      }
      rmSync(base.index, { recursive: true });
      cpSync(good, base.index, { recursive: true });
    }
    return `${times} повреждений, найдены все; по повреждённому никто не отвечал, update строит заново`;
  } finally {
    base.close();
  }
}

/** A new generation that arrives damaged: the server goes on with the last good one, and says so. */
export async function damagedArrival() {
  const base = new TortureBase();
  let server;
  try {
    base.build();
    server = await serverOver(base);
    const away = join(base.root, "away");
    mkdirSync(away);
    const other = new TortureBase();
    other.write(7, 2);
    other.build();
    const generation = join(base.index, "gen-000002");
    cpSync(other.generation(), generation, { recursive: true });
    other.close();
    const file = filesOf(generation).find((name) => /postlist/.test(name));
    const bytes = readFileSync(file);
    bytes[100] ^= 255;
    writeFileSync(file, bytes);
    writeFileSync(join(base.index, "current"), "gen-000002\n");
    await sleep(1000);
    assert.ok(await found(server, "metka7v1"), "the last good generation no longer answers");
    assert.ok(!(await found(server, "metka7v2")), "an answer out of the damaged generation");
    const ready = await server.json("/readyz");
    assert.match(ready.reason, /повреждён/, "nothing says that the newest index is damaged");
    base.write(7, 3);
    base.build();
    await eventually(() => found(server, "metka7v3"), 10_000);
    assert.equal((await server.json("/readyz")).reason, "");
    return "прошлый индекс отвечал, /readyz говорил почему, новое построение принято";
  } finally {
    await server?.stop();
    base.close();
  }
}
