import type { Grey, Plane } from "../picture/plane.ts";
import { type Axis, cut } from "./cut.ts";
import type { Place } from "./zone/locate.ts";
import type { Row } from "./zone/rows.ts";

/** A zone cut out along its lines, to find the rows of print in it. */
export interface Geometry {
  place: Place;
  strip: Plane;
  /** Picture pixels per pixel of the strip. */
  scale: number;
  /**
   * The axis of a row in the picture, shifted across by pixels of the picture and rotated by a
   * slope.
   */
  axisOf(row: Row, across: number, turn: number): Axis;
}

const stripWidth = 640;
const leastHeight = 48;
/** Two lines are a ninth as high as long; a place less high than this may be only one of them. */
const leastRatio = 0.1;
/** How much longer and higher the strip is than the zone that was found. */
const longer = 1.2;
const higher = 2.1;

export function stripOf(picture: Grey, place: Place): Geometry {
  const scale = (place.length * longer) / stripWidth;
  const tall = heightOf(place);
  const height = Math.max(leastHeight, Math.round((tall * higher) / scale));
  const strip = cut(picture, { ...place, scale, width: stripWidth, height });
  const { x, y, dirX, dirY } = place;
  const axisOf = (row: Row, across: number, turn: number): Axis => {
    const slope = row.slope + turn;
    const unit = 1 / Math.sqrt(1 + slope * slope);
    const off = (row.y + 0.5 - height / 2) * scale + across;
    return {
      x: x - off * dirY,
      y: y + off * dirX,
      dirX: (dirX - dirY * slope) * unit,
      dirY: (dirY + dirX * slope) * unit,
    };
  };
  return { place, strip, scale, axisOf };
}

/** A place's height, or that of a zone as long as it. */
export function heightOf({ length, height }: Place): number {
  return Math.max(height, leastRatio * length);
}
