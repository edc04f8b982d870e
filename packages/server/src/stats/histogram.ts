/**
 * How many of something took how long, as an array of counts: bucket `i` holds durations above
 * `1.2^(i-1)` and up to `1.2^i` milliseconds, so that a quantile is off by a tenth at most. Arrays
 * of different lengths can be added.
 */
const ratio = 1.2;
const last = 127;
const scale = 1 / Math.log(ratio);

/** The bucket of a duration in milliseconds; the last one holds all that is longer than 100 days. */
export function bucketOf(ms: number): number {
  return ms <= 1 ? 0 : Math.min(last, Math.ceil(Math.log(ms) * scale));
}

/** The duration below which the share `q` of all lies, in milliseconds; null for an empty histogram. */
export function quantile(histogram: readonly number[], q: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  const bucket = histogram.findIndex((count) => {
    seen += count;
    return seen >= q * total;
  });
  // The middle of the bucket, by ratio.
  return bucket <= 0 ? 1 : twoDigits(ratio ** (bucket - 0.5));
}

/** Adds `other` into `sum`, which grows as needed. */
export function addInto(sum: number[], other: readonly number[]): void {
  for (const [place, count] of other.entries()) increase(sum, place, count);
}

/** Adds to one place of an array, which grows as needed: it never has holes. */
export function increase(sum: number[], place: number, by: number): void {
  while (sum.length <= place) sum.push(0);
  sum[place] = (sum[place] ?? 0) + by;
}

function twoDigits(value: number): number {
  return Number(value.toPrecision(2));
}
