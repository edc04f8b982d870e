import { catalog, type WebhookId } from "@countersign/wire";
import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import type { RecordedEvent } from "../../events/index.ts";
import { probeEveryMs } from "../../webhooks/breaker.ts";
import { maxFailingMs } from "../health/health.ts";
import { takePortion } from "../limits/rate-limit.ts";
import { missedSince } from "../log/missed.ts";
import { resend } from "../replay/resend.ts";
import { startWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

const hour = 60 * 60 * 1000;
const payload = catalog["check.outcome"].example;
const numbered = (subject: string, nth: number) => ({
  subject,
  payload: { ...payload, transactionId: `${subject}:${nth}` },
});
/** The subjects of the requests at a path: `subject:nth`. */
const toldAt = (path: string) =>
  world.sink.received(path).map(({ body }) => JSON.parse(body).data.transactionId as string);
const webhookRow = (id: WebhookId) =>
  world.db.selectFrom("webhooks").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const eventsOf = (type: string) =>
  world.db.selectFrom("events").selectAll().where("type", "=", type).orderBy("id").execute();

describe("strict order", () => {
  test("later ones wait behind a failing one of their subject, others don't", async () => {
    const worker = world.worker();
    const { id } = await world.webhook("/order", { fifo: "subject", delaysMs: [0, hour] });
    world.sink.answer("/order", (nth) => (nth === 1 ? 500 : 200));
    for (const [subject, nth] of [
      ["a", 1],
      ["a", 2],
      ["b", 1],
      ["a", 3],
    ] as const) {
      await world.record({ onlyTo: [id], ...numbered(subject, nth) }, worker);
    }
    await world.sink.until("/order", 2);
    await worker.idle();
    expect(toldAt("/order")).toEqual(["a:1", "b:1"]);
    worker.after(2 * hour);
    worker.wake();
    await world.sink.until("/order", 5);
    await worker.idle();
    expect(toldAt("/order").slice(2)).toEqual(["a:1", "a:2", "a:3"]);
    await worker.drain();
  });

  test("one that is given up or cancelled gives the next its turn", async () => {
    const worker = world.worker();
    const { id } = await world.webhook("/order-given-up", { fifo: "subject", delaysMs: [0] });
    world.sink.answer("/order-given-up", (nth) => (nth === 1 ? 500 : 200));
    const events = [];
    for (const nth of [1, 2])
      events.push(await world.record({ onlyTo: [id], ...numbered("a", nth) }, worker));
    await world.sink.until("/order-given-up", 2);
    await worker.idle();
    expect(toldAt("/order-given-up")).toEqual(["a:1", "a:2"]);
    await worker.drain();
  });

  test("events are sent in the order they were accepted, by processes whose clocks are half a second apart", async () => {
    const { id } = await world.webhook("/order-clocks", { fifo: "subject" });
    const order = Array.from({ length: 12 }, (_, n) => n + 1);
    const processes = [world.otherProcess(0), world.otherProcess(-500)];
    for (const nth of order) await processes[nth % 2]?.({ onlyTo: [id], ...numbered("a", nth) });
    const worker = world.worker({ pollMs: 50 });
    await world.sink.until("/order-clocks", order.length);
    expect(toldAt("/order-clocks")).toEqual(order.map((nth) => `a:${nth}`));
    await worker.drain();
  });

  test("however receivers fail and workers share the work, each subject's events arrive in their order", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("a", "b", "c"), { minLength: 4, maxLength: 24 }),
        fc.infiniteStream(fc.boolean()),
        fc.boolean(),
        async (subjects, fails, ahead) => {
          const path = `/order-${++run}`;
          const tries = Array.from({ length: 200 }, () => 0);
          const { id } = await world.webhook(path, { fifo: "subject", delaysMs: tries });
          // Never so often that the breaker opens.
          let accepted = 0;
          world.sink.answer(path, () => {
            const failing = accepted >= 2 && fails.next().value === true;
            accepted = failing ? 0 : accepted + 1;
            return failing ? 500 : 200;
          });
          const workers = [world.worker({ pollMs: 50 }), world.worker({ pollMs: 50 })];
          const counts = new Map<string, number>();
          const events = [];
          for (const subject of subjects) {
            const nth = (counts.get(subject) ?? 0) + 1;
            counts.set(subject, nth);
            const by = ahead ? undefined : workers[nth % 2];
            events.push(await world.record({ onlyTo: [id], ...numbered(subject, nth) }, by));
          }
          await expect.poll(() => world.queued(), { interval: 20 }).toEqual([]);
          await Promise.all(workers.map((worker) => worker.drain()));
          for (const [subject, count] of counts) {
            const told = toldAt(path).filter((each) => each.startsWith(`${subject}:`));
            const inOrder = told.filter((each, place) => each !== told[place - 1]);
            expect(inOrder).toEqual(Array.from({ length: count }, (_, n) => `${subject}:${n + 1}`));
          }
          for (const event of events) expect((await world.stateOf(event)).status).toBe("delivered");
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});

test("a rate limit holds, over all processes", async () => {
  const { id } = await world.webhook("/paced", { rateLimit: 50 });
  expect(await takePortion(world.db, id, 60_000)).toBe(0);
  expect(await takePortion(world.db, id, 60_000)).toBeGreaterThan(50_000);
  // As a wrong clock leaves it.
  await sql`update webhook_pace set next_at = now() + interval '40 days'`.execute(world.db);
  expect(await takePortion(world.db, id, 60_000)).toBe(0);
  await world.db.deleteFrom("webhookPace").execute();
  const workers = [world.worker(), world.worker()];
  const started = performance.now();
  for (let n = 0; n < 30; n++) await world.record({ onlyTo: [id] }, workers[n % 2]);
  await world.sink.until("/paced", 30);
  // Six portions of five calls, each a tenth of a second after the one before.
  expect(performance.now() - started).toBeGreaterThan(450);
  await Promise.all(workers.map((worker) => worker.drain()));
});

test("an address that mostly fails is only probed, and deliveries keep their attempts", async () => {
  const worker = world.worker();
  const { id } = await world.webhook("/broken", { delaysMs: [0, hour, hour] });
  world.sink.answer("/broken", () => 500);
  for (let n = 0; n < 20; n++) await world.record({ onlyTo: [id] }, worker);
  await world.sink.until("/broken", 20);
  await worker.idle();
  const waiting = [];
  for (let n = 0; n < 5; n++) waiting.push(await world.record({ onlyTo: [id] }, worker));
  await worker.idle();
  expect(world.sink.received("/broken")).toHaveLength(20);
  for (const event of waiting) expect((await world.stateOf(event)).attempts).toBe(0);
  world.sink.answer("/broken", () => 200);
  worker.after(probeEveryMs);
  worker.wake();
  await world.sink.until("/broken", 25);
  await worker.idle();
  for (const event of waiting) expect((await world.stateOf(event)).status).toBe("delivered");
  await worker.drain();
  await world.db.deleteFrom("deliveryQueue").execute();
});

describe("an address that is gone or dead", () => {
  test("410 disables its webhook and records an event; later deliveries are stored as cancelled and can be resent", async () => {
    const worker = world.worker();
    const { id } = await world.webhook("/gone-for-good", { eventTypes: ["check.outcome"] });
    world.sink.answer("/gone-for-good", (nth) => (nth === 1 ? 410 : 200));
    await world.record({ onlyTo: [id] }, worker);
    await expect
      .poll(() => webhookRow(id))
      .toMatchObject({ disabledAt: expect.any(Date), disabledReason: "gone" });
    const told = (await eventsOf("webhook.disabled")).filter((event) => event.subject === id);
    expect(told).toHaveLength(1);
    const missed = await world.record({ onlyTo: [id] }, worker);
    await worker.idle();
    expect(await world.stateOf(missed)).toEqual({ status: "cancelled", reason: "disabled", attempts: 0 });
    expect(world.sink.received("/gone-for-good")).toHaveLength(1);
    await worker.drain();
    await world.db
      .updateTable("webhooks")
      .set({ eventTypes: [], active: false })
      .where("id", "=", id)
      .execute();
  });

  test("a failure after five days of nothing else disables it, and one success ends the count", async () => {
    const worker = world.worker();
    const { id } = await world.webhook("/dead", { delaysMs: [0] });
    world.sink.answer("/dead", (nth) => (nth === 2 ? 200 : 500));
    const failingFor = (ms: number) =>
      world.db
        .updateTable("webhooks")
        .set({ failingSince: new Date(Date.now() - ms) })
        .where("id", "=", id)
        .execute();
    await world.record({ onlyTo: [id] }, worker);
    await expect.poll(async () => (await webhookRow(id)).failingSince).not.toBeNull();
    await worker.drain();

    await failingFor(maxFailingMs + hour);
    const second = world.worker();
    await world.record({ onlyTo: [id] }, second);
    await expect.poll(async () => (await webhookRow(id)).failingSince).toBeNull();
    await second.drain();

    await failingFor(maxFailingMs + hour);
    const third = world.worker();
    await world.record({ onlyTo: [id] }, third);
    await expect.poll(async () => (await webhookRow(id)).disabledReason).toBe("failing");
    expect((await webhookRow(id)).failingSince).not.toBeNull();
    await third.drain();
  });
});

test("delivery.exhausted is recorded once, but not for deliveries of such events", async () => {
  const worker = world.worker();
  const own = await world.webhook("/gives-up", { delaysMs: [0] });
  const operators = await world.webhook("/operators", {
    eventTypes: ["delivery.*"],
    dialect: "standard",
    delaysMs: [0],
  });
  world.sink.answer("/gives-up", () => 503);
  world.sink.answer("/operators", () => 503);
  const before = (await eventsOf("delivery.exhausted")).length;
  const event = await world.record({ onlyTo: [own.id] }, worker);
  const [told] = await world.sink.until("/operators", 1);
  await worker.idle();
  expect(JSON.parse(told?.body ?? "")).toMatchObject({
    type: "delivery.exhausted",
    data: {
      eventId: event.id,
      webhookId: own.id,
      eventType: "check.outcome",
      attempts: 1,
      lastStatusCode: 503,
    },
  });
  expect(await eventsOf("delivery.exhausted")).toHaveLength(before + 1);
  await worker.drain();
  await world.db.updateTable("webhooks").set({ eventTypes: [] }).where("id", "=", operators.id).execute();
});

test("a first wait is waited", async () => {
  const worker = world.worker();
  const { id } = await world.webhook("/later", { delaysMs: [hour] });
  const event = await world.record({ onlyTo: [id] }, worker);
  await worker.idle();
  expect(world.sink.received("/later")).toEqual([]);
  worker.after(2 * hour);
  worker.wake();
  await world.sink.until("/later", 1);
  await worker.idle();
  expect((await world.stateOf(event)).status).toBe("delivered");
  await worker.drain();
});

test("any response in mode forget ends the delivery and has no other effect", async () => {
  const worker = world.worker();
  const { id } = await world.webhook("/forget", { mode: "forget" });
  const told = (await eventsOf("delivery.exhausted")).length;
  // More failures than a breaker takes, and a 410 that would disable any other webhook.
  world.sink.answer("/forget", (nth) => (nth === 1 ? 410 : 500));
  const events: RecordedEvent[] = [];
  for (let count = 0; count < 25; count++) {
    events.push(await world.record({ onlyTo: [id] }, worker));
    await worker.idle();
  }
  expect(world.sink.received("/forget")).toHaveLength(25);
  for (const [at, event] of events.entries()) {
    const { log, status } = await world.find(event);
    const outcome = at === 0 ? "gone" : "server-error";
    expect(status).toBe("done");
    expect(log).toMatchObject([{ outcome, responseBody: null, responseHeaders: null, answerFlag: null }]);
  }
  expect(await webhookRow(id)).toMatchObject({ failingSince: null, disabledAt: null });
  expect(await eventsOf("delivery.exhausted")).toHaveLength(told);
  expect(await missedSince(world.db, id, new Date(0))).toEqual({ failed: 0, cancelled: 0 });
  const [event] = events;
  const again = event ? [await world.deliveryOf(event)] : [];
  expect(await inTransaction(world.db, (tx) => resend({ clock: Date.now }, tx, again))).toBe(1);
  await world.sink.until("/forget", 26);
  await worker.idle();
  expect(event && (await world.stateOf(event))).toEqual({ status: "done", reason: null, attempts: 2 });
  await worker.drain();
});

test("a large body is read when it is its turn", async () => {
  const { id } = await world.webhook("/large", { dialect: "standard" });
  const large = { ...payload, transactionId: "x".repeat(50_000) };
  await inTransaction(world.db, async (tx) => {
    for (let n = 0; n < 3; n++) await world.recordIn(tx, { onlyTo: [id], payload: large });
  });
  const worker = world.worker();
  await world.sink.until("/large", 3);
  expect(world.sink.received("/large").every(({ body }) => body.length > 50_000)).toBe(true);
  await worker.idle();
  await worker.drain();
});
