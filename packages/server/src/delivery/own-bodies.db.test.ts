import { catalog } from "@countersign/wire";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../db/index.ts";
import { createRendering, type Rendering } from "../rendering/index.ts";
import { resend } from "./resend.ts";
import { startWorld, type World } from "./testing/world.ts";

let broken = false;
let world: World;
const rendering = createRendering({ threads: 1 });
const breakable: Rendering = {
  ...rendering,
  render: async (template, about) =>
    broken
      ? { ok: false, problem: { kind: "too-slow", detail: "it took longer than 100 ms and was stopped" } }
      : rendering.render(template, about),
};
beforeAll(async () => {
  world = await startWorld(breakable);
});
afterAll(() => rendering.close());

const event = {
  type: "before_order_add",
  subject: "ord-1",
  payload: catalog.before_order_add.example,
} as const;
const own = { dialect: "rarus", body: '{"buyer": {{ data.order.userId }}, "no": {{ sequence }}}' } as const;

test("a webhook's template makes its body, once for all attempts; others get the format's", async () => {
  const { sink } = world;
  const { id: mine } = await world.webhook("/own", own);
  const { id: usual } = await world.webhook("/usual", { dialect: "rarus" });
  sink.answer("/own", (nth) => (nth === 1 ? 500 : 200));
  const worker = world.worker();
  await world.record({ ...event, onlyTo: [mine, usual] }, worker);
  const [first, second] = await sink.until("/own", 2);
  expect(first?.body).toBe('{"buyer": "usr-1024", "no": 1}');
  expect(second?.body).toBe(first?.body);
  expect(second?.headers["content-type"]).toBe("application/json");
  const [other] = await sink.until("/usual", 1);
  expect(JSON.parse(other?.body ?? "")).toMatchObject({ event: "before_order_add", sequence: 1 });
});

test("a condition keeps events away; one that can't be told does not", async () => {
  const { sink } = world;
  await world.webhook("/dear", {
    ...own,
    eventTypes: [event.type],
    condition: "data.order.deliveryPrice > 999999",
  });
  await world.webhook("/any", { ...own, eventTypes: [event.type], condition: "data.order.discount == 0" });
  await world.webhook("/untold", { ...own, eventTypes: [event.type], condition: "data.order.nothing > 1" });
  const recorded = await world.record(event, world.worker());
  expect(recorded.deliveries).toBe(2);
  await Promise.all([sink.until("/any", 1), sink.until("/untold", 1)]);
  expect(sink.received("/dear")).toEqual([]);
});

test("a body that can't be made is never sent as another; once the template works, a resend sends it", async () => {
  const { sink, db } = world;
  const { id } = await world.webhook("/failing", own);
  const worker = world.worker();
  broken = true;
  const recorded = await world.record({ ...event, onlyTo: [id] }, worker);
  await worker.idle();
  expect(await world.stateOf(recorded)).toMatchObject({
    status: "cancelled",
    reason: "unrendered",
    attempts: 0,
  });
  expect(sink.received("/failing")).toEqual([]);
  // The message holds what the template works over: nothing that was or will be sent as it is.
  expect(await world.find(recorded)).toMatchObject({ body: null, withheld: "unrendered", log: [] });
  broken = false;
  const delivery = await world.deliveryOf(recorded);
  await inTransaction(db, (tx) => resend({ clock: Date.now }, tx, [delivery]));
  const [sent] = await sink.until("/failing", 1);
  expect(sent?.body).toBe('{"buyer": "usr-1024", "no": 1}');
  // The receiver has the answer's bytes before the outcome is written.
  await expect
    .poll(() => world.find(recorded))
    .toMatchObject({ status: "delivered", body: null, withheld: "unrendered" });
  const found = await world.find(recorded);
  expect(found.log[0]?.responseBody?.toString()).toBe("thanks");
});
