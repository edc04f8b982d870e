import fc from "fast-check";
import { expect, test } from "vitest";
import { mayHaveMore, roomFor } from "./share.ts";

test("one alone gets nearly all, and each that comes later finds some", () => {
  const total = 512;
  const held: number[] = [];
  const free = () => total - held.reduce((sum, one) => sum + one, 0);
  for (let comer = 0; comer < 5; comer++) {
    held.push(0);
    while (mayHaveMore(held[comer] ?? 0, free(), total)) held[comer] = (held[comer] ?? 0) + 1;
  }
  expect(held).toEqual([481, 16, 8, 4, 2]);
});

test("the room in a row is what one gets by taking one after another", () => {
  const total = fc.integer({ min: 1, max: 3000 });
  fc.assert(
    fc.property(total, fc.nat(3000), fc.nat(3000), (total, mine, taken) => {
      const free = Math.max(0, total - taken);
      let room = 0;
      while (mayHaveMore(mine + room, free - room, total)) room++;
      expect(roomFor(mine, free, total)).toBe(room);
    }),
  );
});
