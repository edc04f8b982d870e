import { type DeliveryId, firstIdAt, type ProjectId, type WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { rowsRead } from "../../db/testing/rows-read.ts";
import { startWorld, type World } from "../testing/world.ts";
import { findDelivery } from "./entry.ts";
import { type DeliveryFilter, listDeliveries } from "./list.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

test("pages lead through all deliveries, the newest first", async () => {
  const webhook = await world.webhook("/pages");
  const recorded: string[] = [];
  for (let count = 0; count < 5; count++) recorded.push((await world.record({ onlyTo: [webhook.id] })).id);
  const seen: string[] = [];
  let cursor: DeliveryId | null | undefined;
  do {
    const page = await listDeliveries(
      world.db,
      { webhookId: [webhook.id] },
      { limit: 2, ...(cursor && { cursor }) },
    );
    expect(page.deliveries.length).toBeLessThanOrEqual(2);
    seen.push(...page.deliveries.map((delivery) => delivery.eventId));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(recorded.reverse());
});

test("filters narrow by what a delivery is about, how it stands and when it was accepted", async () => {
  const webhook = await world.webhook("/filters");
  const event = await world.record({ onlyTo: [webhook.id], subject: "a-session-of-its-own1" });
  const [known] = (await listDeliveries(world.db, { eventId: [event.id] }, { limit: 10 })).deliveries;
  if (!known) throw new Error("the delivery is not in the log");
  const count = async (filter: Parameters<typeof listDeliveries>[1]) =>
    (await listDeliveries(world.db, { webhookId: [webhook.id], ...filter }, { limit: 10 })).deliveries.length;

  expect(
    await count({ subject: ["a-session-of-its-own1"], type: ["check.outcome"], status: ["pending"] }),
  ).toBe(1);
  expect(await count({ status: ["delivered", "pending"], webhookId: [webhook.id, "whk_0"] })).toBe(1);
  expect(await count({ subject: ["someone-elses-session"] })).toBe(0);
  expect(await count({ status: ["delivered", "exhausted"] })).toBe(0);
  expect(await count({ eventId: [] })).toBe(0);
  const accepted = known.createdAt.getTime();
  expect(await count({ from: new Date(accepted - 1), to: new Date(accepted + 1000) })).toBe(1);
  expect(await count({ from: new Date(accepted + 1000) })).toBe(0);
  expect(await count({ to: new Date(accepted - 1000) })).toBe(0);
});

test("an unknown delivery is none", async () => {
  expect(await findDelivery(world, "dlv_00000000000000000000000000" as DeliveryId)).toBeNull();
});

test("what failed is found by how it failed, what was accepted at the first attempt by neither", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/failures", { delaysMs: [0, 60_000] });
  const only = { onlyTo: [webhook.id] };
  world.sink.answer("/failures", (nth) => (nth === 2 ? 503 : 200));
  const fine = await world.record(only, worker);
  await worker.idle();
  const failed = await world.record(only, worker);
  await worker.idle();
  const found = async (filter: Parameters<typeof listDeliveries>[1]) => {
    const all = { webhookId: [webhook.id], ...filter };
    return (await listDeliveries(world.db, all, { limit: 10 })).deliveries.map(({ eventId }) => eventId);
  };
  expect(await found({ failure: ["server-error"] })).toEqual([failed.id]);
  expect(await found({ status: ["retrying", "exhausted"] })).toEqual([failed.id]);
  expect(await found({ statusCode: [503] })).toEqual([failed.id]);
  expect(await found({ statusCode: [200] })).toEqual([fine.id]);
  const [shown] = (await listDeliveries(world.db, { eventId: [failed.id] }, { limit: 1 })).deliveries;
  expect(shown).toMatchObject({ failure: "server-error", statusCode: 503, durationMs: expect.any(Number) });
  expect(shown?.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());

  worker.after(120_000);
  worker.wake();
  await world.sink.until("/failures", 3);
  await worker.idle();
  expect(await found({ failure: ["server-error"] })).toEqual([]);
  expect(await found({ statusCode: [200] })).toEqual([failed.id, fine.id]);
  await worker.drain();
});

describe("in a long log without statistics", () => {
  const day = "2026-01-02";
  let webhook: { id: WebhookId };
  beforeAll(async () => {
    webhook = await world.webhook("/many");
    const first = firstIdAt("delivery", Date.parse(`${day}T12:00:00Z`)).slice(0, 14);
    await sql`
      insert into deliveries (day, id, event_id, event_day, webhook_id, project_id, type, encoding, status, attempts,
        created_at, settled_at, subject)
      select ${day}::date, ${first} || lpad(n::text, 16, '0'), 'evt_' || lpad(n::text, 26, '0'), ${day}::date, ${webhook.id},
        ${world.projectId}, case when n = 1 then 'session.expired' else 'check.outcome' end, 'able-id', 'delivered', 1,
        ${day}::timestamptz, ${day}::timestamptz, 'the-subject-of-all'
      from generate_series(1, 20060) n
    `.execute(world.db);
  });

  test("a filter that fits little looks through so many rows at a time, and finds what is beyond them", async () => {
    const wanted = { webhookId: [webhook.id], type: ["session.expired"] };
    const begin = await listDeliveries(world.db, wanted, { limit: 10 });
    expect([begin.deliveries.length, begin.nextCursor]).toEqual([0, expect.any(String)]);
    const cursor = begin.nextCursor ?? undefined;
    const rest = await listDeliveries(world.db, wanted, { limit: 10, cursor });
    expect([rest.deliveries.length, rest.nextCursor]).toEqual([1, null]);
    const waiting = await world.record({ onlyTo: [webhook.id] });
    const pending = { webhookId: [webhook.id], status: ["pending" as const] };
    const open = await listDeliveries(world.db, pending, { limit: 10 });
    expect([open.deliveries.map(({ eventId }) => eventId), open.nextCursor]).toEqual([[waiting.id], null]);
  });

  test.each<[string, (all: { projectId: ProjectId; webhookId: WebhookId }) => DeliveryFilter]>([
    ["a project", ({ projectId }) => ({ projectId })],
    ["a project's webhook", ({ projectId, webhookId }) => ({ projectId, webhookId: [webhookId] })],
    ["a subject", ({ projectId }) => ({ projectId, subject: ["the-subject-of-all"] })],
    ["a webhook's subject", ({ webhookId }) => ({ webhookId: [webhookId], subject: ["the-subject-of-all"] })],
    ["all projects", () => ({})],
    ["what failed", ({ projectId }) => ({ projectId, status: ["exhausted"] })],
    ["a status code of failures", ({ projectId }) => ({ projectId, statusCode: [503, 404] })],
    ["a project's pending deliveries", ({ projectId }) => ({ projectId, status: ["pending"] })],
  ])("a page of %s reads little more than it shows", async (_, filterOf) => {
    const filter = filterOf({ projectId: world.projectId, webhookId: webhook.id });
    const read = await rowsRead(world.db, "deliveries", (tx) => listDeliveries(tx, filter, { limit: 10 }));
    expect(read).toBeLessThan(100);
  });
});
