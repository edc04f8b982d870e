import { sql } from "kysely";
import type { Logger } from "pino";
import type { AccessDeps } from "./deps.ts";
import { createUses, type Uses } from "./uses.ts";

/**
 * When tokens were last used, and people last seen. A token's row is written at most once a minute by all processes
 * together.
 */
export function createTokenUses({
  db,
  clock,
  log,
}: Pick<AccessDeps, "db" | "clock"> & { log: Pick<Logger, "warn"> }): Uses {
  return createUses({
    clock,
    write: (ids, times) =>
      sql`
        with used as (
          update access_tokens as token set last_used_at = w.at
          from unnest(${ids}::text[], ${times}::timestamptz[]) as w (id, at)
          where token.id = w.id
            and (token.last_used_at is null or token.last_used_at <= w.at - interval '1 minute')
          returning token.operator_id, token.last_used_at
        )
        update operators set last_seen_at = greatest(operators.last_seen_at, used.at)
        from (select operator_id, max(last_used_at) as at from used group by operator_id) as used
        where operators.id = used.operator_id
        `.execute(db),
    failed: (err, tokens) => log.warn({ err, tokens }, "could not persist when tokens were last used"),
  });
}
