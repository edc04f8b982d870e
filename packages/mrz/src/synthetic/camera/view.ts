import type { Random } from "../random.ts";

/**
 * From pixels of the picture to millimetres of the page, by a homography: row by row of a 3x3
 * matrix.
 */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/**
 * The position of a page in a picture: the four corners in pixels, clockwise from the upper left.
 */
export type Corners = readonly [Point, Point, Point, Point];
export type Point = readonly [x: number, y: number];

export interface View {
  corners: Corners;
  toPage: Homography;
  /** Pixels per millimetre, on average. */
  scale: number;
}

/** The view of a page with this size and these corners. */
export function viewOf(corners: Corners, width: number, height: number): View {
  const toPicture = squareTo(corners, width, height);
  const [a, b, c] = [distance(corners[0], corners[1]), distance(corners[3], corners[2]), 2 * width];
  return { corners, toPage: inverse(toPicture), scale: (a + b) / c };
}

/**
 * Places a page in a picture: scaled to a fraction of its size, rotated, shifted, tilted against
 * the camera.
 */
export function layPage(
  random: Random,
  page: { width: number; height: number },
  picture: { width: number; height: number },
  how: { fill: readonly [number, number]; turnDegrees: number; perspective: number; quarterTurns: number },
): View {
  const sideways = how.quarterTurns % 2 === 1;
  const [w, h] = sideways ? [page.height, page.width] : [page.width, page.height];
  const scale = random.between(...how.fill) * Math.min(picture.width / w, picture.height / h);
  const x = picture.width / 2 + random.between(-0.3, 0.3) * (picture.width - w * scale);
  const y = picture.height / 2 + random.between(-0.3, 0.3) * (picture.height - h * scale);
  const turn = (random.between(-how.turnDegrees, how.turnDegrees) * Math.PI) / 180;
  const angle = turn + (how.quarterTurns * Math.PI) / 2;
  const off = how.perspective * page.width * scale;
  const corner = (u: number, v: number): Point => {
    const [px, py] = [(u - 0.5) * page.width * scale, (v - 0.5) * page.height * scale];
    return [
      x + px * Math.cos(angle) - py * Math.sin(angle) + random.between(-off, off),
      y + px * Math.sin(angle) + py * Math.cos(angle) + random.between(-off, off),
    ];
  };
  return viewOf([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)], page.width, page.height);
}

/** Where a point of the page is in the picture, or the other way round. */
export function through([a, b, c, d, e, f, g, h, i]: Homography, x: number, y: number): Point {
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

export function inverse([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

/** Maps a rectangle to four corners (Heckbert's square to quadrilateral, scaled). */
function squareTo([p0, p1, p2, p3]: Corners, width: number, height: number): Homography {
  const [sx, sy] = [p0[0] - p1[0] + p2[0] - p3[0], p0[1] - p1[1] + p2[1] - p3[1]];
  const [dx1, dy1, dx2, dy2] = [p1[0] - p2[0], p1[1] - p2[1], p3[0] - p2[0], p3[1] - p2[1]];
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / determinant;
  const h = (dx1 * sy - sx * dy1) / determinant;
  return [
    (p1[0] - p0[0] + g * p1[0]) / width,
    (p3[0] - p0[0] + h * p3[0]) / height,
    p0[0],
    (p1[1] - p0[1] + g * p1[1]) / width,
    (p3[1] - p0[1] + h * p3[1]) / height,
    p0[1],
    g / width,
    h / height,
    1,
  ];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
