// SPDX-License-Identifier: GPL-2.0-or-later
// The checks of scripts/torture in short: fewer kills and damages, two minutes less of soaking.
import { test } from "node:test";
import { putClock } from "./faults/clock.mjs";
import { seed } from "./faults/common.mjs";
import { corruptions, damagedArrival, fullIndexDisk, fullStoreDisk, readOnlyIndex } from "./faults/disk.mjs";
import { killIndexer, killServer, killWorkshop } from "./faults/kills.mjs";
import { busyStore, soak, vanishingTree } from "./faults/life.mjs";

const CHECKS = [
  ["kill -9 of the indexer at random moments", () => killIndexer(25)],
  ["kill -9 of the server under writes", () => killServer(8)],
  ["kill -9 of the server while articles are saved", () => killWorkshop(10)],
  ["the index's disk is full and has room again", fullIndexDisk],
  ["the store's disk is full and has room again", fullStoreDisk],
  ["an index that may not be written", readOnlyIndex],
  ["random damage is found", () => corruptions(30)],
  ["a damaged generation arrives", damagedArrival],
  ["the store is held by another program", () => busyStore(4)],
  ["the wall clock is put back and forward by an hour", putClock],
  ["the articles go, come back, and are a file", vanishingTree],
  ["a short soak", () => soak(0.25)],
];

for (const [name, check] of CHECKS) {
  test(name, { timeout: 240_000 }, async (context) => context.diagnostic(`KB_TEST_SEED=${seed}: ${await check()}`));
}
