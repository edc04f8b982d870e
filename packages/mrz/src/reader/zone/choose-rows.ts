import type { Row } from "./rows.ts";

/**
 * Chooses, of the rows with the most ink, the two or three that are placed most like a zone's:
 * evenly, as far apart as expected, around the middle of the strip. Null if there are too few.
 */
export function chooseRows(
  rows: readonly Row[],
  count: 2 | 3,
  lead: number,
  stripHeight: number,
): Row[] | null {
  const pool = rows.slice(0, count + 2).sort((a, b) => a.y - b.y);
  const fullest = rows[0]?.ink || 1;
  let best: { score: number; rows: Row[] } | null = null;
  for (const chosen of combinations(pool, count)) {
    const gaps = chosen.slice(1).map(({ y }, at) => y - (chosen[at]?.y ?? 0));
    const gap = gaps.reduce((sum, value) => sum + value, 0) / gaps.length;
    const uneven = Math.max(...gaps.map((value) => Math.abs(value - gap))) / gap;
    const middle = ((chosen[0]?.y ?? 0) + (chosen.at(-1)?.y ?? 0)) / 2;
    const ink = chosen.reduce((sum, row) => sum + row.ink, 0) / count / fullest;
    const off = Math.abs(middle - stripHeight / 2) / stripHeight;
    const score = ink - 2 * uneven - 1.2 * off - Math.abs(Math.log(gap / lead));
    if (best === null || score > best.score) best = { score, rows: chosen };
  }
  return best?.rows ?? null;
}

function combinations<T>(from: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  return from.flatMap((first, at) =>
    combinations(from.slice(at + 1), count - 1).map((rest) => [first, ...rest]),
  );
}
