import type { Pool, PoolClient } from "pg";
import type { Inbox, InboxOptions } from "./inbox.ts";
import { advanceStream, createTables, forgetIdsInPostgres, takeId } from "./statements.ts";

/** An inbox in Postgres. */
export interface PgInbox extends Inbox<PoolClient> {
  /** Creates the two tables where they don't exist; the statements are in the package's README. */
  createTables(): Promise<void>;
  /**
   * Forgets messages whose effect is older than that many days; returns how many. A message that is
   * resent later than that has its effect again.
   */
  forget(olderThanDays: number): Promise<number>;
}

/**
 * An inbox in Postgres over a pool of `pg`. The handler gets the client of the transaction as `tx`:
 * what it writes through it is committed together with the memory of the message.
 */
export function pgInbox(pool: Pool, { name = "default" }: InboxOptions = {}): PgInbox {
  return {
    async once(id, effect) {
      const client = await pool.connect();
      let broken = false;
      // A connection that breaks off also rejects its query; without a listener it would end the process.
      client.on("error", ignore);
      try {
        await client.query("begin");
        const { rowCount } = await client.query(takeId, [name, id]);
        if (rowCount === 0) {
          await client.query("rollback");
          return { duplicate: true };
        }
        const result = await effect({
          tx: client,
          advance: async (stream, sequence) =>
            (await client.query(advanceStream, [name, stream, sequence])).rowCount === 1,
        });
        await client.query("commit");
        return { duplicate: false, result };
      } catch (error) {
        // Closing a connection rolls back, even where a rollback can no longer be sent.
        broken = await client.query("rollback").then(
          () => false,
          () => true,
        );
        throw error;
      } finally {
        client.off("error", ignore);
        client.release(broken);
      }
    },
    async createTables() {
      await pool.query(createTables);
    },
    async forget(olderThanDays) {
      const { rowCount } = await pool.query(forgetIdsInPostgres, [name, olderThanDays * 86_400]);
      return rowCount ?? 0;
    },
  };
}

function ignore(): void {}
