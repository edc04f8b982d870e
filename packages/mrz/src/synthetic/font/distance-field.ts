import { type Segment, segmentsOf } from "./path.ts";

/** Units of a path per step of the field, and the part of the plane that the field covers. */
const step = 20;
const left = -80;
const bottom = -140;
const fieldWidth = 45;
const fieldHeight = 56;

/**
 * How far each point of a grid is from a character's edge, negative inside, in units of its path. A
 * field is drawn at any size, weight and angle with one lookup per pixel.
 */
export type DistanceField = Float32Array;

/** The field of a filled outline. */
export function fieldOfOutline(path: string): DistanceField {
  const segments = segmentsOf(path);
  return fieldOf((x, y) => {
    const distance = distanceTo(segments, x, y);
    return inside(segments, x, y) ? -distance : distance;
  });
}

/** The field of centre lines drawn by a round pen of this diameter. */
export function fieldOfStrokes(path: string, pen: number): DistanceField {
  const segments = segmentsOf(path);
  return fieldOf((x, y) => distanceTo(segments, x, y) - pen / 2);
}

/**
 * The distance at a point of the plane, interpolated between the grid's points; 1000 far outside.
 */
export function distanceAt(field: DistanceField, x: number, y: number): number {
  const column = (x - left) / step;
  const row = (y - bottom) / step;
  if (!(column >= 0 && row >= 0 && column < fieldWidth - 1 && row < fieldHeight - 1)) return 1000;
  const i = column | 0;
  const at = (row | 0) * fieldWidth + i;
  const fx = column - i;
  const fy = row - (row | 0);
  const below = (field[at] ?? 0) * (1 - fx) + (field[at + 1] ?? 0) * fx;
  const above = (field[at + fieldWidth] ?? 0) * (1 - fx) + (field[at + fieldWidth + 1] ?? 0) * fx;
  return below * (1 - fy) + above * fy;
}

function fieldOf(distance: (x: number, y: number) => number): DistanceField {
  const field = new Float32Array(fieldWidth * fieldHeight);
  for (let row = 0; row < fieldHeight; row++)
    for (let column = 0; column < fieldWidth; column++)
      field[row * fieldWidth + column] = distance(left + column * step, bottom + row * step);
  return field;
}

function distanceTo(segments: readonly Segment[], x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [x0, y0, x1, y1] of segments) {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy);
    const t = Math.min(1, Math.max(0, along));
    const [offX, offY] = [x - x0 - t * dx, y - y0 - t * dy];
    least = Math.min(least, offX * offX + offY * offY);
  }
  return Math.sqrt(least);
}

/** By the winding number, so that overlapping contours are filled. */
function inside(segments: readonly Segment[], x: number, y: number): boolean {
  let winding = 0;
  for (const [x0, y0, x1, y1] of segments) {
    if (y0 <= y === y1 <= y) continue;
    const crossing = x0 + ((y - y0) / (y1 - y0)) * (x1 - x0);
    if (crossing > x) winding += y1 > y0 ? 1 : -1;
  }
  return winding !== 0;
}
