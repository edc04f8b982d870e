/** How much to try at one place before the next. */
export interface Effort {
  /** The maximum number of positions tried for a line. */
  tries: number;
  /**
   * The quality of a line at which trying stops: to find the pitch, at the first position, at the
   * others.
   */
  pitch: number;
  line: number;
  nudged: number;
  /** How much longer the cut is than a zone. */
  margin: number;
}

/**
 * Most pictures are read with the first effort; the second tries other positions for a line that
 * was cut badly; the third assumes nothing. Upside down, text has a quality of 0.5 to 0.63, and
 * 0.65 to 0.77 the right way up.
 */
export const efforts: readonly [Effort, ...Effort[]] = [
  { tries: 1, pitch: 0.66, line: 0, nudged: 0, margin: 1 },
  { tries: 15, pitch: 0.66, line: 0.62, nudged: 0.66, margin: 1 },
  { tries: 15, pitch: 0.85, line: 0.86, nudged: 0.9, margin: 1.25 },
];
