import type { Plane } from "../../picture/plane.ts";

/** Channels of equally large maps, one after the other, row by row. */
export interface Tensor {
  channels: number;
  height: number;
  width: number;
  data: Float64Array;
}

export function tensor(channels: number, height: number, width: number): Tensor {
  return { channels, height, width, data: new Float64Array(channels * height * width) };
}

/** A picture as a tensor of one channel. */
export function tensorOf({ width, height, data }: Plane): Tensor {
  return { channels: 1, height, width, data: Float64Array.from(data) };
}
