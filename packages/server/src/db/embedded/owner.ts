import { type Connection, connect } from "../connection.ts";
import { DatabaseError } from "../database-error.ts";

const lockKey = 0x63_73_69_67_03; // "csig", 3
const waitTimeoutMs = 3000;
const pauseMs = 50;

/**
 * The connection whose session-level lock makes this process the owner of the cluster. Postgres releases the lock
 * however the process dies; that may take a moment, so a lock that is held is requested again.
 * Throws if another live process holds it.
 */
export async function becomeOwner(url: string, dataDir: string, onLost: () => void): Promise<Connection> {
  const connection = await connect({ url, name: `countersign ${process.pid}`, onClosed: onLost });
  try {
    const deadline = Date.now() + waitTimeoutMs;
    while (!(await tryLock(connection))) {
      if (Date.now() > deadline) {
        throw new Error(
          `the data directory ${dataDir} is in use by another Countersign (${await nameOwner(connection)}). ` +
            "Stop that one, or give this one a DATA_DIR of its own",
        );
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return connection;
  } catch (error) {
    await connection.close().catch(() => {});
    throw error;
  }
}

/** Creates the database if it doesn't exist. */
export async function ensureDatabase(owner: Connection, name: string): Promise<void> {
  const { rows } = await owner.query("select from pg_database where datname = $1", [name]);
  if (rows.length > 0) return;
  try {
    await owner.query(`create database "${name}"`);
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === "42P04")) throw error;
  }
}

async function tryLock(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [
    lockKey,
  ]);
  return rows[0]?.mine === true;
}

async function nameOwner(connection: Connection): Promise<string> {
  const { rows } = await connection.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.classid::bigint = $1::bigint >> 32 and l.objid::bigint = $1::bigint & 4294967295`,
    [lockKey],
  );
  return rows[0]?.name.replace("countersign", "process") ?? "it has just stopped";
}
