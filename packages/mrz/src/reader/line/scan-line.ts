import type { Grey } from "../../picture/plane.ts";
import { type Axis, cut, normalise } from "../cut.ts";
import { lineNetwork } from "../network/networks.ts";
import { tensorOf } from "../network/tensor.ts";
import { frameStep, lineFloor, lineHeight, nominalPitch } from "../sizes.ts";
import { fitGrid, type Grid } from "./grid.ts";

/** The classes of the line network: the alphabet's characters, and the space between them. */
export const classCount = 38;
const blank = classCount - 1;

/** The network's result for a line. */
export interface LineScan {
  /** The probability of each class, for each frame. */
  frames: readonly Float32Array[];
  /** The probability that a frame shows the middle of a character, for each frame. */
  presence: Float32Array;
  grid: Grid;
  /** Picture pixels per pixel of the line. */
  scale: number;
}

/**
 * Limits of the line's width in pixels; outside of them there is no zone, or it is somewhere else.
 */
const narrowest = 300;
const widest = 1600;

/**
 * Cuts a line out whose characters are about `pitch` picture pixels apart, and scores its frames.
 */
export function scanLine(picture: Grey, axis: Axis, pitch: number, length: number): LineScan | null {
  const scale = pitch / nominalPitch;
  const width = (Math.round(length / scale) + 3) & ~3;
  if (!(width >= narrowest && width <= widest)) return null;
  const line = cut(picture, { ...axis, scale, width, height: lineHeight });
  normalise(line, lineFloor);
  const scores = lineNetwork(tensorOf(line));
  const frames = Array.from({ length: scores.width }, (_, frame) =>
    softmax(scores.data, frame, scores.width),
  );
  const presence = smooth(
    frames.map((classes) => classes.subarray(0, blank).reduce((a, b) => Math.max(a, b), 0)),
  );
  const grid = fitGrid(presence);
  return grid && { frames, presence, grid, scale };
}

/** The distance between characters that the grid found, in picture pixels. */
export function pitchOf({ grid, scale }: LineScan): number {
  return grid.step * frameStep * scale;
}

function softmax(logits: Float64Array, frame: number, frames: number): Float32Array {
  const classes = new Float32Array(classCount);
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < classCount; at++) most = Math.max(most, logits[at * frames + frame] ?? 0);
  let sum = 0;
  for (let at = 0; at < classCount; at++) {
    const value = Math.exp((logits[at * frames + frame] ?? 0) - most);
    classes[at] = value;
    sum += value;
  }
  return classes.map((value) => value / sum);
}

function smooth(values: readonly number[]): Float32Array {
  return Float32Array.from(
    values,
    (value, at) => (2 * value + (values[at - 1] ?? 0) + (values[at + 1] ?? 0)) / 4,
  );
}
