import { randomBytes } from "node:crypto";
import { catalog, type ProjectId } from "@countersign/wire";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase } from "../db/testing.ts";
import { createKeyring, type Keyring } from "../sealing/index.ts";
import { createRecorder, type Recorder } from "./recorder.ts";

const projectId = "RFJkzaealP6XF0CspiAoq" as ProjectId;
const random = (bytes: number) => randomBytes(bytes);
let db: Db;
let keyring: Keyring;
let recorder: Recorder;
beforeAll(async () => {
  ({ db } = await testDatabase());
  keyring = createKeyring({ masterKey: random(32), random });
  await keyring.createScope(db, projectId);
  recorder = createRecorder({ db, clock: Date.now, random, keyring, log: pino({ enabled: false }) });
});

const event = (more: object = {}) => ({
  projectId,
  type: "check.outcome" as const,
  keyId: projectId as string,
  payload: catalog["check.outcome"].example,
  ...more,
});

test("what Postgres refuses of one caller fails no other that shares its commit", async () => {
  const poison = event({ subject: "a\u0000b" });
  const calls = [event({ subject: "one" }), poison, event({ subject: "two" })];
  const results = await Promise.allSettled(calls.map((call) => recorder.record([call])));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  const rows = await db.selectFrom("events").select("subject").orderBy("subject").execute();
  expect(rows.map(({ subject }) => subject)).toEqual(["one", "two"]);
});

test("an event for a subject that was erased meanwhile fails alone", async () => {
  const index = await keyring.blindIndex(db, projectId, "person", "invented");
  const keyId = await inTransaction(db, (tx) => keyring.subjectFor(tx, projectId, index));
  await keyring.payloadKeys(db, keyId);
  // As another process does it: this one's keys stay in memory.
  await db
    .updateTable("subjects")
    .set({ wrappedKey: null, blindIndex: null, erasedAt: new Date() })
    .where("id", "=", keyId)
    .execute();
  const results = await Promise.allSettled(
    [event({ subject: "three" }), event({ keyId, subject: "erased" })].map((call) => recorder.record([call])),
  );
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  const rows = await db.selectFrom("events").select("id").where("subject", "=", "erased").execute();
  expect(rows).toEqual([]);
});
