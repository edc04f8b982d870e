import { alphabet, filler } from "./alphabet.ts";

const weights = [7, 3, 1] as const;

/**
 * The check digit of a field (Doc 9303-3, 4.9): values 0 to 9 for digits, 10 to 35 for letters, 0
 * for the filler, weighted 7, 3, 1, modulo 10. Characters outside the alphabet count as fillers.
 */
export function checkDigit(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += numericValue(text.charAt(at)) * (weights[at % 3] ?? 0);
  return String(sum % 10);
}

function numericValue(character: string): number {
  return character === filler ? 0 : Math.max(0, alphabet.indexOf(character));
}

/**
 * `absent`: the format has no such digit, or field and digit consist of fillers where Doc 9303
 * allows that.
 */
export type CheckVerdict = "right" | "wrong" | "absent";

/**
 * Compares a field's check digit with the one printed; the digit of an `optional` field may be a
 * filler.
 */
export function verifyDigit(field: string, printed: string, optional = false): CheckVerdict {
  if (optional && printed === filler && /^<*$/.test(field)) return "absent";
  return printed === checkDigit(field) ? "right" : "wrong";
}
