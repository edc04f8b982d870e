import { createHash } from "node:crypto";

/** One link of a scope's chain of days: with it, every later one can be computed, and none before. */
export interface ChainLink {
  /** UTC, `YYYY-MM-DD`. */
  day: string;
  /** 32 bytes. */
  value: Buffer;
}

const dayMs = 86_400_000;

/** The chain's value on a day; null for a day before the link: its value is destroyed. */
export function valueOn(link: ChainLink, day: string): Buffer | null {
  const steps = Math.round((Date.parse(day) - Date.parse(link.day)) / dayMs);
  if (!(steps >= 0)) return null;
  let { value } = link;
  for (let step = 0; step < steps; step++) value = next(value);
  return value;
}

function next(value: Buffer): Buffer {
  return createHash("sha256").update("countersign:payload-chain").update(value).digest();
}
