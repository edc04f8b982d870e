/** A place in a picture, in pixels: x to the right, y down. */
export interface Point {
  x: number;
  y: number;
}

/** A square part of a picture: its middle, its side in pixels, and how far it is turned clockwise (radians). */
export interface Frame {
  centre: Point;
  side: number;
  angle: number;
}

/** Where a place of the frame lies in the picture; the frame's own go from 0 to 1 in both directions. */
export function toPicture({ centre, side, angle }: Frame, { x, y }: Point): Point {
  const across = (x - 0.5) * side;
  const down = (y - 0.5) * side;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: centre.x + across * cos - down * sin, y: centre.y + across * sin + down * cos };
}

export function middle(points: readonly Point[]): Point {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The direction from one place to another, clockwise from the right, in radians. */
export function direction(from: Point, to: Point): number {
  return Math.atan2(to.y - from.y, to.x - from.x);
}
