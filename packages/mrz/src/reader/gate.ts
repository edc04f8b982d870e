import type { Candidate } from "./candidate.ts";

const leastMean = 0.985;
const leastCharacter = 0.6;

/** Whether a reading may be acted upon without a person: nothing contradicts Doc 9303, and every character is sure. */
export function isTrusted({ zone, confidence }: Pick<Candidate, "zone" | "confidence">): boolean {
  return zone.problems.length === 0 && confidence.mean >= leastMean && confidence.least >= leastCharacter;
}
