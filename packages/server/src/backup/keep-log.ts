import { join } from "node:path";
import type { Logger } from "pino";
import { Gauge, type Registry } from "prom-client";
import { type Connection, clusterOf } from "../db/index.ts";
import { claimDirectory } from "./directory.ts";
import { copyLog, LogLost } from "./log-copy.ts";
import type { Lsn } from "./segments.ts";

/** The slot of the service; a backup without it has one that ends with its connection. */
export const serviceSlot = { name: "countersign_backup", temporary: false };

const everyMs = 1000;
const lockKey = 0x63_73_69_67_0f; // "csig", 15

/**
 * Copies the embedded store's write-ahead log to the backup directory as it is written, until it is stopped. Of several
 * processes one does. Whatever fails is logged and tried again: meanwhile Postgres keeps what is not copied yet, 16 GB at
 * most.
 */
export function keepLog(deps: {
  /** Opens a connection as a superuser. */
  connect: () => Promise<Connection>;
  dataDir: string;
  directory: string;
  /** The log is cut and copied at least this often while something is written. */
  everySeconds: number;
  log: Logger;
  metrics: Registry;
}): { stop(): Promise<void> } {
  const { log, everySeconds } = deps;
  let connection: Connection | null = null;
  let isMine = false;
  let failing = false;
  let cutAt = performance.now();
  // Everything before the mark was written before its time.
  let mark: { lsn: Lsn; at: number } | null = null;
  let safeAt = Date.now();

  const age = new Gauge({
    name: "countersign_backup_log_age_seconds",
    help: "How much of the newest changes the backup's copy of the write-ahead log lacks",
    registers: [deps.metrics],
    collect() {
      if (isMine) this.set((Date.now() - safeAt) / 1000);
      else this.remove();
    },
  });

  const work = async (): Promise<void> => {
    if (connection === null || connection.closed) {
      isMine = false;
      connection = await deps.connect();
    }
    isMine ||= await tryLock(connection);
    if (!isMine) return;
    const { log: logDir } = await claimDirectory(deps.directory, connection);
    const now = Date.now();
    const walDir = join(clusterOf(deps.dataDir), "pg_wal");
    const { upTo, end } = await copyLog(connection, { walDir, logDir, slot: serviceSlot });
    mark ??= { lsn: end, at: now };
    if (upTo >= mark.lsn) {
      safeAt = mark.at;
      mark = end > upTo ? { lsn: end, at: now } : null;
      if (mark === null) safeAt = now;
    }
    if (performance.now() - cutAt > everySeconds * 1000 && end > upTo) {
      cutAt = performance.now();
      await connection.query("select pg_switch_wal()::text");
    }
  };
  const run = async (): Promise<void> => {
    try {
      await work();
      if (failing) log.info("the backup's copy of the log continues");
      failing = false;
    } catch (err) {
      if (err instanceof LogLost || !failing) log.error({ err }, "could not copy the log to the backup");
      failing = true;
    }
  };
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current = Promise.resolve();
  const next = () => {
    current = run().then(() => {
      if (!stopped) timer = setTimeout(next, everyMs);
    });
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
      age.remove();
      cutAt = Number.NEGATIVE_INFINITY;
      // Cuts the log; the second run copies it. What is not copied now is at the next start, from where the slot is.
      await run();
      await run();
      await connection?.close().catch(() => {});
    },
  };
}

/** Lets Postgres remove log again that a service with other settings kept for its backup. */
export async function forgetLog(connection: Connection): Promise<void> {
  await connection.query(
    "select pg_drop_replication_slot(slot_name)::text from pg_replication_slots where slot_name = $1 and not active",
    [serviceSlot.name],
  );
}

async function tryLock(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [
    lockKey,
  ]);
  return rows[0]?.mine === true;
}
