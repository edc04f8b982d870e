import type { Grey } from "../picture/plane.ts";
import { type Character, type LineReading, readCharacters } from "./line/characters.ts";
import { scanLine } from "./line/scan-line.ts";
import type { FoundLine, FoundLines } from "./read-lines.ts";

/**
 * Variations of a line's cut: a little smaller and higher, a little larger and lower, in fractions
 * of the pitch.
 */
const looks = [
  { size: 1.06, across: -0.07 },
  { size: 0.94, across: 0.07 },
];

/**
 * Scans lines with low confidence twice more and takes the mean of the results. If the scans
 * disagree, the mean has a lower confidence than each of them, so this makes readings better and
 * their confidence more accurate.
 */
export function reread(
  picture: Grey,
  { lines, pitch, length }: FoundLines,
  first: LineReading[],
): LineReading[] {
  return first.map((reading, at) => {
    const line = lines[at];
    if (line === undefined) return reading;
    const more = looks.flatMap((look) =>
      lookAt(picture, line, look, pitch, length, reading.characters.length),
    );
    return mean([reading, ...more]);
  });
}

function lookAt(
  picture: Grey,
  { axis }: FoundLine,
  { size, across }: { size: number; across: number },
  pitch: number,
  length: number,
  count: number,
): LineReading[] {
  const off = across * pitch;
  const moved = { ...axis, x: axis.x - off * axis.dirY, y: axis.y + off * axis.dirX };
  const scan = scanLine(picture, moved, pitch * size, length);
  return scan ? [readCharacters(scan, count)] : [];
}

function mean(readings: readonly LineReading[]): LineReading {
  const [first] = readings;
  const share = 1 / readings.length;
  const characters = (first?.characters ?? []).map((_, at): Character => {
    const all = readings.map((reading) => reading.characters[at]);
    const probabilities = new Float32Array(all[0]?.probabilities.length ?? 0);
    let seen = 0;
    for (const character of all) {
      seen += share * (character?.seen ?? 0);
      for (let index = 0; index < probabilities.length; index++)
        probabilities[index] = (probabilities[index] ?? 0) + share * (character?.probabilities[index] ?? 0);
    }
    return { probabilities, seen };
  });
  return { characters, outside: readings.reduce((sum, { outside }) => sum + share * outside, 0) };
}
