import { idTime } from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nextId } from "./ordered-ids.ts";

test("ids rise strictly, even when the clock stands still or goes back", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 50 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      (times, bytes) => {
        const random = () => bytes;
        const ids = times.map((time) => nextId("event", () => time, random));
        expect(ids).toEqual([...new Set(ids)].sort());
      },
    ),
  );
});

test("a full random part carries over into the next millisecond", () => {
  const random = () => new Uint8Array(16).fill(31);
  const first = nextId("event", () => 7, random);
  let id = first;
  // The first digit starts below 16, so the carry is reached only from the top.
  expect(first.slice(14)).toBe(`f${"z".repeat(15)}`);
  id = nextId("event", () => 7, random);
  expect(id > first).toBe(true);
});

test("ids are never more than a minute ahead of the clock, however far it is set back", () => {
  const latest = 250_000_000_000_000;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: latest }), { minLength: 2, maxLength: 50 }), (times) => {
      const random = (bytes: number) => new Uint8Array(bytes).fill(3);
      for (const time of times) {
        const ahead = idTime(nextId("event", () => time, random)) - time;
        expect(ahead).toBeGreaterThanOrEqual(0);
        expect(ahead).toBeLessThanOrEqual(60_001);
      }
    }),
  );
});
