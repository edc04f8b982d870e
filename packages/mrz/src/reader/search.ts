import type { Today } from "../document/dates.ts";
import type { Grey } from "../picture/plane.ts";
import { type Candidate, candidateOf } from "./candidate.ts";
import type { Expired } from "./deadline.ts";
import { type Effort, efforts } from "./effort.ts";
import { isTrusted } from "./gate.ts";
import { readCharacters } from "./line/characters.ts";
import { type FoundLines, readLines } from "./read-lines.ts";
import { reread } from "./reread.ts";
import { type Geometry, heightOf, stripOf } from "./strip.ts";
import { chooseRows } from "./zone/choose-rows.ts";
import { locate, type Place } from "./zone/locate.ts";
import { findRows } from "./zone/rows.ts";

/** A reading without contradictions and with this confidence ends the search. */
const sure = 0.8;
/** A reading with this confidence shows which way up the picture is. */
const upright = 0.75;
/** Readings with less confidence than this are not worth a second scan. */
const worthwhile = 0.85;

/** A candidate, and the place and direction in which it was read. */
export interface Best {
  candidate: Candidate;
  way: Place;
}

/**
 * Searches a picture for the best reading, with increasing effort, both ways up, until one has no
 * contradictions. Later searches for places ignore patterns around the page. A place that shows nothing
 * like print is not tried again. When time has expired, returns the best reading so far.
 */
export function search(picture: Grey, today: Today, expired: Expired): Best | null {
  const empty = new Set<Place>();
  let best: Best | null = null;
  for (const { place, way, effort } of attempts(picture)) {
    if (empty.has(place)) continue;
    if (best && best.candidate.confidence.mean > upright && isOpposite(best.way, way)) continue;
    let readings = 0;
    for (const candidate of candidatesAt(picture, way, today, effort, expired)) {
      readings++;
      if (best === null || candidate.score > best.candidate.score) best = { candidate, way };
      if (isComplete(candidate)) return { candidate, way };
      if (expired()) return best;
    }
    if (expired()) break;
    if (readings === 0) empty.add(place);
  }
  return best;
}

interface Attempt {
  place: Place;
  /** The place, or the place turned around. */
  way: Place;
  effort: Effort;
}

/** What to try, in order; later places are only searched for after all previous ones were tried. */
function* attempts(picture: Grey): Generator<Attempt> {
  const [glance, ...harder] = efforts;
  const tried: Attempt[] = [];
  for (const look of ["plain", "flat", "soft"] as const) {
    for (const place of locate(picture, look)) {
      for (const way of bothWays(place)) {
        const attempt = { place, way, effort: glance };
        tried.push(attempt);
        yield attempt;
      }
    }
  }
  for (const effort of harder) for (const attempt of tried) yield { ...attempt, effort };
}

function isComplete({ zone, confidence }: Candidate): boolean {
  return zone.problems.length === 0 && confidence.mean > sure;
}

/** Both directions of a place, the one in which the lines run to the right first. */
function bothWays(place: Place): [Place, Place] {
  const back = { ...place, dirX: -place.dirX, dirY: -place.dirY };
  return place.dirX >= 0 ? [place, back] : [back, place];
}

function isOpposite(a: Place, b: Place): boolean {
  return a.dirX * b.dirX + a.dirY * b.dirY < 0;
}

function* candidatesAt(
  picture: Grey,
  place: Place,
  today: Today,
  effort: Effort,
  expired: Expired,
): Generator<Candidate> {
  const geometry = stripOf(picture, place);
  for (const count of lineCounts(place)) {
    if (expired()) return;
    const found = linesAt(picture, geometry, count, effort, expired);
    if (found === null) continue;
    for (const length of lengthsLike(found)) {
      const readings = found.lines.map(({ scan }) => readCharacters(scan, length));
      const first = candidateOf(readings, length, today);
      if (first === null) continue;
      const look = first.confidence.mean > worthwhile && !isTrusted(first) && !expired();
      const second = look ? candidateOf(reread(picture, found, readings), length, today) : null;
      yield second ?? first;
    }
  }
}

function linesAt(
  picture: Grey,
  geometry: Geometry,
  count: 2 | 3,
  effort: Effort,
  expired: Expired,
): FoundLines | null {
  const { place, strip, scale } = geometry;
  const lead = Math.max(7, ((heightOf(place) / scale) * 0.9) / count);
  const rows = chooseRows(findRows(strip, lead), count, lead, strip.height);
  return rows && readLines(picture, geometry, rows, effort, expired);
}

/**
 * The height of three lines is at least a sixth of their length, that of two at most an eighth;
 * between, both are possible.
 */
function lineCounts({ height, length }: Place): (2 | 3)[] {
  const ratio = height / length;
  if (ratio > 0.17) return [3, 2];
  return ratio > 0.125 ? [2, 3] : [2];
}

/**
 * The line lengths of Doc 9303 closest to that of the lines; for two lines both, if it is between
 * them.
 */
function lengthsLike({ lines }: FoundLines): number[] {
  if (lines.length === 3) return [30];
  const counts = lines.map(({ scan }) => scan.grid.count).sort((a, b) => a - b);
  const count = counts[counts.length >> 1] ?? 0;
  if (count > 41) return [44];
  return count < 39 ? [36] : [44, 36];
}
