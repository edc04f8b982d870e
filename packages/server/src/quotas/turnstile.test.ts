import fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { createPresence } from "./presence.ts";
import { createTurnstile } from "./turnstile.ts";

function turnstileFor({ alone = 4, shared = 1, waiting = 10, waitMs = 60_000, rest = 0 } = {}) {
  const time = { now: 0 };
  const presence = createPresence(() => time.now);
  const options = { alone, shared, waiting, waitMs, rest, presence };
  return { time, presence, turnstile: createTurnstile(options) };
}

test("a project that is alone is held up no sooner than at its own bound", () => {
  const { turnstile } = turnstileFor();
  const entered = Array.from({ length: 5 }, () => turnstile.enter("a"));
  expect(entered.map((one) => (one instanceof Promise ? "waits" : one))).toEqual([
    "in",
    "in",
    "in",
    "in",
    "waits",
  ]);
});

test("while a neighbour is about, a flood has its share under way, and the neighbour comes in at once", async () => {
  const { turnstile, time } = turnstileFor();
  let came = 0;
  for (let n = 0; n < 10; n++) {
    const entered = turnstile.enter("flood");
    if (entered instanceof Promise) void entered.then(() => came++);
    else came++;
  }
  const leave = async () => {
    turnstile.leave("flood");
    await Promise.resolve();
  };
  expect(turnstile.enter("neighbour")).toBe("in");
  // Four entered while it was alone: the next one enters when all of them have left.
  for (let n = 0; n < 3; n++) await leave();
  expect(came).toBe(4);
  await leave();
  expect(came).toBe(5);
  // The other share has been inactive for a second.
  time.now += 1000;
  await leave();
  expect(came).toBe(9);
});

test("a project of more weight may have more in progress while others are active", () => {
  const { turnstile } = turnstileFor({ alone: 8, shared: 1 });
  turnstile.enter("neighbour");
  const entered = Array.from({ length: 4 }, () => turnstile.enter("heavy", 3));
  expect(entered.map((one) => (one instanceof Promise ? "waits" : one))).toEqual(["in", "in", "in", "waits"]);
});

test("more than may wait are turned away, those of others are not", () => {
  const { turnstile } = turnstileFor({ alone: 1, waiting: 2 });
  const entered = Array.from({ length: 4 }, () => turnstile.enter("a"));
  expect(entered.map((one) => (one instanceof Promise ? "waits" : one))).toEqual([
    "in",
    "waits",
    "waits",
    "full",
  ]);
  expect(turnstile.enter("b")).toBe("in");
});

test("all that wait come in, in their order, and never more than the bound is under way", async () => {
  const steps = fc.array(fc.constantFrom("a", "b", "leave a", "leave b", "time"), { maxLength: 100 });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { turnstile, time } = turnstileFor({ alone: 3, shared: 2, waiting: 100 });
      const under: Record<string, number[]> = { a: [], b: [] };
      const came: Record<string, number[]> = { a: [], b: [] };
      let number = 0;
      const come = (share: string, which: number) => {
        under[share]?.push(which);
        came[share]?.push(which);
        expect(under[share]?.length).toBeLessThanOrEqual(3);
      };
      const leave = async (share: string) => {
        if (under[share]?.shift() === undefined) return;
        turnstile.leave(share);
        await Promise.resolve();
      };
      for (const step of all) {
        if (step === "time") time.now += 600;
        else if (step === "leave a" || step === "leave b") await leave(step.slice(-1));
        else {
          const which = number++;
          const entered = turnstile.enter(step);
          if (entered instanceof Promise) void entered.then(() => come(step, which));
          else come(step, which);
        }
        await Promise.resolve();
      }
      for (const share of ["a", "b"]) while ((under[share]?.length ?? 0) > 0) await leave(share);
      const order = [...(came.a ?? []), ...(came.b ?? [])];
      expect(order.toSorted((x, y) => x - y)).toEqual(Array.from({ length: number }, (_, n) => n));
      for (const share of ["a", "b"]) expect(came[share]).toEqual(came[share]?.toSorted((x, y) => x - y));
    }),
  );
});

test("whose turn doesn't come in time is turned away, and those behind keep their places", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { turnstile } = turnstileFor({ alone: 1, waitMs: 1000 });
  turnstile.enter("a");
  const first = turnstile.enter("a");
  vi.advanceTimersByTime(600);
  const second = turnstile.enter("a");
  vi.advanceTimersByTime(600);
  expect(await first).toBe("full");
  turnstile.leave("a");
  expect(await second).toBe("in");
});

test("while others are active a slot rests after each call, in proportion to its duration", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { turnstile } = turnstileFor({ alone: 4, shared: 1, rest: 2 });
  turnstile.enter("neighbour");
  turnstile.enter("flood");
  let came = 0;
  const entered = turnstile.enter("flood");
  if (entered instanceof Promise) void entered.then(() => came++);
  turnstile.leave("flood", 100);
  await vi.advanceTimersByTimeAsync(199);
  expect(came).toBe(0);
  expect(turnstile.enter("other")).toBe("in");
  await vi.advanceTimersByTimeAsync(1);
  expect(came).toBe(1);
});

test("a slot rests for at most a second, and not at all while no other share is active", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { turnstile, time } = turnstileFor({ alone: 1, shared: 1, rest: 2 });
  turnstile.enter("neighbour");
  turnstile.enter("flood");
  const second = turnstile.enter("flood");
  turnstile.leave("flood", 60_000);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await second).toBe("in");
  time.now += 1000;
  turnstile.leave("flood", 60_000);
  expect(turnstile.enter("flood")).toBe("in");
});

test("a share that is active elsewhere counts as active here", () => {
  const { turnstile, presence } = turnstileFor({ alone: 4, shared: 1 });
  presence.notice("neighbour");
  const entered = Array.from({ length: 2 }, () => turnstile.enter("flood"));
  expect(entered.map((one) => (one instanceof Promise ? "waits" : one))).toEqual(["in", "waits"]);
});
