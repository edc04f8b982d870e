import { randomBytes } from "node:crypto";
import type { Random } from "../../random.ts";
import type { Subject } from "./measure.ts";
import { byDifference, comparisonSubject, type Pair } from "./subjects.ts";

/** The mistake that is looked for: a comparison that stops at the first byte that differs. */
function earlyReturn(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** It alone, over a MAC of 32 bytes: what the receiver's comparison must not look like. */
export function earlyReturnAlone(random: Random): Subject<Pair> {
  return comparisonSubject("an early return alone, 32 bytes", earlyReturn, random);
}

/** It after a computation of a MAC, as in a receiver. */
export async function earlyReturnAfterHmac(bytes: number, random: Random): Promise<Subject<Pair>> {
  const content = new Uint8Array(1000);
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", new Uint8Array(32), hmac, false, ["sign"]);
  return {
    name: `an early return after an HMAC, ${bytes} bytes`,
    classes: byDifference(
      random,
      () => randomBytes(bytes),
      (right, wrong) => ({ right, wrong }),
    ),
    async run({ right, wrong }) {
      await crypto.subtle.sign("HMAC", key, content);
      if (earlyReturn(right, wrong)) throw new Error("a wrong MAC was taken for the right one");
    },
  };
}
