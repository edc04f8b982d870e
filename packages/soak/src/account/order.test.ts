import fc from "fast-check";
import { expect, test } from "vitest";
import { accountOrder } from "./order.ts";

const arrived = (numbers: readonly number[]) =>
  new Map([["lane", numbers.map((number) => ({ number, afterAccepted: true }))]]);
const findingsOf = (numbers: readonly number[], last: number) =>
  accountOrder(arrived(numbers), new Map([["lane", last]])).findings;

test("numbers that arrive one after another close the account, as does one that was recorded and not confirmed", () => {
  expect(findingsOf([1, 2, 3], 3)).toEqual([]);
  expect(findingsOf([1, 2, 3, 4], 3)).toEqual([]);
});

test("any two numbers that change places are found", () => {
  const places = fc.tuple(fc.nat({ max: 29 }), fc.nat({ max: 29 })).filter(([a, b]) => a !== b);
  fc.assert(
    fc.property(places, ([a, b]) => {
      const numbers = Array.from({ length: 30 }, (_, at) => at + 1);
      [numbers[a], numbers[b]] = [b + 1, a + 1];
      expect(findingsOf(numbers, 30).join()).toContain("inversion");
    }),
  );
});

test("a number that never came is found, whether it is in the middle or the last one", () => {
  expect(findingsOf([1, 3], 3).join()).toContain("gap: 3 of lane");
  expect(findingsOf([1, 2], 3).join()).toContain("lost: lane ended with 2, 3 was accepted");
  expect(accountOrder(new Map(), new Map([["lane", 1]])).findings).toHaveLength(1);
});

test("a number that was sent before the receiver had accepted the one before is found", () => {
  const early = new Map([
    [
      "lane",
      [
        { number: 1, afterAccepted: true },
        { number: 2, afterAccepted: false },
      ],
    ],
  ]);
  expect(accountOrder(early, new Map([["lane", 2]])).findings.join()).toContain("overtaking: 2 of lane");
});
