import { type Convolution, convolve } from "../network/convolution.ts";
import { convolveDepthwise, type Depthwise } from "../network/depthwise.ts";
import { add, relu } from "../network/elementwise.ts";
import { maxPool } from "../network/pooling.ts";
import { padChannels, type Tensor } from "../network/tensor.ts";
import { type WeightReader, weightReader } from "../network/weights.ts";

/**
 * MediaPipe's BlazeFace ("back" model): where faces are. In: 256 x 256 pixels of three channels from -1 to 1. Out:
 * for each anchor of a fine (16 x 16 cells, two each) and a coarse grid (8 x 8 cells, six each) a score, and 16 numbers
 * of a box and six points.
 */
export type DetectorNetwork = (input: Tensor) => Grid[];

/** What the network says about the cells of one grid. */
export interface Grid {
  anchorsPerCell: number;
  /** `anchorsPerCell` logits a cell. */
  scores: Tensor;
  /** 16 numbers an anchor. */
  boxes: Tensor;
}

export const detectorSize = 256;

const point = { stride: 1, edges: "valid" } as const;

interface Block {
  depthwise: Depthwise;
  pointwise: Convolution;
  stride: number;
}

export function openDetector(weights: Uint8Array): DetectorNetwork {
  const read = weightReader(weights);
  const first = read.convolution(5, 3, 24);
  const blocks = [
    ...blocksOf(read, 24, 7, 1),
    block(read, 24, 24, 2),
    ...blocksOf(read, 24, 7, 1),
    block(read, 24, 48, 2),
    ...blocksOf(read, 48, 7, 1),
    block(read, 48, 96, 2),
    ...blocksOf(read, 96, 7, 1),
  ];
  const fineScores = read.convolution(1, 96, 2);
  const fineBoxes = read.convolution(1, 96, 32);
  const coarser = { depthwise: read.depthwise(96), pointwise: read.convolution(1, 96, 96) };
  const coarseScores = read.convolution(1, 96, 6);
  const coarseBoxes = read.convolution(1, 96, 96);
  read.end();
  return (input) => {
    const start = relu(convolve(input, first, { stride: 2, edges: "same" }));
    const fine = blocks.reduce(apply, start);
    const coarse = relu(convolve(convolveDepthwise(fine, coarser.depthwise, 2), coarser.pointwise, point));
    return [
      {
        anchorsPerCell: 2,
        scores: convolve(fine, fineScores, point),
        boxes: convolve(fine, fineBoxes, point),
      },
      {
        anchorsPerCell: 6,
        scores: convolve(coarse, coarseScores, point),
        boxes: convolve(coarse, coarseBoxes, point),
      },
    ];
  };
}

function blocksOf(read: WeightReader, channels: number, count: number, stride: number): Block[] {
  return Array.from({ length: count }, () => block(read, channels, channels, stride));
}

function block(read: WeightReader, inputs: number, outputs: number, stride: number): Block {
  return { depthwise: read.depthwise(inputs), pointwise: read.convolution(1, inputs, outputs), stride };
}

/** The map, made smaller where the block has a stride, and what the block makes of it, added. */
function apply(input: Tensor, { depthwise, pointwise, stride }: Block): Tensor {
  const changed = convolve(convolveDepthwise(input, depthwise, stride), pointwise, point);
  const kept = stride === 1 ? input : padChannels(maxPool(input, 2, 2), pointwise.outputs);
  return relu(add(changed, kept));
}
