import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Reached, reachedBy, type Seen } from "./reached.ts";

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse("2026-11-28T12:00:00Z");

/** Events in the life of a service's processes, in order. */
type Step =
  /** Real time passes; the processes observe it, unless they are down. */
  | { kind: "pass"; ms: number; up: boolean }
  /** A process restarts: it has observed nothing. */
  | { kind: "start"; process: number }
  | { kind: "run"; process: number /** The error of the store's clock. */; off: number };

/** The resulting `reached`, and the true time. */
function play(steps: readonly Step[]) {
  let row: Reached = { reached: start, ranAt: start, version: 0 };
  const seen = new Map<number, Seen>();
  let truth = start;
  let monotonic = 0;
  let up = 0;
  const history: { truth: number; reached: number; up: number }[] = [];
  for (const step of steps) {
    if (step.kind === "pass") {
      truth += step.ms;
      if (step.up) {
        monotonic += step.ms;
        up += step.ms;
      } else seen.clear();
    } else if (step.kind === "start") seen.delete(step.process);
    else {
      const now = truth + step.off;
      const { reached, version } = reachedBy(row, seen.get(step.process) ?? null, { now, monotonic });
      row = { reached, version, ranAt: now };
      seen.set(step.process, { version, at: monotonic });
      history.push({ truth, reached, up });
    }
  }
  return { row, truth, history };
}

const process = fc.nat({ max: 2 });
const wrong = fc.oneof(
  fc.constant(0),
  fc.constantFrom(40 * day, -6 * 365 * day, 365 * 7000 * day, -56 * 365 * day, hour),
  fc.integer({ min: -100 * day, max: 100 * day }),
);
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("pass" as const), ms: fc.nat({ max: 3 * hour }), up: fc.boolean() }),
    fc.record({ kind: fc.constant("start" as const), process }),
    fc.record({ kind: fc.constant("run" as const), process, off: wrong }),
  ),
  { maxLength: 200 },
);

describe("whatever the store's clock shows, in whatever order processes run and stop", () => {
  test("retention is ahead of the truth by no more than the time that they have run", () => {
    fc.assert(
      fc.property(steps, (played) => {
        for (const { truth, reached, up } of play(played).history)
          expect(reached - truth).toBeLessThanOrEqual(up);
      }),
    );
  });

  test("it never goes back, and never moves faster than twice the time that they have run", () => {
    fc.assert(
      fc.property(steps, (played) => {
        let before = { reached: start, up: 0 };
        for (const each of play(played).history) {
          expect(each.reached).toBeGreaterThanOrEqual(before.reached);
          before = each;
        }
        expect(before.reached - start).toBeLessThanOrEqual(2 * before.up);
      }),
    );
  });

  test("once the clock is right, it reaches the right time, and not more", () => {
    fc.assert(
      fc.property(steps, (played) => {
        const behind = Math.max(0, play(played).truth - play(played).row.reached);
        const hours = Math.ceil(behind / hour) + 2;
        const calm = Array.from({ length: hours }, (): Step[] => [
          { kind: "pass", ms: hour, up: true },
          { kind: "run", process: 0, off: 0 },
        ]).flat();
        const { row, truth } = play([...played, { kind: "run", process: 0, off: 0 }, ...calm]);
        expect(row.reached).toBeGreaterThanOrEqual(truth);
      }),
    );
  });
});

const hours = (count: number, off = 0): Step[] =>
  Array.from({ length: count }, (): Step[] => [
    { kind: "pass", ms: hour, up: true },
    { kind: "run", process: 0, off },
  ]).flat();

test("with a right clock and an hourly run it is always now", () => {
  const { row, truth } = play([{ kind: "run", process: 0, off: 0 }, ...hours(100)]);
  expect(row.reached).toBe(truth);
});

test("any number of short starts with a clock that is 40 days ahead move it not at all", () => {
  const starts = Array.from({ length: 500 }, (): Step[] => [
    { kind: "start", process: 0 },
    { kind: "run", process: 0, off: 40 * day },
    { kind: "pass", ms: 4000, up: true },
  ]).flat();
  expect(play(starts).row.reached).toBe(start);
});

test("a clock that is 40 days ahead for a day and a half moves it too far by as much at most", () => {
  const { row, truth } = play([{ kind: "run", process: 0, off: 40 * day }, ...hours(36, 40 * day)]);
  expect(row.reached - truth).toBeLessThanOrEqual(1.5 * day);
});

test("after 40 days without the service it has caught up in 40 days, and is late until then", () => {
  const back: Step[] = [
    { kind: "pass", ms: 40 * day, up: false },
    { kind: "run", process: 0, off: 0 },
  ];
  const early = play([...back, ...hours(24 * 39)]);
  expect(early.truth - early.row.reached).toBe(day);
  const late = play([...back, ...hours(24 * 40)]);
  expect(late.row.reached).toBe(late.truth);
});

test("several processes count the same hour once", () => {
  const both = Array.from({ length: 48 }, (): Step[] => [
    { kind: "pass", ms: hour / 2, up: true },
    { kind: "run", process: 0, off: 40 * day },
    { kind: "pass", ms: hour / 2, up: true },
    { kind: "run", process: 1, off: 40 * day },
  ]).flat();
  expect(play(both).row.reached - start).toBeLessThanOrEqual(2 * 48 * hour);
});

test("a monotonic clock that leaps moves it by the days since the last run and one more", () => {
  const row: Reached = { reached: start, ranAt: start, version: 7 };
  const leapt = reachedBy(row, { version: 7, at: 0 }, { now: start + 400 * day, monotonic: 300 * day });
  expect(leapt.reached - start).toBe(400 * day);
  const soon = reachedBy(
    { ...row, ranAt: start + 400 * day },
    { version: 7, at: 0 },
    { now: start + 400 * day, monotonic: 300 * day },
  );
  expect(soon.reached - start).toBe(day);
});
