import { type Refusal, refuse } from "./response.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const unprintable = /[\u0000-\u001f\u007f]/;

/**
 * Why the integrator's own id can't be kept: it goes back as it came, so it must be text that a
 * store and a JSON reader give back unchanged. Its length is the schema's matter.
 */
export function transactionIdRefusal(transactionId: string): Refusal | null {
  return unprintable.test(transactionId) || !transactionId.isWellFormed()
    ? refuse(20202, "transactionId", "must be printable text")
    : null;
}
