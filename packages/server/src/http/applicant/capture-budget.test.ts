import type { SessionId } from "@countersign/wire";
import { expect, test } from "vitest";
import { createCaptureBudget } from "./capture-budget.ts";

const session = "one" as SessionId;
const dayMs = 24 * 60 * 60_000;

function stage() {
  const time = { now: 0 };
  const budget = createCaptureBudget(() => time.now);
  const spend = (count: number) => Array.from({ length: count }, () => budget.take(session));
  return { time, budget, spend };
}

test("a session's count outlives its first deadline, however many sessions there are", () => {
  const { time, budget, spend } = stage();
  expect(spend(40)).not.toContain(false);
  // The ten minutes that it had are over, and it was given ten more.
  time.now += 11 * 60_000;
  for (let i = 0; i < 1_500; i++) budget.take(`other-${i}` as SessionId);
  expect(spend(1)).toEqual([false]);
});

test("a count is kept for a day after the last picture, and forgotten then", () => {
  const { time, spend } = stage();
  spend(41);
  time.now += dayMs - 1;
  expect(spend(1)).toEqual([false]);
  time.now += dayMs;
  expect(spend(1)).toEqual([true]);
});
