import { expect, test } from "vitest";
import { mayHaveMore } from "./share.ts";

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
