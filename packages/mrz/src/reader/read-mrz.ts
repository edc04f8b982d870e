import { todayAt } from "../document/dates.ts";
import type { FormatName } from "../document/formats.ts";
import type { CheckDigits, Fields, Problem } from "../document/parse.ts";
import type { Grey } from "../picture/plane.ts";
import type { Confidence } from "./candidate.ts";
import { deadline } from "./deadline.ts";
import { isTrusted } from "./gate.ts";
import { search } from "./search.ts";

export interface ReadOptions {
  /**
   * Milliseconds after which the best reading so far is returned. Default 4000; checked about every
   * 50 ms.
   */
  timeLimitMs?: number;
  /**
   * Milliseconds since 1970, for the time limit and for the centuries of dates. Default `Date.now`.
   */
  clock?: () => number;
}

/**
 * A zone that was read. It may still be wrong: `trusted` says whether it may be used without review
 * by a person.
 */
export interface FoundZone {
  found: true;
  format: FormatName;
  lines: readonly string[];
  fields: Fields;
  checkDigits: CheckDigits;
  problems: readonly Problem[];
  confidence: Confidence;
  trusted: boolean;
  place: ZonePlace;
}

/**
 * The position of a zone, in pixels of the picture: its middle, the direction of its lines, and its
 * size.
 */
export interface ZonePlace {
  x: number;
  y: number;
  /** A vector of length 1. */
  dirX: number;
  dirY: number;
  length: number;
  height: number;
}

/** No zone was found, or nothing in it that looks like characters. */
export interface NothingFound {
  found: false;
  format: null;
  lines: readonly [];
  fields: null;
  checkDigits: null;
  problems: readonly [];
  confidence: null;
  trusted: false;
  place: null;
}

export type MrzReading = FoundZone | NothingFound;

export const nothingFound: NothingFound = {
  found: false,
  format: null,
  lines: [],
  fields: null,
  checkDigits: null,
  problems: [],
  confidence: null,
  trusted: false,
  place: null,
};

const defaultTimeLimitMs = 4000;
/** Pixels; in a smaller picture, a zone can't be read. */
const leastSide = 64;
/** Below this mean confidence, there are no real lines. */
const leastConfidence = 0.4;

/**
 * Reads the machine-readable zone of a grey picture: finds it in any position and orientation,
 * straightens it, reads it and verifies it by ICAO Doc 9303. Never throws, whatever the picture; if
 * its data does not fit its size, no zone is found.
 */
export function readMrz(grey: Grey, options: ReadOptions = {}): MrzReading {
  const { width, height, data } = grey;
  const clock = options.clock ?? Date.now;
  const whole = Number.isSafeInteger(width) && Number.isSafeInteger(height);
  if (!whole || Math.min(width, height) < leastSide || data.length !== width * height) return nothingFound;
  const expired = deadline(clock, options.timeLimitMs ?? defaultTimeLimitMs);
  const best = search(grey, todayAt(clock()), expired);
  if (best === null || best.candidate.confidence.mean < leastConfidence) return nothingFound;
  const { candidate, way } = best;
  const { zone, confidence } = candidate;
  const { x, y, dirX, dirY, length, height: tall } = way;
  const place = { x, y, dirX, dirY, length, height: tall };
  return { found: true, ...zone, confidence, trusted: isTrusted(candidate), place };
}
