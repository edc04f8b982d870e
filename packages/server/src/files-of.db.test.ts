import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { ConfigError } from "./config.ts";
import { testDatabase } from "./db/testing/database.ts";
import { openFiles } from "./files-of.ts";

test("without a bucket the service starts, unless a file of the store is in one", async () => {
  const { db } = await testDatabase();
  const deps = {
    db,
    clock: Date.now,
    random: randomBytes,
    log: pino({ level: "silent" }),
    metrics: new Registry(),
    onStop: () => undefined,
  };
  const settings = { bucket: null, to: "bucket", afterMs: 0, keepMs: 0 } as const;
  const { files } = await openFiles(settings, deps);
  expect(await files.boxOf(Buffer.from([1, 2]))).toEqual(Buffer.from([1, 2]));

  const name = randomBytes(16).toString("hex");
  await db.insertInto("files").values({ name, state: "erased" }).execute();
  await openFiles(settings, deps);
  await db.updateTable("files").set({ state: "kept" }).execute();
  await expect(openFiles(settings, deps)).rejects.toThrow(ConfigError);
  await expect(openFiles(settings, deps)).rejects.toThrow(/set COUNTERSIGN_BUCKET and what belongs to it/);
});
