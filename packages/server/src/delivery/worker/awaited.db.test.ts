import { catalog } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { cancelForSubject } from "../cancel/for-subject.ts";
import { startWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

const hour = 60 * 60 * 1000;
const clock = Date.now;
const payload = catalog.after_registration.example;

/** Awaited webhooks at these paths, in this order, for events of this test only. */
async function webhooks(...paths: string[]): Promise<void> {
  await world.db.updateTable("webhooks").set({ eventTypes: [] }).execute();
  for (const path of paths)
    await world.webhook(path, {
      eventTypes: ["after_registration"],
      mode: "await",
      dialect: "rarus",
      delaysMs: [0, hour],
    });
}

const states = (paths: readonly string[]) =>
  world.db
    .selectFrom("deliveries")
    .innerJoin("webhooks", "webhooks.id", "deliveries.webhookId")
    .select(["webhooks.name", "deliveries.status", "deliveries.reason"])
    .where("webhooks.name", "in", paths)
    .orderBy("webhooks.id")
    .execute();

test("outcomes are in the log when the wait ends, and a failure waits for its retry in the queue", async () => {
  const worker = world.worker();
  await webhooks("/first", "/second");
  world.sink.answer("/second", () => 500);
  const told = await world.recordAwaited({ type: "after_registration", payload }, worker);
  expect(await told()).toEqual(["/second"]);
  expect(await states(["/first", "/second"])).toEqual([
    { name: "/first", status: "delivered", reason: null },
    { name: "/second", status: "retrying", reason: null },
  ]);
  expect(await world.queued()).toHaveLength(1);
  await worker.drain();
});

test("events without a waiting call are sent immediately and in parallel", async () => {
  const worker = world.worker();
  await webhooks("/hanging", "/beside");
  await world.db
    .updateTable("webhooks")
    .set({ eventTypes: ["on_subscription"] })
    .where("name", "in", ["/hanging", "/beside"])
    .execute();
  world.sink.answer("/hanging", () => "hang");
  await world.record({ type: "on_subscription", payload: catalog.on_subscription.example }, worker);
  await world.sink.until("/hanging", 1);
  await world.sink.until("/beside", 1);
  world.sink.letGo();
  await worker.idle();
  await worker.drain();
});

test("nothing is sent of somebody who is erased while an earlier webhook keeps the operation waiting", async () => {
  const worker = world.worker();
  await webhooks("/slow", "/standing-by");
  world.sink.answer("/slow", () => "hang");
  const keyId = await inTransaction(world.db, (tx) =>
    world.keyring.subjectFor(tx, world.projectId, Buffer.from("the blind index of someone")),
  );
  const told = await world.recordAwaited({ type: "after_registration", payload, keyId }, worker);
  await world.sink.until("/slow", 1);
  await inTransaction(world.db, async (tx) => {
    await world.keyring.eraseSubject(tx, keyId);
    await cancelForSubject({ clock }, tx, keyId);
  });
  world.sink.letGo();
  expect(await told()).toEqual(["/standing-by"]);
  expect(world.sink.received("/standing-by")).toEqual([]);
  await worker.drain();
});

test("a stopping process returns unsent deliveries, and no caller waits for them", async () => {
  const worker = world.worker();
  await webhooks("/stopping");
  await worker.drain();
  const told = await world.recordAwaited({ type: "after_registration", payload }, worker);
  expect(await told()).toEqual(["/stopping"]);
  const next = world.worker();
  await world.sink.until("/stopping", 1);
  await next.drain();
});

test("an address whose breaker is open keeps no operation waiting", async () => {
  const worker = world.worker();
  await webhooks("/broken");
  world.sink.answer("/broken", () => 500);
  for (let times = 0; times < 20; times++)
    await (await world.recordAwaited({ type: "after_registration", payload }, worker))();
  expect(world.sink.received("/broken")).toHaveLength(20);
  const told = await world.recordAwaited({ type: "after_registration", payload }, worker);
  expect(await told()).toEqual(["/broken"]);
  expect(world.sink.received("/broken")).toHaveLength(20);
  expect(await worker.metrics.metrics()).toContain(
    'countersign_awaited_deliveries_total{outcome="unsent"} 1',
  );
  await worker.drain();
});
