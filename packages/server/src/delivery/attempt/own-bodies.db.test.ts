import { catalog } from "@countersign/wire";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { createRendering, type Rendering } from "../../rendering/index.ts";
import { missedSince } from "../log/missed.ts";
import { resend } from "../replay/resend.ts";
import { startWorld, type World } from "../testing/world.ts";

let broken: "too-slow" | "busy" | null = null;
/** How often a template was run. */
let ran = 0;
let open = false;
const ranWithin: string[] = [];
let world: World;
const rendering = createRendering({ processes: 1 });
const breakable: Rendering = {
  ...rendering,
  render: async (template, about, owner) => {
    ran++;
    if (open) ranWithin.push("a template");
    if (broken !== null) return { ok: false, problem: { kind: broken, detail: "it is broken for the test" } };
    return rendering.render(template, about, owner);
  },
  evaluate: async (condition, about, owner) => {
    if (open) ranWithin.push("a condition");
    return rendering.evaluate(condition, about, owner);
  },
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

test("a condition filters events; one that can't be evaluated does not", async () => {
  const { sink } = world;
  const condition = "data.order.deliveryPrice > 999999";
  const { id: dear } = await world.webhook("/dear", { ...own, eventTypes: [event.type], condition });
  const usual = { dialect: "rarus" as const, eventTypes: [event.type] };
  await world.webhook("/any", { ...usual, condition: "data.order.discount == 0" });
  await world.webhook("/untold", { ...own, eventTypes: [event.type], condition: "data.order.nothing > 1" });
  const worker = world.worker();

  // By itself: the condition is evaluated before anything is written.
  const alone = await world.recordAlone(event, worker);
  expect(alone.deliveries).toBe(2);
  // With something else: nothing is evaluated while the transaction is open, so the worker
  // evaluates it.
  const recorded = await world.record(event, worker);
  expect(recorded.deliveries).toBe(3);
  const [first, second] = await sink.until("/any", 2);
  await sink.until("/untold", 2);
  await worker.idle();
  expect(JSON.parse(first?.body ?? "")).toMatchObject({ event: event.type });
  expect({ ...JSON.parse(second?.body ?? ""), occurredAt: "" }).toEqual({
    ...JSON.parse(first?.body ?? ""),
    occurredAt: "",
  });
  expect(second?.headers["content-type"]).toBe(first?.headers["content-type"]);
  expect(sink.received("/dear")).toEqual([]);
  const kept = await world.db
    .selectFrom("deliveries")
    .select(["eventId", "status", "reason"])
    .where("webhookId", "=", dear)
    .execute();
  expect(kept).toEqual([{ eventId: recorded.id, status: "cancelled", reason: "condition" }]);
  expect(await missedSince(world.db, dear, new Date(0))).toEqual({ failed: 0, cancelled: 0 });
});

test("no template runs and no condition is asked while a transaction is open", async () => {
  const { id } = await world.webhook("/held", { ...own, eventTypes: [event.type], condition: "true" });
  await inTransaction(world.db, async (tx) => {
    open = true;
    try {
      await world.recordIn(tx, { ...event, to: [id] });
      await world.recordIn(tx, event);
    } finally {
      // Before the commit: after it, another test's worker may render it immediately.
      open = false;
    }
  });
  expect(ranWithin).toEqual([]);
});

test("a body rendered on sending is resent unchanged, even if the template has changed", async () => {
  const { sink, db } = world;
  const { id } = await world.webhook("/kept", own);
  sink.answer("/kept", (nth) => (nth === 1 ? 500 : 200));
  const worker = world.worker();
  const recorded = await world.record({ ...event, onlyTo: [id] }, worker);
  const [first] = await sink.until("/kept", 1);
  await db.updateTable("webhooks").set({ body: '{"other": 1}' }).where("id", "=", id).execute();
  const [, second] = await sink.until("/kept", 2);
  expect(second?.body).toBe(first?.body);
  await expect
    .poll(() => world.find(recorded))
    .toMatchObject({ status: "delivered", body: first?.body, withheld: null });
});

test("a body that took too long is only tried again by a resend; one that waited for its turn is retried", async () => {
  const { sink, db } = world;
  const { id } = await world.webhook("/slow", own);
  const worker = world.worker();
  ran = 0;
  broken = "too-slow";
  const slow = await world.recordAlone({ ...event, onlyTo: [id] }, worker);
  await worker.idle();
  expect(await world.stateOf(slow)).toMatchObject({ status: "cancelled", reason: "unrendered", attempts: 0 });
  expect(ran).toBe(1);
  broken = "busy";
  const late = await world.recordAlone({ ...event, onlyTo: [id] }, worker);
  await expect.poll(() => world.stateOf(late)).toMatchObject({ status: "retrying", attempts: 0 });
  broken = null;
  worker.after(15_000);
  await worker.idle();
  await sink.until("/slow", 1);
  const delivery = await world.deliveryOf(slow);
  await inTransaction(db, (tx) => resend({ clock: Date.now }, tx, [delivery]));
  await sink.until("/slow", 2);
});

test("a body that can't be made is never sent as another; once the template works, a resend sends it", async () => {
  const { sink, db } = world;
  const { id } = await world.webhook("/failing", own);
  const worker = world.worker();
  broken = "too-slow";
  const recorded = await world.record({ ...event, onlyTo: [id] }, worker);
  await worker.idle();
  expect(await world.stateOf(recorded)).toMatchObject({
    status: "cancelled",
    reason: "unrendered",
    attempts: 0,
  });
  expect(sink.received("/failing")).toEqual([]);
  // The message contains the template's input, which is never sent as it is.
  expect(await world.find(recorded)).toMatchObject({ body: null, withheld: "unrendered", log: [] });
  broken = null;
  const delivery = await world.deliveryOf(recorded);
  await inTransaction(db, (tx) => resend({ clock: Date.now }, tx, [delivery]));
  const [sent] = await sink.until("/failing", 1);
  expect(sent?.body).toBe('{"buyer": "usr-1024", "no": 1}');
  // The receiver gets the request before the outcome is written.
  await expect
    .poll(() => world.find(recorded))
    .toMatchObject({ status: "delivered", body: '{"buyer": "usr-1024", "no": 1}', withheld: null });
  const found = await world.find(recorded);
  expect(found.log[0]?.responseBody?.toString()).toBe("thanks");
});
