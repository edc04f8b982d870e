import { randomBytes } from "node:crypto";
import { newId, type ProjectId, type WebhookId } from "@countersign/wire";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { startWorld, type World } from "../delivery/testing/world.ts";
import {
  forgetOldTraffic,
  queueSeries,
  startQueueSamples,
  startTraffic,
  timeSeries,
  webhookDays,
} from "./index.ts";

const log = pino({ level: "silent" });
const minute = 60_000;
const noon = Date.UTC(2026, 4, 5, 12);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

const newWebhook = () => newId("webhook", Date.now, (bytes) => randomBytes(bytes));

function counting(now = noon) {
  const clock = { now };
  return { clock, traffic: startTraffic({ db: world.db, clock: () => clock.now, log }) };
}

const attempt = (number: number, durationMs: number, outcome = "delivered") => ({
  number,
  durationMs,
  outcome,
});

test("deliveries are counted by webhook, by project and for all, in steps", async () => {
  const webhookId = newWebhook();
  const projectId = "shop-one" as ProjectId;
  const { traffic } = counting();
  const common = { webhookId, projectId };
  traffic.delivery({ ...common, at: noon - 30 * minute, attempt: attempt(1, 40), became: "delivered" });
  traffic.delivery({ ...common, at: noon, attempt: attempt(1, 900, "timeout"), became: "retry" });
  traffic.delivery({ ...common, at: noon + 1, attempt: attempt(2, 40), became: "delivered" });
  traffic.delivery({ ...common, at: noon + 1, attempt: attempt(3, 40, "gone"), became: "exhausted" });
  await traffic.stop();

  for (const scope of [webhookId, projectId]) {
    const { points, total } = await timeSeries(world.db, {
      topic: "deliveries",
      scopes: [scope],
      range: "1h",
      now: noon,
    });
    expect(points).toHaveLength(60);
    expect(points[29]).toMatchObject({ at: noon - 30 * minute, figures: { attempts: 1, deliveredFirst: 1 } });
    expect(points[59]?.figures).toMatchObject({
      attempts: 3,
      failedAttempts: 2,
      deliveredLater: 1,
      exhausted: 1,
    });
    expect(total).toMatchObject({ attempts: 4, failedAttempts: 2, deliveredFirst: 1, cancelled: 0 });
    expect([total.p50Ms, total.p95Ms]).toEqual([expect.closeTo(40, -1), expect.closeTo(900, -2)]);
  }
  for (const range of ["24h", "7d", "30d"] as const) {
    const { points, total } = await timeSeries(world.db, {
      topic: "deliveries",
      scopes: [webhookId],
      range,
      now: noon,
    });
    expect(total.attempts).toBe(4);
    expect(points.reduce((sum, { figures }) => sum + figures.attempts, 0)).toBe(4);
  }
});

test("several processes add to the same rows, and none is lost or waits for another permanently", async () => {
  const webhooks = Array.from({ length: 20 }, newWebhook);
  const projectId = "shop-two" as ProjectId;
  const processes = Array.from({ length: 4 }, () => counting().traffic);
  for (let round = 0; round < 5; round++) {
    for (const [nth, traffic] of processes.entries()) {
      for (const webhookId of nth % 2 === 0 ? webhooks : webhooks.toReversed())
        traffic.delivery({ webhookId, projectId, at: noon, attempt: attempt(1, 5), became: "delivered" });
    }
    await Promise.all(processes.map((traffic) => traffic.flush()));
  }
  const { total } = await timeSeries(world.db, {
    topic: "deliveries",
    scopes: [projectId],
    range: "1h",
    now: noon,
  });
  expect(total).toMatchObject({ attempts: 400, deliveredFirst: 400 });
  await Promise.all(processes.map((traffic) => traffic.stop()));
});

test("what can't be written is written later", async () => {
  const projectId = "shop-three" as ProjectId;
  const { traffic } = counting();
  traffic.session(projectId, "succeeded", 60_000);
  await world.db.schema.alterTable("traffic").renameTo("traffic_away").execute();
  await expect(traffic.flush()).rejects.toThrow();
  traffic.session(projectId, "succeeded", 60_000);
  await world.db.schema
    .alterTable("trafficAway" as "traffic")
    .renameTo("traffic")
    .execute();
  await traffic.stop();
  const { total } = await timeSeries(world.db, {
    topic: "sessions",
    scopes: [projectId],
    range: "24h",
    now: noon,
  });
  expect(total.succeeded).toBe(2);
});

test("a hook's calls count for the hook, the run for its project", async () => {
  const projectId = "shop-four" as ProjectId;
  const [one, two] = [newWebhook(), newWebhook()];
  const { traffic } = counting();
  traffic.interception({
    projectId,
    verdict: "allowed",
    degraded: true,
    totalMs: 70,
    hooks: [
      { webhookId: one, verdict: "allowed", durationMs: 10 },
      { webhookId: two, verdict: "tolerated", durationMs: 60 },
    ],
  });
  await traffic.stop();
  const totalOf = async (scope: string) =>
    (await timeSeries(world.db, { topic: "interceptions", scopes: [scope], range: "1h", now: noon })).total;
  expect(await totalOf(projectId)).toMatchObject({ allowed: 1, degraded: 1, broken: 0 });
  expect(await totalOf(two)).toMatchObject({ allowed: 0, degraded: 1, broken: 1 });
  const days = await webhookDays(world.db, [one, two], noon);
  expect(days.get(two)?.hours.at(-1)).toMatchObject({ calls: 1, failed: 1 });
  expect(days.get(one)).toMatchObject({ p50Ms: expect.closeTo(10, -1) });
});

test("a worker counts what it has written, also where nothing was sent", async () => {
  const { traffic } = counting();
  const webhook = await world.webhook("/counted");
  const settled: string[] = [];
  const startWorker = () =>
    world.worker({}, undefined, undefined, ({ item, at, attempt: made, fate }, projectId) => {
      if (fate.kind === "retry") return;
      settled.push(fate.status);
      traffic.delivery({ webhookId: item.webhookId, projectId, at, attempt: made, became: fate.status });
    });
  const worker = startWorker();
  await world.record({ onlyTo: [webhook.id] }, worker);
  await worker.idle();
  await worker.drain();
  await world.record({ onlyTo: [webhook.id] });
  await world.db.updateTable("webhooks").set({ active: false }).where("id", "=", webhook.id).execute();
  const later = startWorker();
  await later.idle();
  expect(settled).toEqual(["delivered", "cancelled"]);
  await traffic.flush();
  const read = (scope: string) =>
    timeSeries(world.db, { topic: "deliveries", scopes: [scope], range: "1h", now: Date.now() });
  expect((await read(webhook.id)).total).toMatchObject({ deliveredFirst: 1, cancelled: 1, attempts: 1 });
  expect((await read(world.projectId)).total).toMatchObject({ deliveredFirst: 1, cancelled: 1 });
  await traffic.stop();
  await later.drain();
});

test("the queue is sampled once a minute by any of the processes", async () => {
  const webhook = (await world.webhook("/waits")) as { id: WebhookId };
  await world.record({ onlyTo: [webhook.id] });
  await world.record({ onlyTo: [webhook.id] });
  const now = Date.now() + 10 * minute;
  const sample = async (at: number) => {
    const stops = [1, 2].map(() => startQueueSamples({ db: world.db, clock: () => at, log }));
    await Promise.all(stops.map((stop) => stop()));
  };
  await sample(now);
  const { now: seen, points } = await queueSeries(world.db, { scopes: [world.projectId], range: "1h", now });
  expect(seen).toEqual({ depth: 2, oldestSeconds: expect.closeTo(600, -2) });
  expect(points.filter(({ sample: each }) => each !== null)).toHaveLength(1);
  const month = await queueSeries(world.db, { scopes: ["*"], range: "30d", now });
  expect(month.now).toMatchObject({ depth: 2 });
  expect(month.points.at(-1)?.sample?.depth).toBe(2);
  expect((await queueSeries(world.db, { scopes: ["elsewhere"], range: "1h", now })).now?.depth).toBe(0);
});

test("minutes are kept for a day, hours for a month", async () => {
  const projectId = "shop-five" as ProjectId;
  const { traffic } = counting(Date.UTC(2026, 1, 1));
  traffic.review(projectId, "approved", 1000);
  await traffic.stop();
  const kept = async () =>
    (
      await world.db
        .selectFrom("traffic")
        .select("grain")
        .where("scope", "=", projectId)
        .orderBy("grain")
        .execute()
    ).map(({ grain }) => grain);
  expect(await kept()).toEqual([1, 60]);
  await forgetOldTraffic(world.db, Date.UTC(2026, 1, 4));
  expect(await kept()).toEqual([60]);
  await forgetOldTraffic(world.db, Date.UTC(2026, 3, 1));
  expect(await kept()).toEqual([]);
});
