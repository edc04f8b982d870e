import { sql } from "kysely";
import type { Db } from "../db/index.ts";

/** Events emptied by one statement. */
const batch = 200;

/**
 * Empties what a destroyed key sealed: payloads, bodies, receivers' responses, traces. The rows stay, so that the log
 * still shows that there was an event and its outcome. In small statements of their own; can be repeated.
 */
export async function clearSealed(db: Db, subjectId: string): Promise<void> {
  while ((await emptyEvents(db, subjectId)) === batch);
  await sql`
    update interceptions set steps_sealed = '' where key_id = ${subjectId} and key_id like 'sub\\_%'
      and octet_length(steps_sealed) > 0
  `.execute(db);
}

async function emptyEvents(db: Db, subjectId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with emptied as materialized (
      select day, id from events where key_id = ${subjectId} and octet_length(payload_sealed) > 0
      order by id limit ${batch}::integer
    ), payloads as (
      update events e set payload_sealed = '' from emptied s where e.day = s.day and e.id = s.id
    ), bodies as (
      update messages m set body_sealed = '' from emptied s where m.day = s.day and m.event_id = s.id
    ), answers as (
      update attempts a set response_headers_sealed = null, response_body_sealed = null
      from emptied s join deliveries d on d.event_id = s.id
      where a.delivery_id = d.id
    )
    select count(*)::integer as count from emptied
  `.execute(db);
  return rows[0]?.count ?? 0;
}
