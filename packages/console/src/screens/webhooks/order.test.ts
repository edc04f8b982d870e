import fc from "fast-check";
import { expect, test } from "vitest";
import { byEvent, inOrder, moved } from "./order.ts";

test("webhooks stand by their order, then by id", () => {
  const webhooks = [
    { id: "c", order: 10 },
    { id: "b", order: -1 },
    { id: "a", order: 10 },
  ];
  expect(inOrder(webhooks).map(({ id }) => id)).toEqual(["b", "a", "c"]);
});

test("moving keeps every item, and puts one where it was dropped", () => {
  const list = fc.uniqueArray(fc.nat(), { minLength: 1 });
  fc.assert(
    fc.property(list, fc.nat(30), fc.integer({ min: -3, max: 30 }), (items, from, to) => {
      const result = moved(items, from, to);
      expect(result.toSorted()).toEqual(items.toSorted());
      if (from < items.length) {
        expect(result.indexOf(items[from] ?? 0)).toBe(Math.min(Math.max(to, 0), items.length - 1));
      }
    }),
  );
});

test("under an event stand all that it calls, families and * too", () => {
  const webhooks = [
    { id: "all", order: 20, events: ["*"] },
    { id: "kyc", order: 10, events: ["kyc.*"] },
    { id: "gate", order: 0, events: ["before_order_add", "kyc.failed"] },
  ];
  const groups = byEvent(webhooks).map(({ pattern, webhooks: called }) => [
    pattern,
    called.map(({ id }) => id),
  ]);
  expect(groups).toEqual([
    ["*", ["all"]],
    ["before_order_add", ["gate", "all"]],
    ["kyc.*", ["kyc", "all"]],
    ["kyc.failed", ["gate", "kyc", "all"]],
  ]);
});
