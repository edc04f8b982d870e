import { expect, test } from "vitest";
import { changesOf } from "./changes-of.ts";

const payload = { order: { discount: 0, items: [{ sku: "TEA" }], "a/b": 1 } };

test("a replaced value is shown with the one before it", () => {
  expect(changesOf([{ op: "replace", path: "/order/discount", value: 500 }], payload)).toEqual([
    { path: "order/discount", before: "0", after: "500" },
  ]);
});

test("what is added has nothing before it, what is removed nothing after it", () => {
  const changes = changesOf(
    [
      { op: "add", path: "/order/comment", value: "call first" },
      { op: "remove", path: "/order/items/0" },
      { op: "move", path: "/order/c", from: "/order/a~1b" },
      { op: "test", path: "/order", value: null },
    ],
    payload,
  );
  expect(changes).toEqual([
    { path: "order/comment", before: undefined, after: '"call first"' },
    { path: "order/items/0", before: '{"sku":"TEA"}', after: undefined },
    { path: "order/c", before: undefined, after: "1" },
  ]);
});
