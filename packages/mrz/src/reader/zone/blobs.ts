/** Connected cells: their weight, middle, and variances, in cells. */
export interface Blob {
  weight: number;
  x: number;
  y: number;
  xx: number;
  xy: number;
  yy: number;
}

/**
 * The probability of a cell at which a blob starts, and that of the neighbours to which it extends.
 */
const seed = 0.4;
const joined = 0.25;

/** Joins likely cells of a map with rows of `width` cells to blobs. */
export function blobs(likely: Float64Array, width: number): Blob[] {
  const seen = new Uint8Array(likely.length);
  const found: Blob[] = [];
  for (let start = 0; start < likely.length; start++) {
    if (seen[start] || (likely[start] ?? 0) <= seed) continue;
    found.push(measure(flood(likely, width, seen, start), likely, width));
  }
  return found;
}

function flood(likely: Float64Array, width: number, seen: Uint8Array, start: number): number[] {
  const cells = [start];
  seen[start] = 1;
  // The list grows during the iteration.
  for (const at of cells) {
    const x = at % width;
    for (const [dx, dy] of neighbours) {
      const next = at + dy * width + dx;
      if (x + dx < 0 || x + dx >= width || next < 0 || next >= likely.length) continue;
      if (seen[next] || (likely[next] ?? 0) <= joined) continue;
      seen[next] = 1;
      cells.push(next);
    }
  }
  return cells;
}

const neighbours = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const));

function measure(cells: readonly number[], likely: Float64Array, width: number): Blob {
  let [weight, x, y, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (const at of cells) {
    const p = likely[at] ?? 0;
    const [column, row] = [at % width, Math.floor(at / width)];
    weight += p;
    x += p * column;
    y += p * row;
    xx += p * column * column;
    xy += p * column * row;
    yy += p * row * row;
  }
  [x, y] = [x / weight, y / weight];
  return { weight, x, y, xx: xx / weight - x * x, xy: xy / weight - x * y, yy: yy / weight - y * y };
}
