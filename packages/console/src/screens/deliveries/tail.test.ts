import { expect, test } from "vitest";
import { emptyTail, resumed, type TailRow, withRow } from "./tail.ts";

const row = (key: string): TailRow => ({
  key,
  createdAt: "2026-11-29T05:00:00Z",
  id: "dlv_1",
  webhookId: "whk_1",
  type: "kyc.completed",
  attempt: 1,
  outcome: "delivered",
  statusCode: 200,
  durationMs: 5,
});
const keys = (rows: readonly TailRow[]) => rows.map(({ key }) => key);

test("the newest is in front; what comes while it is paused waits, and is in front once it goes on", () => {
  let tail = withRow(withRow(emptyTail, row("1"), false), row("2"), false);
  tail = withRow(withRow(tail, row("3"), true), row("4"), true);
  expect([keys(tail.shown), keys(tail.held)]).toEqual([
    ["2", "1"],
    ["4", "3"],
  ]);
  expect(keys(resumed(tail).shown)).toEqual(["4", "3", "2", "1"]);
  expect(resumed(tail).held).toEqual([]);
});

test("it forgets the oldest beyond five thousand", () => {
  let tail = emptyTail;
  for (let n = 0; n < 5001; n++) tail = withRow(tail, row(String(n)), false);
  expect([tail.shown.length, tail.shown.at(-1)?.key]).toEqual([5000, "1"]);
});
