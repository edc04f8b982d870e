/** How far back a chart looks, its steps, and which stored rows it is made of. */
const ranges = {
  "1h": { hours: 1, stepMinutes: 1, grain: 1 },
  "24h": { hours: 24, stepMinutes: 15, grain: 1 },
  "7d": { hours: 7 * 24, stepMinutes: 60, grain: 60 },
  "30d": { hours: 30 * 24, stepMinutes: 360, grain: 60 },
} as const;
export type Range = keyof typeof ranges;

const minuteMs = 60_000;

/** The steps of a range that ends with the step that `now` lies in; milliseconds since the epoch. */
export function stepsOf(range: Range, now: number) {
  const { hours, stepMinutes, grain } = ranges[range];
  const stepMs = stepMinutes * minuteMs;
  const to = (Math.floor(now / stepMs) + 1) * stepMs;
  const from = to - hours * 60 * minuteMs;
  const starts = Array.from({ length: (to - from) / stepMs }, (_, step) => from + step * stepMs);
  return { from, to, stepMs, grain, starts };
}
