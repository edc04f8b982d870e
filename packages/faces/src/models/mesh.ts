import { type Convolution, convolve } from "../network/convolution.ts";
import { convolveDepthwise, type Depthwise } from "../network/depthwise.ts";
import { add, prelu, sigmoid } from "../network/elementwise.ts";
import { maxPool } from "../network/pooling.ts";
import { padChannels, type Tensor } from "../network/tensor.ts";
import { type WeightReader, weightReader } from "../network/weights.ts";

/**
 * MediaPipe's face mesh: 468 points of one face. In: 192 x 192 pixels of three channels from 0 to 1, the face upright
 * and in the middle. Out: x, y, z of each point in pixels of the input (z grows away from the camera), and from 0 to 1
 * how sure it is that there is a face. The contours of the original network are left out.
 */
export type MeshNetwork = (input: Tensor) => { points: Float64Array; presence: number };

export const meshSize = 192;

const point = { stride: 1, edges: "valid" } as const;

interface Block {
  depthwise: Depthwise;
  pointwise: Convolution;
  slopes: Float64Array;
  stride: number;
}

interface Head {
  blocks: Block[];
  reduce: Convolution;
  slopes: Float64Array;
  last: Block;
  out: Convolution;
}

export function openMesh(weights: Uint8Array): MeshNetwork {
  const read = weightReader(weights);
  const first = read.convolution(3, 3, 16);
  const firstSlopes = read.vector(16);
  const blocks = [
    ...blocksOf(read, 16, 2),
    block(read, 16, 32, 2),
    ...blocksOf(read, 32, 2),
    block(read, 32, 64, 2),
    ...blocksOf(read, 64, 2),
    block(read, 64, 128, 2),
    ...blocksOf(read, 128, 2),
    block(read, 128, 128, 2),
    ...blocksOf(read, 128, 2),
  ];
  const mesh = head(read, 2, 1404);
  const presence = head(read, 0, 1);
  read.end();
  return (input) => {
    const start = prelu(convolve(input, first, { stride: 2, edges: "same" }), firstSlopes);
    const shared = blocks.reduce(apply, start);
    const flag = applyHead(shared, presence).data[0] ?? 0;
    return { points: applyHead(shared, mesh).data, presence: sigmoid(flag) };
  };
}

function head(read: WeightReader, blocks: number, outputs: number): Head {
  return {
    blocks: [block(read, 128, 128, 2), ...blocksOf(read, 128, blocks)],
    reduce: read.convolution(1, 128, 32),
    slopes: read.vector(32),
    last: block(read, 32, 32, 1),
    out: read.convolution(3, 32, outputs),
  };
}

function applyHead(input: Tensor, { blocks, reduce, slopes, last, out }: Head): Tensor {
  const reduced = prelu(convolve(blocks.reduce(apply, input), reduce, point), slopes);
  return convolve(apply(reduced, last), out, { stride: 3, edges: "valid" });
}

function blocksOf(read: WeightReader, channels: number, count: number): Block[] {
  return Array.from({ length: count }, () => block(read, channels, channels, 1));
}

function block(read: WeightReader, inputs: number, outputs: number, stride: number): Block {
  return {
    depthwise: read.depthwise(inputs),
    pointwise: read.convolution(1, inputs, outputs),
    slopes: read.vector(outputs),
    stride,
  };
}

/** The map, made smaller where the block has a stride, and what the block makes of it, added. */
function apply(input: Tensor, { depthwise, pointwise, slopes, stride }: Block): Tensor {
  const changed = convolve(convolveDepthwise(input, depthwise, stride), pointwise, point);
  const kept = stride === 1 ? input : padChannels(maxPool(input, 2, 2), pointwise.outputs);
  return prelu(add(changed, kept), slopes);
}
