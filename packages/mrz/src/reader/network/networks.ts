import { convolve, type Layer, type Shape } from "./convolution.ts";
import type { Tensor } from "./tensor.ts";
import { unpack } from "./unpack.ts";
import { lineWeights, zoneWeights } from "./weights.ts";

/** A network, ready to be applied. */
export type Network = (input: Tensor) => Tensor;

const plain = { kernelHeight: 3, kernelWidth: 3, stride: 1, dilation: 1, padHeight: 1, padWidth: 1 };
const hidden = { ...plain, relu: true, pool: false };
const wide = (dilation: number): Shape => ({
  ...hidden,
  outputs: 32,
  inputs: 32,
  dilation,
  padHeight: dilation,
  padWidth: dilation,
});

/** From a grey frame to a logit per cell: how much it looks like a zone. */
const zoneShapes: readonly Shape[] = [
  { ...hidden, outputs: 12, inputs: 1, stride: 2 },
  { ...hidden, outputs: 24, inputs: 12, stride: 2 },
  { ...hidden, outputs: 32, inputs: 24, stride: 2 },
  wide(1),
  wide(2),
  wide(4),
  wide(2),
  {
    ...plain,
    outputs: 1,
    inputs: 32,
    kernelHeight: 1,
    kernelWidth: 1,
    padHeight: 0,
    padWidth: 0,
    relu: false,
    pool: false,
  },
];

/** From a line to logits per frame: of the alphabet's characters and of the space between them. */
const lineShapes: readonly Shape[] = [
  { ...hidden, outputs: 16, inputs: 1, pool: true },
  { ...hidden, outputs: 32, inputs: 16, pool: true },
  { ...hidden, outputs: 48, inputs: 32 },
  { ...hidden, outputs: 64, inputs: 48, kernelHeight: 6, padHeight: 0 },
  { ...hidden, outputs: 64, inputs: 64, kernelHeight: 1, padHeight: 0 },
  {
    ...plain,
    outputs: 38,
    inputs: 64,
    kernelHeight: 1,
    kernelWidth: 1,
    padHeight: 0,
    padWidth: 0,
    relu: false,
    pool: false,
  },
];

/** Unpacked at the first use: not every importer of the package reads a picture. */
export const zoneNetwork: Network = lazily(() => unpack(zoneShapes, zoneWeights));
export const lineNetwork: Network = lazily(() => unpack(lineShapes, lineWeights));

function lazily(load: () => Layer[]): Network {
  let layers: Layer[] | undefined;
  return (input) => {
    layers ??= load();
    return layers.reduce(convolve, input);
  };
}
