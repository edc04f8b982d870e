import { expect, test } from "vitest";
import { accountMemory, type MemorySample, slopeOf } from "./memory.ts";

const minute = 60_000;
const mebibyte = 2 ** 20;

/** One sample each ten seconds. */
function samples(minutes: number, mebibytes: (minute: number) => number, start = 1): MemorySample[] {
  return Array.from({ length: minutes * 6 }, (_, at) => ({
    name: "service",
    start,
    atMs: at * 10_000,
    bytes: mebibytes(at / 6) * mebibyte,
  }));
}

test("memory that rises at first and then stays is flat", () => {
  const { services, findings } = accountMemory(samples(60, (at) => Math.min(250, 100 + at * 20)));
  expect(findings).toEqual([]);
  expect(services).toMatchObject([{ early: 250, late: 250, slope: 0 }]);
});

test("a leak of 4 MiB a minute is found, with its slope", () => {
  const { services, findings } = accountMemory(samples(60, (at) => 200 + at * 4));
  expect(findings).toEqual([expect.stringContaining("memory: service grew")]);
  expect(services[0]?.slope).toBeCloseTo(240);
});

test("what a process that has just begun lacks is no saving: its first minute is left out", () => {
  const early = samples(30, () => 300);
  const late = samples(60, (at) => (at < 31 ? 1 : 300), 2).filter(({ atMs }) => atMs >= 30 * minute);
  expect(accountMemory([...early, ...late])).toMatchObject({
    findings: [],
    services: [{ early: 300, late: 300 }],
  });
});

test("a run of some minutes is not judged", () => {
  expect(accountMemory(samples(5, (at) => 200 + at * 100)).findings).toEqual([]);
});

test("one peak does not tilt the slope", () => {
  const points = Array.from({ length: 50 }, (_, at) => ({ at, value: at === 49 ? 10_000 : 2 * at }));
  expect(slopeOf(points)).toBeCloseTo(2);
  expect(slopeOf([])).toBe(0);
});
