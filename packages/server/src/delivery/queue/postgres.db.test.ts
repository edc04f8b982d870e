import { beforeAll, expect, test } from "vitest";
import { type QueueUnderTest, queueConformance } from "../testing/queue-conformance.ts";
import { settlement } from "../testing/settlement.ts";
import { startWorld } from "../testing/world.ts";
import { postgresQueue } from "./postgres.ts";

let subject: QueueUnderTest;
beforeAll(async () => {
  const world = await startWorld();
  subject = { queue: postgresQueue(world.db), world };
});

queueConformance("the queue in Postgres", () => subject);

test("a delivery ends even if one of its group has its attempt in the log already", async () => {
  const { queue, world } = subject;
  const webhook = await world.webhook("/logged");
  const events = [await world.record({ onlyTo: [webhook.id] }), await world.record({ onlyTo: [webhook.id] })];
  const now = Date.now() + 1000;
  const items = await queue.claim({
    claim: "clm",
    now,
    until: now + 30_000,
    limit: 10,
    limitPerWebhook: 10,
    limits: new Map(),
    limitPerProject: 10,
    projectLimits: new Map(),
  });
  const settlements = items.map((item) => settlement(item, "clm", { kind: "settled", status: "delivered" }));
  const [logged] = settlements;
  if (!logged?.attempt) throw new Error("nothing was claimed");
  await world.db
    .insertInto("attempts")
    .values({
      day: new Date(logged.attempt.startedAt).toISOString().slice(0, 10),
      deliveryId: logged.item.id,
      deliveryDay: new Date().toISOString().slice(0, 10),
      number: 1,
      resend: false,
      startedAt: new Date(logged.attempt.startedAt),
      durationMs: 77,
      outcome: "delivered",
      requestHeaders: {},
    })
    .execute();
  expect((await queue.settle(settlements)).size).toBe(2);
  for (const event of events) expect((await world.stateOf(event)).status).toBe("delivered");
  const rows = await world.db
    .selectFrom("attempts")
    .select("durationMs")
    .where(
      "deliveryId",
      "in",
      items.map(({ id }) => id),
    )
    .execute();
  expect(rows.map((row) => row.durationMs).toSorted()).toEqual([1, 77]);
});
