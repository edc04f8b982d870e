import { randomBytes } from "node:crypto";
import type { Random } from "@countersign/wire";

const poolBytes = 16 * 1024;

/**
 * Secure random bytes, fetched from the system in large batches: a delivery needs some in six places, and a system call
 * for each costs more than the sealing itself. No byte is returned twice.
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
