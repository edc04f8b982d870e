import { type Connection, connect } from "./connection.ts";
import { afterCommit, type Db, isTransaction, poolOf } from "./transaction.ts";

/** How processes wake one another. */
export interface Bells {
  /**
   * Wakes those of all processes that listen on the channel. A hint, which is lost with this
   * process: a listener must also look from time to time.
   */
  ring(channel: string): void;
  close(): Promise<void>;
}

const pauseMs = 10;
const pauseAfterFailureMs = 500;
const timeoutMs = 5000;
const bellsOf = new WeakMap<Db, Bells>();

/**
 * Bells over a connection of their own: immediately, then at most once in 10 ms for all channels together. Postgres
 * commits transactions that notify one after another, and one that waits for a standby holds up all others meanwhile:
 * with two standbys 460 to 1,024 commits a second with a notification in each, 6,500 to 11,450 without. So nobody
 * notifies inside a transaction with other work, and this connection doesn't wait for the standbys.
 */
export function createBells(url: () => string): Bells {
  const due = new Set<string>();
  let connection: Connection | undefined;
  let ringing: Promise<void> | undefined;
  let closed = false;

  return {
    ring(channel) {
      if (closed) return;
      due.add(channel);
      // In its own turn: one transaction may ring several times.
      ringing ??= Promise.resolve()
        .then(ringAll)
        .finally(() => {
          ringing = undefined;
        });
    },
    async close() {
      closed = true;
      await ringing;
      await connection?.close();
    },
  };

  async function ringAll(): Promise<void> {
    while (due.size > 0) {
      const channels = [...due];
      due.clear();
      const rang = await notify(channels).then(
        () => true,
        () => false,
      );
      if (closed) return;
      if (!rang) for (const channel of channels) due.add(channel);
      await new Promise((resolve) => setTimeout(resolve, rang ? pauseMs : pauseAfterFailureMs));
    }
  }

  async function notify(channels: readonly string[]): Promise<void> {
    if (!connection || connection.closed) {
      connection = await connect({ url: url(), name: "countersign bells" });
      connection.timeoutMs = timeoutMs;
      await connection.query("set synchronous_commit = off");
    }
    await connection.query("select pg_notify(channel, '') from unnest($1::text[]) as channel", [channels]);
  }
}

/** Bells of a store that no other process uses: they call its own listeners, without Postgres. */
export function localBells(call: (channel: string) => void): Bells {
  return {
    ring: (channel) => queueMicrotask(() => call(channel)),
    close: async () => {},
  };
}

/** What `wake` rings for this database. */
export function attachBells(db: Db, bells: Bells): void {
  bellsOf.set(db, bells);
}

/** Rings once the transaction has committed, or immediately for a pool: see `Bells.ring`. */
export function wake(db: Db, channel: string): void {
  const bells = bellsOf.get(poolOf(db));
  if (!bells) throw new Error("this database has no bells: attachBells was not called");
  if (isTransaction(db)) afterCommit(db, () => bells.ring(channel));
  else bells.ring(channel);
}
