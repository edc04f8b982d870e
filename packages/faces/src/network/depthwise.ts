import { pad, samePadding, type Tensor, tensor } from "./tensor.ts";

/** One 3x3 kernel for each channel: for each row and column of the kernel the weights of all channels. */
export interface Depthwise {
  channels: number;
  weights: Float64Array;
}

/** A 3x3 convolution within each channel, over the whole map, with zeros around it. */
export function convolveDepthwise(input: Tensor, { channels, weights }: Depthwise, stride: number): Tensor {
  const { data, width: pitch } = pad(input, samePadding(input, 3, stride));
  const out = tensor(Math.ceil(input.height / stride), Math.ceil(input.width / stride), channels);
  for (let y = 0, to = 0; y < out.height; y++)
    for (let x = 0; x < out.width; x++, to += channels) {
      const above = (y * stride * pitch + x * stride) * channels;
      sumTaps(data, above, pitch * channels, channels, weights, out.data, to);
    }
  return out;
}

function sumTaps(
  data: Float64Array,
  above: number,
  line: number,
  channels: number,
  weights: Float64Array,
  out: Float64Array,
  to: number,
): void {
  const here = above + line;
  const below = here + line;
  const two = 2 * channels;
  for (let c = 0; c < channels; c++)
    out[to + c] =
      (data[above + c] ?? 0) * (weights[c] ?? 0) +
      (data[above + channels + c] ?? 0) * (weights[channels + c] ?? 0) +
      (data[above + two + c] ?? 0) * (weights[two + c] ?? 0) +
      (data[here + c] ?? 0) * (weights[3 * channels + c] ?? 0) +
      (data[here + channels + c] ?? 0) * (weights[4 * channels + c] ?? 0) +
      (data[here + two + c] ?? 0) * (weights[5 * channels + c] ?? 0) +
      (data[below + c] ?? 0) * (weights[6 * channels + c] ?? 0) +
      (data[below + channels + c] ?? 0) * (weights[7 * channels + c] ?? 0) +
      (data[below + two + c] ?? 0) * (weights[8 * channels + c] ?? 0);
}
