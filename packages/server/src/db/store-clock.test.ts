import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { startStoreClock } from "./store-clock.ts";

const log = pino({ enabled: false });
const day = 86_400_000;
const noon = Date.parse("2026-11-28T12:00:00Z");

/** The true time, and two clocks that may be wrong; a request to the store takes `latency` each way. */
async function world(off: { wall?: number; store?: number; latency?: number } = {}) {
  const time = { passed: 0, wall: off.wall ?? 0, store: off.store ?? 0, latency: off.latency ?? 0 };
  const clock = await startStoreClock({
    log,
    wall: () => noon + time.passed + time.wall,
    monotonic: () => 1234.5 + time.passed,
    ask: async () => {
      time.passed += time.latency;
      const answer = noon + time.passed + time.store;
      time.passed += time.latency;
      return { now: answer, atLeast: noon - day };
    },
  });
  onTestFinished(() => clock.stop());
  return { time, clock };
}

test("shows the store's time in whole milliseconds, whatever the process's clock says", async () => {
  const { time, clock } = await world({ wall: 40 * day });
  expect(clock.now()).toBe(noon);
  expect(clock.skewMs()).toBe(40 * day);
  time.passed += 1500.7;
  expect(clock.now()).toBe(noon + 1500);
});

test("setting a process's clock changes only the skew", async () => {
  const { time, clock } = await world();
  time.wall = -6 * 365 * day;
  time.passed += 1000;
  expect(clock.now()).toBe(noon + 1000);
  expect(clock.skewMs()).toBe(-6 * 365 * day);
});

test("follows the store's clock when that is set, forwards and back", async () => {
  const { time, clock } = await world();
  for (const store of [40 * day, 0, -2000]) {
    time.store = store;
    await clock.measure();
    expect(clock.now()).toBe(noon + store);
  }
});

test("does not follow what may be the measurement's own error", async () => {
  const { time, clock } = await world();
  time.latency = 500;
  time.store = 400;
  await clock.measure();
  expect(clock.now()).toBe(noon + 1000);
  time.store = 3000;
  await clock.measure();
  expect(clock.now()).toBe(noon + 2000 + 3000);
});

test("where the store's clock is years behind, time goes on from what retention has seen", async () => {
  const { time, clock } = await world({ store: -6 * 365 * day });
  expect(clock.now()).toBe(noon - day);
  time.passed += 5000;
  await clock.measure();
  expect(clock.now()).toBe(noon - day + 5000);
  time.store = 0;
  await clock.measure();
  expect(clock.now()).toBe(noon + 5000);
});
