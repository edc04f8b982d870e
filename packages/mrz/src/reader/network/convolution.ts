import { type Tensor, tensor } from "./tensor.ts";

/** The shape of a layer, without its weights. */
export interface Shape {
  outputs: number;
  inputs: number;
  kernelHeight: number;
  kernelWidth: number;
  stride: number;
  dilation: number;
  padHeight: number;
  padWidth: number;
  /** Negative results become 0. */
  relu: boolean;
  /** Reduces each 2x2 block to its maximum. */
  pool: boolean;
}

/**
 * A layer with weights: outputs in groups of four, the four weights of each kernel position next to
 * each other.
 */
export interface Layer extends Shape {
  grouped: Float64Array;
  bias: Float64Array;
}

/**
 * A convolution, four outputs and two positions at a time, so that the eight sums stay in
 * registers: 2.4 times as fast here as by rows with the sums in memory. 64-bit floats, since
 * JavaScript would convert 32-bit ones on each use.
 */
export function convolve(input: Tensor, layer: Layer): Tensor {
  const { outputs, inputs, kernelHeight, kernelWidth, stride, dilation } = layer;
  const padded = pad(input, layer.padHeight, layer.padWidth);
  const plane = padded.height * padded.width;
  const height = Math.floor((padded.height - dilation * (kernelHeight - 1) - 1) / stride) + 1;
  const width = Math.floor((padded.width - dilation * (kernelWidth - 1) - 1) / stride) + 1;
  const out = tensor(outputs, Math.max(0, height), Math.max(0, width));
  const offsets = new Int32Array(inputs * kernelHeight * kernelWidth);
  for (let c = 0, k = 0; c < inputs; c++)
    for (let i = 0; i < kernelHeight; i++)
      for (let j = 0; j < kernelWidth; j++, k++)
        offsets[k] = c * plane + i * dilation * padded.width + j * dilation;
  for (let first = 0; first < outputs; first += 4)
    for (let y = 0; y < height; y++)
      convolveRow(padded.data, y * stride * padded.width, offsets, layer, first, out, y);
  return layer.pool ? pool(out) : out;
}

function convolveRow(
  data: Float64Array,
  start: number,
  offsets: Int32Array,
  { grouped, bias, stride, relu, outputs }: Layer,
  first: number,
  out: Tensor,
  y: number,
): void {
  const taps = offsets.length;
  const weights = first * taps;
  const [b0, b1, b2, b3] = [
    bias[first] ?? 0,
    bias[first + 1] ?? 0,
    bias[first + 2] ?? 0,
    bias[first + 3] ?? 0,
  ];
  for (let x = 0; x < out.width; x += 2) {
    const from = start + x * stride;
    let [s0, s1, s2, s3, t0, t1, t2, t3] = [b0, b1, b2, b3, b0, b1, b2, b3];
    for (let k = 0, at = weights; k < taps; k++, at += 4) {
      const place = from + (offsets[k] ?? 0);
      const u = data[place] ?? 0;
      const v = data[place + stride] ?? 0;
      const w0 = grouped[at] ?? 0;
      const w1 = grouped[at + 1] ?? 0;
      const w2 = grouped[at + 2] ?? 0;
      const w3 = grouped[at + 3] ?? 0;
      s0 += u * w0;
      s1 += u * w1;
      s2 += u * w2;
      s3 += u * w3;
      t0 += v * w0;
      t1 += v * w1;
      t2 += v * w2;
      t3 += v * w3;
    }
    const pair = x + 1 < out.width;
    store(out, first, y, x, pair, relu, s0, t0);
    if (first + 1 < outputs) store(out, first + 1, y, x, pair, relu, s1, t1);
    if (first + 2 < outputs) store(out, first + 2, y, x, pair, relu, s2, t2);
    if (first + 3 < outputs) store(out, first + 3, y, x, pair, relu, s3, t3);
  }
}

function store(
  out: Tensor,
  channel: number,
  y: number,
  x: number,
  pair: boolean,
  relu: boolean,
  left: number,
  right: number,
): void {
  const at = (channel * out.height + y) * out.width + x;
  out.data[at] = relu && left < 0 ? 0 : left;
  if (pair) out.data[at + 1] = relu && right < 0 ? 0 : right;
}

/** Adds zeros around each map, and a few after the last, which a pair of positions may read. */
function pad({ channels, height, width, data }: Tensor, padHeight: number, padWidth: number): Tensor {
  const [h, w] = [height + 2 * padHeight, width + 2 * padWidth];
  const padded = { channels, height: h, width: w, data: new Float64Array(channels * h * w + w + 8) };
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < height; y++) {
      const row = (c * height + y) * width;
      padded.data.set(data.subarray(row, row + width), (c * h + y + padHeight) * w + padWidth);
    }
  return padded;
}

function pool({ channels, height, width, data }: Tensor): Tensor {
  const out = tensor(channels, height >> 1, width >> 1);
  for (let c = 0, to = 0; c < channels; c++)
    for (let y = 0; y < out.height; y++)
      for (let x = 0; x < out.width; x++, to++) {
        const at = (c * height + 2 * y) * width + 2 * x;
        out.data[to] = Math.max(
          data[at] ?? 0,
          data[at + 1] ?? 0,
          data[at + width] ?? 0,
          data[at + width + 1] ?? 0,
        );
      }
  return out;
}
