import type { WebhookId } from "@countersign/wire";
import { expect, test } from "vitest";
import { createConcurrency } from "./concurrency.ts";

const id = "whk_a" as WebhookId;

test("an address that times out is reduced to one request, and recovers response by response", () => {
  const concurrency = createConcurrency(8);
  const after = (timedOut: boolean) => {
    concurrency.note(id, timedOut);
    return concurrency.of(id);
  };
  expect([true, true, true, true].map(after)).toEqual([4, 2, 1, 1]);
  expect(Array.from({ length: 8 }, () => after(false))).toEqual([2, 3, 4, 5, 6, 7, 8, 8]);
  expect(concurrency.of("whk_b" as WebhookId)).toBe(8);
});
