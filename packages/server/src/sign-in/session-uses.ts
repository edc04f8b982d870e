import { sql } from "kysely";
import type { Logger } from "pino";
import type { SignInDeps } from "./deps.ts";

/**
 * When sessions were last used, and their owners last seen. Noted in memory on the way of a request
 * and written by `flush`, so that no request waits for it.
 */
export interface SessionUses {
  used(sessionId: string): void;
  /** Writes what was noted since the last time. Does not reject: failures are logged. */
  flush(): Promise<void>;
}

export function createSessionUses({
  db,
  clock,
  log,
}: Pick<SignInDeps, "db" | "clock"> & { log: Pick<Logger, "warn"> }): SessionUses {
  let noted = new Map<string, number>();
  return {
    used: (sessionId) => void noted.set(sessionId, clock()),
    async flush() {
      if (noted.size === 0) return;
      const written = noted;
      noted = new Map();
      const times = Array.from(written.values(), (time) => new Date(time));
      try {
        await sql`
          with seen as (
            update operator_sessions as session set last_seen_at = w.at
            from unnest(${[...written.keys()]}::text[], ${times}::timestamptz[]) as w (id, at)
            where session.id = w.id and session.last_seen_at < w.at
            returning session.operator_id, session.last_seen_at
          )
          update operators set last_seen_at = greatest(operators.last_seen_at, seen.at)
          from (select operator_id, max(last_seen_at) as at from seen group by operator_id) as seen
          where operators.id = seen.operator_id
        `.execute(db);
      } catch (err) {
        log.warn({ err, sessions: written.size }, "could not persist when sessions were last used");
      }
    },
  };
}
