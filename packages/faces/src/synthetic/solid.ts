/** x to the right, y up, z towards the camera; the head is about 2 high. */
export type Vector = readonly [x: number, y: number, z: number];
export type Colour = readonly [red: number, green: number, blue: number];

/** An ellipsoid of the head, and its colour at a place of its surface. */
export interface Solid {
  centre: Vector;
  radii: Vector;
  colourAt(place: Vector): Colour;
}

export interface Hit {
  place: Vector;
  normal: Vector;
  solid: Solid;
}

/** The first solid that a ray hits, if any. */
export function firstHit(solids: readonly Solid[], from: Vector, towards: Vector): Hit | null {
  let nearest = Number.POSITIVE_INFINITY;
  let hit: Solid | null = null;
  for (const solid of solids) {
    const along = distanceTo(solid, from, towards);
    if (along === null || along >= nearest) continue;
    nearest = along;
    hit = solid;
  }
  if (hit === null) return null;
  const place = at(from, towards, nearest);
  return { place, normal: normalAt(hit, place), solid: hit };
}

function distanceTo({ centre, radii }: Solid, from: Vector, towards: Vector): number | null {
  const [startX, stepX] = [(from[0] - centre[0]) / radii[0], towards[0] / radii[0]];
  const [startY, stepY] = [(from[1] - centre[1]) / radii[1], towards[1] / radii[1]];
  const [startZ, stepZ] = [(from[2] - centre[2]) / radii[2], towards[2] / radii[2]];
  const a = stepX * stepX + stepY * stepY + stepZ * stepZ;
  const b = startX * stepX + startY * stepY + startZ * stepZ;
  const c = startX * startX + startY * startY + startZ * startZ - 1;
  const inside = b * b - a * c;
  return inside < 0 ? null : (-b - Math.sqrt(inside)) / a;
}

function at(from: Vector, towards: Vector, along: number): Vector {
  return [from[0] + along * towards[0], from[1] + along * towards[1], from[2] + along * towards[2]];
}

function normalAt({ centre, radii }: Solid, place: Vector): Vector {
  const x = (place[0] - centre[0]) / (radii[0] * radii[0]);
  const y = (place[1] - centre[1]) / (radii[1] * radii[1]);
  const z = (place[2] - centre[2]) / (radii[2] * radii[2]);
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
