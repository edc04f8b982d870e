import { randomBytes } from "node:crypto";
import { idDay, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { eventPayload, findEvent, listEvents, type RecordedEvent } from "../../events/index.ts";
import { createProject } from "../../projects/index.ts";
import { createSigningSecret } from "../../webhooks/index.ts";
import { findDelivery } from "../log/entry.ts";
import { listDeliveries } from "../log/list.ts";
import { countSelected } from "../replay/filter.ts";
import { resend } from "../replay/resend.ts";
import { startWorld, type World } from "../testing/world.ts";
import { destroyOld, hideOld } from "./retention.ts";

const day = 86_400_000;
const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;
let world: World;
/**
 * A project that keeps payloads for a week and the log for a month; the world's own keeps them 30
 * and 90 days.
 */
let brief: ProjectId;
let ofBrief: RecordedEvent;
let ofOther: RecordedEvent;
let stuck: RecordedEvent;

beforeAll(async () => {
  world = await startWorld();
  const deps = { clock: Date.now, random: (bytes: number) => randomBytes(bytes), keyring: world.keyring };
  const created = await inTransaction(world.db, (tx) =>
    createProject(deps, tx, { name: "Brief", mode: "test" }, operator),
  );
  brief = created.project.id;
  await setDays(brief, 7, 30);
  const webhook = await world.webhook("/kept");
  const other = await world.webhook("/kept-briefly");
  await inTransaction(world.db, async (tx) => {
    await tx.updateTable("webhooks").set({ projectId: brief }).where("id", "=", other.id).execute();
    await tx.deleteFrom("signingSecrets").where("ownerId", "=", other.id).execute();
    await createSigningSecret(deps, tx, other.id, brief);
  });
  const worker = world.worker();
  ofOther = await world.record({ onlyTo: [webhook.id] }, worker);
  ofBrief = await world.record({ onlyTo: [other.id], projectId: brief, keyId: brief }, worker);
  await worker.idle();
  await worker.drain();
  stuck = await world.record({ onlyTo: [other.id], projectId: brief, keyId: brief });
});

const setDays = (id: ProjectId, payloadDays: number, logDays: number) =>
  world.db.updateTable("projects").set({ payloadDays, logDays }).where("id", "=", id).execute();

/**
 * Runs retention as so many days from now; `certain` of them are known to have passed.
 */
async function keepAfter(days: number, certain = days) {
  const at = (count: number) => Date.now() + count * day;
  await hideOld(world, at(days));
  return destroyOld({ ...world, clock: () => at(days), log: pino({ enabled: false }) }, at(certain));
}

async function partitionExists(table: string, event: RecordedEvent): Promise<boolean> {
  const name = `countersign.${table}_${idDay(event.id).replaceAll("-", "_")}`;
  const { rows } = await sql<{ found: boolean }>`select to_regclass(${name}) is not null as found`.execute(
    world.db,
  );
  return rows[0]?.found === true;
}

test("within its time everything is there, also when it is kept twice", async () => {
  expect(await keepAfter(7)).toEqual({ cancelled: 0, dropped: [] });
  expect(await keepAfter(7)).toEqual({ cancelled: 0, dropped: [] });
  expect(await world.find(ofBrief)).toMatchObject({ status: "delivered", withheld: null });
  expect((await world.find(ofBrief)).log[0]?.responseBody?.toString()).toBe("thanks");
});

async function expectHidden(event: RecordedEvent) {
  const found = await world.find(event);
  expect(found).toMatchObject({ status: "delivered", body: null, withheld: "expired" });
  expect(found.log).toEqual([
    expect.objectContaining({
      outcome: "delivered",
      statusCode: 200,
      responseHeaders: null,
      responseBody: null,
    }),
  ]);
  expect(await eventPayload(world, event.id)).toEqual({ payload: null, withheld: "expired" });
  expect(await again(event)).toBe(0);
}

const again = (event: RecordedEvent) =>
  inTransaction(world.db, (tx) => resend({ clock: Date.now }, tx, { eventId: event.id }));

test("a project's payloads and responses are hidden after their days; another's are not", async () => {
  expect(await keepAfter(8)).toEqual({ cancelled: 0, dropped: [] });
  await expectHidden(ofBrief);
  const selected = { projectId: brief, filter: {}, from: new Date(Date.now() - day), to: new Date() };
  expect(await countSelected(world.db, selected)).toBe(0);
  expect(await world.find(ofOther)).toMatchObject({ withheld: null, body: expect.any(String) });
  expect(await eventPayload(world, ofOther.id)).toMatchObject({ withheld: null });
});

test("what a clock that was wrong has hidden is back when it is right, and still to be sent", async () => {
  expect(await keepAfter(40, 10)).toEqual({ cancelled: 0, dropped: [] });
  expect(await findDelivery(world, await world.deliveryOf(ofBrief))).toBeNull();
  expect(await world.find(ofOther)).toMatchObject({ withheld: "expired" });
  await keepAfter(0);
  for (const event of [ofBrief, ofOther]) {
    expect(await world.find(event)).toMatchObject({ status: "delivered", withheld: null });
    expect(await eventPayload(world, event.id)).toMatchObject({ withheld: null });
  }
  expect(await world.find(stuck)).toMatchObject({ status: "pending", withheld: null });
});

test("three days later the keys are destroyed, by time that has certainly passed", async () => {
  await keepAfter(400, 10);
  await keepAfter(0);
  expect(await world.find(ofBrief)).toMatchObject({ withheld: null });
  // Two processes at the same time.
  const done = await Promise.all([keepAfter(11), keepAfter(11)]);
  expect(done.map((each) => each.cancelled).sort()).toEqual([0, 1]);
  expect(done.flatMap((each) => each.dropped)).toEqual([]);
  await keepAfter(0);
  await expectHidden(ofBrief);
  expect(await eventPayload(world, ofOther.id)).toMatchObject({ withheld: null });
});

test("what was still on its way then is cancelled, and can't be sent again", async () => {
  expect(await world.find(stuck)).toMatchObject({ status: "cancelled", reason: "expired", attempts: 0 });
  expect(await world.queued()).toEqual([]);
  expect(await again(stuck)).toBe(0);
});

test("longer retention restores nothing whose keys are destroyed", async () => {
  await setDays(brief, 30, 30);
  await keepAfter(11);
  await expectHidden(ofBrief);
});

test("bodies go with their partition by the longest time for payloads, the log shows the rest", async () => {
  expect((await keepAfter(34)).dropped).toContain(`messages_${idDay(ofOther.id).replaceAll("-", "_")}`);
  expect(await partitionExists("messages", ofOther)).toBe(false);
  for (const table of ["events", "deliveries", "attempts"]) {
    expect(await partitionExists(table, ofOther)).toBe(true);
  }
  const found = await world.find(ofOther);
  expect(found).toMatchObject({ status: "delivered", body: null, contentType: null, withheld: "expired" });
  expect(found.log).toHaveLength(1);
});

test("a project's log ends where it wants, though the partition lives on for another's", async () => {
  expect((await listDeliveries(world.db, { projectId: brief }, { limit: 10 })).deliveries).toEqual([]);
  expect(await findDelivery(world, await world.deliveryOf(ofBrief))).toBeNull();
  expect((await listEvents(world.db, { projectId: brief }, { limit: 10 })).events).toEqual([]);
  expect(await findEvent(world.db, ofBrief.id)).toBeNull();
  expect((await listDeliveries(world.db, {}, { limit: 10 })).deliveries.map((each) => each.eventId)).toEqual([
    ofOther.id,
  ]);
});

test("once no project needs them, all of a day's partitions are dropped, and none of its rows remains", async () => {
  // A day without a partition: its rows went to the default one.
  const row = await world.db.selectFrom("attempts").selectAll().limit(1).executeTakeFirstOrThrow();
  await world.db
    .insertInto("attempts")
    .values({ ...row, day: "2026-01-02" })
    .execute();
  await keepAfter(94);
  for (const table of ["events", "messages", "deliveries", "attempts"] as const) {
    expect(await partitionExists(table, ofOther)).toBe(false);
    const { count } = await world.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as("count"))
      .executeTakeFirstOrThrow();
    expect([table, Number(count)]).toEqual([table, 0]);
  }
  expect(await findEvent(world.db, ofOther.id)).toBeNull();
});

test("the partitions of days to come stay", async () => {
  const later = new Date(Date.now() + 2 * day).toISOString().slice(0, 10).replaceAll("-", "_");
  await keepAfter(94);
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass(${`countersign.events_${later}`}) is not null as found`.execute(world.db);
  expect(rows).toEqual([{ found: true }]);
});
