import { isOpenState, type SessionState, sessionStates } from "@countersign/wire";
import { expect, test } from "vitest";
import { deadlineIn, isOverdue, reviewLifetimeMs, sessionLifetimeMs } from "./deadlines.ts";

test("a page session lives ten minutes and a direct one an hour", () => {
  expect(sessionLifetimeMs).toEqual({ page: 600_000, direct: 3_600_000 });
});

test("what is submitted has a deadline of its own, for its checks and for its review", () => {
  const times = { deadlineAt: 600_000, now: 500_000 };
  const prolonged = sessionStates.filter((state) => deadlineIn(state, times) !== times.deadlineAt);
  expect(prolonged).toEqual(["processing", "in_review"] satisfies SessionState[]);
  for (const state of prolonged) expect(deadlineIn(state, times)).toBe(500_000 + reviewLifetimeMs);
  expect(prolonged.every(isOpenState)).toBe(true);
});

test("the instant of the deadline is too late", () => {
  expect(isOverdue(1_000, 999)).toBe(false);
  expect(isOverdue(1_000, 1_000)).toBe(true);
});
