import { type Connection, DatabaseError, moveSchema } from "../db/index.ts";
import { type Leaf, quoted, rootsOf } from "./tables.ts";

const lockTimeout = "2s";
/** SQLSTATE `lock_not_available`. */
const lockNotAvailable = "55P03";
const tries = 150;
const pauseMs = 200;

/** A row that was written, by the table and its key's values as text. */
export interface Change {
  seq: string;
  leaf: string;
  key: string[];
}

/**
 * Lets the store note the key of every row that is written from now on, by triggers. Each table is locked for a moment,
 * until transactions that have written to it are over, so that everything that is not noted can be read afterwards. What
 * is there already stays.
 */
export async function startCapture(source: Connection, leaves: readonly Leaf[]): Promise<void> {
  await source.script(
    `create table if not exists ${moveSchema}.changes (
      seq bigint generated always as identity primary key, leaf text not null, key text[] not null
    )`,
  );
  const { rows } = await source.query<{ name: string }>(
    `select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where t.tgname = 'countersign_move' and c.relnamespace = 'countersign'::regnamespace and t.tgparentid = 0`,
  );
  const present = new Set(rows.map(({ name }) => name));
  for (const root of rootsOf(leaves)) {
    if (present.has(root.name)) continue;
    const note = `${moveSchema}.${quoted(`note_${root.name}`)}`;
    const keyOf = (row: string) =>
      `array[${root.key.map(({ name }) => `${row}.${quoted(name)}::text`).join(", ")}]`;
    await source.script(
      `create or replace function ${note}() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then
          insert into ${moveSchema}.changes (leaf, key) values (tg_table_name, ${keyOf("old")});
        end if;
        if tg_op = 'DELETE' then return null; end if;
        if tg_op = 'UPDATE' then
          if ${keyOf("new")} = ${keyOf("old")} then return null; end if;
        end if;
        insert into ${moveSchema}.changes (leaf, key) values (tg_table_name, ${keyOf("new")});
        return null;
      end $$`,
    );
    await patiently(source, () =>
      source.query(
        `create trigger countersign_move after insert or update or delete on countersign.${quoted(root.name)}
          for each row execute function ${note}()`,
      ),
    );
  }
}

/** The oldest noted changes that are committed. */
export async function readChanges(source: Connection, limit: number): Promise<Change[]> {
  const { rows } = await source.query<Change>(
    `select seq::text as seq, leaf, key from ${moveSchema}.changes order by ${moveSchema}.changes.seq limit $1`,
    [limit],
  );
  return rows;
}

export async function forgetChanges(source: Connection, changes: readonly Change[]): Promise<void> {
  await source.query(`delete from ${moveSchema}.changes where seq = any($1::text[]::bigint[])`, [
    changes.map(({ seq }) => seq),
  ]);
}

/** Others queue behind the lock, so it is let go of after two seconds, and asked for again. */
async function patiently(connection: Connection, work: () => Promise<unknown>): Promise<void> {
  await connection.query("select set_config('lock_timeout', $1, false)", [lockTimeout]);
  try {
    for (let left = tries; ; left--) {
      try {
        await work();
        return;
      } catch (error) {
        if (!(error instanceof DatabaseError) || error.code !== lockNotAvailable || left === 0) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  } finally {
    await connection.query("select set_config('lock_timeout', '0', false)");
  }
}
