import { findPeaks, type Peak } from "./peaks.ts";

/**
 * Evenly spaced positions of characters, in frames: `middle + step n + bend n²`, n counted from the
 * middle of the print.
 */
export interface Grid {
  /** How many characters the longest run of print has, gaps of up to three included. */
  count: number;
  middle: number;
  step: number;
  bend: number;
  /** Up to 1, may be negative: how confident the characters are and how evenly they are spaced. */
  quality: number;
}

type Fit = Pick<Grid, "middle" | "step" | "bend">;

const fewestPeaks = 12;
const leastStep = 2.4;
const mostStep = 6;
const mostBend = 0.02;
/** Peaks further apart than this many characters belong to different runs. */
const mostGap = 3.6;
const rounds = 3;

export function placeIn({ middle, step, bend }: Fit, n: number): number {
  return middle + step * n + bend * n * n;
}

/**
 * Fits a grid to the peaks of a line. Null if there are too few, or if they aren't evenly spaced.
 */
export function fitGrid(presence: Float32Array): Grid | null {
  const peaks = findPeaks(presence);
  if (peaks.length < fewestPeaks) return null;
  const steps = peaks
    .slice(1)
    .map(({ at }, index) => at - (peaks[index]?.at ?? 0))
    .filter((step) => step > leastStep && step < mostStep)
    .sort((a, b) => a - b);
  if (steps.length < 8) return null;
  let fit = { middle: 0, step: steps[steps.length >> 1] ?? 0, bend: 0 };
  let run: Run = { peaks: [], numbers: [] };
  for (let round = 0; round < rounds; round++) {
    run = longestRun(peaks, fit, round > 0);
    const next = leastSquares(run);
    if (next === null) return null;
    fit = next;
    if (fit.step < leastStep || fit.step > mostStep || Math.abs(fit.bend) > mostBend)
      fit = { ...fit, bend: 0 };
  }
  return { ...fit, ...judge(run, fit) };
}

interface Run {
  peaks: Peak[];
  /** The number of each peak's character, counted from the middle of the run. */
  numbers: number[];
}

function longestRun(peaks: readonly Peak[], fit: Fit, bent: boolean): Run {
  const numbers = [0];
  let start = 0;
  let [from, to] = [0, 0];
  for (let index = 1; index < peaks.length; index++) {
    const [before, here] = [peaks[index - 1]?.at ?? 0, peaks[index]?.at ?? 0];
    const n = ((before + here) / 2 - fit.middle) / fit.step;
    const step = bent ? Math.max(2.5, fit.step + 2 * fit.bend * n) : fit.step;
    const gap = (here - before) / step;
    numbers.push((numbers[index - 1] ?? 0) + Math.max(1, Math.round(gap)));
    if (gap > mostGap) start = index;
    if (index - start > to - from) [from, to] = [start, index];
  }
  const middle = ((numbers[from] ?? 0) + (numbers[to] ?? 0)) / 2;
  return {
    peaks: peaks.slice(from, to + 1),
    numbers: numbers.slice(from, to + 1).map((number) => number - middle),
  };
}

/** The parabola through the peaks, weighted by their confidence, by Cramer's rule. */
function leastSquares({ peaks, numbers }: Run): Fit | null {
  const powers = [0, 0, 0, 0, 0];
  const moments = [0, 0, 0];
  for (const [index, { at, weight }] of peaks.entries()) {
    const n = numbers[index] ?? 0;
    for (let e = 0; e < 5; e++) powers[e] = (powers[e] ?? 0) + weight * n ** e;
    for (let e = 0; e < 3; e++) moments[e] = (moments[e] ?? 0) + weight * at * n ** e;
  }
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0] = powers;
  const [r0 = 0, r1 = 0, r2 = 0] = moments;
  const whole = determinant(s0, s1, s2, s1, s2, s3, s2, s3, s4);
  if (Math.abs(whole) < 1e-9) return null;
  return {
    middle: determinant(r0, s1, s2, r1, s2, s3, r2, s3, s4) / whole,
    step: determinant(s0, r0, s2, s1, r1, s3, s2, r2, s4) / whole,
    bend: determinant(s0, s1, r0, s1, s2, r1, s2, s3, r2) / whole,
  };
}

type Nine = [number, number, number, number, number, number, number, number, number];

function determinant(...[a, b, c, d, e, f, g, h, i]: Nine): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

function judge({ peaks, numbers }: Run, fit: Fit): Pick<Grid, "count" | "quality"> {
  const count = (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1;
  let [sure, off] = [0, 0];
  for (const [index, { at, weight }] of peaks.entries()) {
    sure += weight;
    off += Math.abs(at - placeIn(fit, numbers[index] ?? 0)) / fit.step;
  }
  return { count, quality: sure / Math.max(count, 20) - (2 * off) / peaks.length };
}
