import { randomBytes } from "node:crypto";
import { firstIdAt, type WebhookId } from "@countersign/wire";
import { pino } from "pino";
import { afterEach, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { createProject } from "../../projects/index.ts";
import { startWorld, type World } from "../testing/world.ts";
import { countSelected, type ReplayFilter, type Selection } from "./filter.ts";
import { cancelReplay, findReplay, maxReplays, type Replay, standingOf, startReplay } from "./replay.ts";
import { stepReplay } from "./step.ts";
import { type ReplayWorker, startReplays } from "./worker.ts";

const deps = { clock: Date.now, random: (bytes: number) => randomBytes(bytes) };
const hour = 3_600_000;
let world: World;
const workers: ReplayWorker[] = [];
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

const replays = (settings: { batchSize?: number; batchTimeoutMs?: number } = {}) => {
  const log = pino({ enabled: false });
  const worker = startReplays({ ...world, clock: Date.now, log, settings: { pauseMs: 5, ...settings } });
  workers.push(worker);
  return worker;
};

const selection = (webhookId: WebhookId, filter: ReplayFilter = {}): Selection => ({
  projectId: world.projectId,
  filter: { webhookIds: [webhookId], ...filter },
  from: new Date(Date.now() - hour),
  to: new Date(Date.now() + 1000),
});

const tryToStart = (wanted: Selection) => inTransaction(world.db, (tx) => startReplay(deps, tx, wanted));

async function start(wanted: Selection): Promise<Replay> {
  const replay = await tryToStart(wanted);
  if (replay === null) throw new Error("too many replays are running");
  return replay;
}

async function ended({ id }: Replay): Promise<Replay> {
  for (;;) {
    const replay = await findReplay(world.db, id);
    if (replay && replay.status !== "running") return replay;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** That many events that were sent to the webhook and finally refused. */
async function failed(path: string, count: number): Promise<WebhookId> {
  const webhook = await world.webhook(path, { delaysMs: [0] });
  world.sink.answer(path, () => 500);
  const worker = world.worker();
  for (let sequence = 1; sequence <= count; sequence++) {
    await world.record({ onlyTo: [webhook.id], subject: `of-${path.slice(1)}`, sequence }, worker);
  }
  await worker.idle();
  await worker.drain();
  world.sink.answer(path, () => 200);
  return webhook.id;
}

test("all that failed is sent again, marked, in order, under its old id, and the progress is reported", async () => {
  const webhookId = await failed("/recover", 7);
  const first = world.sink.received("/recover").map((request) => request.headers["webhook-id"]);
  const wanted = selection(webhookId, { statuses: ["exhausted", "cancelled"] });
  expect(await countSelected(world.db, wanted)).toBe(7);

  replays({ batchSize: 3 });
  const sender = world.worker({ concurrencyPerWebhook: 1 });
  const replay = await ended(await start(wanted));
  expect(replay).toMatchObject({ status: "done", matched: 7, queued: 7, skipped: 0 });
  await sender.idle();
  expect(await standingOf(world.db, replay)).toMatchObject({ delivered: 7, pending: 0, exhausted: 0 });

  const again = world.sink.received("/recover").slice(7);
  expect(again.map((request) => request.headers["webhook-id"])).toEqual(first);
  expect(again.map((request) => request.headers["countersign-resend"])).toEqual(first.map(() => "true"));
  expect(again.map((request) => request.headers["countersign-sequence"])).toEqual([..."1234567"]);
  await sender.drain();
});

test("a webhook that wants strict order gets each subject's in order, over all batches", async () => {
  const webhookId = await failed("/in-order", 12);
  await world.db.updateTable("webhooks").set({ fifo: "subject" }).where("id", "=", webhookId).execute();
  // The first attempts of the replay fail here and there: later ones of the subject wait.
  world.sink.answer("/in-order", (nth) => (nth % 3 === 0 ? 500 : 200));
  await world.db
    .updateTable("webhooks")
    .set({ retry: { delaysMs: [0, 5, 5, 5] } })
    .where("id", "=", webhookId)
    .execute();
  replays({ batchSize: 5 });
  const sender = world.worker();
  const replay = await ended(await start(selection(webhookId)));
  await world.sink.until("/in-order", 12 + 17);
  await sender.idle();
  expect(await standingOf(world.db, replay)).toMatchObject({ delivered: 12 });
  const order = world.sink
    .received("/in-order")
    .slice(12)
    .map((request) => Number(request.headers["countersign-sequence"]));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  await sender.drain();
});

test("filters narrow what is sent: by type, subject, end and time", async () => {
  const webhookId = await failed("/narrow", 2);
  const count = (filter: ReplayFilter, times: Partial<Selection> = {}) =>
    countSelected(world.db, { ...selection(webhookId, filter), ...times });
  expect(await count({})).toBe(2);
  expect(await count({ types: ["check.outcome"], subjects: ["of-narrow", "another"] })).toBe(2);
  expect(await count({ types: ["check.photo"] })).toBe(0);
  expect(await count({ subjects: ["another"] })).toBe(0);
  expect(await count({ statuses: ["delivered"] })).toBe(0);
  expect(await count({ settledSince: new Date(Date.now() - hour).toISOString() })).toBe(2);
  expect(await count({ settledSince: new Date(Date.now() + hour).toISOString() })).toBe(0);
  expect(await count({}, { to: new Date(Date.now() - 30 * 60_000) })).toBe(0);
});

test("a replay that is cancelled puts nothing more in the queue", async () => {
  const webhookId = await failed("/cancelled-replay", 4);
  const replay = await start(selection(webhookId));
  const batches = { batchSize: 2, batchTimeoutMs: hour };
  expect(await stepReplay({ ...world, ...deps }, batches)).toMatchObject({
    replay: { matched: 4, queued: 0 },
  });
  expect(await stepReplay({ ...world, ...deps }, batches)).toMatchObject({ replay: { queued: 2 } });
  const cancelled = await inTransaction(world.db, (tx) => cancelReplay(deps, tx, replay.id));
  expect(cancelled).toMatchObject({ status: "cancelled", queued: 2, finishedAt: expect.any(Date) });
  expect(await stepReplay({ ...world, ...deps }, batches)).toEqual({ kind: "idle" });
  expect(await standingOf(world.db, cancelled)).toMatchObject({ pending: 2 });
  const sender = world.worker();
  await sender.idle();
  await sender.drain();
});

test("a batch waits until the one before was tried, or its timeout is over", async () => {
  const webhookId = await failed("/paced", 4);
  const { id } = await start(selection(webhookId));
  const step = () => stepReplay({ ...world, ...deps }, { batchSize: 2, batchTimeoutMs: hour });
  await step();
  await step();
  expect(await step()).toEqual({ kind: "waiting", id, projectId: world.projectId });
  expect(await stepReplay({ ...world, ...deps }, { batchSize: 2, batchTimeoutMs: hour }, [id])).toEqual({
    kind: "idle",
  });
  await world.db.updateTable("replays").set({ nextBatchAt: new Date() }).where("id", "=", id).execute();
  expect(await step()).toMatchObject({ kind: "worked", replay: { queued: 4 } });
  expect(await step()).toEqual({ kind: "waiting", id, projectId: world.projectId });
  const sender = world.worker();
  await sender.idle();
  expect(await step()).toMatchObject({ kind: "worked", replay: { status: "done", queued: 4 } });
  await sender.drain();
});

test("another process continues where one died between two batches, and sends nothing twice", async () => {
  const webhookId = await failed("/survives", 5);
  const replay = await start(selection(webhookId));
  const batches = { batchSize: 2, batchTimeoutMs: 0 };
  await stepReplay({ ...world, ...deps }, batches);
  await stepReplay({ ...world, ...deps }, batches);
  const died = inTransaction(world.db, async (tx) => {
    await tx
      .updateTable("replays")
      .set({ afterId: firstIdAt("delivery", Date.UTC(9999, 0)) })
      .execute();
    throw new Error("killed");
  });
  await expect(died).rejects.toThrow("killed");
  replays({ batchSize: 2, batchTimeoutMs: 0 });
  replays({ batchSize: 2, batchTimeoutMs: 0 });
  expect(await ended(replay)).toMatchObject({ status: "done", matched: 5, queued: 5 });
  const sender = world.worker();
  await sender.idle();
  expect(world.sink.received("/survives")).toHaveLength(10);
  await sender.drain();
});

test("what belongs to an erased subject is left out, and what goes to a webhook that is off", async () => {
  const webhookId = await failed("/erased-replay", 1);
  const keyId = await inTransaction(world.db, (tx) =>
    world.keyring.subjectFor(tx, world.projectId, Buffer.from("the blind index of somebody")),
  );
  world.sink.answer("/erased-replay", () => 500);
  const sender = world.worker();
  const event = await world.record({ onlyTo: [webhookId], keyId }, sender);
  await sender.idle();
  await inTransaction(world.db, (tx) => world.keyring.eraseSubject(tx, keyId));
  replays();
  expect(await ended(await start(selection(webhookId)))).toMatchObject({ matched: 2, queued: 1, skipped: 1 });
  expect(await world.find(event)).toMatchObject({ status: "exhausted", withheld: "erased", body: null });
  await sender.idle();
  await world.db.updateTable("webhooks").set({ active: false }).where("id", "=", webhookId).execute();
  expect(await ended(await start(selection(webhookId)))).toMatchObject({ matched: 2, queued: 0, skipped: 2 });
  await sender.drain();
});

test("replay never lies: an older event sent again after a newer one has the lower sequence, and says what it is", async () => {
  const webhook = await world.webhook("/never-lies");
  const sender = world.worker();
  for (let sequence = 1; sequence <= 3; sequence++) {
    await world.record({ onlyTo: [webhook.id], subject: "one-session", sequence }, sender);
    await sender.idle();
  }
  replays();
  await ended(await start(selection(webhook.id, { subjects: ["one-session"] })));
  await sender.idle();
  const told = world.sink
    .received("/never-lies")
    .map(({ headers }) => [headers["countersign-sequence"], headers["countersign-resend"]]);
  expect(told.slice(0, 3)).toEqual([
    ["1", undefined],
    ["2", undefined],
    ["3", undefined],
  ]);
  // A receiver that remembers the highest sequence it has seen ignores all of these.
  expect(told.slice(3).sort()).toEqual([
    ["1", "true"],
    ["2", "true"],
    ["3", "true"],
  ]);
  await sender.drain();
});

test("a project has so many under way and no more, and another's first waits for one turn of it", async () => {
  const webhookId = await failed("/many-replays", 2);
  const flood: Replay[] = [];
  for (let nth = 0; nth < maxReplays; nth++) flood.push(await start(selection(webhookId)));
  expect(await tryToStart(selection(webhookId))).toBeNull();

  const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;
  const { keyring } = world;
  const neighbour = await inTransaction(world.db, (tx) =>
    createProject({ ...deps, keyring }, tx, { name: "Neighbour", mode: "test" }, operator),
  );
  const own = await start({ ...selection(webhookId), projectId: neighbour.project.id });
  let last = "";
  const turns: string[] = [];
  while ((await findReplay(world.db, own.id))?.status === "running") {
    const step = await stepReplay({ ...world, ...deps }, { batchSize: 2, batchTimeoutMs: hour }, [], last);
    if (step.kind === "worked") last = step.replay.projectId;
    turns.push(last);
  }
  expect(turns.filter((each) => each === neighbour.project.id)).toHaveLength(2);
  expect(turns.length).toBeLessThanOrEqual(4);
  for (const { id } of flood) await inTransaction(world.db, (tx) => cancelReplay(deps, tx, id));
  expect(await tryToStart(selection(webhookId))).not.toBeNull();
});
