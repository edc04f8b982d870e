import { expect, onTestFinished, test, vi } from "vitest";
import { createSlices } from "./slices.ts";

function slicesFor(isAlone: boolean) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const time = { now: 0 };
  const slices = createSlices({ isAlone: () => isAlone, now: () => time.now });
  return { time, slices };
}

/** Whether the promise has resolved. */
async function isOver(promise: Promise<void> | null): Promise<boolean> {
  return Promise.race([Promise.resolve(promise).then(() => true), Promise.resolve().then(() => false)]);
}

test("a slice ends once it has lasted two milliseconds, and the next one begins in another turn", async () => {
  const { time, slices } = slicesFor(true);
  time.now = 1.9;
  expect(slices.end()).toBe(null);
  time.now = 2;
  const end = slices.end();
  expect(await isOver(end)).toBe(false);
  await vi.advanceTimersByTimeAsync(0);
  await end;
  expect(slices.end()).toBe(null);
  time.now = 4;
  expect(slices.end()).not.toBe(null);
});

test("while others are active, the next slice begins after as much time as the last one took, and no more than twenty", async () => {
  for (const [tookMs, restMs] of [
    [3, 3],
    [500, 20],
  ] as const) {
    const { time, slices } = slicesFor(false);
    time.now = tookMs;
    let begun = false;
    void slices.end()?.then(() => {
      begun = true;
    });
    await vi.advanceTimersByTimeAsync(restMs - 1);
    expect(begun).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toBe(true);
  }
});
