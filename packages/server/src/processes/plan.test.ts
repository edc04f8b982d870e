import fc from "fast-check";
import { expect, test } from "vitest";
import { maxProcesses, perProcess, planProcesses } from "./plan.ts";

test("one process is planned as before, with 20 connections of the 60", () => {
  expect(planProcesses(1, 64)).toEqual({ count: 1, poolSize: 20, maxConnections: 60 });
});

test("auto is one process per core, and at most 16", () => {
  expect([1, 2, 6, 64].map((cores) => planProcesses("auto", cores).count)).toEqual([1, 2, 6, 16]);
  expect(planProcesses(24, 2).count).toBe(24);
});

test("the embedded Postgres accepts the connections of all processes and of one that is being replaced", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: maxProcesses }), (processes) => {
      const { count, poolSize, maxConnections } = planProcesses(processes, 4);
      expect(count).toBe(processes);
      expect(poolSize).toBeGreaterThanOrEqual(8);
      // Beside its pool each has a listener, bells, a probe and a backup's log; the supervisor has three.
      expect((count + 1) * (poolSize + 4) + 3 + 3).toBeLessThanOrEqual(maxConnections);
    }),
  );
});

test("the parts of a limit are no less than the limit together, and never nothing", () => {
  expect([perProcess(1024, 2), perProcess(300, 7), perProcess(1, 8)]).toEqual([512, 43, 1]);
});
