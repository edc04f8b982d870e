import { findPeaks, type Peak } from "./peaks.ts";

/**
 * Positions of characters, in frames: `middle + step n / (1 + bend n)`, n counted from the middle of the
 * print. This is what evenly spaced characters look like in perspective: with corners off by 5 % of a small
 * card's width, characters at one end of a line are nearly twice as far apart as at the other.
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
/** Bent this much, a line of 30 has 2.4 times the pitch at one end as at the other. */
const mostBend = 0.0145;
/** Peaks further apart than this many characters belong to different runs. */
const mostGap = 3.6;
const rounds = 4;
/** How many steps on each side tell how far apart characters are in a part of the line. */
const nearSteps = 4;

export function placeIn({ middle, step, bend }: Fit, n: number): number {
  return middle + (step * n) / (1 + bend * n);
}

/**
 * Fits a grid to the peaks of a line. Null if there are too few, or if they aren't evenly spaced.
 */
export function fitGrid(presence: Float32Array): Grid | null {
  const peaks = findPeaks(presence);
  if (peaks.length < fewestPeaks) return null;
  const gaps = peaks.slice(1).map(({ at }, index) => at - (peaks[index]?.at ?? 0));
  if (gaps.filter(isStep).length < 8) return null;
  let run = longestRun(peaks, (index) => usualStep(gaps, index));
  let fit = fitTo(run);
  for (let round = 1; round < rounds && fit !== null; round++) {
    const before = fit;
    run = longestRun(peaks, (_, place) => stepAt(before, place));
    fit = fitTo(run);
  }
  return fit && { ...fit, ...judge(run, fit) };
}

function isStep(gap: number): boolean {
  return gap > leastStep && gap < mostStep;
}

/** The median of the steps around a gap, or of all where there are too few. */
function usualStep(gaps: readonly number[], index: number): number {
  const near = gaps.slice(Math.max(0, index - nearSteps), index + nearSteps + 1).filter(isStep);
  const steps = near.length > nearSteps ? near : gaps.filter(isStep);
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? leastStep;
}

/** How far apart a grid's characters are at a place. */
function stepAt({ middle, step, bend }: Fit, place: number): number {
  const n = (place - middle) / (step - bend * (place - middle));
  return Math.max(leastStep, step / (1 + bend * n) ** 2);
}

interface Run {
  peaks: Peak[];
  /** The number of each peak's character, counted from the middle of the run. */
  numbers: number[];
}

/** Numbers the peaks by their distances in steps; `stepOf` a gap's index and middle is the step there. */
function longestRun(peaks: readonly Peak[], stepOf: (gap: number, place: number) => number): Run {
  const numbers = [0];
  let start = 0;
  let [from, to] = [0, 0];
  for (let index = 1; index < peaks.length; index++) {
    const [before, here] = [peaks[index - 1]?.at ?? 0, peaks[index]?.at ?? 0];
    const gap = (here - before) / stepOf(index - 1, (before + here) / 2);
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

function fitTo(run: Run): Fit | null {
  const fit = leastSquares(run);
  if (fit === null) return null;
  return isStep(fit.step) && Math.abs(fit.bend) <= mostBend ? fit : { ...fit, bend: 0 };
}

/**
 * The grid through the peaks, weighted by their confidence, by Cramer's rule: a position u, from the run's first,
 * is `(p + q n) / (1 + bend n)`, so that `u = p + q n - bend n u`.
 */
function leastSquares({ peaks, numbers }: Run): Fit | null {
  const origin = peaks[0]?.at ?? 0;
  let [s1, sn, sv, snn, snv, svv, su, snu, svu] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const [index, { at, weight }] of peaks.entries()) {
    const n = numbers[index] ?? 0;
    const u = at - origin;
    const v = -n * u;
    s1 += weight;
    sn += weight * n;
    sv += weight * v;
    snn += weight * n * n;
    snv += weight * n * v;
    svv += weight * v * v;
    su += weight * u;
    snu += weight * n * u;
    svu += weight * v * u;
  }
  const whole = determinant(s1, sn, sv, sn, snn, snv, sv, snv, svv);
  if (Math.abs(whole) < 1e-9) return null;
  const p = determinant(su, sn, sv, snu, snn, snv, svu, snv, svv) / whole;
  const q = determinant(s1, su, sv, sn, snu, snv, sv, svu, svv) / whole;
  const bend = determinant(s1, sn, su, sn, snn, snu, sv, snv, svu) / whole;
  return { middle: origin + p, step: q - bend * p, bend };
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
