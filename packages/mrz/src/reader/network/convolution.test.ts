import fc from "fast-check";
import { expect, test } from "vitest";
import { convolve, type Shape } from "./convolution.ts";
import { tensor } from "./tensor.ts";

const shape = fc.record({
  outputs: fc.integer({ min: 1, max: 9 }),
  inputs: fc.integer({ min: 1, max: 3 }),
  kernelHeight: fc.integer({ min: 1, max: 3 }),
  kernelWidth: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 2 }),
  dilation: fc.integer({ min: 1, max: 2 }),
  padHeight: fc.integer({ min: 0, max: 2 }),
  padWidth: fc.integer({ min: 0, max: 2 }),
  relu: fc.boolean(),
  pool: fc.constant(false),
}) satisfies fc.Arbitrary<Shape>;

test("a convolution is the sum over inputs and kernel, at every position and for every output", () => {
  const size = fc.integer({ min: 5, max: 9 });
  fc.assert(
    fc.property(shape, size, size, fc.integer({ min: 1 }), (layer, height, width, seed) => {
      const input = tensor(layer.inputs, height, width);
      for (let at = 0; at < input.data.length; at++) input.data[at] = Math.sin(seed + at);
      const taps = layer.inputs * layer.kernelHeight * layer.kernelWidth;
      const weight = (output: number, tap: number) => Math.cos(seed + 7 * output + tap);
      const grouped = new Float64Array(Math.ceil(layer.outputs / 4) * 4 * taps);
      for (let output = 0; output < layer.outputs; output++)
        for (let tap = 0; tap < taps; tap++)
          grouped[(output - (output % 4)) * taps + (output % 4) + 4 * tap] = weight(output, tap);
      const bias = Float64Array.from({ length: layer.outputs }, (_, output) => output / 10);
      const out = convolve(input, { ...layer, grouped, bias });

      const at = (c: number, y: number, x: number) =>
        y >= 0 && x >= 0 && y < height && x < width ? Math.sin(seed + (c * height + y) * width + x) : 0;
      const expected = (output: number, y: number, x: number) => {
        let sum = bias[output] ?? 0;
        for (let c = 0, tap = 0; c < layer.inputs; c++)
          for (let i = 0; i < layer.kernelHeight; i++)
            for (let j = 0; j < layer.kernelWidth; j++, tap++) {
              const v = y * layer.stride + i * layer.dilation - layer.padHeight;
              const u = x * layer.stride + j * layer.dilation - layer.padWidth;
              sum += weight(output, tap) * at(c, v, u);
            }
        return layer.relu ? Math.max(0, sum) : sum;
      };
      for (let output = 0, index = 0; output < layer.outputs; output++)
        for (let y = 0; y < out.height; y++)
          for (let x = 0; x < out.width; x++, index++)
            expect(out.data[index]).toBeCloseTo(expected(output, y, x), 9);
    }),
    { numRuns: 60 },
  );
});
