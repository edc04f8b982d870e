import { type Plane, plane } from "./plane.ts";

/** The mean of the square around each pixel, by running sums. */
export function boxMean(from: Plane, radius: number): Plane {
  const { width, height } = from;
  const across = plane(width, height);
  const mean = plane(width, height);
  for (let y = 0; y < height; y++) runningMean(from.data, across.data, y * width, 1, width, radius);
  for (let x = 0; x < width; x++) runningMean(across.data, mean.data, x, width, height, radius);
  return mean;
}

/** The same along one line of values: `length` of them, `step` apart. */
export function runningMean(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  radius: number,
): void {
  let [sum, count] = [0, 0];
  for (let at = -radius; at < length; at++) {
    if (at + radius < length) {
      sum += from[start + (at + radius) * step] ?? 0;
      count++;
    }
    if (at - radius - 1 >= 0) {
      sum -= from[start + (at - radius - 1) * step] ?? 0;
      count--;
    }
    if (at >= 0) to[start + at * step] = sum / count;
  }
}
