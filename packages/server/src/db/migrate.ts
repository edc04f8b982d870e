import type { Connection } from "./connection.ts";
import { DatabaseError } from "./database-error.ts";
import { checksumOf, isWithoutTransaction, type Migration, needsOf, statementsOf } from "./migrations.ts";

const lockKey = 0x63_73_69_67_01; // "csig", 1
const askEveryMs = 200;
/** While a migration waits for a table's lock, everybody else who wants the table waits behind it. */
const lockTimeoutMs = 2000;
const pauseMs = 1000;
const lockPatienceMs = 120_000;
const lockNotAvailable = "55P03";

interface Applied {
  number: number;
  name: string;
  checksum: string;
  /** See `needsOf`. */
  needs: number;
}

/**
 * Brings the schema "countersign" up to date: each missing migration in a transaction of its own. Safe in several
 * processes at once, of several versions: one migrates, the others wait, and those that serve go on. A migration
 * waits for a table's lock two seconds at a time, two minutes in all.
 *
 * A newer schema is accepted as long as its migrations only added to it. Throws if one of them removed what this version
 * uses, or if an applied migration has changed since.
 *
 * @returns how many migrations the schema has that these are not.
 */
export async function migrate(connection: Connection, migrations: readonly Migration[]): Promise<number> {
  await takeLock(connection);
  try {
    await connection.script(`
      create schema if not exists countersign;
      create table if not exists countersign.schema_migrations (
        number integer primary key, name text not null, checksum text not null,
        applied_at timestamptz not null default now(), needs integer not null default 0
      );
      do $$ begin
        if not exists (select from pg_attribute
            where attrelid = 'countersign.schema_migrations'::regclass and attname = 'needs') then
          alter table countersign.schema_migrations add column needs integer not null default 0;
        end if;
      end $$`);
    const { rows: applied } = await connection.query<Applied>(
      "select number, name, checksum, needs from countersign.schema_migrations order by number",
    );
    refuseStrangers(applied, migrations);
    for (const migration of migrations.slice(applied.length)) await applyPatiently(connection, migration);
    return Math.max(0, applied.length - migrations.length);
  } finally {
    if (!connection.closed) await connection.query("select pg_advisory_unlock($1)", [lockKey]);
  }
}

/**
 * Not `pg_advisory_lock`: its statement would hold a snapshot for as long as it waits, and `create index concurrently`
 * waits for snapshots.
 */
async function takeLock(connection: Connection): Promise<void> {
  for (;;) {
    const { rows } = await connection.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [
      lockKey,
    ]);
    if (rows[0]?.taken) return;
    await pause(askEveryMs);
  }
}

function refuseStrangers(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const [index, { number, checksum }] of applied.entries()) {
    const own = migrations[index];
    if (own && (own.number !== number || checksumOf(own) !== checksum)) {
      throw new Error(
        `migration ${own.name} has changed since it was applied to this database. ` +
          "An applied migration must stay as it is: put it back and write a new one",
      );
    }
  }
  const contracted = applied.slice(migrations.length).find(({ needs }) => needs > migrations.length);
  if (contracted) {
    throw new Error(
      `the database's schema is too new for this version of Countersign: ${contracted.name} removed what versions before ` +
        `migration ${contracted.needs} use, and this one knows ${migrations.length}. Start the version that made it, or the one before that`,
    );
  }
}

async function applyPatiently(connection: Connection, migration: Migration): Promise<void> {
  const deadline = performance.now() + lockPatienceMs;
  for (;;) {
    try {
      return await apply(connection, migration);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== lockNotAvailable) throw error;
      if (performance.now() > deadline) {
        throw new Error(
          `migration ${migration.name} got no lock for two minutes: a long transaction holds a table. ` +
            "pg_stat_activity shows it; end it, and start again",
          { cause: error },
        );
      }
      await pause(pauseMs);
    }
  }
}

async function apply(connection: Connection, migration: Migration): Promise<void> {
  if (isWithoutTransaction(migration)) {
    for (const statement of statementsOf(migration)) await connection.script(statement);
    return note(connection, migration);
  }
  await connection.query("begin");
  try {
    await connection.query("select set_config('lock_timeout', $1, true)", [`${lockTimeoutMs}ms`]);
    await connection.query("set local search_path = countersign");
    await connection.script(migration.text);
    await note(connection, migration);
    await connection.query("commit");
  } catch (error) {
    if (!connection.closed) await connection.query("rollback");
    throw error;
  }
}

async function note(connection: Connection, migration: Migration): Promise<void> {
  await connection.query(
    "insert into countersign.schema_migrations (number, name, checksum, needs) values ($1, $2, $3, $4)",
    [migration.number, migration.name, checksumOf(migration), needsOf(migration)],
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
