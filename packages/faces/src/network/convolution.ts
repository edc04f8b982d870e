import { type Padding, pad, samePadding, type Tensor, tensor } from "./tensor.ts";

/** A convolution's weights: groups of four outputs; for each row, column and input of the kernel the four side by side. */
export interface Convolution {
  kernel: number;
  inputs: number;
  outputs: number;
  grouped: Float64Array;
  bias: Float64Array;
}

export interface Placing {
  stride: number;
  /** "same" covers the whole map with zeros around it, "valid" only where the kernel fits in. */
  edges: "same" | "valid";
}

const none: Padding = { top: 0, left: 0, bottom: 0, right: 0 };

/**
 * A convolution, four outputs and two pixels at a time, so that the eight sums stay in registers. A row of the kernel
 * is one run of neighbouring values, as all channels of a pixel are.
 */
export function convolve(input: Tensor, layer: Convolution, { stride, edges }: Placing): Tensor {
  const { kernel, outputs } = layer;
  const padded = pad(input, edges === "same" ? samePadding(input, kernel, stride) : none);
  const height = Math.floor((padded.height - kernel) / stride) + 1;
  const width = Math.floor((padded.width - kernel) / stride) + 1;
  const out = tensor(height, width, outputs);
  for (let y = 0; y < height; y++)
    for (let first = 0; first < outputs; first += 4) convolveRow(padded, layer, stride, first, out, y);
  return out;
}

function convolveRow(
  { data, width: pitch }: Tensor,
  { kernel, inputs, outputs, grouped, bias }: Convolution,
  stride: number,
  first: number,
  out: Tensor,
  y: number,
): void {
  const run = kernel * inputs;
  const weights = first * kernel * run;
  const step = stride * inputs;
  const lineStep = pitch * inputs;
  const line = y * stride * lineStep;
  const b0 = bias[first] ?? 0;
  const b1 = bias[first + 1] ?? 0;
  const b2 = bias[first + 2] ?? 0;
  const b3 = bias[first + 3] ?? 0;
  const { width } = out;
  for (let x = 0; x < width; x += 2) {
    const pair = x + 1 < width;
    const from = line + x * step;
    const next = pair ? step : 0;
    let [s0, s1, s2, s3, t0, t1, t2, t3] = [b0, b1, b2, b3, b0, b1, b2, b3];
    let at = weights;
    for (let row = 0; row < kernel; row++) {
      const start = from + row * lineStep;
      const end = start + run;
      for (let k = start; k < end; k++, at += 4) {
        const u = data[k] ?? 0;
        const v = data[k + next] ?? 0;
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
    }
    const to = (y * width + x) * outputs + first;
    store(out.data, to, outputs - first, s0, s1, s2, s3);
    if (pair) store(out.data, to + outputs, outputs - first, t0, t1, t2, t3);
  }
}

function store(
  data: Float64Array,
  at: number,
  left: number,
  a: number,
  b: number,
  c: number,
  d: number,
): void {
  data[at] = a;
  if (left > 1) data[at + 1] = b;
  if (left > 2) data[at + 2] = c;
  if (left > 3) data[at + 3] = d;
}
