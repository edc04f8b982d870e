import { alphabet, filler, letters } from "../document/alphabet.ts";
import type { Today } from "../document/dates.ts";
import { allowedCharacters, type Format, formatOf, formats } from "../document/formats.ts";
import { parseZone, type Zone } from "../document/parse.ts";
import type { Character, LineReading } from "./line/characters.ts";

/** How sure a reading is, each from 0 to 1. */
export interface Confidence {
  mean: number;
  /** Of the least sure character. */
  least: number;
  /** For each line, for each character. */
  characters: readonly (readonly number[])[];
}

/** A reading in one format, verified. */
export interface Candidate {
  zone: Zone;
  confidence: Confidence;
  /** How much print there is next to the ends of the lines, 0 to 2: some means another length, or another text. */
  outside: number;
  /** To compare readings of one picture: more right digits, surer characters, lines that stand alone. */
  score: number;
}

const allowedIn = new Map(formats.map((format) => [format.name, allowedCharacters(format)]));

/**
 * Takes at each place the likeliest of the characters that Doc 9303 allows there. What the check digits say plays no
 * part in it: a reading that was changed until they agree is no longer a reading.
 */
export function candidateOf(
  readings: readonly LineReading[],
  lineLength: number,
  today: Today,
): Candidate | null {
  const format = formatLike(readings, lineLength);
  const allowed = (format && allowedIn.get(format.name)) ?? [];
  const chosen = readings.map(({ characters }, line) =>
    characters.map((character, at) => choose(character, allowed[line]?.[at] ?? alphabet)),
  );
  const parsed = parseZone(
    chosen.map((line) => line.map(({ text }) => text).join("")),
    today,
  );
  if (!parsed.ok) return null;
  const characters = chosen.map((line) => line.map(({ confidence }) => confidence));
  const all = characters.flat();
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const outside = Math.max(...readings.map((reading) => reading.outside));
  const digits = Object.values(parsed.zone.checkDigits);
  const right = digits.filter((verdict) => verdict !== "wrong").length / digits.length;
  return {
    zone: parsed.zone,
    confidence: { mean, least: Math.min(...all), characters },
    outside,
    score: right + 3 * mean - 0.06 * outside,
  };
}

/** Visas have the sizes of documents; the first letter, V, tells them apart. */
function formatLike(readings: readonly LineReading[], lineLength: number): Format | null {
  const first = readings[0]?.characters[0];
  const letter = first ? choose(first, letters).text : "";
  return formatOf(readings.map((_, line) => (line === 0 ? letter : "").padEnd(lineLength, filler)));
}

/**
 * The confidence is the character's share of what is allowed at the place; where most of what the network sees is not
 * allowed there, or it sees little, that lowers it.
 */
function choose({ probabilities, seen }: Character, allowed: string): { text: string; confidence: number } {
  let [text, most, sum] = ["", -1, 0];
  for (const character of allowed) {
    const probability = probabilities[alphabet.indexOf(character)] ?? 0;
    sum += probability;
    if (probability > most) [text, most] = [character, probability];
  }
  return { text, confidence: (most / Math.max(sum, 0.5)) * seen };
}
