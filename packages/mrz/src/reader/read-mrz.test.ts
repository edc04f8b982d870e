import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Grey } from "../picture/plane.ts";
import type { LevelName } from "../synthetic/levels.ts";
import { syntheticDocument } from "../synthetic/synthetic-document.ts";
import { readMrz } from "./read-mrz.ts";

// Half as wide as in the benchmark, for speed: the characters are at least ten pixels apart.
const width = 800;
const documents: [LevelName, number][] = [
  ["scan", 12],
  ["good", 15],
  ["fair", 11],
  ["poor", 12],
  ["poor", 601_000_078], // a card in strong perspective
  ["poor", 601_000_143], // on cloth that looks like print
];

test.each(documents)("reads every character of a document: %s %i", (level, seed) => {
  const { picture, lines, format } = syntheticDocument(seed, level, width);
  const reading = readMrz(picture, { clock: ticking(1) });
  expect(reading).toMatchObject({ found: true, trusted: true, format, lines, problems: [] });
});

test("reads a picture that is rotated by 90 degrees", () => {
  const { picture, lines } = syntheticDocument(15, "good", width);
  const reading = readMrz(quarterTurn(picture), { clock: ticking(1) });
  expect(reading).toMatchObject({ trusted: true, lines });
});

// The clock only advances when it is read, so that a busy machine changes nothing.
test.each([11, 16])("does not trust a partly covered zone: %i", (seed) => {
  const { picture } = syntheticDocument(seed, "hostile", width);
  expect(readMrz(picture, { clock: ticking(400) }).trusted).toBe(false);
});

describe("any picture", () => {
  const side = fc.integer({ min: 0, max: 160 });
  const picture = fc.tuple(side, side, fc.constantFrom("noise", "flat", "stripes"), fc.nat()).map(drawn);

  test("is read without throwing", () => {
    fc.assert(
      fc.property(picture, (grey) => {
        expect(readMrz(grey, { timeLimitMs: 40 }).trusted).toBe(false);
      }),
      { numRuns: 8 },
    );
  });

  test.each([
    [0, 0],
    [1, 100_000],
    [100_000, 1],
    [64, 20_000],
    [20_000, 64],
  ])("of %i x %i pixels has no zone", (width, height) => {
    const grey = drawn([width, height, "noise", 5]);
    expect(readMrz(grey, { timeLimitMs: 40 }).found).toBe(false);
  });

  test("whose data contradicts its dimensions has no zone", () => {
    const wrong = fc.oneof(fc.double(), fc.constantFrom(-5, 100, 2 ** 40));
    fc.assert(
      fc.property(wrong, wrong, (width, height) => {
        expect(readMrz({ width, height, data: new Uint8Array(99) }).found).toBe(false);
      }),
    );
  });
});

test("reading checks the time between steps and ends when it is over", () => {
  const { picture } = syntheticDocument(11, "hostile", width);
  let calls = 0;
  const clock = () => 100 * calls++;
  readMrz(picture, { clock, timeLimitMs: 600 });
  expect(calls).toBeGreaterThan(6);
  expect(calls).toBeLessThan(20);
});

function ticking(stepMs: number): () => number {
  let now = Date.UTC(2026, 5, 15);
  return () => {
    now += stepMs;
    return now;
  };
}

function drawn([width, height, kind, seed]: [number, number, string, number]): Grey {
  const data = new Uint8Array(width * height);
  let state = seed + 1;
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const stripe = (Math.floor(at / width / 9) + seed) % 2 ? 30 : 220;
    data[at] = kind === "noise" ? state >>> 24 : kind === "flat" ? seed & 255 : stripe;
  }
  return { width, height, data };
}

function quarterTurn({ width, height, data }: Grey): Grey {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) turned[(width - 1 - x) * height + y] = data[y * width + x] ?? 0;
  return { width: height, height: width, data: turned };
}
