import { type Grey, type Plane, plane } from "../picture/plane.ts";

/** A point in a picture and a direction, in pixels; the direction has length 1. */
export interface Axis {
  x: number;
  y: number;
  dirX: number;
  dirY: number;
}

/**
 * A piece to cut out: its middle, its direction, its scale in picture pixels per pixel of the
 * piece, and its size.
 */
export interface Piece extends Axis {
  scale: number;
  width: number;
  height: number;
}

/**
 * Cuts a rotated piece out of a picture, averaging where it is reduced. The picture's border
 * extends outwards. Time is linear in the piece's size times the square of its scale, so callers
 * bound both.
 */
export function cut(picture: Grey, piece: Piece): Plane {
  const { x, y, dirX, dirY, scale, width, height } = piece;
  const samples = Math.max(1, Math.min(8, Math.round(scale)));
  const out = plane(width, height);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      let sum = 0;
      for (let a = 0; a < samples; a++) {
        const along = (column + (a + 0.5) / samples - width / 2) * scale;
        for (let b = 0; b < samples; b++) {
          const across = (row + (b + 0.5) / samples - height / 2) * scale;
          sum += sample(picture, x + along * dirX - across * dirY, y + along * dirY + across * dirX);
        }
      }
      out.data[at] = sum / (samples * samples);
    }
  }
  return out;
}

/** The value at a point of the plane, where pixel (0, 0) covers from 0 to 1. */
function sample({ width, height, data }: Grey, x: number, y: number): number {
  const cx = Math.min(width - 1, Math.max(0, x - 0.5));
  const cy = Math.min(height - 1, Math.max(0, y - 0.5));
  const i = cx | 0;
  const j = cy | 0;
  const fx = cx - i;
  const fy = cy - j;
  const at = j * width + i;
  const right = i + 1 < width ? 1 : 0;
  const down = j + 1 < height ? width : 0;
  const above = (data[at] ?? 0) * (1 - fx) + (data[at + right] ?? 0) * fx;
  const below = (data[at + down] ?? 0) * (1 - fx) + (data[at + down + right] ?? 0) * fx;
  return above * (1 - fy) + below * fy;
}

/** Normalises a piece to mean 0 and about unit contrast, in place; a flat piece stays flat. */
export function normalise({ data }: Plane, floor: number): void {
  let mean = 0;
  for (const value of data) mean += value;
  mean /= data.length || 1;
  let variance = 0;
  for (const value of data) variance += (value - mean) ** 2;
  const spread = Math.sqrt(variance / (data.length || 1)) + floor;
  for (let at = 0; at < data.length; at++) data[at] = ((data[at] ?? 0) - mean) / spread;
}
