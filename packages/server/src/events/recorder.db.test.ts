import { randomBytes } from "node:crypto";
import { catalog, newId, type ProjectId } from "@countersign/wire";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { addEventType } from "../custom-events/index.ts";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import { createProject } from "../projects/index.ts";
import { createKeyring, type Keyring, verifyMasterKey } from "../sealing/index.ts";
import { webhookForTest } from "../webhooks/testing/webhook.ts";
import { createRecorder, type Recorder } from "./recorder.ts";

const projectId = "RFJkzaealP6XF0CspiAoq" as ProjectId;
const random = (bytes: number) => randomBytes(bytes);
let db: Db;
let keyring: Keyring;
let recorder: Recorder;
beforeAll(async () => {
  ({ db } = await testDatabase());
  keyring = createKeyring({ masterKey: random(32), random });
  await verifyMasterKey(db, keyring);
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

test("an event for a subject erased in between fails alone", async () => {
  const index = await keyring.blindIndex(db, projectId, "person", "invented");
  const keyId = await inTransaction(db, (tx) => keyring.subjectFor(tx, projectId, index));
  await keyring.payloadKeys(db, keyId);
  // As if by another process: this one's keys stay in memory.
  await db.updateTable("subjects").set({ erasedAt: new Date() }).where("id", "=", keyId).execute();
  const results = await Promise.allSettled(
    [event({ subject: "three" }), event({ keyId, subject: "erased" })].map((call) => recorder.record([call])),
  );
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  const rows = await db.selectFrom("events").select("id").where("subject", "=", "erased").execute();
  expect(rows).toEqual([]);
});

test("behind five thousand events of one project, another's is recorded before all but two commits of them", async () => {
  const neighbour = "aNeighbour_qP6XF0CspA" as ProjectId;
  await keyring.createScope(db, neighbour);
  const recordedAt = new Map<string, number>();
  let done = 0;
  const watched = async (name: string, recording: Promise<unknown>) => {
    await recording;
    recordedAt.set(name, done++);
  };
  // In calls as large as a batch may be, and as small.
  const flood = Array.from({ length: 4 }, () => recorder.record(Array.from({ length: 1000 }, () => event())));
  const singles = Array.from({ length: 1000 }, () => recorder.record([event()]));
  const floods = [...flood, ...singles].map((one, n) => watched(`flood ${n}`, one));
  await Promise.race(floods);
  const before = done;
  await watched("neighbour", recorder.record([event({ projectId: neighbour, keyId: neighbour })]));
  const overtaken = (recordedAt.get("neighbour") ?? 0) - before;
  await Promise.all(floods);
  // Two commits were under way when it came, each of at most 512 events.
  expect(overtaken).toBeLessThanOrEqual(1024);
  expect(done).toBe(1005);
});

test("a call of a thousand events gives other work a turn after every few of them", async () => {
  let work = 0;
  const clock = () => {
    work++;
    return Date.now();
  };
  const log = pino({ enabled: false });
  const counted = createRecorder({ db, clock, random, keyring, log });
  await counted.record([event()]);
  const ofOne = work;
  // To the recorder each look at the clock takes a tenth of a millisecond, so that a slice has twenty.
  let now = 0;
  const pace = { isAlone: () => true, now: () => (now += 0.1) };
  let done = false;
  let largest = 0;
  const watch = (before: number) => {
    largest = Math.max(largest, work - before);
    if (!done) setImmediate(watch, work);
  };
  work = 0;
  watch(0);
  const recorded = await counted.record(
    Array.from({ length: 1000 }, () => event()),
    { pace },
  );
  done = true;
  expect(recorded.kind).toBe("recorded");
  expect(work).toBeGreaterThan(1000);
  expect(largest).toBeLessThanOrEqual(25 * ofOne);
});

test("a call of a thousand events is written in statements of which each is built in a turn of its own", async () => {
  const webhook = webhookForTest({ id: newId("webhook", Date.now, random), projectId, body: null });
  let work = 0;
  const counted = createRecorder({
    db,
    clock: Date.now,
    random,
    keyring,
    log: pino({ enabled: false }),
    webhooks: { matching: async () => [webhook], find: async () => null, signingSecrets: async () => ["s"] },
    // Asked for once for each delivery while a statement is built.
    lease: () => {
      work++;
      return null;
    },
    dispatch: () => undefined,
  });
  let done = false;
  let largest = 0;
  const watch = (before: number) => {
    largest = Math.max(largest, work - before);
    if (!done) setImmediate(watch, work);
  };
  watch(0);
  const recorded = await counted.record(Array.from({ length: 1000 }, () => event()));
  done = true;
  const { ids } = recorded.kind === "recorded" ? recorded : { ids: [] };
  expect(ids).toHaveLength(1000);
  expect(work).toBe(1000);
  expect(largest).toBeLessThanOrEqual(128);
  const stored = await db.selectFrom("events").select("id").where("id", "in", ids).execute();
  expect(stored).toHaveLength(1000);
});

test("of a call that is written in several statements, one wrong event fails all", async () => {
  const subject = "all-or-none";
  const events = Array.from({ length: 1000 }, () => event({ subject }));
  events.push(event({ subject: "a\u0000b" }));
  await expect(recorder.record(events)).rejects.toThrow();
  expect(await db.selectFrom("events").select("id").where("subject", "=", subject).execute()).toEqual([]);
});

test("an event is recorded only where the bodies that webhooks make of it have room", async () => {
  const deps = { clock: Date.now, random, keyring };
  const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;
  const { project } = await inTransaction(db, (tx) =>
    createProject(deps, tx, { name: "Greedy", mode: "test" }, operator),
  );
  const type = "custom.large" as const;
  const title = { ru: "Много", en: "Large" };
  const kind = { type, title, schema: { type: "object" }, example: {} };
  await inTransaction(db, (tx) => addEventType(deps, tx, project.id, kind));
  const templated = (count: number) =>
    Array.from({ length: count }, () =>
      webhookForTest({ id: newId("webhook", Date.now, random), projectId: project.id, body: "{{ data }}" }),
    );
  const bounded = (count: number) =>
    createRecorder({
      ...deps,
      db,
      log: pino({ enabled: false }),
      webhooks: {
        matching: async () => templated(count),
        find: async () => null,
        signingSecrets: async () => [],
      },
    });
  const large = { projectId: project.id, type, payload: { text: "x".repeat(1_000_000) } };
  expect(await bounded(40).record([large])).toEqual({
    kind: "refused",
    problems: [{ event: 0, at: "payload", field: "", problem: expect.stringContaining("send fewer events") }],
  });
  expect(await bounded(3).record(Array(15).fill(large))).toMatchObject({
    kind: "refused",
    problems: [{ event: 11 }],
  });
  expect(await bounded(3).record([large])).toMatchObject({ kind: "recorded" });
});
