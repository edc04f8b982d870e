import { Webhook } from "standardwebhooks";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { resend } from "../replay/resend.ts";
import { startWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

const hour = 60 * 60 * 1000;
const clock = Date.now;

test("what is recorded arrives once, signed, and is in the log as delivered", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/once");
  const event = await world.record({ onlyTo: [webhook.id], sequence: 7 }, worker);
  await worker.idle();

  const [request, ...more] = world.sink.received("/once");
  expect(more).toEqual([]);
  expect(request?.headers).toMatchObject({
    "webhook-id": event.id,
    "content-type": "application/json",
    "countersign-attempt": "1",
    "countersign-sequence": "7",
  });
  expect(request?.headers).not.toHaveProperty("countersign-resend");
  const body = request?.body ?? "";
  new Webhook(webhook.secret).verify(body, request?.headers as Record<string, string>);

  const found = await world.find(event);
  expect(found).toMatchObject({ status: "delivered", attempts: 1, body });
  expect(found.log).toEqual([
    expect.objectContaining({ number: 1, outcome: "delivered", statusCode: 200, resend: false }),
  ]);
  expect(found.log[0]?.responseBody?.toString()).toBe("thanks");
  expect(found.log[0]?.dialled).toMatch(/^127\.0\.0\.1:\d+$/);
  await worker.drain();
});

test("an event goes to all webhooks that want its type, encoded once for each format", async () => {
  const worker = world.worker();
  await world.webhook("/native", { eventTypes: ["check.*"] });
  await world.webhook("/native-too", { eventTypes: ["check.outcome"] });
  await world.webhook("/standard", { eventTypes: ["*"], dialect: "standard" });
  await world.webhook("/other", { eventTypes: ["session.*"] });
  const event = await world.record({}, worker);
  await worker.idle();

  expect(event.deliveries).toBe(3);
  const bodyAt = (path: string) => JSON.parse(world.sink.received(path)[0]?.body ?? "null");
  expect(bodyAt("/native")).toEqual(bodyAt("/native-too"));
  expect(bodyAt("/native")).toMatchObject({ statusCode: 200 });
  expect(bodyAt("/standard")).toMatchObject({ type: "check.outcome" });
  expect(bodyAt("/other")).toBeNull();
  const messages = await world.db
    .selectFrom("messages")
    .select("encoding")
    .where("eventId", "=", event.id)
    .execute();
  expect(messages.map((message) => message.encoding).sort()).toEqual(["able-id", "standard"]);
  await world.db.updateTable("webhooks").set({ eventTypes: [] }).execute();
  await worker.drain();
});

test("a failed attempt is made again, until it is delivered", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/second-time");
  world.sink.answer("/second-time", (nth) => (nth === 1 ? 500 : 204));
  const event = await world.record({ onlyTo: [webhook.id] }, worker);
  const [first, second] = await world.sink.until("/second-time", 2);
  await worker.idle();

  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second?.headers["countersign-attempt"]).toBe("2");
  expect(second?.body).toBe(first?.body);
  const found = await world.find(event);
  expect(found.status).toBe("delivered");
  expect(found.log.map((entry) => entry.outcome)).toEqual(["server-error", "delivered"]);
  await worker.drain();
});

test("when the schedule is used up the delivery is exhausted", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/never");
  world.sink.answer("/never", () => 404);
  const event = await world.record({ onlyTo: [webhook.id] }, worker);
  await expect.poll(async () => (await world.find(event)).status).toBe("exhausted");
  expect(world.sink.received("/never")).toHaveLength(3);
  expect(await world.queued()).toEqual([]);
  await worker.drain();
});

test("410 ends a delivery at once", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/gone");
  world.sink.answer("/gone", () => 410);
  const event = await world.record({ onlyTo: [webhook.id] }, worker);
  await worker.idle();
  const found = await world.find(event);
  expect(found).toMatchObject({ status: "exhausted", attempts: 1 });
  expect(found.log[0]?.outcome).toBe("gone");
  await worker.drain();
});

test("a receiver that asks for time gets it", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/busy");
  world.sink.answer("/busy", () => ({ status: 503, headers: { "retry-after": "3600" } }));
  const event = await world.record({ onlyTo: [webhook.id] }, worker);
  await worker.idle();
  const due = await world.db
    .selectFrom("deliveryQueue")
    .select("dueAt")
    .where("deliveryId", "=", await world.deliveryOf(event))
    .executeTakeFirstOrThrow();
  expect(due.dueAt.getTime()).toBeGreaterThan(clock() + 0.99 * hour);
  await worker.drain();
  await world.db.deleteFrom("deliveryQueue").execute();
});

test("an event of a transaction that is rolled back is never sent", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/rolled-back");
  const rolledBack = inTransaction(world.db, async (tx) => {
    await world.recordIn(tx, { onlyTo: [webhook.id] }, worker);
    throw new Error("changed its mind");
  });
  await expect(rolledBack).rejects.toThrow("changed its mind");
  await worker.idle();
  expect(world.sink.received("/rolled-back")).toEqual([]);
  expect(await world.queued()).toEqual([]);
  await worker.drain();
});

test("without a worker in the process, another one hears of it", async () => {
  const worker = world.worker({ pollMs: hour });
  await worker.idle();
  const webhook = await world.webhook("/elsewhere");
  await world.record({ onlyTo: [webhook.id] });
  await world.sink.until("/elsewhere", 1);
  await worker.drain();
});

test("what a dead worker held is sent by another once the lease has run out, and not before", async () => {
  const dead = world.worker();
  await dead.drain();
  const until = clock() + 30_000;
  const vanished = { ...dead, lease: () => ({ claim: "clm_dead", until }), dispatch: () => {} };
  const webhook = await world.webhook("/taken-over");
  const event = await world.record({ onlyTo: [webhook.id] }, vanished);

  const worker = world.worker();
  await worker.idle();
  expect(world.sink.received("/taken-over")).toEqual([]);
  worker.after(30_001);
  worker.wake();
  await world.sink.until("/taken-over", 1);
  await worker.idle();
  expect(await world.find(event)).toMatchObject({ status: "delivered", attempts: 1 });
  await worker.drain();
});

test("a worker that comes back late overwrites nothing", async () => {
  const late = world.worker();
  const webhook = await world.webhook("/late");
  world.sink.answer("/late", (nth) => (nth === 1 ? "hang" : 200));
  const event = await world.record({ onlyTo: [webhook.id] }, late);
  await world.sink.until("/late", 1);

  const other = world.worker();
  other.after(30_001);
  other.wake();
  await world.sink.until("/late", 2);
  await other.idle();
  const settled = await world.find(event);
  world.sink.letGo();
  await late.idle();
  expect(await world.find(event)).toEqual(settled);
  expect(await late.metrics.getSingleMetricAsString("countersign_delivery_late_outcomes_total")).toMatch(
    / 1$/,
  );
  await Promise.all([late.drain(), other.drain()]);
});

test("an address that hangs delays no other", async () => {
  const worker = world.worker({ concurrency: 4, concurrencyPerWebhook: 2 });
  const slow = await world.webhook("/slow");
  const quick = await world.webhook("/quick");
  world.sink.answer("/slow", () => "hang");
  for (let count = 0; count < 20; count++) await world.record({ onlyTo: [slow.id] }, worker);
  await world.sink.until("/slow", 2);
  for (let count = 0; count < 20; count++) await world.record({ onlyTo: [quick.id] }, worker);
  await world.sink.until("/quick", 20);
  expect(world.sink.received("/slow")).toHaveLength(2);
  world.sink.answer("/slow", () => 200);
  world.sink.letGo();
  await worker.idle();
  expect(world.sink.received("/slow")).toHaveLength(20);
  await worker.drain();
});

test("a backlog in the queue that hangs delays no other either, and nothing is left behind", async () => {
  const slow = await world.webhook("/slow-backlog");
  const quick = await world.webhook("/quick-backlog");
  world.sink.answer("/slow-backlog", () => "hang");
  await inTransaction(world.db, async (tx) => {
    for (let count = 0; count < 60; count++) await world.recordIn(tx, { onlyTo: [slow.id] });
    for (let count = 0; count < 60; count++) await world.recordIn(tx, { onlyTo: [quick.id] });
  });
  const worker = world.worker({ concurrency: 4, concurrencyPerWebhook: 2, pollMs: hour });
  await world.sink.until("/quick-backlog", 60);
  expect(world.sink.received("/slow-backlog")).toHaveLength(2);
  world.sink.answer("/slow-backlog", () => 200);
  world.sink.letGo();
  await worker.idle();
  expect(new Set(world.sink.received("/slow-backlog").map((each) => each.headers["webhook-id"])).size).toBe(
    60,
  );
  await worker.drain();
});

test("what exceeds memory goes through the queue and still arrives", async () => {
  const worker = world.worker({ concurrency: 1, concurrencyPerWebhook: 1, maxWaiting: 2 });
  const webhook = await world.webhook("/overflow");
  await inTransaction(world.db, async (tx) => {
    for (let count = 0; count < 30; count++) await world.recordIn(tx, { onlyTo: [webhook.id] }, worker);
  });
  await world.sink.until("/overflow", 30);
  await worker.idle();
  expect(new Set(world.sink.received("/overflow").map((each) => each.headers["webhook-id"])).size).toBe(30);
  expect(world.sink.received("/overflow")).toHaveLength(30);
  await worker.drain();
});

test("two workers share a backlog without doubles", async () => {
  const webhook = await world.webhook("/shared");
  await inTransaction(world.db, async (tx) => {
    for (let count = 0; count < 200; count++) await world.recordIn(tx, { onlyTo: [webhook.id] });
  });
  const settings = { concurrency: 8, concurrencyPerWebhook: 8 };
  const workers = [world.worker(settings), world.worker(settings)];
  await world.sink.until("/shared", 200);
  await Promise.all(workers.map((worker) => worker.idle()));
  const ids = world.sink.received("/shared").map((request) => request.headers["webhook-id"]);
  expect(ids).toHaveLength(200);
  expect(new Set(ids).size).toBe(200);
  await Promise.all(workers.map((worker) => worker.drain()));
});

test("a resend carries the same id, the next attempt's number, and says what it is", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/resend");
  const event = await world.record({ onlyTo: [webhook.id] }, worker);
  await worker.idle();
  expect(await inTransaction(world.db, (tx) => resend({ clock }, tx, { eventId: event.id }))).toBe(1);
  await world.sink.until("/resend", 2);
  await worker.idle();

  const [first, second] = world.sink.received("/resend");
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second?.body).toBe(first?.body);
  expect(second?.headers).toMatchObject({ "countersign-resend": "true", "countersign-attempt": "2" });
  const found = await world.find(event);
  expect(found).toMatchObject({ status: "delivered", attempts: 2 });
  expect(found.log.map((entry) => entry.resend)).toEqual([false, true]);
  await worker.drain();
});

test("a resend of what waits for its retry makes it due now", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/impatient", { delaysMs: [0, hour] });
  world.sink.answer("/impatient", (nth) => (nth === 1 ? 500 : 200));
  const event = await world.record({ onlyTo: [webhook.id] }, worker);
  await worker.idle();
  expect((await world.find(event)).status).toBe("retrying");
  const delivery = await world.deliveryOf(event);
  await inTransaction(world.db, (tx) => resend({ clock }, tx, [delivery]));
  const [, second] = await world.sink.until("/impatient", 2);
  expect(second?.headers).not.toHaveProperty("countersign-resend");
  await worker.idle();
  expect((await world.find(event)).status).toBe("delivered");
  await worker.drain();
});

test("a drained worker finishes what is under way and gives the rest to others", async () => {
  const worker = world.worker({ concurrency: 1, concurrencyPerWebhook: 1 });
  const webhook = await world.webhook("/drained");
  world.sink.answer("/drained", (nth) => (nth === 1 ? "hang" : 200));
  const first = await world.record({ onlyTo: [webhook.id] }, worker);
  await world.sink.until("/drained", 1);
  const second = await world.record({ onlyTo: [webhook.id] }, worker);
  const drained = worker.drain();
  const third = await world.record({ onlyTo: [webhook.id] }, worker);
  const other = world.worker();
  await world.sink.until("/drained", 3);
  world.sink.letGo();
  await drained;
  await other.idle();
  for (const event of [first, second, third]) {
    expect(await world.find(event)).toMatchObject({ status: "delivered", attempts: 1 });
  }
  await other.drain();
});

test("a drain does not wait forever: the attempts that it aborts are due again immediately", async () => {
  const worker = world.worker({ drainTimeoutMs: 1 });
  const webhook = await world.webhook("/broken-off");
  world.sink.answer("/broken-off", (nth) => (nth === 1 ? "hang" : 200));
  const event = await world.record({ onlyTo: [webhook.id] }, worker);
  await world.sink.until("/broken-off", 1);
  await worker.drain();
  expect((await world.find(event)).status).toBe("retrying");
  const other = world.worker();
  await world.sink.until("/broken-off", 2);
  await other.idle();
  expect((await world.find(event)).log.map((entry) => entry.outcome)).toEqual(["aborted", "delivered"]);
  await other.drain();
});

test("one log line tells an attempt, without address or body", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/line?of=query");
  const event = await world.record({ onlyTo: [webhook.id] }, worker);
  await worker.idle();
  const lines = world.log.map((line) => JSON.parse(line)).filter((line) => line.eventId === event.id);
  expect(lines).toEqual([
    expect.objectContaining({ webhookId: webhook.id, outcome: "delivered", status: 200, attempt: 1 }),
  ]);
  expect(world.log.join("")).not.toMatch(/\/line|127\.0\.0\.1|order-1024/);
  expect(await worker.metrics.metrics()).toMatch(
    /countersign_delivery_attempts_total\{outcome="delivered"\} 1/,
  );
  expect(await worker.metrics.metrics()).toMatch(/countersign_delivery_queue_depth 0/);
  await worker.drain();
});
