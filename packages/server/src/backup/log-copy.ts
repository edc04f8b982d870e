import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip, createGzip } from "node:zlib";
import type { Connection } from "../db/index.ts";
import { copyDurably } from "./durable-files.ts";
import { historyName, type Lsn, lsnOf, lsnText, numberOf, type Segments, segmentName } from "./segments.ts";

/** How far the copy of the log is. */
export interface Copied {
  /** Everything before it is in the copy. */
  upTo: Lsn;
  /** Where the log ends now. */
  end: Lsn;
}

/** A replication slot keeps the segments of the log until they are copied. */
export interface Slot {
  /** By name: Postgres removes no segment that it still needs. */
  name: string;
  /** It ends with the connection. */
  temporary: boolean;
}

/**
 * Copies the segments of the log that are complete and that the slot still holds, compressed, then lets Postgres
 * remove them. Creates the slot if there is none. Safe to repeat after an interruption anywhere.
 *
 * @throws LogLost if Postgres has removed segments before they were copied. The slot is gone then: the next call begins
 * anew, and backups from before can't be continued beyond the gap.
 */
export async function copyLog(
  connection: Connection,
  { walDir, logDir, slot }: { walDir: string; logDir: string; slot: Slot },
): Promise<Copied> {
  const state = await stateOf(connection, slot);
  const { segments, end } = state;
  const complete = end / segments.bytes;
  let upTo = state.restart;
  for (const name of (await readdir(walDir)).toSorted()) {
    if (historyName.test(name)) await copyOne(join(walDir, name), join(logDir, `${name}.gz`));
    if (!segmentName.test(name) || !name.startsWith(segments.timeline)) continue;
    const number = numberOf(name, segments);
    if (number < state.restart / segments.bytes || number >= complete) continue;
    await copyOne(join(walDir, name), join(logDir, `${name}.gz`));
    upTo = (number + 1n) * segments.bytes;
  }
  if (upTo > state.restart)
    await connection.query("select from pg_replication_slot_advance($1, $2::text::pg_lsn)", [
      slot.name,
      lsnText(upTo),
    ]);
  return { upTo, end };
}

/** Segments of the log were removed before they were copied. */
export class LogLost extends Error {
  override readonly name = "LogLost";
}

async function endOf(connection: Connection): Promise<{ segments: Segments; end: Lsn }> {
  const { rows } = await connection.query<{ bytes: string; timeline: string; end: string }>(
    `select pg_size_bytes(current_setting('wal_segment_size'))::text as bytes, pg_current_wal_flush_lsn()::text as end,
      left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) as timeline`,
  );
  const [row] = rows;
  if (!row) throw new Error("Postgres returned no place of its log");
  return { segments: { bytes: BigInt(row.bytes), timeline: row.timeline }, end: lsnOf(row.end) };
}

async function stateOf(
  connection: Connection,
  slot: Slot,
): Promise<{ segments: Segments; restart: Lsn; end: Lsn }> {
  const { rows } = await connection.query<{ restart: string | null; status: string | null }>(
    "select restart_lsn::text as restart, wal_status as status from pg_replication_slots where slot_name = $1",
    [slot.name],
  );
  const [found] = rows;
  if (found?.status === "lost" || (found && found.restart === null)) {
    await connection.query("select from pg_drop_replication_slot($1)", [slot.name]);
    throw new LogLost(
      "the write-ahead log was removed before it was copied: backups can't be continued beyond this gap, make a new one",
    );
  }
  if (found?.restart) return { ...(await endOf(connection)), restart: lsnOf(found.restart) };
  await connection.query("select from pg_create_physical_replication_slot($1, true, $2)", [
    slot.name,
    slot.temporary,
  ]);
  return stateOf(connection, slot);
}

async function copyOne(from: string, to: string): Promise<void> {
  if (!existsSync(to)) return copyDurably(from, to, createGzip({ level: constants.Z_BEST_SPEED }));
  // Copied before the process died, or by another store that continues from the same backup.
  if ((await digest(from)) === (await digest(to, true))) return;
  throw new Error(
    `${to} is the log of another store that was restored from the same backup: use another directory`,
  );
}

async function digest(file: string, isCompressed = false): Promise<string> {
  const hash = createHash("sha256");
  await pipeline([createReadStream(file), ...(isCompressed ? [createGunzip()] : []), hash]);
  return hash.digest("hex");
}
