import type { Sql, TransactionSql } from "postgres";
import type { Inbox, InboxOptions } from "./inbox.ts";
import { advanceStream, createTables, forgetIdsInPostgres, takeId } from "./statements.ts";

/** An inbox in Postgres, over Postgres.js. */
export interface PostgresInbox extends Inbox<TransactionSql> {
  /** Creates the two tables where they don't exist; the statements are in the package's README. */
  createTables(): Promise<void>;
  /**
   * Forgets messages whose effect is older than that many days; returns how many. A message that is
   * resent later than that has its effect again.
   */
  forget(olderThanDays: number): Promise<number>;
}

/**
 * An inbox in Postgres over the `postgres` package. The handler gets the `sql` of the transaction
 * as `tx`: what it writes through it is committed together with the memory of the message.
 */
export function postgresInbox(sql: Sql, { name = "default" }: InboxOptions = {}): PostgresInbox {
  return {
    async once<Result>(id: string, effect: Parameters<Inbox<TransactionSql>["once"]>[1]) {
      const taken = await sql.begin(async (tx) => {
        const { count } = await tx.unsafe(takeId, [name, id]);
        if (count === 0) return { duplicate: true as const };
        const result = await effect({
          tx,
          advance: async (stream, sequence) =>
            (await tx.unsafe(advanceStream, [name, stream, sequence])).count === 1,
        });
        return { duplicate: false as const, result };
      });
      return taken as { duplicate: true } | { duplicate: false; result: Result };
    },
    async createTables() {
      // Postgres's notices that a table exists already would be printed.
      await sql.begin(async (tx) => {
        await tx.unsafe("set local client_min_messages = warning");
        await tx.unsafe(createTables);
      });
    },
    async forget(olderThanDays) {
      return (await sql.unsafe(forgetIdsInPostgres, [name, olderThanDays * 86_400])).count;
    },
  };
}
