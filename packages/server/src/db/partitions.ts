import type { Connection } from "./connection.ts";

export const logTables = ["events", "messages", "deliveries", "attempts", "interceptions"] as const;

const dayMs = 86_400_000;
/**
 * A delivery is updated once or twice after its insert: with free space in its page for the new
 * version, no index has to be updated.
 */
export const partitionStorage: Readonly<Partial<Record<string, string>>> = {
  deliveries: "with (fillfactor = 50)",
};
const daysBack = 1;
const daysAhead = 3;
const lockKey = 0x63_73_69_67_02; // "csig", 2

/**
 * Creates the log tables' daily partitions from yesterday to three days ahead. Safe in several
 * processes at once. A day that already has rows in the default partition stays there: moving them
 * would lock the log.
 */
export async function ensurePartitions(connection: Connection, now: number): Promise<void> {
  for (let offset = -daysBack; offset <= daysAhead; offset++) {
    const from = new Date(now + offset * dayMs).toISOString().slice(0, 10);
    const to = new Date(Date.parse(from) + dayMs).toISOString().slice(0, 10);
    for (const table of logTables) await ensurePartition(connection, table, from, to);
  }
}

async function ensurePartition(
  connection: Connection,
  table: string,
  from: string,
  to: string,
): Promise<void> {
  const name = `${table}_${from.replaceAll("-", "_")}`;
  if (await exists(connection, name)) return;
  await connection.query("begin");
  try {
    await connection.query("select pg_advisory_xact_lock($1)", [lockKey]);
    if (!(await exists(connection, name)) && !(await hasRows(connection, `${table}_default`, from, to))) {
      // Attaching takes a weaker lock on the parent than "create table … partition of": writers
      // continue.
      await connection.query(
        `create table countersign.${name} (like countersign.${table}
          including defaults including constraints including storage) ${partitionStorage[table] ?? ""}`,
      );
      await connection.query(
        `alter table countersign.${table} attach partition countersign.${name} for values from ('${from}') to ('${to}')`,
      );
    }
    await connection.query("commit");
  } catch (error) {
    await connection.query("rollback").catch(() => {});
    // A row of that day was inserted into the default partition in between: the day stays there.
    if (error instanceof Error && "code" in error && error.code === "23514") return;
    throw error;
  }
}

// Not to_regclass: it reads a cache that is not refreshed after the wait for the lock.
async function exists(connection: Connection, name: string): Promise<boolean> {
  const { rows } = await connection.query<{ found: boolean }>(
    `select exists (select from pg_class
      where relname = $1 and relnamespace = (select oid from pg_namespace where nspname = 'countersign')) as found`,
    [name],
  );
  return rows[0]?.found === true;
}

async function hasRows(connection: Connection, table: string, from: string, to: string): Promise<boolean> {
  const { rows } = await connection.query<{ found: boolean }>(
    `select exists (select from countersign.${table} where day >= $1 and day < $2) as found`,
    [from, to],
  );
  return rows[0]?.found === true;
}
