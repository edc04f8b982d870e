import type { ProjectId, WebhookId } from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLanes } from "./lanes.ts";

const work = (webhook: string, number = 0, project = "one", fresh = true) => ({
  projectId: project as ProjectId,
  item: { webhookId: webhook as WebhookId },
  fresh,
  number,
});
type Work = ReturnType<typeof work>;

function startAll(lanes: { next(): Work | null }): Work[] {
  const started: Work[] = [];
  for (let next = lanes.next(); next; next = lanes.next()) started.push(next);
  return started;
}

test("a webhook with a long backlog leaves slots to others", () => {
  const lanes = createLanes<Work>({ concurrency: 4, concurrencyPerWebhook: 2 });
  for (let number = 0; number < 10; number++) lanes.push(work("slow", number));
  lanes.push(work("quick"));
  expect(startAll(lanes).map((started) => started.item.webhookId)).toEqual(["slow", "quick", "slow"]);
});

test("slots go round the webhooks that have work", () => {
  const lanes = createLanes<Work>({ concurrency: 1, concurrencyPerWebhook: 1 });
  for (const webhook of ["a", "a", "b", "b", "c"]) lanes.push(work(webhook));
  const order: string[] = [];
  for (let next = lanes.next(); next; next = lanes.next()) {
    order.push(next.item.webhookId);
    lanes.done(next);
  }
  expect(order).toEqual(["a", "b", "c", "a", "b"]);
});

test("work is started once, in order within its webhook, never beyond a bound", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom("a", "b", "c"), fc.constant(null)), { maxLength: 100 }),
      (steps) => {
        const lanes = createLanes<Work>({ concurrency: 3, concurrencyPerWebhook: 2 });
        const running: Work[] = [];
        const lastOf = new Map<string, number>();
        let started = 0;
        steps.forEach((webhook, number) => {
          if (webhook) lanes.push(work(webhook, number));
          else {
            const ended = running.shift();
            if (ended) lanes.done(ended);
          }
          for (const next of startAll(lanes)) {
            expect(next.number).toBeGreaterThan(lastOf.get(next.item.webhookId) ?? -1);
            lastOf.set(next.item.webhookId, next.number);
            running.push(next);
            started++;
          }
          expect(running.length).toBeLessThanOrEqual(3);
          for (const each of running) expect(lanes.running(each.item.webhookId)).toBeLessThanOrEqual(2);
          expect(lanes.running()).toBe(running.length);
        });
        expect(started + lanes.waiting()).toBe(steps.filter(Boolean).length);
      },
    ),
  );
});

test("what is taken out while it waits is never started", () => {
  const lanes = createLanes<Work>({ concurrency: 1, concurrencyPerWebhook: 1 });
  for (let number = 0; number < 4; number++) lanes.push(work("a", number));
  expect(lanes.remove((each) => each.number % 2 === 0).map((each) => each.number)).toEqual([0, 2]);
  expect(lanes.next()?.number).toBe(1);
  expect(lanes.waiting()).toBe(1);
});

test("however many addresses stand still, another one gets its turn at once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (hung) => {
      const lanes = createLanes<Work>({ concurrency: 128, concurrencyPerWebhook: 32 });
      for (let number = 0; number < 40; number++) {
        for (let webhook = 0; webhook < hung; webhook++) lanes.push(work(`hung-${webhook}`, number));
      }
      startAll(lanes);
      lanes.push(work("quick"));
      expect(startAll(lanes).map((each) => each.item.webhookId)).toEqual(["quick"]);
    }),
  );
});

test("a closed lane waits until it is opened, and keeps no other back", () => {
  let closed = true;
  const limit = (webhook: WebhookId) => (webhook === "closed" && closed ? 0 : 2);
  const lanes = createLanes<Work>({ concurrency: 8, concurrencyPerWebhook: 4, limit });
  for (const webhook of ["closed", "open", "closed", "open", "open"]) lanes.push(work(webhook));
  const names = () => startAll(lanes).map((each) => each.item.webhookId);
  expect(names()).toEqual(["open", "open"]);
  closed = false;
  expect(names()).toEqual([]);
  lanes.open("closed" as WebhookId);
  expect(names()).toEqual(["closed", "closed"]);
});

test("a project with a thousand webhooks gets no more turns than one with a single webhook", () => {
  const lanes = createLanes<Work>({ concurrency: 1, concurrencyPerWebhook: 1 });
  for (let webhook = 0; webhook < 1000; webhook++) lanes.push(work(`many-${webhook}`, 0, "large"));
  for (let number = 0; number < 3; number++) lanes.push(work("single", number, "small"));
  const order: string[] = [];
  for (let next = lanes.next(); next; next = lanes.next()) {
    order.push(next.projectId);
    lanes.done(next);
  }
  expect(order.slice(0, 7)).toEqual(["large", "small", "large", "small", "large", "small", "large"]);
  expect(order).toHaveLength(1003);
});

test("however many addresses of one project stand still, another project's delivery begins at once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), (hung) => {
      const lanes = createLanes<Work>({ concurrency: 512, concurrencyPerWebhook: 32 });
      for (let number = 0; number < 3; number++)
        for (let webhook = 0; webhook < hung; webhook++) lanes.push(work(`hung-${webhook}`, number, "hung"));
      startAll(lanes);
      lanes.push(work("quick", 0, "quick"));
      expect(startAll(lanes).map((each) => each.projectId)).toEqual(["quick"]);
    }),
    { numRuns: 20 },
  );
});

test("what waits is counted by project, and taken out of the count with it", () => {
  const lanes = createLanes<Work>({ concurrency: 1, concurrencyPerWebhook: 1 });
  for (const webhook of ["a", "a", "b"]) lanes.push(work(webhook));
  lanes.push(work("c", 0, "two"));
  expect([lanes.waitingOf("one" as ProjectId), lanes.waitingOf("two" as ProjectId)]).toEqual([3, 1]);
  lanes.next();
  lanes.remove((each) => each.item.webhookId === "b");
  expect([lanes.waitingOf("one" as ProjectId), lanes.waitingOf("two" as ProjectId)]).toEqual([1, 1]);
});

test("a project that is paused starts nothing, whatever comes or ends meanwhile, and then has its turn", () => {
  const lanes = createLanes<Work>({ concurrency: 32, concurrencyPerWebhook: 4 });
  for (let number = 0; number < 4; number++) lanes.push(work("a", number, "flood"));
  const first = lanes.next();
  lanes.pause("flood" as ProjectId);
  lanes.push(work("b", 0, "flood"));
  lanes.push(work("c", 0, "neighbour"));
  if (first) lanes.done(first);
  lanes.open("a" as WebhookId);
  expect(startAll(lanes).map((started) => started.item.webhookId)).toEqual(["c"]);
  lanes.resume("flood" as ProjectId);
  expect(startAll(lanes).map((started) => started.item.webhookId)).toEqual(["a", "b", "a", "a"]);
});

test("fresh and claimed work of a webhook take turns", () => {
  const lanes = createLanes<Work>({ concurrency: 32, concurrencyPerWebhook: 8 });
  for (let number = 0; number < 4; number++) lanes.push(work("a", number, "one", false));
  for (let number = 4; number < 7; number++) lanes.push(work("a", number));
  expect(startAll(lanes).map(({ number }) => number)).toEqual([4, 0, 5, 1, 6, 2, 3]);
});

const [one, two] = ["one" as ProjectId, "two" as ProjectId];

/** Ends requests of the lane, so that later ones count as held up, or as waiting for the receiver. */
function judge(lanes: ReturnType<typeof createLanes<Work>>, webhook: string, heldUp: boolean) {
  for (let n = 0; n < 50; n++) {
    lanes.push(work(webhook));
    for (const started of startAll(lanes)) lanes.done(started, heldUp);
  }
}

test("what waits for a slow receiver is not held up by this process", () => {
  const lanes = createLanes<Work>({ concurrency: 8, concurrencyPerWebhook: 1 });
  const running = new Map(["quick", "slow"].map((webhook) => [webhook, work(webhook)]));
  for (const started of running.values()) lanes.push(started);
  startAll(lanes);
  for (const webhook of running.keys())
    for (let number = 0; number < 40; number++) lanes.push(work(webhook, number));
  expect([lanes.heldUp(one), lanes.projectsHeldUp()]).toEqual([0, 0]);
  for (let n = 0; n < 20; n++) {
    for (const [webhook, started] of running) lanes.done(started, webhook === "quick");
    for (const started of startAll(lanes)) running.set(started.item.webhookId, started);
  }
  expect(lanes.waiting()).toBe(40);
  expect([lanes.heldUp(one), lanes.heldUp(two), lanes.projectsHeldUp()]).toEqual([20, 0, 1]);
  lanes.remove(({ number }) => number >= 30);
  expect(lanes.heldUp(one)).toBe(10);
});

test("nor is what waits for its webhook's own limit, or what was claimed", () => {
  let allowed = 8;
  const lanes = createLanes<Work>({ concurrency: 64, concurrencyPerWebhook: 8, limit: () => allowed });
  const first = work("a");
  lanes.push(first);
  startAll(lanes);
  // Kept in flight, so that the lane does not end.
  judge(lanes, "a", true);
  allowed = 1;
  for (let number = 0; number < 5; number++) lanes.push(work("a", number));
  lanes.push(work("a", 5, "one", false));
  expect(startAll(lanes)).toEqual([]);
  expect(lanes.heldUp(one)).toBe(0);
  lanes.open(first.item.webhookId);
  expect(lanes.heldUp(one)).toBe(5);
  lanes.done(first, false);
  allowed = 8;
  expect(startAll(lanes)).toHaveLength(6);
  expect([lanes.heldUp(one), lanes.projectsHeldUp()]).toEqual([0, 0]);
});
