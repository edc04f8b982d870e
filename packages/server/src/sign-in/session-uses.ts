import { sql } from "kysely";
import type { Logger } from "pino";
import { createUses, type Uses } from "../access/index.ts";
import type { SignInDeps } from "./deps.ts";

/** When sessions were last used, and their owners last seen. */
export function createSessionUses({
  db,
  clock,
  log,
}: Pick<SignInDeps, "db" | "clock"> & { log: Pick<Logger, "warn"> }): Uses {
  return createUses({
    clock,
    write: (ids, times) =>
      sql`
        with seen as (
          update operator_sessions as session set last_seen_at = w.at
          from unnest(${ids}::text[], ${times}::timestamptz[]) as w (id, at)
          where session.id = w.id and session.last_seen_at < w.at
          returning session.operator_id, session.last_seen_at
        )
        update operators set last_seen_at = greatest(operators.last_seen_at, seen.at)
        from (select operator_id, max(last_seen_at) as at from seen group by operator_id) as seen
        where operators.id = seen.operator_id
        `.execute(db),
    failed: (err, sessions) => log.warn({ err, sessions }, "could not persist when sessions were last used"),
  });
}
