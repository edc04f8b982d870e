import { beforeAll, expect, test } from "vitest";
import { startWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

test("what a process left under its lease is counted as taken over; a fresh delivery is not", async () => {
  const webhook = await world.webhook("/taken-over");
  await world.record({ onlyTo: [webhook.id] });
  await world.db
    .updateTable("deliveryQueue")
    .set({ claim: "clm_of_a_process_that_died", leasedUntil: new Date(Date.now() - 1) })
    .execute();
  await world.record({ onlyTo: [webhook.id] });
  const worker = world.worker();
  await worker.idle();
  const text = await worker.metrics.metrics();
  expect(text).toMatch(/countersign_delivery_takeovers_total 1$/m);
  expect(text).toMatch(/countersign_delivery_attempt_seconds_count 2$/m);
  expect(text).toMatch(/countersign_delivery_attempts_total\{outcome="delivered"\} 2$/m);
  expect(worker.alive()).toBe(true);
  await worker.drain();
  worker.after(60_000);
  expect(worker.alive()).toBe(false);
});

test("metrics have labels of a few known values, no ids", async () => {
  const webhook = await world.webhook("/labels", { delaysMs: [0] });
  world.sink.answer("/labels", () => 500);
  const worker = world.worker();
  await world.record({ onlyTo: [webhook.id] }, worker);
  await worker.idle();
  const labels = [...(await worker.metrics.metrics()).matchAll(/(\w+)="([^"]*)"/g)];
  expect([...new Set(labels.map(([, name]) => name))].sort()).toEqual(["le", "outcome", "status"]);
  expect(labels.map(([, , value]) => value).join(" ")).not.toMatch(/_[0-9a-z]{26}|127\.0\.0\.1/);
  await worker.drain();
});
