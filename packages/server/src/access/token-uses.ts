import { sql } from "kysely";
import type { Logger } from "pino";
import type { AccessDeps } from "./deps.ts";

/**
 * When tokens were last used, and people last seen. Noted in memory on the way of a request and written by `flush`, so that no request waits for
 * it, and a token's row is written at most once a minute by all processes together.
 */
export interface TokenUses {
  used(tokenId: string): void;
  /** Writes what was noted since the last time. It does not reject: what could not be written is dropped, and logged. */
  flush(): Promise<void>;
}

/** @param deps.clock milliseconds since the epoch; what is written is the time of the last use in this process. */
export function createTokenUses({
  db,
  clock,
  log,
}: Pick<AccessDeps, "db" | "clock"> & { log: Pick<Logger, "warn"> }): TokenUses {
  let noted = new Map<string, number>();
  return {
    used: (tokenId) => void noted.set(tokenId, clock()),
    async flush() {
      if (noted.size === 0) return;
      const written = noted;
      noted = new Map();
      const times = Array.from(written.values(), (time) => new Date(time));
      try {
        await sql`
          with used as (
            update access_tokens as token set last_used_at = w.at
            from unnest(${[...written.keys()]}::text[], ${times}::timestamptz[]) as w (id, at)
            where token.id = w.id
              and (token.last_used_at is null or token.last_used_at <= w.at - interval '1 minute')
            returning token.operator_id, token.last_used_at
          )
          update operators set last_seen_at = greatest(operators.last_seen_at, used.at)
          from (select operator_id, max(last_used_at) as at from used group by operator_id) as used
          where operators.id = used.operator_id
        `.execute(db);
      } catch (err) {
        log.warn({ err, tokens: written.size }, "could not persist when tokens were last used");
      }
    },
  };
}
