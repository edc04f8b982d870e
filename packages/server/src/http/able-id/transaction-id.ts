import { type Refusal, refuse } from "./response.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const unprintable = /[\u0000-\u001f\u007f]/;

/**
 * Why the integrator's own id can't be stored: it is returned unchanged, so it must be text that a store
 * and a JSON parser don't alter. The schema checks its length.
 */
export function transactionIdRefusal(transactionId: string): Refusal | null {
  return unprintable.test(transactionId) || !transactionId.isWellFormed()
    ? refuse(20202, "transactionId", "must be printable text")
    : null;
}
