import { randomBytes } from "node:crypto";
import { newId, type ProjectId } from "@countersign/wire";
import fc from "fast-check";
import { sql } from "kysely";
import { pino } from "pino";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import type { EventsDeps } from "../../events/index.ts";
import { createProject } from "../../projects/index.ts";
import { createKeyring, verifyMasterKey } from "../../sealing/index.ts";
import { fireDue, type RecordEvent, recorder } from "./fire-due.ts";
import { cancelSubscription } from "./manage.ts";

let db: Db;
let events: EventsDeps;
let projectId: ProjectId;
let userId: string;
let recordEvent: RecordEvent;
const random = (bytes: number) => randomBytes(bytes);
const clock = Date.now;

beforeAll(async () => {
  ({ db } = await testDatabase());
  const keyring = createKeyring({ masterKey: randomBytes(32), random });
  await verifyMasterKey(db, keyring);
  events = { clock, random, keyring, log: pino({ level: "silent" }) };
  recordEvent = recorder(events);
  const deps = { clock, random, keyring };
  const actor = { kind: "system", id: "test" } as const;
  const created = await inTransaction(db, (tx) =>
    createProject(deps, tx, { name: "Test", mode: "test" }, actor),
  );
  projectId = created.project.id;
  userId = newId("user", clock, random);
  const index = await keyring.blindIndex(db, projectId, "operation-user", userId);
  const subjectId = await keyring.subjectFor(db, projectId, index);
  const at = new Date();
  await db
    .insertInto("operationUsers")
    .values({ id: userId, projectId, subjectId, fieldsSealed: Buffer.of(0), createdAt: at, updatedAt: at })
    .execute();
});
beforeEach(async () => {
  await db.deleteFrom("operationSubscriptions").execute();
  await db.deleteFrom("events").execute();
});

/** Subscriptions whose terms end so many seconds from now by the database's clock. */
async function subscriptions(...endsIn: number[]): Promise<string[]> {
  const ids = endsIn.map(() => newId("subscription", clock, random));
  await db
    .insertInto("operationSubscriptions")
    .values(
      endsIn.map((seconds, place) => ({
        id: ids[place] ?? "",
        projectId,
        userId,
        plan: "monthly",
        state: "active" as const,
        startedAt: sql<Date>`now() - interval '90 days'`,
        expiresAt: sql<Date>`now() + ${seconds} * interval '1 second'`,
        createdAt: sql<Date>`now()`,
      })),
    )
    .execute();
  return ids;
}

async function told(): Promise<(string | null)[]> {
  const rows = await db
    .selectFrom("events")
    .select("subject")
    .where("type", "=", "on_subscription")
    .execute();
  return rows.map(({ subject }) => subject).sort();
}

test("each ended subscription causes one event, in any order, and the others cause none yet", async () => {
  const [one, two] = await subscriptions(-10, -5, 60);
  expect((await fireDue(recordEvent, db)).fired).toBe(2);
  expect((await fireDue(recordEvent, db)).fired).toBe(0);
  expect(await told()).toEqual([one, two].sort());
  const rows = await db.selectFrom("operationSubscriptions").select(["id", "state", "firedAt"]).execute();
  expect(rows.filter(({ state, firedAt }) => state === "expired" && firedAt !== null)).toHaveLength(2);
});

test("a cancelled subscription causes no event", async () => {
  const [id = ""] = await subscriptions(-1);
  expect((await cancelSubscription({ db }, projectId, id)).kind).toBe("done");
  expect((await fireDue(recordEvent, db)).fired).toBe(0);
  expect(await cancelSubscription({ db }, projectId, id)).toMatchObject({ code: "subscription_ended" });
});

test("each subscription causes exactly one event, with any number of subscriptions and schedulers", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 350 }),
      fc.integer({ min: 1, max: 4 }),
      async (count, schedulers) => {
        await db.deleteFrom("operationSubscriptions").execute();
        await db.deleteFrom("events").execute();
        if (count > 0) await subscriptions(...Array.from({ length: count }, (_, place) => -place - 1));
        const rounds = await Promise.all(Array.from({ length: schedulers }, () => fireDue(recordEvent, db)));
        // A scheduler that found only locked subscriptions leaves them to the next round.
        const rest = await fireDue(recordEvent, db);
        expect([...rounds, rest].reduce((sum, { fired }) => sum + fired, 0)).toBe(count);
        expect(new Set(await told()).size).toBe(count);
        expect(await told()).toHaveLength(count);
      },
    ),
    { numRuns: 8 },
  );
});

test("another scheduler takes over from one that dies in the middle of a round", async () => {
  const ids = await subscriptions(-3, -2, -1);
  const reached = Promise.withResolvers<number>();
  const killed = Promise.withResolvers<void>();
  let recorded = 0;
  const dying: RecordEvent = async (tx, event) => {
    await recordEvent(tx, event);
    recorded++;
    if (recorded < 2) return;
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    reached.resolve(rows[0]?.pid ?? 0);
    await killed.promise;
  };
  const first = fireDue(dying, db).catch(() => ({ fired: 0, failed: [] }));
  const pid = await reached.promise;
  // The hung scheduler holds locks on its rows: a second one neither waits for them nor reports
  // them.
  expect((await fireDue(recordEvent, db)).fired).toBe(0);
  expect(await told()).toEqual([]);
  // Wait until its backend has exited: its locks outlive the error that its client sees.
  await sql`select pg_terminate_backend(${pid}, 30000)`.execute(db);
  killed.resolve();
  const after = await first;
  const rest = await fireDue(recordEvent, db);
  expect(after.fired + rest.fired).toBe(ids.length);
  expect(await told()).toEqual([...ids].sort());
});

test("a subscription whose event can't be recorded stays due and doesn't delay others", async () => {
  const [poison, ...others] = await subscriptions(-9, -8, -7, -6);
  const picky: RecordEvent = async (tx, event) => {
    if (event.subject === poison) throw new Error("no");
    return recordEvent(tx, event);
  };
  const round = await fireDue(picky, db);
  expect(round).toMatchObject({ fired: 3, failed: [{ id: poison }] });
  expect(await told()).toEqual([...others].sort());
  expect((await fireDue(recordEvent, db)).fired).toBe(1);
});
