import type { Client } from "../load/client.ts";
import type { World } from "../load/world.ts";
import type { Arrivals } from "../receivers/arrivals.ts";
import { failingPath } from "../receivers/receivers.ts";
import type { Query } from "../topology/query.ts";
import type { DeliveryRow, Subscription } from "./deliveries.ts";

/** Reads what the store says of deliveries at the end. */
export async function readDeliveries(query: Query): Promise<{ rows: DeliveryRow[]; events: Set<string> }> {
  const rows = await query<DeliveryRow & { [name: string]: unknown }>(
    `select d.event_id as "eventId", d.webhook_id as "webhookId", d.status, d.reason, x.subject_id is not null as erased
      from deliveries d
        join events e on e.id = d.event_id and e.day = d.event_day
        left join erasures x on x.subject_id = e.key_id`,
  );
  const events = await query<{ id: string }>("select id from events");
  return { rows, events: new Set(events.map(({ id }) => id)) };
}

/** All webhooks, those that session starts made included. */
export async function readSubscriptions(client: Client, world: World, query: Query): Promise<Subscription[]> {
  const projects = Object.values(world);
  const listed = await Promise.all(
    projects.map(({ id }) => client.manage(`/webhooks?projectId=${id}&limit=50`)),
  );
  const configured: Subscription[] = listed
    .flatMap(({ data }) => data)
    .filter(({ url, mode }) => url !== null && !mode.startsWith("gate"))
    .map(({ id, projectId, url, events }) => ({
      webhookId: id,
      projectId,
      path: new URL(url).pathname,
      events,
      fails: new URL(url).pathname === failingPath,
    }));
  const known = new Set(configured.map(({ webhookId }) => webhookId));
  const others = await query<{ id: string; project_id: string }>(
    "select id, project_id from webhooks where kind = 'outcome'",
  );
  return [
    ...configured,
    ...others
      .filter(({ id }) => !known.has(id))
      .map((row) => ({
        webhookId: row.id,
        projectId: row.project_id,
        path: "/w/able/outcome",
        events: [],
        fails: false,
      })),
  ];
}

/** Of each path: the events that arrived there. */
export function arrivedEvents(arrivals: ReadonlyMap<string, Arrivals>) {
  return new Map([...arrivals].map(([path, { byEvent }]) => [path, byEvent]));
}
