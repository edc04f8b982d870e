import { isOpenState, type SessionState, sessionStates } from "@countersign/wire";
import { expect, test } from "vitest";
import { deadlineIn, isOverdue, reviewLifetimeMs, sessionLifetimeMs } from "./deadlines.ts";

test("a page session lives ten minutes and a direct one an hour", () => {
  expect(sessionLifetimeMs).toEqual({ page: 600_000, direct: 3_600_000 });
});

test("only a review has a deadline of its own", () => {
  const times = { deadlineAt: 600_000, now: 500_000 };
  const prolonged = sessionStates.filter((state) => deadlineIn(state, times) !== times.deadlineAt);
  expect(prolonged).toEqual(["in_review"] satisfies SessionState[]);
  expect(deadlineIn("in_review", times)).toBe(500_000 + reviewLifetimeMs);
  expect(prolonged.every(isOpenState)).toBe(true);
});

test("the instant of the deadline is too late", () => {
  expect(isOverdue(1_000, 999)).toBe(false);
  expect(isOverdue(1_000, 1_000)).toBe(true);
});
