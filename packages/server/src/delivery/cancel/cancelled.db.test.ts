import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { resend } from "../replay/resend.ts";
import { startWorld, type World } from "../testing/world.ts";
import { cancelForSubject } from "./for-subject.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

const hour = 60 * 60 * 1000;
const clock = Date.now;

test("what is pending for an erased subject is cancelled and never sent, not even on demand", async () => {
  const worker = world.worker();
  const webhook = await world.webhook("/erased", { delaysMs: [0, hour] });
  world.sink.answer("/erased", () => 500);
  const keyId = await inTransaction(world.db, (tx) =>
    world.keyring.subjectFor(tx, world.projectId, Buffer.from("the blind index of someone")),
  );
  const event = await world.record({ onlyTo: [webhook.id], keyId }, worker);
  await worker.idle();
  const cancelled = await inTransaction(world.db, async (tx) => {
    await world.keyring.eraseSubject(tx, keyId);
    return cancelForSubject({ clock }, tx, keyId);
  });
  expect(cancelled).toBe(1);
  expect(await world.find(event)).toMatchObject({ status: "cancelled", reason: "erased", body: null });
  expect(await inTransaction(world.db, (tx) => resend({ clock }, tx, { eventId: event.id }))).toBe(0);
  await expect(world.record({ onlyTo: [webhook.id], keyId }, worker)).rejects.toThrow("erased");
  worker.after(2 * hour);
  await worker.idle();
  expect(world.sink.received("/erased")).toHaveLength(1);
  await worker.drain();
});

test("what is held in memory for an erased subject is dropped", async () => {
  const worker = world.worker({ concurrency: 1, concurrencyPerWebhook: 1 });
  const webhook = await world.webhook("/erased-in-memory");
  world.sink.answer("/erased-in-memory", () => "hang");
  await world.record({ onlyTo: [webhook.id] }, worker);
  await world.sink.until("/erased-in-memory", 1);
  const keyId = await inTransaction(world.db, (tx) =>
    world.keyring.subjectFor(tx, world.projectId, Buffer.from("the blind index of another")),
  );
  await world.record({ onlyTo: [webhook.id], keyId }, worker);
  await inTransaction(world.db, async (tx) => {
    await world.keyring.eraseSubject(tx, keyId);
    await cancelForSubject({ clock }, tx, keyId);
  });
  world.sink.letGo();
  await worker.idle();
  expect(world.sink.received("/erased-in-memory")).toHaveLength(1);
  await worker.drain();
});

test("a webhook that is switched off gets nothing; its deliveries are kept as cancelled and can be resent", async () => {
  const webhook = await world.webhook("/off");
  await world.db.updateTable("webhooks").set({ active: false }).where("id", "=", webhook.id).execute();
  const worker = world.worker();
  const event = await world.record({ onlyTo: [webhook.id] }, worker);
  await worker.idle();
  expect(await world.find(event)).toMatchObject({ status: "cancelled", attempts: 0 });
  await worker.drain();

  await world.db.updateTable("webhooks").set({ active: true }).where("id", "=", webhook.id).execute();
  const next = world.worker();
  await inTransaction(world.db, (tx) => resend({ clock }, tx, { eventId: event.id }));
  await world.sink.until("/off", 1);
  await next.drain();
});

test("a delivery that cannot be opened ends as cancelled, says why, and keeps back no other", async () => {
  const webhook = await world.webhook("/damaged");
  const [damaged, whole] = await inTransaction(world.db, async (tx) => [
    await world.recordIn(tx, { onlyTo: [webhook.id] }),
    await world.recordIn(tx, { onlyTo: [webhook.id] }),
  ]);
  if (!damaged || !whole) throw new Error("nothing was recorded");
  const box = Buffer.from("no box at all, and long enough for one");
  await world.db.updateTable("messages").set({ bodySealed: box }).where("eventId", "=", damaged.id).execute();
  const worker = world.worker();
  await world.sink.until("/damaged", 1);
  await worker.idle();
  expect((await world.find(whole)).status).toBe("delivered");
  expect(await world.stateOf(damaged)).toEqual({ status: "cancelled", reason: "unreadable", attempts: 0 });
  expect(world.log.join("")).toContain("could not read a body");
  expect(await world.queued()).toEqual([]);
  await worker.drain();
});
