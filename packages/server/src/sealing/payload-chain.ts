import { createHash } from "node:crypto";

/** One link of a scope's chain of days: every later link can be computed from it, and no earlier one. */
export interface ChainLink {
  /** UTC, `YYYY-MM-DD`. */
  day: string;
  /** 32 bytes. */
  value: Buffer;
}

const dayMs = 86_400_000;
/**
 * The last computed day of each link: every new subject needs today's, which may be hundreds of hashes away. Dropped
 * with the link itself, which is replaced when keys are destroyed.
 */
const latest = new WeakMap<ChainLink, ChainLink>();

/** The chain's value on a day; null for a day before the link: its value is destroyed. */
export function valueOn(link: ChainLink, day: string): Buffer | null {
  const steps = Math.round((Date.parse(day) - Date.parse(link.day)) / dayMs);
  if (!(steps >= 0)) return null;
  const known = latest.get(link);
  if (known?.day === day) return known.value;
  let { value } = link;
  for (let step = 0; step < steps; step++) value = next(value);
  latest.set(link, { day, value });
  return value;
}

function next(value: Buffer): Buffer {
  return createHash("sha256").update("countersign:payload-chain").update(value).digest();
}
