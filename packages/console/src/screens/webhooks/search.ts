import { wordFrom } from "../../frame/search-text.ts";

export const views = ["order", "event"] as const;

/** Whether the webhooks are listed in their order, or under the events that call them. */
export interface WebhooksSearch {
  view?: (typeof views)[number] | undefined;
}

export function webhooksSearch(search: Record<string, unknown>): WebhooksSearch {
  return { view: wordFrom(search.view, views) };
}
