import { wordFrom } from "../../frame/search-text.ts";

export const ranges = ["1h", "24h", "7d", "30d"] as const;
export type Range = (typeof ranges)[number];

/** How far back the figures go; 24 hours where the address says nothing. */
export interface OverviewSearch {
  range?: Range | undefined;
}

export function overviewSearch(search: Record<string, unknown>): OverviewSearch {
  return { range: wordFrom(search.range, ranges) };
}
