/** A grey picture, row by row: 0 is black, 255 white. */
export interface Grey {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A grey picture during processing. */
export interface Plane {
  width: number;
  height: number;
  data: Float32Array;
}

export function plane(width: number, height: number, value = 0): Plane {
  const data = new Float32Array(width * height);
  if (value !== 0) data.fill(value);
  return { width, height, data };
}

/**
 * The value at a point, interpolated between four pixels; the border extends outwards. Pixel
 * centres are integers.
 */
export function valueAt({ width, height, data }: Plane, x: number, y: number): number {
  const cx = x < 0 ? 0 : x > width - 1.001 ? width - 1.001 : x;
  const cy = y < 0 ? 0 : y > height - 1.001 ? height - 1.001 : y;
  const i = cx | 0;
  const j = cy | 0;
  const at = j * width + i;
  const fx = cx - i;
  const fy = cy - j;
  const above = (data[at] ?? 0) * (1 - fx) + (data[at + 1] ?? 0) * fx;
  const below = (data[at + width] ?? 0) * (1 - fx) + (data[at + width + 1] ?? 0) * fx;
  return above * (1 - fy) + below * fy;
}

/** Rounded to integer levels from 0 to 255. */
export function toGrey({ width, height, data }: Plane): Grey {
  const bytes = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) bytes[at] = Math.min(255, Math.max(0, (data[at] ?? 0) + 0.5));
  return { width, height, data: bytes };
}
