import { sql } from "kysely";
import { pino } from "pino";
import { Registry } from "prom-client";
import { beforeAll, expect, test } from "vitest";
import { createRetentionClock } from "./delivery/index.ts";
import { startWorld, type World } from "./delivery/testing/world.ts";
import { eventPayload, type RecordedEvent } from "./events/index.ts";
import { startUpkeep } from "./upkeep.ts";

const hour = 3_600_000;
const day = 24 * hour;
let world: World;
let event: RecordedEvent;
beforeAll(async () => {
  world = await startWorld();
  const webhook = await world.webhook("/kept");
  event = await world.record({ onlyTo: [webhook.id] });
});

/** A process that runs upkeep once, at its start; the store's clock and its own are off by so much. */
async function shortStart(off: { store?: number; wall?: number }): Promise<Record<string, number>> {
  const { store = 0, wall = 0 } = off;
  const metrics = new Registry();
  const now = () => Date.now() + store;
  const stop = startUpkeep({
    ...world,
    metrics,
    limits: { project: null, total: null },
    log: pino({ enabled: false }),
    time: { now, skewMs: () => wall - store },
    store: { time: async () => ({ now: now(), atLeast: 0 }), maintain: async () => {} },
  });
  await stop();
  const samples = await metrics.getMetricsAsJSON();
  return Object.fromEntries(samples.map(({ name, values }) => [name, values[0]?.value ?? Number.NaN]));
}

async function standing() {
  const { chainDay } = await world.db
    .selectFrom("keyScopes")
    .select("chainDay")
    .where("id", "=", world.projectId)
    .executeTakeFirstOrThrow();
  return {
    keysOfTodayAreDestroyed: chainDay > new Date().toISOString().slice(0, 10),
    ...(await world.stateOf(event)),
  };
}

const untouched = { keysOfTodayAreDestroyed: false, status: "pending", reason: null, attempts: 0 };

test("starts with the whole machine's clock ahead, however many, destroy nothing, and are undone by one with a right one", async () => {
  for (const store of [40, 41, 400, 4000]) {
    const metrics = await shortStart({ store: store * day, wall: store * day });
    expect(metrics.countersign_retention_refused).toBe(0);
    expect(metrics.countersign_retention_behind_seconds).toBeGreaterThan(39 * 86_400);
  }
  expect(await eventPayload(world, event.id)).toEqual({ payload: null, withheld: "expired" });
  expect(await standing()).toEqual(untouched);
  await shortStart({});
  expect(await eventPayload(world, event.id)).toMatchObject({ withheld: null });
  expect(await standing()).toEqual(untouched);
});

test("a clock of years ago, of the whole machine, destroys nothing either", async () => {
  expect(
    (await shortStart({ store: -6 * 365 * day, wall: -6 * 365 * day })).countersign_upkeep_failures_total,
  ).toBe(0);
  await shortStart({});
  expect(await standing()).toEqual(untouched);
  expect(await eventPayload(world, event.id)).toMatchObject({ withheld: null });
});

test("what a wrong clock has put off comes due; a retry in a week and what waits in order stay as they are", async () => {
  const at = (ms: number) => new Date(Date.now() + ms);
  const webhook = await world.webhook("/far-off");
  const dues = { late: at(40 * day), leased: at(0), retry: at(8 * day), waiting: "infinity" };
  const ids: Record<string, string> = {};
  for (const [name, due] of Object.entries(dues)) {
    ids[name] = await world.deliveryOf(await world.record({ onlyTo: [webhook.id] }));
    await sql`
      update delivery_queue set due_at = ${due}::timestamptz,
        claim = ${name === "leased" ? "clm_gone" : null}::text,
        leased_until = ${name === "leased" ? at(40 * day) : null}::timestamptz
      where delivery_id = ${ids[name]}
    `.execute(world.db);
  }
  await shortStart({});
  const due = async (name: string) => {
    const { rows } = await sql<{ now: boolean }>`
      select due_at <= now() and claim is null and leased_until is null as now
      from delivery_queue where delivery_id = ${ids[name]}
    `.execute(world.db);
    return rows[0]?.now;
  };
  expect({
    late: await due("late"),
    leased: await due("leased"),
    retry: await due("retry"),
    waiting: await due("waiting"),
  }).toEqual({ late: true, leased: true, retry: false, waiting: false });
});

test("idempotency keys are forgotten after a day that has passed, and those of unfinished requests from a day to come", async () => {
  const keys = { old: -25 * hour, recent: -23 * hour, ahead: 40 * day, unfinished: 40 * day };
  const left = async () =>
    (await world.db.selectFrom("idempotencyKeys").select("key").orderBy("key").execute()).map(
      ({ key }) => key,
    );
  for (const [key, off] of Object.entries(keys)) {
    await world.db
      .insertInto("idempotencyKeys")
      .values({
        actorId: "tok_a",
        key,
        requestHash: Buffer.alloc(32),
        createdAt: new Date(Date.now() + off),
        status: key === "unfinished" ? null : 202,
      })
      .execute();
  }
  await shortStart({ store: 40 * day, wall: 40 * day });
  expect(await left()).toEqual(["ahead", "recent", "unfinished"]);
  await shortStart({});
  expect(await left()).toEqual(["ahead", "recent"]);
});

test("several processes count the time that they have seen pass once", async () => {
  const start = Date.now();
  let passed = 0;
  const process = () =>
    createRetentionClock({ storeNow: async () => start + 40 * day + passed, monotonic: () => passed });
  const reached = async () =>
    (
      await world.db.selectFrom("retentionClock").select("reached").executeTakeFirstOrThrow()
    ).reached.getTime();
  const before = await reached();
  const all = [process(), process(), process()];
  for (const each of all) await each.advance(world.db);
  expect(await reached()).toBe(before);
  for (let run = 0; run < 5; run++) {
    passed += hour;
    await Promise.all(all.map((each) => each.advance(world.db)));
  }
  const moved = (await reached()) - before;
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThanOrEqual(2 * passed);
});

test("while the process's clock and the store's differ, nothing is destroyed, though its time has come", async () => {
  await world.db
    .updateTable("retentionClock")
    .set({ reached: new Date(Date.now() + 60 * day) })
    .execute();
  const refused = await shortStart({ store: 60 * day });
  expect(refused.countersign_retention_refused).toBe(1);
  expect(await standing()).toEqual(untouched);
  const done = await shortStart({ store: 60 * day, wall: 60 * day });
  expect(done.countersign_retention_refused).toBe(0);
  expect(await standing()).toMatchObject({
    keysOfTodayAreDestroyed: true,
    status: "cancelled",
    reason: "expired",
  });
});

test("where the keys of today are destroyed already, events are recorded for the first day that has keys", async () => {
  const recorded = await world.record({ onlyTo: [] });
  expect(await eventPayload(world, recorded.id)).toEqual({ payload: null, withheld: "expired" });
  await shortStart({});
  expect(await eventPayload(world, recorded.id)).toMatchObject({ withheld: null });
});
