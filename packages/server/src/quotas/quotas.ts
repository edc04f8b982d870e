import type { ProjectId, ProjectQuotas, QuotaName, QuotaRate } from "@countersign/wire";
import { type Bucket, fullBucket, refill, secondsUntil } from "./bucket.ts";

/** Each project's quotas, unless its own settings differ; null: unlimited. */
export type QuotaDefaults = Record<QuotaName, QuotaRate | null>;

/** The caller: the project, and within it the API key or the operator. */
export interface QuotaCaller {
  projectId: ProjectId;
  keyId: string;
  /** The project's own settings. */
  quotas: ProjectQuotas;
}

/** An exhausted quota: of the whole project, or of the key's share of it. */
export interface UsedUp {
  name: QuotaName;
  of: "project" | "key";
  rate: QuotaRate;
  /**
   * Whole seconds until the call may be retried; null: it asks for more than the quota ever grants
   * at once.
   */
  retryAfterSeconds: number | null;
}

/** What was taken from one bucket, or given back. */
export interface Taken {
  bucket: string;
  rate: QuotaRate;
  /** Negative: given back. */
  count: number;
}

/**
 * Token buckets per project and key, in this process's memory. Processes that tell one another what
 * they have taken grant as much as one would, but for what is taken until the others hear of it;
 * others grant as much each.
 */
export interface Quotas {
  /**
   * Takes `count` of the caller's quota and returns null; or takes nothing and returns the
   * exhausted quota.
   */
  take(name: QuotaName, caller: QuotaCaller, count: number): UsedUp | null;
  /** The exhausted quota, if not even one more would be granted; takes nothing. */
  exhausted(name: QuotaName, caller: QuotaCaller): UsedUp | null;
  /** Refunds what was taken for a call that did no work. */
  giveBack(name: QuotaName, caller: QuotaCaller, count: number): void;
  /**
   * Takes what other processes have granted, even if less is left: then nothing is granted until the
   * debt is refilled.
   */
  takenElsewhere(taken: readonly Taken[]): void;
  /** The number of buckets in memory. */
  size(): number;
}

interface Limit {
  of: "project" | "key";
  name: string;
  rate: QuotaRate;
  bucket: Bucket;
}

/** Rounding error of sums of fractions. */
const rounding = 1e-6;
/** From this many buckets on, full ones are dropped: a missing bucket counts as full. */
const sweepFrom = 1000;

/**
 * @param deps.now milliseconds of a monotonic clock, such as `performance.now`.
 * @param deps.onTaken is told what this process takes.
 */
export function createQuotas(deps: {
  defaults: QuotaDefaults;
  now: () => number;
  onTaken?: ((taken: Taken) => void) | undefined;
}): Quotas {
  const { defaults, now, onTaken } = deps;
  const buckets = new Map<string, { bucket: Bucket; rate: QuotaRate }>();
  let sweepAt = sweepFrom;

  return {
    take(name, caller, count) {
      const limits = limitsOf(name, caller);
      const refused = firstShort(name, limits, count);
      if (refused === null) takeFrom(limits, count);
      return refused;
    },
    exhausted: (name, caller) => firstShort(name, limitsOf(name, caller), 1),
    giveBack: (name, caller, count) => takeFrom(limitsOf(name, caller), -count),
    takenElsewhere(taken) {
      for (const { bucket: name, rate, count } of taken) {
        const bucket = bucketOf(name, rate);
        bucket.tokens = Math.min(rate.burst, bucket.tokens - count);
      }
    },
    size: () => buckets.size,
  };

  function takeFrom(limits: readonly Limit[], count: number): void {
    for (const { name, bucket, rate } of limits) {
      bucket.tokens = Math.min(rate.burst, bucket.tokens - count);
      onTaken?.({ bucket: name, rate, count });
    }
  }

  function limitsOf(name: QuotaName, { projectId, keyId, quotas }: QuotaCaller): Limit[] {
    const rate = quotas[name] ?? defaults[name];
    if (rate === null) return [];
    const ofProject = limitOf("project", `${name} ${projectId}`, rate);
    const share = quotas.keySharePercent ?? 100;
    if (share === 100) return [ofProject];
    return [limitOf("key", `${name} ${projectId} ${keyId}`, shareOf(rate, share)), ofProject];
  }

  function limitOf(of: Limit["of"], name: string, rate: QuotaRate): Limit {
    return { of, name, rate, bucket: bucketOf(name, rate) };
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

  /** The rest is in use: no more than the projects and keys that called within the last burst. */
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
