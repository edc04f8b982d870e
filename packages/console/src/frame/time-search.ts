import { textFrom, wordFrom } from "./search-text.ts";

const ranges = {
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 604_800_000,
  "30d": 2_592_000_000,
} as const;
export type TimeRange = keyof typeof ranges;
export const timeRanges = Object.keys(ranges) as TimeRange[];

/** The time range of a list, as in the address: up to now, or from one instant to another. */
export interface TimeSearch {
  range?: TimeRange | undefined;
  /** ISO 8601; it goes before `range`. */
  from?: string | undefined;
  to?: string | undefined;
}

export function timeSearch(search: Record<string, unknown>): TimeSearch {
  return {
    range: wordFrom(search.range, timeRanges),
    from: instantFrom(search.from),
    to: instantFrom(search.to),
  };
}

/** The same for the API's lists. `now`: where a range ends. */
export function createdAtQuery(
  { range, from, to }: TimeSearch,
  now: number,
): { createdAtFrom?: string | undefined; createdAtTo?: string | undefined } {
  if (from !== undefined || to !== undefined) return { createdAtFrom: from, createdAtTo: to };
  return { createdAtFrom: range && new Date(now - ranges[range]).toISOString() };
}

function instantFrom(value: unknown): string | undefined {
  const text = textFrom(value);
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString();
}
