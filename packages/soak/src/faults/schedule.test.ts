import { createRandom } from "@countersign/fuzz/random";
import { expect, test } from "vitest";
import { schedule } from "./schedule.ts";

const everything = { services: 2, hosts: 2, hasLinks: true, hasVolumes: true, heavy: true } as const;
const kindsOf = (seed: number, at: Parameters<typeof schedule>[2], count = 60) =>
  schedule(createRandom(seed), count, at).map(({ kind }) => kind);

test("the same seed makes the same faults in the same order, another one others", () => {
  const faults = (seed: number) => schedule(createRandom(seed), 200, everything);
  expect(faults(7)).toEqual(faults(7));
  expect(faults(7)).not.toEqual(faults(8));
  expect(faults(7)).toHaveLength(200);
});

test("each kind happens at least once where there are enough of them", () => {
  for (let seed = 0; seed < 20; seed++) expect(new Set(kindsOf(seed, everything, 14)).size).toBe(14);
});

test("what is not there isn't broken: one host has no standby, and only a volume can be full", () => {
  const one = { services: 1, hosts: 1, hasLinks: false, hasVolumes: false, heavy: false } as const;
  const kinds = new Set(kindsOf(1, one, 200));
  for (const kind of [
    "standby-killed",
    "standby-frozen",
    "network-cut",
    "network-silent",
    "disk-full",
  ] as const)
    expect(kinds).not.toContain(kind);
  expect(kinds).not.toContain("primary-replaced-frozen");
  expect(schedule(createRandom(1), 200, one).every((fault) => !("slot" in fault) || fault.slot === 0)).toBe(
    true,
  );
});
