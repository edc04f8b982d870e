/** A straight piece: x0, y0, x1, y1. */
export type Segment = readonly [number, number, number, number];

const curveSteps = 8;

/**
 * The straight pieces of a path of `M`, `L`, `C` and `Z` with absolute coordinates, curves in eight
 * pieces each.
 */
export function segmentsOf(path: string): Segment[] {
  const segments: Segment[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const line = (toX: number, toY: number) => {
    if (toX !== x || toY !== y) segments.push([x, y, toX, toY]);
    [x, y] = [toX, toY];
  };
  for (const [, command, text = ""] of path.matchAll(/([MLCZ])([-\d ]*)/g)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = text.split(" ").map(Number);
    if (command === "M") [x, y, startX, startY] = [a, b, a, b];
    else if (command === "L") line(a, b);
    else if (command === "Z") line(startX, startY);
    else {
      const [x0, y0] = [x, y];
      for (let step = 1; step <= curveSteps; step++) {
        const t = step / curveSteps;
        line(bezier(t, x0, a, c, e), bezier(t, y0, b, d, f));
      }
    }
  }
  return segments;
}

function bezier(t: number, a: number, b: number, c: number, d: number): number {
  const u = 1 - t;
  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
}
