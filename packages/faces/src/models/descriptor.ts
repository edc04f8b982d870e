import { type Convolution, convolve } from "../network/convolution.ts";
import { add, relu } from "../network/elementwise.ts";
import { maxPool, meanOfChannels, meanPool } from "../network/pooling.ts";
import { type Padding, pad, padChannels, type Tensor } from "../network/tensor.ts";
import { type WeightReader, weightReader } from "../network/weights.ts";

/**
 * dlib's face recognition network (a ResNet of 29 layers): 128 numbers of a face, close to each other for pictures of
 * one person. In: 150 x 150 pixels of three channels (`descriptorInput` makes them of bytes), the face upright.
 */
export type DescriptorNetwork = (input: Tensor) => Float32Array;

export const descriptorSize = 150;

/** What the network was trained with: the mean of its pictures is subtracted. */
export const descriptorMeans = [122.782, 117.001, 104.298] as const;

const same = { stride: 1, edges: "same" } as const;
const down = { stride: 2, edges: "valid" } as const;

interface Residual {
  first: Convolution;
  second: Convolution;
  halves: boolean;
}

export function openDescriptor(weights: Uint8Array): DescriptorNetwork {
  const read = weightReader(weights);
  const start = read.scaledConvolution(7, 3, 32);
  const stages = [
    ...residuals(read, 32, 3),
    residual(read, 32, 64, true),
    ...residuals(read, 64, 3),
    residual(read, 64, 128, true),
    ...residuals(read, 128, 2),
    residual(read, 128, 256, true),
    ...residuals(read, 256, 2),
    residual(read, 256, 256, true),
  ];
  const last = read.vector(256 * 128);
  read.end();
  return (input) => {
    const begun = maxPool(relu(convolve(input, start, down)), 3, 2);
    const means = meanOfChannels(stages.reduce(apply, begun));
    const sums = new Float64Array(128);
    for (let from = 0; from < 256; from++)
      for (let to = 0; to < 128; to++)
        sums[to] = (sums[to] ?? 0) + (means[from] ?? 0) * (last[from * 128 + to] ?? 0);
    return Float32Array.from(sums);
  };
}

function residuals(read: WeightReader, channels: number, count: number): Residual[] {
  return Array.from({ length: count }, () => residual(read, channels, channels, false));
}

function residual(read: WeightReader, inputs: number, outputs: number, halves: boolean): Residual {
  return {
    first: read.scaledConvolution(3, inputs, outputs),
    second: read.scaledConvolution(3, outputs, outputs),
    halves,
  };
}

function apply(input: Tensor, { first, second, halves }: Residual): Tensor {
  const changed = convolve(relu(convolve(input, first, halves ? down : same)), second, same);
  if (!halves) return relu(add(changed, input));
  const kept = padChannels(meanPool(input), second.outputs);
  return relu(add(kept, pad(changed, missing(kept, changed))));
}

/** Of a map of an even size the mean has a row and a column more than the convolution. */
function missing(larger: Tensor, smaller: Tensor): Padding {
  return { top: 0, left: 0, bottom: larger.height - smaller.height, right: larger.width - smaller.width };
}
