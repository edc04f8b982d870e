import type { AnyEventType } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import { findWebhooks, matching, type Webhook } from "../webhooks/index.ts";
import type { EventsDeps } from "./deps.ts";
import type { NewEvent } from "./new-event.ts";

/**
 * The webhooks that subscribe to an event's type, and those it is addressed to regardless; none is
 * in both.
 */
export interface Receivers {
  /** Their conditions are not evaluated yet. */
  wanting: Webhook[];
  addressed: Webhook[];
}

export async function receivers(
  deps: Pick<EventsDeps, "webhooks" | "clock">,
  db: Db,
  event: NewEvent<AnyEventType>,
): Promise<Receivers> {
  const wanting = event.onlyTo
    ? []
    : await (deps.webhooks?.matching ?? matching)(db, event.projectId, event.type, deps.clock());
  const named = [...new Set(event.onlyTo ?? event.to ?? [])];
  if (named.length === 0) return { wanting, addressed: [] };
  const { webhooks } = deps;
  const found = webhooks
    ? await Promise.all(named.map((id) => webhooks.find(db, id)))
    : await findWebhooks(db, named);
  const addressed = found.filter((webhook) => webhook !== null && webhook.projectId === event.projectId);
  const already = new Set(addressed.map((webhook) => webhook?.id));
  return {
    wanting: wanting.filter((webhook) => !already.has(webhook.id)),
    addressed: addressed.filter((webhook) => webhook !== null),
  };
}
