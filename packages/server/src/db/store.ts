import type { Logger } from "pino";
import { attachBells, createBells, localBells } from "./bells.ts";
import { type Connection, connect } from "./connection.ts";
import { createDb } from "./dialect.ts";
import { createDurability, type Durability } from "./durability.ts";
import { embeddedSettings } from "./embedded/settings.ts";
import { startEmbedded } from "./embedded.ts";
import { hostsOf } from "./hosts.ts";
import { createListener } from "./listener.ts";
import { migrate } from "./migrate.ts";
import { readMigrations } from "./migrations.ts";
import { refuseMoved } from "./moved.ts";
import { ensurePartitions } from "./partitions.ts";
import { createPool, type PoolUsage, type Terms } from "./pool.ts";
import { retryUnavailable } from "./retry-unavailable.ts";
import { createRoom, type Room } from "./room.ts";
import { sharePool } from "./shares.ts";
import type { StoreTime } from "./store-clock.ts";
import type { Db } from "./transaction.ts";

export interface StoreOptions {
  /** A Postgres 15 or newer, on one host or several; by default the embedded one under `dataDir`. */
  databaseUrl?: string | undefined;
  /** The present address of the embedded one under `dataDir`, which another process of this service runs. */
  runElsewhere?: (() => string) | undefined;
  /**
   * Several hosts may be used although a failover may lose acknowledged writes: see `Durability`.
   */
  acceptLoss?: boolean | undefined;
  dataDir: string;
  log: Logger;
  /** Connections in the pool; 20 by default. */
  poolSize?: number | undefined;
  /** How many connections the embedded Postgres takes from this and other processes; 60 by default. */
  maxConnections?: number | undefined;
  /** The embedded Postgres has exited and was started again, perhaps at another address. */
  onRestarted?: (() => void) | undefined;
  /** How long a statement of `db` may take, in milliseconds; 8 s by default. */
  statementTimeoutMs?: number | undefined;
}

export interface Store {
  /**
   * For calls: they fail with an error that `isUnavailable` if a statement takes longer than `statementTimeoutMs`, or no
   * connection is free within five seconds.
   */
  db: Db;
  /** The same database for maintenance: its statements may take a quarter of an hour. */
  maintenanceDb: Db;
  /** The address, which contains the password: never log it. */
  url(): string;
  /** Whether no other service can use this store: it is the embedded one. */
  ownsDatabase: boolean;
  /** Whether this process runs the embedded Postgres: whatever others did in it, they are dead. */
  exclusive: boolean;
  /** Opens a connection of the caller's own, without terms. */
  connect(): Promise<Connection>;
  /**
   * Calls `onNotify` with the payload of every notification on the channel, and with "" whenever the
   * listening connection was lost and reopened: notifications may have been missed, so check once.
   * Resolves to a function that stops listening.
   */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>;
  /**
   * Whether a query returns now, within two seconds, from a schema with all that this version uses, and the database
   * accepts writes: it is not a standby, its disk is not full, and of several hosts more than one has each commit.
   */
  ready(): Promise<boolean>;
  /** How busy the pool is. */
  usage(): PoolUsage;
  /** The store's time. */
  time(): Promise<StoreTime>;
  /** Whether there is free disk space. */
  room: Pick<Room, "usage" | "isTight">;
  /** Whether a failover may lose commits. */
  durability: Pick<Durability, "isSafe">;
  /** Creates the next days' partitions of the log tables. To be called by a timer, at least once a day. */
  maintain(now: number): Promise<void>;
  /** The service stops: nobody waits long for a connection any more, maintenance included. */
  hurry(): void;
  close(): Promise<void>;
}

const oldestVersion = 15;
const defaultPoolSize = 20;
/** The fraction of the connections that one project's calls may hold at a time. */
const maxShare = 0.6;
const startPatienceMs = 30_000;
/** An embedded Postgres that is stopping at that moment is started again, after up to 20 s in which it stops. */
const embeddedPatienceMs = 120_000;
const readyPatienceMs = 2000;
const waitMs = 5000;
const defaultStatementMs = 8000;
const maintenance: Terms = { waitMs: 60_000, statementMs: 15 * 60_000 };

/**
 * The database, ready for use: running, of a version we know, migrated, with its pool. Waits up to half a minute
 * for one that is starting or restarting, two minutes for the embedded one. Throws a message for the operator if it can't
 * be used.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDir, runElsewhere, log } = options;
  const embedded =
    databaseUrl || runElsewhere
      ? null
      : await startEmbedded({
          dataDir,
          log,
          settings: embeddedSettings(options.maxConnections),
          onRestarted: options.onRestarted,
        });
  const url = embedded ? () => embedded.url() : (runElsewhere ?? (() => databaseUrl ?? ""));
  const ownsDatabase = !databaseUrl;
  const durability = createDurability({
    hosts: databaseUrl ? hostsOf(databaseUrl).length : 1,
    acceptLoss: options.acceptLoss ?? false,
    log,
  });
  try {
    await retryUnavailable(
      ownsDatabase ? embeddedPatienceMs : startPatienceMs,
      async () => {
        await refuseMoved(url());
        const connection = await connect({ url: url() });
        await durability.require(connection);
        const newer = await prepare(connection);
        if (newer > 0)
          log.info({ migrations: newer }, "the schema is of a newer version, and has all that this one uses");
      },
      () => log.info("waiting for the database"),
    );
  } catch (error) {
    await embedded?.close();
    throw error;
  }
  const size = options.poolSize ?? defaultPoolSize;
  const room = createRoom(ownsDatabase ? dataDir : null);
  const connections = createPool({
    url,
    onFailure: room.note,
    size,
    terms: { waitMs, statementMs: options.statementTimeoutMs ?? defaultStatementMs },
  });
  const pool = sharePool(connections, Math.max(1, Math.floor(size * maxShare)));
  const db = createDb(pool);
  const maintenanceDb = createDb(pool, maintenance);
  const listener = createListener(url);
  const bells = embedded ? localBells((channel) => listener.call(channel, "")) : createBells(url);
  for (const each of [db, maintenanceDb]) attachBells(each, bells);
  const migrations = await readMigrations();
  let closing: Promise<void> | undefined;

  return {
    db,
    maintenanceDb,
    url,
    ownsDatabase,
    exclusive: embedded !== null,
    connect: () => connect({ url: url() }),
    listen: listener.listen,
    ready: () => isReady(url, migrations.length, { room, durability }),
    usage: () => pool.usage(),
    hurry: () => pool.hurry(),
    async time() {
      const connection = await pool.acquire();
      try {
        await durability.check(connection);
        return await storeTime(connection);
      } finally {
        pool.release(connection);
      }
    },
    room,
    durability,
    async maintain(now) {
      const connection = await pool.acquire(maintenance);
      try {
        await ensurePartitions(connection, now);
      } finally {
        pool.release(connection);
      }
    },
    close() {
      closing ??= (async () => {
        await bells.close();
        await listener.close();
        // Not `db.destroy()`: it closes nothing if only the maintenance pool was used.
        await pool.end();
        await embedded?.close();
      })();
      return closing;
    },
  };
}

/**
 * Checks the version, migrates, creates partitions, closes the connection. Safe to repeat after an interruption anywhere.
 *
 * @returns how many migrations of newer versions the schema has.
 */
export async function prepare(connection: Connection): Promise<number> {
  try {
    await requireVersion(connection);
    const newer = await migrate(connection, await readMigrations());
    await ensurePartitions(connection, (await storeTime(connection)).now);
    return newer;
  } finally {
    await connection.close();
  }
}

async function storeTime(connection: Connection): Promise<StoreTime> {
  const { rows } = await connection.query<{ now: Date; atLeast: Date }>(
    `select clock_timestamp() as now, reached as "atLeast" from countersign.retention_clock`,
  );
  const [row] = rows;
  if (!row) throw new Error("the table retention_clock is empty: its one row must be there");
  return { now: row.now.getTime(), atLeast: row.atLeast.getTime() };
}

async function requireVersion(connection: Connection): Promise<void> {
  const { rows } = await connection.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::integer as number, current_setting('server_version') as name",
  );
  const [version] = rows;
  if (!version || version.number < oldestVersion * 10_000) {
    throw new Error(`the database is Postgres ${version?.name}; Countersign needs ${oldestVersion} or newer`);
  }
}

async function isReady(
  url: () => string,
  migrations: number,
  { room, durability }: { room: Room; durability: Durability },
): Promise<boolean> {
  let connection: Connection | undefined;
  const late = setTimeout(() => connection?.drop(), readyPatienceMs);
  try {
    connection = await connect({
      url: url(),
      name: "countersign probe",
      connectTimeoutMs: readyPatienceMs,
    });
    const { rows } = await connection.query<{ applied: number; needs: number; readOnly: boolean }>(
      `select count(*)::integer as applied, max(needs) as needs, current_setting('transaction_read_only') = 'on' as read_only
        from countersign.schema_migrations`,
    );
    const [found] = rows;
    if (!found || found.applied < migrations || found.needs > migrations || found.readOnly) return false;
    if (!(await durability.check(connection))) return false;
    return await room.check(connection);
  } catch {
    return false;
  } finally {
    clearTimeout(late);
    await connection?.close();
  }
}
