import type { WebhookId } from "@countersign/wire";
import { expect, test } from "vitest";
import { createSlots } from "./concurrency.ts";

const id = "whk_a" as WebhookId;

test("an address that times out shrinks to one slot, and grows back answer by answer", () => {
  const slots = createSlots(8);
  const after = (timedOut: boolean) => {
    slots.note(id, timedOut);
    return slots.of(id);
  };
  expect([true, true, true, true].map(after)).toEqual([4, 2, 1, 1]);
  expect(Array.from({ length: 8 }, () => after(false))).toEqual([2, 3, 4, 5, 6, 7, 8, 8]);
  expect(slots.of("whk_b" as WebhookId)).toBe(8);
});
