import { randomBytes } from "node:crypto";
import type { Random } from "@countersign/wire";

const poolBytes = 16 * 1024;

/**
 * Secure random bytes, drawn from the system many at a time: a delivery takes some in six places, and asking the system
 * for each costs more than sealing what they are for. No byte is given out twice.
 */
export function createRandom(): Random {
  let pool = randomBytes(poolBytes);
  let used = 0;
  return (bytes) => {
    if (bytes > poolBytes / 4) return randomBytes(bytes);
    if (used + bytes > poolBytes) {
      pool = randomBytes(poolBytes);
      used = 0;
    }
    used += bytes;
    return pool.subarray(used - bytes, used);
  };
}
