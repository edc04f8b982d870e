import type { Candidate } from "./candidate.ts";

const leastMean = 0.99;
const leastCharacter = 0.85;
const mostOutside = 0.5;

/**
 * Whether a reading may be acted upon without a person: nothing contradicts Doc 9303, every character is sure, and
 * the lines end where they should. The last is what tells a visa of 44 characters from one of 36, whose lines have no
 * digit over the whole.
 */
export function isTrusted({ zone, confidence, outside }: Candidate): boolean {
  const sure = confidence.mean >= leastMean && confidence.least >= leastCharacter;
  return zone.problems.length === 0 && sure && outside <= mostOutside;
}
