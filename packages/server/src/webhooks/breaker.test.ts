import type { WebhookId } from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createBreakers, probeEveryMs } from "./breaker.ts";

const id = "whk_a" as WebhookId;

function setUp() {
  const time = { now: 1_000_000 };
  const breakers = createBreakers(() => time.now, "first-failure");
  const fail = (times: number) => Array.from({ length: times }, () => breakers.note(id, false));
  return { time, breakers, fail };
}

test("opens at the twentieth call of a minute when half of them failed, not before", () => {
  const { breakers, fail } = setUp();
  fail(1);
  for (let n = 0; n < 10; n++) breakers.note(id, true);
  expect(fail(8).every((change) => change === null)).toBe(true);
  expect(breakers.state(id)).toBe("closed");
  expect(fail(1)).toEqual(["opened"]);
  expect([breakers.state(id), breakers.open()]).toEqual(["open", [id]]);
});

test("calls of more than a minute ago don't count", () => {
  const { time, breakers, fail } = setUp();
  fail(19);
  time.now += 60_000;
  fail(1);
  expect(breakers.state(id)).toBe("closed");
});

test("lets a probe through every thirty seconds, and closes with the first that works", () => {
  const { time, breakers, fail } = setUp();
  fail(20);
  time.now += probeEveryMs - 1;
  expect(breakers.state(id)).toBe("open");
  time.now += 1;
  expect([breakers.state(id), breakers.nextProbeAt()]).toEqual(["probing", time.now]);
  fail(1);
  expect([breakers.state(id), breakers.nextProbeAt()]).toEqual(["open", time.now + probeEveryMs]);
  time.now += probeEveryMs;
  expect(breakers.note(id, true)).toBe("closed");
  expect([breakers.state(id), breakers.open(), breakers.nextProbeAt()]).toEqual(["closed", [], null]);
  fail(19);
  expect(breakers.state(id)).toBe("closed");
});

test("a clock that is set back neither keeps it open nor keeps what it has counted", () => {
  const { time, breakers, fail } = setUp();
  time.now += 40 * 86_400_000;
  fail(20);
  expect(breakers.state(id)).toBe("open");
  time.now -= 40 * 86_400_000;
  expect(breakers.state(id)).toBe("probing");
  breakers.note(id, true);
  time.now += 40 * 86_400_000;
  fail(19);
  time.now -= 40 * 86_400_000;
  fail(1);
  expect(breakers.state(id)).toBe("closed");
});

test("an address that fails less than half of the time stays open to calls", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { maxLength: 50 }), (runs) => {
      const { breakers } = setUp();
      for (const worked of runs) {
        for (let n = 0; n <= worked; n++) breakers.note(id, true);
        breakers.note(id, true);
        expect(breakers.note(id, false)).toBeNull();
      }
      expect(breakers.state(id)).toBe("closed");
    }),
  );
});
