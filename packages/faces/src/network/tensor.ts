/** Maps of equal size, pixel by pixel: all channels of a pixel lie side by side (height, width, channel). */
export interface Tensor {
  height: number;
  width: number;
  channels: number;
  data: Float64Array;
}

export function tensor(height: number, width: number, channels: number): Tensor {
  return { height, width, channels, data: new Float64Array(height * width * channels) };
}

/** How many zeros a map gets at each side. */
export interface Padding {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/**
 * The padding with which a window at a stride covers the whole map, as TensorFlow's "SAME": an odd zero goes to the
 * bottom and to the right.
 */
export function samePadding({ height, width }: Tensor, kernel: number, stride: number): Padding {
  const down = around(height, kernel, stride);
  const across = around(width, kernel, stride);
  return { top: down.before, bottom: down.after, left: across.before, right: across.after };
}

function around(length: number, kernel: number, stride: number): { before: number; after: number } {
  const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + kernel - length);
  const before = total >> 1;
  return { before, after: total - before };
}

/** A frame of zeros; the same tensor if there is nothing to add. */
export function pad(input: Tensor, { top, left, bottom, right }: Padding): Tensor {
  if (top + left + bottom + right === 0) return input;
  const { height, width, channels, data } = input;
  const out = tensor(height + top + bottom, width + left + right, channels);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width * channels, (y + 1) * width * channels);
    out.data.set(row, ((y + top) * out.width + left) * channels);
  }
  return out;
}

/** Channels of zeros behind the last one. */
export function padChannels(input: Tensor, channels: number): Tensor {
  if (channels === input.channels) return input;
  const out = tensor(input.height, input.width, channels);
  for (let from = 0, to = 0; from < input.data.length; from += input.channels, to += channels)
    out.data.set(input.data.subarray(from, from + input.channels), to);
  return out;
}
