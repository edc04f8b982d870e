import { expect, test } from "vitest";
import { neighboursOf } from "./neighbours.ts";

const webhook = (name: string, order: number, ...events: string[]) => ({ id: name, name, order, events });
const others = [
  webhook("DWH", 20, "*"),
  webhook("Stock", 0, "before_order_add"),
  webhook("CRM", 10, "kyc.*"),
  webhook("Own", 5, "kyc.failed"),
];

test("the neighbours are those that share an event, by their order", () => {
  expect(neighboursOf({ events: ["kyc.failed"], order: "15" }, others, "Own")).toEqual({
    before: "CRM (10)",
    after: "DWH (20)",
  });
  expect(neighboursOf({ events: ["before_order_add"], order: "-1" }, others, undefined)).toEqual({
    before: null,
    after: "Stock (0)",
  });
});

test("families meet their types, and nobody has neighbours without an event", () => {
  expect(
    neighboursOf({ events: ["session.*"], order: "0" }, [webhook("One", 3, "session.expired")], "Own"),
  ).toEqual({
    before: null,
    after: "One (3)",
  });
  expect(neighboursOf({ events: [], order: "0" }, others, undefined)).toBeNull();
});
