import fc from "fast-check";
import { expect, test } from "vitest";
import { convolve } from "./convolution.ts";
import { convolveDepthwise } from "./depthwise.ts";
import { add, prelu, relu } from "./elementwise.ts";
import { maxPool, meanOfChannels, meanPool } from "./pooling.ts";
import { padChannels, samePadding, type Tensor } from "./tensor.ts";
import { groupFilters } from "./weights.ts";

const size = fc.integer({ min: 3, max: 9 });
const seeds = fc.integer({ min: 1, max: 1e6 });

test("a convolution is the sum over kernel and inputs, at every place and for every output", () => {
  const layers = fc.record({
    kernel: fc.integer({ min: 1, max: 3 }),
    inputs: fc.integer({ min: 1, max: 4 }),
    outputs: fc.integer({ min: 1, max: 9 }),
    stride: fc.integer({ min: 1, max: 3 }),
    edges: fc.constantFrom("same" as const, "valid" as const),
  });
  fc.assert(
    fc.property(layers, size, size, seeds, (layer, height, width, seed) => {
      const { kernel, inputs, outputs, stride, edges } = layer;
      const input = waves(height, width, inputs, seed);
      const filters = Float64Array.from({ length: kernel * kernel * inputs * outputs }, (_, at) =>
        Math.cos(seed + at),
      );
      const bias = Float64Array.from({ length: outputs }, (_, output) => output / 10);
      const out = convolve(
        input,
        { kernel, inputs, outputs, grouped: groupFilters(filters, outputs), bias },
        { stride, edges },
      );
      const before = edges === "same" ? samePadding(input, kernel, stride) : { top: 0, left: 0 };
      const cells =
        edges === "same" ? Math.ceil(height / stride) : Math.floor((height - kernel) / stride) + 1;
      expect(out.height).toBe(cells);
      everyValue(out, (y, x, output) => {
        let sum = bias[output] ?? 0;
        for (let i = 0; i < kernel; i++)
          for (let j = 0; j < kernel; j++)
            for (let c = 0; c < inputs; c++) {
              const weight = filters[((i * kernel + j) * inputs + c) * outputs + output] ?? 0;
              sum += weight * valueAt(input, y * stride + i - before.top, x * stride + j - before.left, c);
            }
        return sum;
      });
    }),
    { numRuns: 80 },
  );
});

test("a depthwise convolution keeps the channels apart", () => {
  fc.assert(
    fc.property(
      size,
      size,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 2 }),
      seeds,
      (...given) => {
        const [height, width, channels, stride, seed] = given;
        const input = waves(height, width, channels, seed);
        const weights = Float64Array.from({ length: 9 * channels }, (_, at) => Math.cos(seed + at));
        const { top, left } = samePadding(input, 3, stride);
        everyValue(convolveDepthwise(input, { channels, weights }, stride), (y, x, c) => {
          let sum = 0;
          for (let tap = 0; tap < 9; tap++) {
            const [i, j] = [Math.floor(tap / 3), tap % 3];
            sum +=
              (weights[tap * channels + c] ?? 0) *
              valueAt(input, y * stride + i - top, x * stride + j - left, c);
          }
          return sum;
        });
      },
    ),
    { numRuns: 60 },
  );
});

test("pooling takes the greatest or the mean of a window, channel by channel", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4 }), size, size, seeds, (channels, height, width, seed) => {
      const input = waves(height, width, channels, seed);
      const window = (y: number, x: number, c: number, kernel: number) =>
        Array.from({ length: kernel * kernel }, (_, at) =>
          valueAt(input, 2 * y + Math.floor(at / kernel), 2 * x + (at % kernel), c),
        );
      everyValue(maxPool(input, 3, 2), (y, x, c) => Math.max(...window(y, x, c, 3)));
      everyValue(meanPool(input), (y, x, c) => window(y, x, c, 2).reduce((sum, value) => sum + value / 4, 0));
      const means = meanOfChannels(input);
      const first = input.data.filter((_, at) => at % channels === 0);
      expect(means[0]).toBeCloseTo(
        first.reduce((sum, value) => sum + value / first.length, 0),
        9,
      );
    }),
    { numRuns: 60 },
  );
});

test("channels that are added are zeros, and activations work on negative values alone", () => {
  const input = waves(3, 4, 2, 5);
  everyValue(padChannels(input, 3), (y, x, c) => (c < 2 ? valueAt(input, y, x, c) : 0));
  everyValue(relu(copyOf(input)), (y, x, c) => Math.max(0, valueAt(input, y, x, c)));
  everyValue(prelu(copyOf(input), Float64Array.of(0.5, -2)), (y, x, c) => {
    const value = valueAt(input, y, x, c);
    return value < 0 ? value * (c === 0 ? 0.5 : -2) : value;
  });
  everyValue(add(copyOf(input), input), (y, x, c) => 2 * valueAt(input, y, x, c));
});

function waves(height: number, width: number, channels: number, seed: number): Tensor {
  const data = Float64Array.from({ length: height * width * channels }, (_, at) => Math.sin(seed + at * at));
  return { height, width, channels, data };
}

function copyOf(of: Tensor): Tensor {
  return { ...of, data: Float64Array.from(of.data) };
}

/** Zero outside of the map. */
function valueAt({ height, width, channels, data }: Tensor, y: number, x: number, channel: number): number {
  if (y < 0 || x < 0 || y >= height || x >= width) return 0;
  return data[(y * width + x) * channels + channel] ?? Number.NaN;
}

function everyValue(out: Tensor, expected: (y: number, x: number, channel: number) => number): void {
  expect(out.data.length).toBe(out.height * out.width * out.channels);
  for (let y = 0; y < out.height; y++)
    for (let x = 0; x < out.width; x++)
      for (let c = 0; c < out.channels; c++) expect(valueAt(out, y, x, c)).toBeCloseTo(expected(y, x, c), 9);
}
