import fc from "fast-check";
import { expect, test } from "vitest";
import { formats } from "../document/formats.ts";
import { parseZone } from "../document/parse.ts";
import { inventDocument } from "./document/invent.ts";
import { createRandom } from "./random.ts";
import { syntheticDocument } from "./synthetic-document.ts";

const today = { year: 2026, month: 6, day: 15 };

test("every invented zone is valid by Doc 9303, with all check digits right", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const { lines, format } = inventDocument(createRandom(seed));
      const parsed = parseZone(lines, today);
      expect(parsed).toMatchObject({ ok: true, zone: { format: format.name, lines, problems: [] } });
    }),
    { numRuns: 500 },
  );
});

test("all formats are drawn", () => {
  const drawn = new Set(
    Array.from({ length: 300 }, (_, seed) => inventDocument(createRandom(seed)).format.name),
  );
  expect([...drawn].sort()).toEqual(formats.map(({ name }) => name).sort());
});

test("the same seed and level make the same picture, another seed makes another", () => {
  const first = syntheticDocument(1, "scan", 160);
  expect(syntheticDocument(1, "scan", 160)).toEqual(first);
  expect(syntheticDocument(2, "scan", 160).lines).not.toEqual(first.lines);
});
