import { alphabet, filler, letters } from "../document/alphabet.ts";
import type { Today } from "../document/dates.ts";
import { allowedCharacters, type Format, formatOf, formats } from "../document/formats.ts";
import { parseZone, type Zone } from "../document/parse.ts";
import type { Character, LineReading } from "./line/characters.ts";

/** The confidence in a reading, from 0 to 1. */
export interface Confidence {
  mean: number;
  /** The lowest confidence of a character. */
  least: number;
  /** By line and character. */
  characters: readonly (readonly number[])[];
}

/** A reading in one format, verified. */
export interface Candidate {
  zone: Zone;
  confidence: Confidence;
  /**
   * How much print there is next to the ends of the lines, 0 to 2: more than none suggests another
   * length or another text.
   */
  outside: number;
  /**
   * Compares readings of one picture: more right digits, more confident characters, lines without
   * print next to them.
   */
  score: number;
}

const allowedIn = new Map(formats.map((format) => [format.name, allowedCharacters(format)]));

/**
 * Takes at each position the most likely of the characters that Doc 9303 allows there. Check digits
 * are not considered: a reading that was changed until they agree is no longer a reading.
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

/** Visas have the sizes of documents; their first letter, V, distinguishes them. */
function formatLike(readings: readonly LineReading[], lineLength: number): Format | null {
  const first = readings[0]?.characters[0];
  const letter = first ? choose(first, letters).text : "";
  return formatOf(readings.map((_, line) => (line === 0 ? letter : "").padEnd(lineLength, filler)));
}

/**
 * The confidence is the character's share of the probability of all allowed characters at the
 * position. It is lower if most of what the network sees is not allowed there, or if it sees
 * little.
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
