import { setImmediate, setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { markLoop, waitedForLoop } from "./loop-watch.ts";

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test("a response that the next turn reads has waited for the loop", async () => {
  const from = markLoop();
  block(20);
  await setImmediate();
  expect(waitedForLoop(from, markLoop())).toBe(true);
});

test("a response for which the loop slept most of the time has not", async () => {
  const from = markLoop();
  while (markLoop().idleMs === from.idleMs) await setTimeout(5);
  const { turns, idleMs } = markLoop();
  const slept = idleMs - from.idleMs;
  const after = (ms: number) => ({ at: from.at + ms, turns: Math.min(turns, from.turns + 2), idleMs });
  expect(waitedForLoop(from, after(slept * 1.9))).toBe(false);
  expect(waitedForLoop(from, after(slept * 2.1))).toBe(true);
});

test("nor has one that many turns did not find, however busy they were", async () => {
  const from = markLoop();
  for (let turn = 0; turn < 8; turn++) {
    block(2);
    await setImmediate();
  }
  expect(waitedForLoop(from, markLoop())).toBe(false);
});
