import type { Candidate } from "./candidate.ts";

const leastMean = 0.99;
const leastCharacter = 0.85;
const mostOutside = 0.5;

/**
 * Whether a reading may be used without review by a person: nothing contradicts Doc 9303, the
 * confidence in every character is high, and the lines end where they should. The last condition
 * distinguishes a visa of 44 characters from one of 36, as visas have no composite check digit.
 */
export function isTrusted({ zone, confidence, outside }: Candidate): boolean {
  const sure = confidence.mean >= leastMean && confidence.least >= leastCharacter;
  return zone.problems.length === 0 && sure && outside <= mostOutside;
}
