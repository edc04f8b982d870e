import type { Grey } from "../picture/plane.ts";
import type { Axis } from "./cut.ts";
import type { Expired } from "./deadline.ts";
import type { Effort } from "./effort.ts";
import { type LineScan, pitchOf, scanLine } from "./line/scan-line.ts";
import { nominalPitch } from "./sizes.ts";
import type { Geometry } from "./strip.ts";
import type { Row } from "./zone/rows.ts";

const nudges = [0, -0.22, 0.22].flatMap((across) =>
  [0, -0.01, 0.01, -0.02, 0.02].map((turn) => ({ across, turn })),
);

/**
 * How much longer the cut lines are than the zone that was found, which may be a little to one
 * side.
 */
const longer = 1.3;

/** The minimum length of the cut in characters, for lines of 30 and for lines of 36 or 44. */
function roomFor(lines: number): number {
  return lines === 3 ? 40 : 55;
}

/** A line with the position at which it was scanned best. */
export interface FoundLine {
  axis: Axis;
  scan: LineScan;
}

/** The lines of a zone, and their pitch in picture pixels. */
export interface FoundLines {
  lines: FoundLine[];
  pitch: number;
  length: number;
}

/**
 * Scans the rows of a zone: determines the pitch by the row with the most ink, then scans each at
 * that pitch. Null if one fails.
 */
export function readLines(
  picture: Grey,
  geometry: Geometry,
  rows: readonly Row[],
  effort: Effort,
  expired: Expired,
): FoundLines | null {
  const { length } = geometry.place;
  const fullest = rows.reduce((a, b) => (a.ink > b.ink ? a : b));
  const first = findPitch(picture, geometry, rows, fullest, effort.pitch, expired);
  if (first === null) return null;
  const pitch = pitchOf(first);
  const wide = Math.max(length * longer, pitch * roomFor(rows.length) * effort.margin);
  const lines: FoundLine[] = [];
  for (const row of rows) {
    const near = Math.abs(pitch / (first.scale * nominalPitch) - 1) < 0.04 && wide < length * longer * 1.05;
    const close = near && row === fullest;
    const known = close ? { axis: geometry.axisOf(row, 0, 0), scan: first } : null;
    const line = nudge(picture, geometry, row, pitch, wide, known, effort, expired);
    if (line === null) return null;
    lines.push(line);
  }
  return { lines, pitch, length: wide };
}

/**
 * Tries the pitches that follow from the zone's length and the rows' distance, then a tenth less and
 * more. Where none of the former shows a grid, there is no print: even at a wrong pitch or upside down,
 * print does.
 */
function findPitch(
  picture: Grey,
  geometry: Geometry,
  rows: readonly Row[],
  row: Row,
  wanted: number,
  expired: Expired,
): LineScan | null {
  const { length } = geometry.place;
  const lead = (((rows.at(-1)?.y ?? 0) - (rows[0]?.y ?? 0)) / (rows.length - 1)) * geometry.scale;
  const likely =
    rows.length === 3 ? [length / 31.6, lead / 2.33] : [length / 45.6, length / 37.6, lead / 2.5];
  const tried: number[] = [];
  let best: LineScan | null = null;
  for (const pitch of [1, 0.9, 1.1].flatMap((share) => likely.map((value) => value * share))) {
    if (expired() || (best === null && tried.length >= likely.length)) break;
    if (tried.some((other) => Math.abs(other / pitch - 1) < 0.05)) continue;
    tried.push(pitch);
    const scan = scanLine(picture, geometry.axisOf(row, 0, 0), pitch, length * longer);
    if (scan && scan.grid.quality > (best?.grid.quality ?? Number.NEGATIVE_INFINITY)) best = scan;
    if (best && best.grid.quality > wanted) break;
  }
  return best;
}

/**
 * Scans a row unless its known scan is good enough; if the quality is low, also a little above,
 * below and rotated.
 */
function nudge(
  picture: Grey,
  geometry: Geometry,
  row: Row,
  pitch: number,
  length: number,
  known: FoundLine | null,
  effort: Effort,
  expired: Expired,
): FoundLine | null {
  let best = known;
  if (best && best.scan.grid.quality > effort.line) return best;
  for (const [tries, { across, turn }] of nudges.slice(0, effort.tries).entries()) {
    const axis = geometry.axisOf(row, across * pitch, turn);
    const scan = scanLine(picture, axis, pitch, length);
    if (scan && (best === null || scan.grid.quality > best.scan.grid.quality)) best = { axis, scan };
    const limit = tries === 0 ? effort.line : effort.nudged;
    if ((best && best.scan.grid.quality > limit) || expired()) break;
  }
  return best;
}
