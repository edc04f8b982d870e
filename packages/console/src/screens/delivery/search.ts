import { textFrom, wordFrom } from "../../frame/search-text.ts";

export const tabs = ["request", "response", "event"] as const;
export type Tab = (typeof tabs)[number];

/** Which attempt is looked at, by its number, and which part of it. */
export interface DeliverySearch {
  attempt?: string | undefined;
  tab?: Tab | undefined;
}

export function deliverySearch(search: Record<string, unknown>): DeliverySearch {
  return { attempt: textFrom(search.attempt), tab: wordFrom(search.tab, tabs) };
}
