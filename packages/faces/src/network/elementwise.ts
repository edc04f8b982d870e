import type { Tensor } from "./tensor.ts";

/** Adds in place; returns the first. */
export function add(to: Tensor, { data }: Tensor): Tensor {
  for (let at = 0; at < data.length; at++) to.data[at] = (to.data[at] ?? 0) + (data[at] ?? 0);
  return to;
}

/** Negative values become 0, in place. */
export function relu(input: Tensor): Tensor {
  const { data } = input;
  for (let at = 0; at < data.length; at++) if ((data[at] ?? 0) < 0) data[at] = 0;
  return input;
}

/** Negative values are multiplied by their channel's slope, in place. */
export function prelu(input: Tensor, slopes: Float64Array): Tensor {
  const { data, channels } = input;
  for (let at = 0; at < data.length; at += channels)
    for (let c = 0; c < channels; c++) {
      const value = data[at + c] ?? 0;
      if (value < 0) data[at + c] = value * (slopes[c] ?? 0);
    }
  return input;
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
