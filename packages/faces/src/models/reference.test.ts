import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { loadModels } from "../node.ts";
import { descriptorMeans } from "./descriptor.ts";

/**
 * What TensorFlow.js 4.22.0 (WebAssembly) made of the original files in @vladmandic/human 3.3.6 and
 * @vladmandic/face-api 1.7.15, of waves as input; every 7th, 19th or 101st number of the larger outputs.
 */
const reference: Record<string, number[]> & { presence: number } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "vectors/reference.json"), "utf8"),
);
const loaded = loadModels();
if (!loaded.ok) throw new Error(`${loaded.file} is ${loaded.problem}`);
const { detector, mesh, descriptor } = loaded.models;

test("the detector agrees with the original network", () => {
  const [fine, coarse] = detector(waves(256, (wave) => wave));
  expectClose(every(7, fine?.scores.data), reference.fineScores);
  expectClose(every(101, fine?.boxes.data), reference.fineBoxes);
  expectClose(every(7, coarse?.scores.data), reference.coarseScores);
  expectClose(every(101, coarse?.boxes.data), reference.coarseBoxes);
});

test("the mesh agrees with the original network", () => {
  const { points, presence } = mesh(waves(192, (wave) => 0.5 + 0.5 * wave));
  expectClose(every(19, points), reference.points);
  expect(presence).toBeCloseTo(reference.presence, 6);
});

test("the descriptor agrees with the original network", () => {
  const input = waves(150, (wave, channel) => (127.5 + 127.5 * wave - (descriptorMeans[channel] ?? 0)) / 255);
  expectClose([...descriptor(input)], reference.description);
});

function waves(size: number, of: (wave: number, channel: number) => number) {
  const data = Float64Array.from({ length: size * size * 3 }, (_, at) => {
    const [pixel, channel] = [Math.floor(at / 3), at % 3];
    return of(Math.sin((pixel % size) / 9 + channel) * Math.cos(Math.floor(pixel / size) / 7), channel);
  });
  return { height: size, width: size, channels: 3, data };
}

function every(step: number, values: Float64Array = new Float64Array()): number[] {
  return [...values].filter((_, at) => at % step === 0);
}

/** Originals are 32-bit floats; two of the files have 16 here. */
function expectClose(actual: readonly number[], expected: readonly number[] = []): void {
  expect(actual.length).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(30);
  expected.forEach((value, at) => {
    expect(Math.abs((actual[at] ?? Number.NaN) - value)).toBeLessThan(1e-3 + 1e-5 * Math.abs(value));
  });
}
