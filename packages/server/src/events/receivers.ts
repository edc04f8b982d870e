import type { AnyEventType } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import { findWebhooks, matching, type Webhook } from "../webhooks/index.ts";
import type { EventsDeps } from "./deps.ts";
import type { NewEvent } from "./new-event.ts";
import { meetingConditions } from "./own-bodies.ts";

/** The webhooks that get the event, each once: those that want its type and whose condition it meets, and those it is addressed to. */
export async function receivers(
  deps: Pick<EventsDeps, "webhooks" | "clock" | "rendering" | "log">,
  db: Db,
  event: NewEvent<AnyEventType>,
): Promise<Webhook[]> {
  const wanting = event.onlyTo
    ? []
    : await meetingConditions(
        deps,
        event,
        await (deps.webhooks?.matching ?? matching)(db, event.projectId, event.type, deps.clock()),
      );
  const already = new Set(wanting.map((webhook) => webhook.id));
  const named = [...new Set(event.onlyTo ?? event.to ?? [])].filter((id) => !already.has(id));
  if (named.length === 0) return wanting;
  const { webhooks } = deps;
  const addressed = webhooks
    ? await Promise.all(named.map((id) => webhooks.find(db, id)))
    : await findWebhooks(db, named);
  const known = addressed.filter((webhook) => webhook !== null);
  return [...wanting, ...known.filter((webhook) => webhook.projectId === event.projectId)];
}
