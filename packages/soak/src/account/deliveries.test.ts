import { expect, test } from "vitest";
import { accountDeliveries, type DeliveryFacts, type DeliveryRow } from "./deliveries.ts";

const accepted = { projectId: "bank", type: "kyc.completed", subject: "ann" };
const row: DeliveryRow = {
  eventId: "evt_1",
  webhookId: "whk_1",
  status: "delivered",
  reason: null,
  erased: false,
};
const subscription = {
  webhookId: "whk_1",
  projectId: "bank",
  path: "/w/steady",
  events: ["kyc.*"],
  fails: false,
};
const arrivedWith = (one: { requests: number; accepted: boolean }, id = "evt_1") =>
  new Map([["/w/steady", new Map([[id, one]])]]);
const closed: DeliveryFacts = {
  accepted: new Map([["evt_1", accepted]]),
  events: new Set(["evt_1"]),
  rows: [row],
  subscriptions: [subscription],
  arrived: arrivedWith({ requests: 2, accepted: true }),
};
const findingsOf = (change: Partial<DeliveryFacts>) =>
  accountDeliveries({ ...closed, ...change }).findings.join("\n");

test("an event that was accepted and has arrived closes the account; a repeated request is counted", () => {
  expect(accountDeliveries(closed)).toEqual({
    acceptedEvents: 1,
    delivered: 1,
    explained: {},
    duplicates: 1,
    findings: [],
  });
});

test.each<[string, Partial<DeliveryFacts>, string]>([
  ["an accepted event that the store lacks", { events: new Set(), rows: [], arrived: new Map() }, "lost"],
  ["an accepted event without a delivery for a subscription", { rows: [] }, "no delivery for /w/steady"],
  ["a delivery that never arrived", { arrived: new Map() }, "which did not accept it"],
  [
    "a delivery whose receiver accepted no request",
    { arrived: arrivedWith({ requests: 3, accepted: false }) },
    "did not accept",
  ],
  ["a delivery that still waits", { rows: [{ ...row, status: "pending" }] }, "unexplained"],
  ["a dead letter of a good receiver", { rows: [{ ...row, status: "exhausted" }] }, "unexplained"],
  [
    "a delivery cancelled as erased, of somebody who was not erased",
    { rows: [{ ...row, status: "cancelled", reason: "erased" }] },
    "unexplained",
  ],
  [
    "a delivery cancelled by no one",
    { rows: [{ ...row, status: "cancelled", reason: "expired", erased: true }] },
    "unexplained",
  ],
  [
    "an event that arrived and is not in the store",
    {
      arrived: new Map([["/w/x", new Map([["evt_9", { requests: 1, accepted: true }]])], ...closed.arrived]),
    },
    "phantom: evt_9",
  ],
])("%s is found", (_what, change, finding) => {
  expect(findingsOf(change)).toContain(finding);
});

test("what nobody subscribed to needs no delivery, and of an exact type only that one", () => {
  const rows: DeliveryRow[] = [];
  const arrived = new Map();
  expect(
    findingsOf({ rows, arrived, subscriptions: [{ ...subscription, events: ["kyc.failed", "document.*"] }] }),
  ).toBe("");
  expect(findingsOf({ rows, arrived, subscriptions: [{ ...subscription, projectId: "shop" }] })).toBe("");
  expect(findingsOf({ rows, arrived, subscriptions: [{ ...subscription, events: ["*"] }] })).not.toBe("");
});

test("dead letters of a receiver that always fails and deliveries about erased people are explained", () => {
  const fails = [{ ...subscription, fails: true }];
  const dead = accountDeliveries({
    ...closed,
    subscriptions: fails,
    rows: [{ ...row, status: "exhausted" }],
    arrived: new Map(),
  });
  expect(dead).toMatchObject({ findings: [], explained: { exhausted: 1 } });
  const erased = { ...row, status: "cancelled", reason: "erased", erased: true };
  expect(accountDeliveries({ ...closed, rows: [erased], arrived: new Map() })).toMatchObject({
    findings: [],
    explained: { "cancelled (erased)": 1 },
  });
});
