import fc from "fast-check";
import { expect, test } from "vitest";
import { createFairQueue } from "./fair-queue.ts";

test("behind ten thousand of one line, another's first is in the next portion", () => {
  const queue = createFairQueue<string>();
  for (let n = 0; n < 10_000; n++) queue.push("flood", `flood ${n}`, 1, 1);
  queue.push("neighbour", "neighbour 0", 1, 1);
  expect(queue.take(512)).toContain("neighbour 0");
});

test("a line that is alone fills the portion, in order", () => {
  const queue = createFairQueue<number>();
  for (let n = 0; n < 10; n++) queue.push("one", n, 1, 1);
  expect(queue.take(6)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(queue.take(6)).toEqual([6, 7, 8, 9]);
});

test("an item that costs more than a portion comes alone, and no line waits for more than one of them", () => {
  const queue = createFairQueue<string>();
  for (let n = 0; n < 5; n++) queue.push("batches", "batch", 1000, 1);
  expect(queue.take(512)).toEqual(["batch"]);
  queue.push("neighbour", "event", 1, 1);
  expect([...queue.take(512), ...queue.take(512)]).toContain("event");
});

test("lines that always wait get portions by their weights, whatever their items cost", () => {
  const queue = createFairQueue<{ share: string; cost: number }>();
  const got: Record<string, number> = { batches: 0, events: 0, heavier: 0 };
  const kinds = [
    { share: "batches", cost: 1000, weight: 1 },
    { share: "events", cost: 1, weight: 1 },
    { share: "heavier", cost: 3, weight: 2 },
  ];
  const fill = () => {
    for (const { share, cost, weight } of kinds)
      while (queue.cost(share) < 5000) queue.push(share, { share, cost }, cost, weight);
  };
  for (let portion = 0; portion < 400; portion++) {
    fill();
    for (const { share, cost } of queue.take(512)) got[share] = (got[share] ?? 0) + cost;
  }
  const all = Object.values(got).reduce((sum, one) => sum + one, 0);
  expect((got.batches ?? 0) / all).toBeCloseTo(0.25, 1);
  expect((got.events ?? 0) / all).toBeCloseTo(0.25, 1);
  expect((got.heavier ?? 0) / all).toBeCloseTo(0.5, 1);
});

test("each item comes once, in the order of its line, and no portion is too large unless it has one item", () => {
  const items = fc.array(
    fc.record({
      share: fc.constantFrom("a", "b", "c"),
      cost: fc.integer({ min: 1, max: 40 }),
      take: fc.boolean(),
    }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(items, (steps) => {
      const queue = createFairQueue<{ share: string; number: number; cost: number }>();
      const last = new Map<string, number>();
      let taken = 0;
      const takeOne = () => {
        const portion = queue.take(20);
        const cost = portion.reduce((sum, one) => sum + one.cost, 0);
        expect(cost <= 20 || portion.length === 1).toBe(true);
        for (const { share, number } of portion) {
          expect(number).toBeGreaterThan(last.get(share) ?? -1);
          last.set(share, number);
        }
        taken += portion.length;
      };
      steps.forEach(({ share, cost, take }, number) => {
        queue.push(share, { share, number, cost }, cost, 1);
        if (take) takeOne();
      });
      while (queue.cost() > 0) takeOne();
      expect(taken).toBe(steps.length);
      expect(queue.take(20)).toEqual([]);
    }),
  );
});
