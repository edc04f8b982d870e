import { expect, test } from "vitest";
import { memoryInbox } from "./memory.ts";
import { inboxConformance } from "./testing/conformance.ts";

inboxConformance(async () => ({
  inbox: memoryInbox(),
  other: null,
  write: null,
  notes: async () => [],
}));

test("forgets the oldest ids beyond its limit", async () => {
  const inbox = memoryInbox({ maxIds: 2 });
  const take = async (id: string) => (await inbox.once(id, async () => {})).duplicate;
  for (const id of ["a", "b", "c"]) expect(await take(id)).toBe(false);
  expect([await take("c"), await take("b"), await take("a")]).toEqual([true, true, false]);
});
