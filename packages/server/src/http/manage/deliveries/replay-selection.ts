import {
  type CountReplay,
  type DeliveryId,
  type EventId,
  type FieldProblem,
  idTime,
  isId,
  type ProjectId,
} from "@countersign/wire";
import type { Selection } from "../../../delivery/index.ts";
import { findProject } from "../../../projects/index.ts";
import { findWebhooks } from "../../../webhooks/index.ts";
import { type Caller, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { createdAtRange } from "../../paging.ts";
import { refuseFields } from "../../refusals/problem.ts";
import { foreignDeliveries, foreignEvents } from "./delivery-facts.ts";

/**
 * Which deliveries a request means. All that it names must be there and the project's own: one unknown id refuses the
 * whole.
 */
export async function selectionOf(
  deps: Pick<HttpDeps, "db" | "clock">,
  actor: Caller,
  body: CountReplay,
): Promise<Selection> {
  const project = maySee(actor, body.projectId) ? await findProject(deps.db, body.projectId) : null;
  if (project === null) throw unknown("projectId", "is not one of your projects");
  const { type, status, subject } = body;
  const deliveryIds = body.deliveryId && (await ownDeliveries(deps, project.id, body.deliveryId));
  const eventIds = body.eventId && (await ownEvents(deps, project.id, body.eventId));
  const webhookIds = body.webhookId && (await ownWebhooks(deps, project.id, body.webhookId));
  const asked = createdAtRange(body);
  const now = deps.clock();
  // Ids carry their time, and no delivery is older than its event: partitions of other days are left alone.
  const times = deliveryIds?.map((id) => idTime(id)) ?? [];
  const first = Math.min(...times, ...(eventIds?.map((id) => idTime(id)) ?? []), now);
  const last = times.length === 0 ? now : Math.max(...times) + 1;
  const named = deliveryIds !== undefined || eventIds !== undefined;
  const from = Math.max(project.createdAt.getTime(), named ? first : 0, asked.from?.getTime() ?? 0);
  const to = Math.max(from, Math.min(now, last, asked.to?.getTime() ?? now));
  return {
    projectId: project.id,
    filter: {
      ...(deliveryIds && { deliveryIds }),
      ...(eventIds && { eventIds }),
      ...(webhookIds && { webhookIds }),
      ...(type && { types: distinct(type) }),
      ...(subject && { subjects: distinct(subject) }),
      ...(status && { statuses: distinct(status) }),
    },
    from: new Date(from),
    to: new Date(to),
  };
}

/** Whether anything but the project and the status narrows the replay. */
export function isNarrow(body: CountReplay): boolean {
  const { deliveryId, eventId, webhookId, type, subject, createdAtFrom } = body;
  return [deliveryId, eventId, webhookId, type, subject, createdAtFrom].some((each) => each !== undefined);
}

async function ownDeliveries(
  { db }: Pick<HttpDeps, "db">,
  projectId: ProjectId,
  given: readonly string[],
): Promise<DeliveryId[]> {
  const ids = distinct(given).filter((id): id is DeliveryId => isId("delivery", id));
  const foreign = ids.length < new Set(given).size || (await foreignDeliveries(db, ids, projectId));
  if (foreign) throw unknown("deliveryId", "names at least one delivery that the project doesn't have");
  return ids;
}

async function ownEvents(
  { db }: Pick<HttpDeps, "db">,
  projectId: ProjectId,
  given: readonly string[],
): Promise<EventId[]> {
  const ids = distinct(given).filter((id): id is EventId => isId("event", id));
  const foreign = ids.length < new Set(given).size || (await foreignEvents(db, ids, projectId));
  if (foreign) throw unknown("eventId", "names at least one event that the project doesn't have");
  return ids;
}

async function ownWebhooks(
  { db }: Pick<HttpDeps, "db">,
  projectId: ProjectId,
  given: readonly string[],
): Promise<string[]> {
  const ids = distinct(given);
  const found = await findWebhooks(
    db,
    ids.filter((id) => isId("webhook", id)),
  );
  const own = found.filter((webhook) => webhook.projectId === projectId);
  if (own.length < ids.length)
    throw unknown("webhookId", "names at least one webhook that the project doesn't have");
  return ids;
}

function unknown(field: FieldProblem["field"], problem: string) {
  return refuseFields([{ field, problem }]);
}

function distinct<Value extends string>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
