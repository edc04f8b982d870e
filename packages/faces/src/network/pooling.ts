import { type Tensor, tensor } from "./tensor.ts";

/** The greatest value of each window, where the window fits in. */
export function maxPool(input: Tensor, kernel: number, stride: number): Tensor {
  return pool(input, kernel, stride, Number.NEGATIVE_INFINITY, Math.max);
}

/** The mean of each 2x2; an odd last row or column is left out. */
export function meanPool(input: Tensor): Tensor {
  const sums = pool(input, 2, 2, 0, (sum, value) => sum + value);
  for (let at = 0; at < sums.data.length; at++) sums.data[at] = (sums.data[at] ?? 0) / 4;
  return sums;
}

/** The mean of each channel. */
export function meanOfChannels({ channels, data }: Tensor): Float64Array {
  const means = new Float64Array(channels);
  const pixels = data.length / channels;
  for (let at = 0; at < data.length; at++) {
    const channel = at % channels;
    means[channel] = (means[channel] ?? 0) + (data[at] ?? 0) / pixels;
  }
  return means;
}

function pool(
  { height, width, channels, data }: Tensor,
  kernel: number,
  stride: number,
  start: number,
  combine: (sum: number, value: number) => number,
): Tensor {
  const out = tensor(
    Math.floor((height - kernel) / stride) + 1,
    Math.floor((width - kernel) / stride) + 1,
    channels,
  );
  out.data.fill(start);
  for (let y = 0, to = 0; y < out.height; y++)
    for (let x = 0; x < out.width; x++, to += channels)
      for (let i = 0; i < kernel; i++)
        for (let j = 0; j < kernel; j++) {
          const from = ((y * stride + i) * width + x * stride + j) * channels;
          for (let c = 0; c < channels; c++)
            out.data[to + c] = combine(out.data[to + c] ?? 0, data[from + c] ?? 0);
        }
  return out;
}
