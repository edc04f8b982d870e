import type { QuotaRate } from "@countersign/wire";

/** A token bucket: the tokens left at a time in milliseconds. */
export interface Bucket {
  tokens: number;
  at: number;
}

/** A full bucket. */
export function fullBucket({ burst }: QuotaRate, now: number): Bucket {
  return { tokens: burst, at: now };
}

/**
 * Refills a bucket. In any span of time it grants at most `burst` and what is refilled in that
 * span. A clock that goes back refills nothing, and from there on it counts forward again; a
 * smaller burst takes effect at once.
 */
export function refill(bucket: Bucket, { perSecond, burst }: QuotaRate, now: number): void {
  const elapsed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(burst, bucket.tokens + (elapsed * perSecond) / 1000);
  bucket.at = now;
}

/** Seconds until the bucket has `count` tokens, at least 1; they must not exceed its burst. */
export function secondsUntil({ tokens }: Bucket, { perSecond }: QuotaRate, count: number): number {
  return Math.max(1, Math.ceil((count - tokens) / perSecond));
}
