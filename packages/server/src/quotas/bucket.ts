import type { QuotaRate } from "@countersign/wire";

/** A token bucket: what may still be done now, at an instant in milliseconds. */
export interface Bucket {
  tokens: number;
  at: number;
}

/** A bucket that nothing was taken from. */
export function fullBucket({ burst }: QuotaRate, now: number): Bucket {
  return { tokens: burst, at: now };
}

/**
 * Brings a bucket up to date. What it grants in any span of time is at most `burst` and what the span brings. A clock that
 * goes back brings nothing, and from there on it counts forward again; a smaller burst counts at once.
 */
export function refill(bucket: Bucket, { perSecond, burst }: QuotaRate, now: number): void {
  const elapsed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(burst, bucket.tokens + (elapsed * perSecond) / 1000);
  bucket.at = now;
}

/** Seconds until the bucket has so many tokens, at least 1; they must not exceed its burst. */
export function secondsUntil({ tokens }: Bucket, { perSecond }: QuotaRate, count: number): number {
  return Math.max(1, Math.ceil((count - tokens) / perSecond));
}
