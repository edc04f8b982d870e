import type { ProjectId, ProjectQuotas, QuotaName, QuotaRate } from "@countersign/wire";
import { type Bucket, fullBucket, refill, secondsUntil } from "./bucket.ts";

/** What each project may do unless its own settings say otherwise; null: as much as it likes. */
export type QuotaDefaults = Record<QuotaName, QuotaRate | null>;

/** Who is charged: the project, and within it the key or the operator that calls. */
export interface QuotaCaller {
  projectId: ProjectId;
  keyId: string;
  /** The project's own settings. */
  quotas: ProjectQuotas;
}

/** A quota that refuses a call: of the whole project, or of the key's share of it. */
export interface UsedUp {
  name: QuotaName;
  of: "project" | "key";
  rate: QuotaRate;
  /**
   * Whole seconds until the call may pass; null: it asks for more than the quota ever grants at
   * once.
   */
  retryAfterSeconds: number | null;
}

/**
 * Token buckets per project and key, in this process's memory: with several processes each grants
 * as much.
 */
export interface Quotas {
  /**
   * Takes `count` of the caller's quota and returns null; or takes nothing and returns what is used
   * up.
   */
  take(name: QuotaName, caller: QuotaCaller, count: number): UsedUp | null;
  /** What is used up, if so much that not even one more would be granted; takes nothing. */
  exhausted(name: QuotaName, caller: QuotaCaller): UsedUp | null;
  /** Gives back what was taken for a call that did no work. */
  giveBack(name: QuotaName, caller: QuotaCaller, count: number): void;
  /** How many buckets are kept. */
  size(): number;
}

interface Limit {
  of: "project" | "key";
  rate: QuotaRate;
  bucket: Bucket;
}

/** What sums of fractions may lack of a whole token. */
const rounding = 1e-6;
/** From so many buckets on the full ones are dropped: one that isn't there is as good as full. */
const sweepFrom = 1000;

/** @param now milliseconds of a clock that nobody sets, such as `performance.now`. */
export function createQuotas({ defaults, now }: { defaults: QuotaDefaults; now: () => number }): Quotas {
  const buckets = new Map<string, { bucket: Bucket; rate: QuotaRate }>();
  let sweepAt = sweepFrom;

  return {
    take(name, caller, count) {
      const limits = limitsOf(name, caller);
      const refused = firstShort(name, limits, count);
      if (refused === null) for (const { bucket } of limits) bucket.tokens -= count;
      return refused;
    },
    exhausted: (name, caller) => firstShort(name, limitsOf(name, caller), 1),
    giveBack(name, caller, count) {
      for (const { bucket, rate } of limitsOf(name, caller))
        bucket.tokens = Math.min(rate.burst, bucket.tokens + count);
    },
    size: () => buckets.size,
  };

  function limitsOf(name: QuotaName, { projectId, keyId, quotas }: QuotaCaller): Limit[] {
    const rate = quotas[name] ?? defaults[name];
    if (rate === null) return [];
    const ofProject = { of: "project", rate, bucket: bucketOf(`${name} ${projectId}`, rate) } as const;
    const share = quotas.keySharePercent ?? 100;
    if (share === 100) return [ofProject];
    const ofKey = shareOf(rate, share);
    const bucket = bucketOf(`${name} ${projectId} ${keyId}`, ofKey);
    return [{ of: "key", rate: ofKey, bucket }, ofProject];
  }

  function bucketOf(key: string, rate: QuotaRate): Bucket {
    const at = now();
    const known = buckets.get(key);
    if (known) {
      known.rate = rate;
      refill(known.bucket, rate, at);
      return known.bucket;
    }
    if (buckets.size >= sweepAt) sweep(at);
    const bucket = fullBucket(rate, at);
    buckets.set(key, { bucket, rate });
    return bucket;
  }

  /**
   * What stays is in use: no more than there are projects and keys that called within the last
   * burst.
   */
  function sweep(at: number): void {
    for (const [key, { bucket, rate }] of buckets) {
      refill(bucket, rate, at);
      if (bucket.tokens >= rate.burst) buckets.delete(key);
    }
    sweepAt = Math.max(sweepFrom, 2 * buckets.size);
  }
}

function firstShort(name: QuotaName, limits: readonly Limit[], count: number): UsedUp | null {
  for (const { of, rate, bucket } of limits) {
    if (bucket.tokens + rounding >= count) continue;
    const retryAfterSeconds = count > rate.burst ? null : secondsUntil(bucket, rate, count);
    return { name, of, rate, retryAfterSeconds };
  }
  return null;
}

function shareOf({ perSecond, burst }: QuotaRate, percent: number): QuotaRate {
  return { perSecond: (perSecond * percent) / 100, burst: Math.max(1, Math.floor((burst * percent) / 100)) };
}
