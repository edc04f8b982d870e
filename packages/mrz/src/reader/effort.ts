/** How hard to try before the next thing is tried. */
export interface Effort {
  /** How many positions of a line are tried at most. */
  tries: number;
  /** The quality of a line at which trying stops: to find the pitch, at the first position, at others. */
  pitch: number;
  line: number;
  nudged: number;
  /** How much longer than a zone is the piece that is cut out. */
  margin: number;
}

/**
 * Most pictures are read at a glance; the second effort gives a line that was cut badly other positions; the third
 * takes nothing for granted. Upside down, text has a quality of 0.5 to 0.63, and 0.65 to 0.77 the right way up.
 */
export const efforts: readonly [Effort, ...Effort[]] = [
  { tries: 1, pitch: 0.66, line: 0, nudged: 0, margin: 1 },
  { tries: 15, pitch: 0.66, line: 0.62, nudged: 0.66, margin: 1 },
  { tries: 15, pitch: 0.85, line: 0.86, nudged: 0.9, margin: 1.25 },
];
