import type { ProjectId, ProjectQuotas } from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createQuotas, type Taken } from "./quotas.ts";

const callerOf = (project: string, quotas: ProjectQuotas = {}, keyId = "key") => ({
  projectId: project as ProjectId,
  keyId,
  quotas,
});

function quotasFor(perSecond: number, burst: number) {
  const time = { now: 0 };
  const rate = { perSecond, burst };
  const defaults = { events: rate, sessions: null, interceptions: rate };
  return { time, quotas: createQuotas({ defaults, now: () => time.now }) };
}

test("never grants more than the burst and the refill, whatever the clock does", () => {
  const steps = fc.array(
    fc.record({ count: fc.integer({ min: 1, max: 30 }), moveMs: fc.integer({ min: -5000, max: 5000 }) }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      steps,
      (perSecond, burst, all) => {
        const { time, quotas } = quotasFor(perSecond, burst);
        const caller = callerOf("one");
        let granted = 0;
        let forwardMs = 0;
        for (const { count, moveMs } of all) {
          time.now += moveMs;
          forwardMs += Math.max(0, moveMs);
          if (quotas.take("events", caller, count) === null) granted += count;
          expect(granted).toBeLessThanOrEqual(burst + (perSecond * forwardMs) / 1000 + 1e-6);
        }
      },
    ),
  );
});

test("waiting for the stated time is enough, also after the clock went back", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 100_000 }),
      (perSecond, burst, backMs) => {
        const { time, quotas } = quotasFor(perSecond, burst);
        const caller = callerOf("one");
        expect(quotas.take("events", caller, burst)).toBeNull();
        time.now -= backMs;
        const refused = quotas.take("events", caller, burst);
        time.now += (refused?.retryAfterSeconds ?? 0) * 1000;
        expect(quotas.take("events", caller, burst)).toBeNull();
      },
    ),
  );
});

test("a call for more than a burst learns that waiting won't help", () => {
  const { quotas } = quotasFor(5, 10);
  expect(quotas.take("events", callerOf("one"), 11)?.retryAfterSeconds).toBeNull();
  expect(quotas.take("events", callerOf("one"), 10)).toBeNull();
});

test("one project's use is nothing to another, nor one quota's to another quota", () => {
  const { quotas } = quotasFor(1, 2);
  expect(quotas.take("events", callerOf("one"), 2)).toBeNull();
  expect(quotas.take("events", callerOf("one"), 1)).toMatchObject({ of: "project", retryAfterSeconds: 1 });
  expect(quotas.take("interceptions", callerOf("one"), 2)).toBeNull();
  expect(quotas.take("events", callerOf("two"), 2)).toBeNull();
});

test("a project's own quota replaces the default, from the next call on", () => {
  const { quotas } = quotasFor(1, 100);
  expect(quotas.take("events", callerOf("one"), 50)).toBeNull();
  const narrow = callerOf("one", { events: { perSecond: 0.5, burst: 3 } });
  expect(quotas.take("events", narrow, 3)).toBeNull();
  expect(quotas.take("events", narrow, 1)).toMatchObject({ retryAfterSeconds: 2, rate: { burst: 3 } });
  expect(quotas.take("sessions", callerOf("one"), 1_000_000)).toBeNull();
});

test("a key uses its share, and what it can't use is there for the project's other keys", () => {
  const { quotas } = quotasFor(10, 10);
  const share = { keySharePercent: 50 };
  const [first, second] = [callerOf("one", share, "first"), callerOf("one", share, "second")];
  expect(quotas.take("events", first, 5)).toBeNull();
  expect(quotas.take("events", first, 1)).toMatchObject({ of: "key", rate: { perSecond: 5, burst: 5 } });
  expect(quotas.take("events", second, 5)).toBeNull();
  expect(quotas.take("events", callerOf("one", share, "third"), 1)).toMatchObject({ of: "project" });
});

test("what is given back can be taken again, and never makes more than a burst", () => {
  const { quotas } = quotasFor(1, 3);
  const caller = callerOf("one");
  quotas.take("events", caller, 3);
  expect(quotas.exhausted("events", caller)).not.toBeNull();
  for (let n = 0; n < 5; n++) quotas.giveBack("events", caller, 1);
  expect(quotas.take("events", caller, 3)).toBeNull();
  expect(quotas.take("events", caller, 1)).not.toBeNull();
});

test("buckets that have filled up again are dropped", () => {
  const { time, quotas } = quotasFor(1, 1);
  const seen = new Set<unknown>();
  for (let n = 0; n < 20_000; n++) {
    time.now += 1100;
    seen.add(quotas.take("events", callerOf(`project ${n}`), 1));
  }
  expect([...seen]).toEqual([null]);
  expect(quotas.size()).toBeLessThanOrEqual(1001);
});

test("processes that tell one another grant a burst and the refill together, but for what they had not heard yet", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.record({ process: fc.nat(2), count: fc.integer({ min: 1, max: 10 }), tell: fc.boolean() })),
      (burst, calls) => {
        const time = { now: 0 };
        const rate = { perSecond: 10, burst };
        const defaults = { events: rate, sessions: null, interceptions: null };
        const untold: Taken[][] = [[], [], []];
        const processes = untold.map((taken) =>
          createQuotas({ defaults, now: () => time.now, onTaken: (one) => void taken.push(one) }),
        );
        const tellAll = () => {
          for (const [from, taken] of untold.entries())
            for (const [to, quotas] of processes.entries()) if (to !== from) quotas.takenElsewhere(taken);
          for (const taken of untold) taken.length = 0;
        };
        let granted = 0;
        let unheard = 0;
        let overdrawn = 0;
        for (const { process, count, tell } of calls) {
          time.now += 20;
          if (processes[process]?.take("events", callerOf("one"), count) === null) {
            granted += count;
            unheard += count;
          }
          if (!tell) continue;
          overdrawn = Math.max(overdrawn, unheard);
          unheard = 0;
          tellAll();
        }
        const refilled = (10 * time.now) / 1000;
        expect(granted).toBeLessThanOrEqual(burst + refilled + Math.max(overdrawn, unheard) + 1e-6);
      },
    ),
  );
});

test("what others took beyond a burst is a debt, which is refilled before anything is granted", () => {
  const { time, quotas } = quotasFor(10, 10);
  quotas.takenElsewhere([{ bucket: "events one", rate: { perSecond: 10, burst: 10 }, count: 30 }]);
  expect(quotas.take("events", callerOf("one"), 1)?.retryAfterSeconds).toBe(3);
  time.now += 2000;
  expect(quotas.take("events", callerOf("one"), 1)).not.toBeNull();
  time.now += 1000;
  expect(quotas.take("events", callerOf("one"), 10)).toBeNull();
});
