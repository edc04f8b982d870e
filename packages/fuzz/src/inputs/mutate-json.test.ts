import { expect, test } from "vitest";
import { createRandom } from "../random.ts";
import { toText } from "./hostile.ts";
import { mutateJson } from "./mutate-json.ts";

const body = { projectId: "p", events: [{ type: "custom.a", payload: { amount: 1, tags: ["a", "b"] } }] };

test("any number of changes leaves the original unchanged and can be serialised", () => {
  const random = createRandom(7);
  const before = JSON.stringify(body);
  for (let count = 0; count < 20_000; count++) expect(typeof toText(mutateJson(random, body))).toBe("string");
  expect(JSON.stringify(body)).toBe(before);
});

test("the same seed makes the same changes", () => {
  const made = [1, 1].map((seed) => {
    const random = createRandom(seed);
    return Array.from({ length: 50 }, () => toText(mutateJson(random, body)));
  });
  expect(made[0]).toEqual(made[1]);
});
