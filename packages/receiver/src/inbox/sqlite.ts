import type { DatabaseSync } from "node:sqlite";
import type { Inbox, InboxOptions } from "./inbox.ts";
import { advanceStream, createTables, takeId } from "./statements.ts";

/** An inbox in SQLite. */
export interface SqliteInbox extends Inbox<DatabaseSync> {
  /**
   * Forgets messages whose effect is older than that many days; returns how many. A message that is
   * resent later than that has its effect again.
   */
  forget(olderThanDays: number): number;
}

/**
 * An inbox in SQLite over `node:sqlite`; creates its tables. Give it a connection of its own:
 * messages are taken in one after another, and whatever else the process writes through this
 * connection meanwhile would be part of a message's transaction.
 */
export function sqliteInbox(database: DatabaseSync, { name = "default" }: InboxOptions = {}): SqliteInbox {
  database.exec(createTables);
  const take = database.prepare(numbered(takeId));
  const advance = database.prepare(numbered(advanceStream));
  let last: Promise<unknown> = Promise.resolve();

  async function takeIn<Result>(id: string, effect: Parameters<Inbox<DatabaseSync>["once"]>[1]) {
    database.exec("begin immediate");
    try {
      if (take.get(name, id) === undefined) {
        database.exec("rollback");
        return { duplicate: true as const };
      }
      const result = (await effect({
        tx: database,
        advance: async (stream, sequence) => advance.get(name, stream, sequence) !== undefined,
      })) as Result;
      database.exec("commit");
      return { duplicate: false as const, result };
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      throw error;
    }
  }

  return {
    once<Result>(id: string, effect: Parameters<Inbox<DatabaseSync>["once"]>[1]) {
      const turn = last.then(() => takeIn<Result>(id, effect));
      last = turn.catch(() => {});
      return turn;
    },
    forget(olderThanDays) {
      const forget = database.prepare(
        "delete from countersign_inbox where inbox = ? and taken_at < datetime('now', ?)",
      );
      return Number(forget.run(name, `-${olderThanDays} days`).changes);
    },
  };
}

/** SQLite's way to write `$1`, which it takes for a name. */
function numbered(statement: string): string {
  return statement.replace(/\$(\d)/g, "?$1");
}
