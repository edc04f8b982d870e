import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

function counted(answer: () => Promise<boolean>) {
  const state = { now: 0, asked: 0 };
  const ask = oneAtATime(
    () => {
      state.asked++;
      return answer();
    },
    () => state.now,
    1000,
  );
  return { state, ask };
}

test("five hundred concurrent callers cost one call, and its result is reused for its time", async () => {
  const { state, ask } = counted(async () => true);
  expect(new Set(await Promise.all(Array.from({ length: 500 }, ask)))).toEqual(new Set([true]));
  state.now = 999;
  expect([await ask(), state.asked]).toEqual([true, 1]);
  state.now = 1000;
  expect([await ask(), state.asked]).toEqual([true, 2]);
});

test("a failure is not kept", async () => {
  let fails = true;
  const { state, ask } = counted(async () => {
    if (fails) throw new Error("no store");
    return true;
  });
  await expect(Promise.all([ask(), ask()])).rejects.toThrow("no store");
  fails = false;
  expect([await ask(), state.asked]).toEqual([true, 2]);
});

test("a clock that is set back doesn't prolong a result", async () => {
  const { state, ask } = counted(async () => true);
  state.now = 1_000_000;
  await ask();
  state.now = 0;
  await ask();
  expect(state.asked).toBe(2);
});
