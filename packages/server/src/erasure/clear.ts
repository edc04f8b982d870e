import type { ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import type { Storage } from "../storage/index.ts";

/** Events emptied by one statement. */
const batch = 200;

/** Counts what becomes free. */
type Counter = Pick<Storage, "count"> | undefined;

/**
 * Empties what a destroyed key sealed: payloads, bodies, receivers' responses, traces. The rows stay, so that the log
 * still shows that there was an event and its outcome. In small statements of their own; can be repeated.
 */
export async function clearSealed(db: Db, subjectId: string, storage?: Counter): Promise<void> {
  while ((await emptyEvents(db, subjectId, storage)) === batch);
  const { rows } = await sql<Freed>`
    with emptied as materialized (
      select day, id, project_id, octet_length(steps_sealed) as bytes from interceptions
      where key_id = ${subjectId} and key_id like 'sub\\_%' and octet_length(steps_sealed) > 0
    ), done as (
      update interceptions i set steps_sealed = '' from emptied e where i.day = e.day and i.id = e.id
    )
    select project_id as "projectId", day::text as day, 0 as events, 0 as bodies, sum(bytes)::integer as log
    from emptied group by project_id, day
  `.execute(db);
  count(storage, rows);
}

/** What a statement has emptied of one project and day; `log`: without bodies. */
interface Freed {
  projectId: ProjectId;
  day: string;
  events: number;
  bodies: number;
  log: number;
}

async function emptyEvents(db: Db, subjectId: string, storage: Counter): Promise<number> {
  // All parts see the rows as they were before, so that lengths are those of what is emptied.
  const { rows } = await sql<Freed>`
    with emptied as materialized (
      select day, id, project_id, coalesce(octet_length(payload_sealed), 0) as bytes
      from events where key_id = ${subjectId} and payload_sealed is distinct from ''
      order by id limit ${batch}::integer
    ), payloads as (
      update events e set payload_sealed = '' from emptied s where e.day = s.day and e.id = s.id
    ), bodies as (
      update messages m set body_sealed = '' from emptied s where m.day = s.day and m.event_id = s.id
    ), answered as materialized (
      select a.day, a.delivery_id, a.number, s.id as event_id,
        coalesce(octet_length(a.response_headers_sealed), 0) + coalesce(octet_length(a.response_body_sealed), 0) as bytes
      from emptied s join deliveries d on d.event_id = s.id join attempts a on a.delivery_id = d.id
    ), answers as (
      update attempts a set response_headers_sealed = null, response_body_sealed = null
      from answered s
      where a.day = s.day and a.delivery_id = s.delivery_id and a.number = s.number
    )
    select s.project_id as "projectId", s.day::text as day, count(*)::integer as events,
      coalesce(sum((select sum(octet_length(m.body_sealed)) from messages m
        where m.day = s.day and m.event_id = s.id)), 0)::integer as bodies,
      (sum(s.bytes) + coalesce(sum((select sum(a.bytes) from answered a where a.event_id = s.id)), 0))::integer as log
    from emptied s group by s.project_id, s.day
  `.execute(db);
  count(storage, rows);
  return rows.reduce((sum, { events }) => sum + events, 0);
}

function count(storage: Counter, freed: readonly Freed[]): void {
  for (const { projectId, day, bodies, log } of freed) {
    if (bodies > 0) storage?.count(projectId, "bodies", day, -bodies);
    storage?.count(projectId, "log", day, -log);
  }
}
