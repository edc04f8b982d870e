import type { WebhookView } from "@countersign/wire";
import type { Draft } from "./draft.ts";

/**
 * Which of the webhooks that share an event runs before this one, and which after, as `name
 * (order)`. Null where no other shares one.
 */
export function neighboursOf(
  draft: Pick<Draft, "events" | "order">,
  others: readonly Pick<WebhookView, "id" | "name" | "order" | "events">[],
  own: string | undefined,
): { before: string | null; after: string | null } | null {
  const sharing = others
    .filter(
      ({ id, events }) => id !== own && events.some((each) => draft.events.some((mine) => meet(each, mine))),
    )
    .toSorted((one, other) => one.order - other.order);
  if (sharing.length === 0) return null;
  const order = Number(draft.order);
  const text = (each: (typeof sharing)[number] | undefined) => (each ? `${each.name} (${each.order})` : null);
  return {
    before: text(sharing.findLast((each) => each.order < order)),
    after: text(sharing.find((each) => each.order >= order)),
  };
}

/** Whether two patterns have a type in common. */
function meet(one: string, other: string): boolean {
  return holds(one, other) || holds(other, one);
}

/** Whether a pattern holds a type. */
export function holds(pattern: string, type: string): boolean {
  return (
    pattern === "*" || pattern === type || (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)))
  );
}
