import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Connection } from "./connection.ts";

export interface Migration {
  number: number;
  name: string;
  text: string;
}

const ownMigrations = fileURLToPath(new URL("./migrations/", import.meta.url));
const lockKey = 0x63_73_69_67_01; // "csig", 1

/** The numbered `.sql` files of the folder, in order; their numbers are 1, 2, 3 … without a gap. */
export async function readMigrations(folder: string = ownMigrations): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = index + 1;
      if (!name.startsWith(`${String(number).padStart(4, "0")}-`)) {
        throw new Error(`migration ${name} should be number ${number}`);
      }
      return { number, name, text: await readFile(join(folder, name), "utf8") };
    }),
  );
}

/**
 * Brings the schema "countersign" up to date: each missing migration in a transaction of its own. Safe in
 * several processes at once: one migrates, the others wait. Throws if the schema is newer than these migrations,
 * or if an applied migration has changed since.
 */
export async function migrate(connection: Connection, migrations: readonly Migration[]): Promise<void> {
  await connection.query("select pg_advisory_lock($1)", [lockKey]);
  try {
    await connection.script(`
      create schema if not exists countersign;
      create table if not exists countersign.schema_migrations (
        number integer primary key, name text not null, checksum text not null,
        applied_at timestamptz not null default now()
      )`);
    const { rows: applied } = await connection.query<{ number: number; name: string; checksum: string }>(
      "select number, name, checksum from countersign.schema_migrations order by number",
    );
    refuseStrangers(applied, migrations);
    for (const migration of migrations.slice(applied.length)) await apply(connection, migration);
  } finally {
    if (!connection.closed) await connection.query("select pg_advisory_unlock($1)", [lockKey]);
  }
}

function refuseStrangers(
  applied: { number: number; name: string; checksum: string }[],
  migrations: readonly Migration[],
): void {
  for (const [index, { number, name, checksum }] of applied.entries()) {
    const own = migrations[index];
    if (!own) {
      throw new Error(
        `the database's schema is newer than this version of Countersign: it has migration ${name}, ` +
          `this version knows ${migrations.length}. Start the version that made it, or a newer one`,
      );
    }
    if (own.number !== number || checksumOf(own) !== checksum) {
      throw new Error(
        `migration ${own.name} has changed since it was applied to this database. ` +
          "An applied migration must stay as it is: put it back and write a new one",
      );
    }
  }
}

async function apply(connection: Connection, migration: Migration): Promise<void> {
  await connection.query("begin");
  try {
    await connection.query("set local search_path = countersign");
    await connection.script(migration.text);
    await connection.query(
      "insert into countersign.schema_migrations (number, name, checksum) values ($1, $2, $3)",
      [migration.number, migration.name, checksumOf(migration)],
    );
    await connection.query("commit");
  } catch (error) {
    if (!connection.closed) await connection.query("rollback");
    throw error;
  }
}

/** By which a migration is recognized in a database. */
export function checksumOf(migration: Migration): string {
  return createHash("sha256").update(migration.text).digest("hex");
}
