import type { Plane } from "../../picture/plane.ts";
import type { Random } from "../random.ts";

const tableSize = 1 << 16;
let table: Float32Array | undefined;

/** Adds the noise of a sensor: Gaussian, in grey levels. */
export function addNoise({ data }: Plane, random: Random, sigma: number): void {
  if (sigma <= 0) return;
  table ??= gaussianTable();
  let state = random.int(1, 0x7fffffff);
  for (let at = 0; at < data.length; at++) {
    state ^= state << 13; // xorshift32: one random number per pixel has to be cheap
    state ^= state >>> 17;
    state ^= state << 5;
    data[at] = (data[at] ?? 0) + sigma * (table[(state >>> 8) & (tableSize - 1)] ?? 0);
  }
}

/** A camera's curve: contrast around the middle, then clamped to 0 to 255. */
export function develop({ data }: Plane, contrast: number, lift: number): void {
  for (let at = 0; at < data.length; at++) {
    const value = 128 + ((data[at] ?? 0) - 128) * contrast + lift;
    data[at] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}

/**
 * Normally distributed values by the Box-Muller transform of a regular grid: the same on every
 * machine.
 */
function gaussianTable(): Float32Array {
  const values = new Float32Array(tableSize);
  for (let at = 0; at < tableSize; at++) {
    const radius = Math.sqrt(-2 * Math.log((at + 0.5) / tableSize));
    values[at] = radius * Math.cos(2 * Math.PI * ((at * 0.61803398875) % 1));
  }
  return values;
}
