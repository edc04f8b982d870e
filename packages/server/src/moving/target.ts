import { randomBytes } from "node:crypto";
import {
  type Connection,
  checksumOf,
  connect,
  moveSchema,
  partitionStorage,
  prepare,
  readMigrations,
} from "../db/index.ts";
import { type Leaf, quoted, tableOf } from "./tables.ts";

/**
 * Throws if the store's schema is not exactly this version's: rows would be copied into other columns, or a version that is
 * newer still writes.
 */
export async function requireSameSchema(source: Connection): Promise<void> {
  const own = await readMigrations();
  const { rows } = await source.query<{ number: number; checksum: string }>(
    "select number, checksum from countersign.schema_migrations order by number",
  );
  if (rows.length < own.length) {
    throw new Error(
      `the store is of an earlier version (${rows.length} migrations, this version has ${own.length}): start the service of ` +
        "this version on it once, then move it",
    );
  }
  const isSame =
    rows.length === own.length && own.every((each, index) => checksumOf(each) === rows[index]?.checksum);
  if (!isSame)
    throw new Error(
      `the store is of another version (${rows.length} migrations, this version has ${own.length}): move it with that one`,
    );
}

/** How far a copy is. */
export interface Progress {
  /** The last key that was copied, or null before the first. */
  last: string[] | null;
  done: boolean;
  rows: number;
}

/**
 * Makes the target ready for the copy of a move, or finds its own that was interrupted. The schema is this version's, but
 * without foreign keys and with triggers off: rows come in any order.
 *
 * @returns whether a copy continues.
 * @throws if the database holds anything else.
 */
export async function openTarget(target: Connection, url: string, moveId: string): Promise<boolean> {
  const { rows } = await target.query<{ store: boolean; encoding: string; moving: boolean }>(
    `select to_regnamespace('countersign') is not null as store, getdatabaseencoding() as encoding,
      to_regclass('${moveSchema}.target') is not null as moving`,
  );
  const [found] = rows;
  if (!found) throw new Error("the target returned nothing");
  if (found.encoding !== "UTF8")
    throw new Error(`the target's encoding is ${found.encoding}: create a database with UTF8`);
  if (found.moving) {
    const own = await target.query<{ id: string; ready: boolean }>(
      `select id, ready from ${moveSchema}.target`,
    );
    if (own.rows[0]?.id !== moveId)
      throw new Error("the target holds an unfinished copy of another store: choose an empty database");
    if (own.rows[0].ready) return true;
  } else {
    if (found.store)
      throw new Error(
        "the target is not empty, it holds a store: choose an empty database, or an empty DATA_DIR",
      );
    await target.script(
      `begin;
      create schema ${moveSchema};
      create table ${moveSchema}.target (id text not null, ready boolean not null default false);
      insert into ${moveSchema}.target (id) values ('${moveId}');
      create table ${moveSchema}.progress (leaf text primary key, last text[], done boolean not null, rows bigint not null);
      create table ${moveSchema}.constraints (tbl text not null, name text not null, definition text not null);
      commit`,
    );
  }
  await prepare(await connect({ url }));
  await removeConstraints(target);
  return false;
}

async function removeConstraints(target: Connection): Promise<void> {
  await target.script(
    `begin;
    insert into ${moveSchema}.constraints (tbl, name, definition)
    select c.relname, k.conname, pg_get_constraintdef(k.oid)
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.conparentid = 0 and c.relnamespace = 'countersign'::regnamespace;
    do $$
    declare
      found record;
    begin
      for found in select tbl, name from ${moveSchema}.constraints loop
        execute format('alter table countersign.%I drop constraint %I', found.tbl, found.name);
      end loop;
      for found in select distinct c.relname as tbl from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'countersign'::regnamespace and not t.tgisinternal loop
        execute format('alter table countersign.%I disable trigger user', found.tbl);
      end loop;
      -- What migrations insert into a new store is copied from the old one.
      for found in select c.relname as tbl from pg_class c
        where c.relnamespace = 'countersign'::regnamespace and c.relkind = 'r'
          and c.relname not in ('schema_migrations', 'store_state') loop
        execute format('delete from countersign.%I', found.tbl);
      end loop;
    end $$;
    update ${moveSchema}.target set ready = true;
    commit`,
  );
}

/** Creates the partitions of the log that the source has, and drops those that it has no longer. */
export async function matchPartitions(
  target: Connection,
  wanted: readonly Leaf[],
  present: readonly Leaf[],
): Promise<void> {
  const has = new Set(present.map(({ name }) => name));
  const wants = new Set(wanted.map(({ name }) => name));
  for (const leaf of wanted) {
    if (has.has(leaf.name)) continue;
    if (leaf.day === null || leaf.parent === null) throw new Error(`the target has no table ${leaf.name}`);
    const to = new Date(Date.parse(leaf.day) + 86_400_000).toISOString().slice(0, 10);
    await target.query(
      `create table ${tableOf(leaf)} partition of countersign.${quoted(leaf.parent)}
        for values from ('${leaf.day}') to ('${to}') ${partitionStorage[leaf.parent] ?? ""}`,
    );
  }
  for (const leaf of present) if (!wants.has(leaf.name)) await target.query(`drop table ${tableOf(leaf)}`);
}

export async function readProgress(target: Connection): Promise<Map<string, Progress>> {
  const { rows } = await target.query<Progress & { leaf: string }>(
    `select leaf, last, done, rows::double precision as rows from ${moveSchema}.progress`,
  );
  return new Map(rows.map(({ leaf, ...progress }) => [leaf, progress]));
}

export async function writeProgress(
  target: Connection,
  leaf: Leaf,
  { last, done, rows }: Progress,
): Promise<void> {
  await target.query(
    `insert into ${moveSchema}.progress (leaf, last, done, rows) values ($1, $2::text[], $3, $4::double precision)
      on conflict (leaf) do update set last = excluded.last, done = excluded.done, rows = excluded.rows`,
    [leaf.name, last, done, rows],
  );
}

/** Lets new values follow those of the source. */
export async function copySequences(source: Connection, target: Connection): Promise<number> {
  const { rows } = await source.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'countersign'::regnamespace and relkind = 'S' order by relname`,
  );
  for (const { name } of rows) {
    const sequence = `countersign.${quoted(name)}`;
    const found = await source.query<{ last: string; isCalled: boolean }>(
      `select last_value::text as last, is_called as "isCalled" from ${sequence}`,
    );
    const [state] = found.rows;
    if (!state) throw new Error(`the sequence ${name} has no value`);
    await target.query("select setval($1::text::regclass, $2::text::bigint, $3::boolean)::text", [
      sequence,
      state.last,
      state.isCalled,
    ]);
  }
  return rows.length;
}

/** Puts foreign keys back, which checks them, and turns triggers on. Safe to repeat. */
export async function restoreConstraints(target: Connection): Promise<void> {
  await target.script(
    `do $$
    declare
      found record;
    begin
      for found in select * from ${moveSchema}.constraints k where not exists (
        select from pg_constraint c where c.conname = k.name and c.conrelid = format('countersign.%I', k.tbl)::regclass
      ) loop
        execute format('alter table countersign.%I add constraint %I %s', found.tbl, found.name, found.definition);
      end loop;
      for found in select distinct c.relname as tbl from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'countersign'::regnamespace and not t.tgisinternal and t.tgparentid = 0 loop
        execute format('alter table countersign.%I enable trigger user', found.tbl);
      end loop;
    end $$`,
  );
}

/** From then on the target is a store like any other; positions in the stream of the old one are not its own. */
export async function finishTarget(target: Connection): Promise<void> {
  const era = randomBytes(4).toString("hex");
  await target.script(
    `begin; update countersign.store_state set era = '${era}'; drop schema ${moveSchema} cascade; commit; analyze`,
  );
}
