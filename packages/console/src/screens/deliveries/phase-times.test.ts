import { expect, test } from "vitest";
import { phasesOf } from "./phase-times.ts";

test("the phases of an attempt add up to its time", () => {
  const timings = { wait: 2, dns: 11, connect: 18, tls: 31, firstByte: 742, total: 812 };
  const phases = phasesOf({ timings, durationMs: 812 });
  expect(phases).toEqual([
    { phase: "wait", ms: 2 },
    { phase: "dns", ms: 11 },
    { phase: "connect", ms: 18 },
    { phase: "tls", ms: 31 },
    { phase: "answer", ms: 742 },
    { phase: "download", ms: 8 },
  ]);
});

test("what never answered was waited for to its end, and what never connected has no such phase", () => {
  expect(phasesOf({ timings: { dns: 1, connect: 2, total: 15_000 }, durationMs: 15_000 })).toEqual([
    { phase: "dns", ms: 1 },
    { phase: "connect", ms: 2 },
    { phase: "answer", ms: 14_997 },
  ]);
});

test("an attempt that was logged without phases is all waiting", () => {
  expect(phasesOf({ timings: null, durationMs: 40 })).toEqual([{ phase: "answer", ms: 40 }]);
});
