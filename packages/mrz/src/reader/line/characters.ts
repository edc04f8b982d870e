import { placeIn } from "./grid.ts";
import { classCount, type LineScan } from "./scan-line.ts";

/**
 * A position of a line: the probability of each character of the alphabet, and whether there is a
 * character at all.
 */
export interface Character {
  probabilities: Float32Array;
  /** 0 to 1: how much of a character the frames at that position show, of any class. */
  seen: number;
}

/** A line read with a given number of characters. */
export interface LineReading {
  characters: Character[];
  /** How much print there is next to the line's ends, 0 to 2: there should be none. */
  outside: number;
}

const characterCount = classCount - 1;

/**
 * Reads `count` characters from a line, regardless of the number in its grid: the grid is moved by
 * whole characters to where it covers the most print and leaves the least outside.
 */
export function readCharacters(scan: LineScan, count: number): LineReading {
  const { presence, grid } = scan;
  const extra = grid.count - count;
  const first = -(grid.count - 1) / 2;
  const printAt = (n: number) => between(presence, placeIn(grid, first + n));
  let best = { print: Number.NEGATIVE_INFINITY, shift: 0 };
  for (let shift = Math.min(0, extra) - 2; shift <= Math.max(0, extra) + 2; shift++) {
    let print = 0;
    for (let n = 0; n < count; n++) print += printAt(shift + n);
    for (const n of [-2, -1, count, count + 1]) print -= 0.5 * printAt(shift + n);
    if (print > best.print + 1e-6) best = { print, shift };
  }
  const characters = Array.from({ length: count }, (_, n) =>
    characterAt(scan, placeIn(grid, first + best.shift + n)),
  );
  return { characters, outside: printAt(best.shift - 1) + printAt(best.shift + count) };
}

/** The frames around a position, weighted by their distance. */
function characterAt({ frames }: LineScan, place: number): Character {
  const sums = new Float32Array(characterCount);
  const nearest = Math.round(place);
  for (let frame = Math.max(0, nearest - 1); frame <= Math.min(frames.length - 1, nearest + 1); frame++) {
    const weight = Math.max(0.1, 1 - 0.6 * Math.abs(frame - place));
    for (let at = 0; at < characterCount; at++)
      sums[at] = (sums[at] ?? 0) + weight * (frames[frame]?.[at] ?? 0);
  }
  const total = sums.reduce((sum, value) => sum + value, 0);
  return { probabilities: sums.map((value) => value / Math.max(total, 1e-3)), seen: Math.min(1, total) };
}

function between(presence: Float32Array, place: number): number {
  const at = Math.floor(place);
  if (!(at >= 0 && at + 1 < presence.length)) return 0;
  return (presence[at] ?? 0) * (1 - (place - at)) + (presence[at + 1] ?? 0) * (place - at);
}
