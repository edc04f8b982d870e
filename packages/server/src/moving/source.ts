import { randomBytes } from "node:crypto";
import { type Connection, DatabaseError, moveSchema } from "../db/index.ts";

const pauseMs = 50;
const stopTimeoutMs = 30_000;

/** What the source knows of its move. */
export interface SourceState {
  id: string;
  /** Where it was moved to; null: it is not yet. */
  movedTo: string | null;
}

/** The move of this store, a new one or the one that was interrupted. */
export async function openSource(source: Connection): Promise<SourceState> {
  await source.query("set default_transaction_read_only = off");
  await source.script(
    `create schema if not exists ${moveSchema};
    create table if not exists ${moveSchema}.source (
      one_row boolean primary key default true check (one_row), id text not null, moved_to text, moved_at timestamptz
    )`,
  );
  await source.query(`insert into ${moveSchema}.source (id) values ($1) on conflict do nothing`, [
    randomBytes(8).toString("hex"),
  ]);
  const { rows } = await source.query<SourceState>(
    `select id, moved_to as "movedTo" from ${moveSchema}.source`,
  );
  const [state] = rows;
  if (!state) throw new Error("the source lost what it knows of its move");
  return state;
}

/**
 * Lets nobody but this connection write any more: new sessions are read-only, and present ones end, with whatever they have
 * not committed. Services respond 503 from then on, as with a database that is down.
 */
export async function stopWriting(source: Connection): Promise<void> {
  await readOnlyByDefault(source, "on");
  const deadline = performance.now() + stopTimeoutMs;
  for (;;) {
    // A session that began before may write; one that began since may not, and is ended needlessly at most.
    const { rows } = await source.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and backend_type = 'client backend' and backend_start < (select stopped_at from ${moveSchema}.stop)`,
    );
    if (rows.length === 0) return;
    if (performance.now() > deadline)
      throw new Error(
        "other sessions of the database don't end: they belong to another user, end them yourself",
      );
    for (const { pid } of rows) await terminate(source, pid);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** The services may write again: the move was given up. */
export async function allowWriting(source: Connection): Promise<void> {
  await readOnlyByDefault(source, "off");
}

async function readOnlyByDefault(source: Connection, value: "on" | "off"): Promise<void> {
  const { rows } = await source.query<{ name: string }>("select quote_ident(current_database()) as name");
  const name = rows[0]?.name ?? "";
  if (value === "off") {
    await source.script(
      `alter database ${name} reset default_transaction_read_only; drop table if exists ${moveSchema}.stop`,
    );
    return;
  }
  await source.script(`alter database ${name} set default_transaction_read_only = on`);
  // Only once that is committed: sessions that begin before may write.
  await source.script(
    `create table if not exists ${moveSchema}.stop (stopped_at timestamptz not null);
    delete from ${moveSchema}.stop;
    insert into ${moveSchema}.stop values (clock_timestamp())`,
  );
}

/** Notes in the store that it was moved. It stays read-only, so that running services write nothing to it. */
export async function markMoved(source: Connection, to: string): Promise<void> {
  await source.query(`update ${moveSchema}.source set moved_to = $1, moved_at = now()`, [to]);
}

/** Removes all that a move has left in the store: it is as before. */
export async function giveUp(source: Connection): Promise<void> {
  await source.query("set default_transaction_read_only = off");
  await allowWriting(source);
  await source.script(`drop schema if exists ${moveSchema} cascade`);
}

async function terminate(source: Connection, pid: number): Promise<void> {
  try {
    await source.query("select pg_terminate_backend($1::integer) as done", [pid]);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "42501") throw error;
  }
}
