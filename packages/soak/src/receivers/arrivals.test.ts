import { expect, test } from "vitest";
import { arrivalKeys, createArrivals, note } from "./arrivals.ts";

const numbered = (number: number) => ({ data: { session: { metadata: { lane: "lane", number } } } });
const arrive = (arrivals = createArrivals(), number = 1, id = `evt_${number}`) =>
  note(arrivals, { path: "/w", id, body: numbered(number) });

test("first arrivals are kept in their order, each with whether the one before was accepted by then", () => {
  const arrivals = createArrivals();
  arrive(arrivals, 1)();
  arrive(arrivals, 2);
  // Sent again: it is no new arrival.
  arrive(arrivals, 2);
  arrive(arrivals, 3)();
  expect(arrivals.bySubject.get("lane")).toEqual([
    { number: 1, afterAccepted: true },
    { number: 2, afterAccepted: true },
    { number: 3, afterAccepted: false },
  ]);
  expect(arrivals.byEvent.get("evt_2")).toEqual({ requests: 2, accepted: false });
});

test("a later request that is accepted makes up for one that wasn't", () => {
  const arrivals = createArrivals();
  arrive(arrivals, 1);
  arrive(arrivals, 1)();
  arrive(arrivals, 2)();
  expect(arrivals.bySubject.get("lane")?.[1]).toEqual({ number: 2, afterAccepted: true });
});

test("an arrival fulfils a promise only once it is accepted", () => {
  const arrivals = createArrivals();
  const accept = note(arrivals, { path: "/w/able", id: "evt_1", body: { data: { attemptId: "s1" } } });
  expect(arrivals.keys.size).toBe(0);
  accept();
  expect(arrivals.keys).toContain("/w/able s1");
});

test.each([
  ["love-and-pay", { type: "kyc.completed", data: { session: { id: "kyc_1" } } }, "/w kyc_1 kyc.completed"],
  ["rarus", { event: "after_registration", data: { user: { id: "usr-1" } } }, "/w usr-1 after_registration"],
  ["treezor", { webhook: "document.create", object_id: "17" }, "/w 17 document.create"],
  ["treezor's nested", { webhook: { webhook: "document.create", object_id: "17" } }, "/w 17 document.create"],
])("the key of a body in the format of %s names what it is about", (_format, body, key) => {
  expect(arrivalKeys("/w", body)).toContain(key);
});

test("a body that is about nothing known has no keys", () => {
  expect(arrivalKeys("/w", { type: "x" })).toEqual([]);
  expect(arrivalKeys("/w", null)).toEqual([]);
});
