import type { WebhookView } from "@countersign/wire";

type Ordered = Pick<WebhookView, "id" | "order">;

/** Webhooks as hooks are asked and the list shows them: by order, then by id. */
export function inOrder<Webhook extends Ordered>(webhooks: readonly Webhook[]): Webhook[] {
  return webhooks.toSorted((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
}

/** A list with one of its items at another place; the place is kept within the list. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined) return [...items];
  const rest = items.filter((_, at) => at !== from);
  rest.splice(Math.min(Math.max(to, 0), items.length - 1), 0, item);
  return rest;
}

/** Which webhooks each event calls, by event; an event that several patterns hold stands once. */
export function byEvent<Webhook extends Ordered & Pick<WebhookView, "events">>(
  webhooks: readonly Webhook[],
): { pattern: string; webhooks: Webhook[] }[] {
  const patterns = [...new Set(webhooks.flatMap(({ events }) => events))].sort();
  return patterns.map((pattern) => ({
    pattern,
    webhooks: inOrder(webhooks.filter(({ events }) => events.some((each) => holds(each, pattern)))),
  }));
}

/** Whether a pattern holds all that another one does. */
function holds(pattern: string, other: string): boolean {
  return (
    pattern === "*" ||
    pattern === other ||
    (pattern.endsWith(".*") && other !== "*" && other.startsWith(pattern.slice(0, -1)))
  );
}
