import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Connection } from "../db/index.ts";
import { writeDurably } from "./durable-files.ts";

/** Where the parts of a backup are. */
export interface BackupDirectory {
  /** Base backups, a directory each. */
  bases: string;
  /** The write-ahead log, a compressed file for each segment. */
  log: string;
  /** Who was erased: kept apart from the store, for any backup of it. */
  erased: string;
}

/** The parts of the backup in this directory. */
export function partsOf(directory: string): BackupDirectory {
  return {
    bases: join(directory, "base"),
    log: join(directory, "log"),
    erased: join(directory, "erased-subjects"),
  };
}

/**
 * Creates the directory for backups of this store, or checks that it is this one's: the logs of two stores have files of
 * the same names.
 */
export async function claimDirectory(directory: string, connection: Connection): Promise<BackupDirectory> {
  const parts = partsOf(directory);
  for (const each of [directory, parts.bases, parts.log]) await mkdir(each, { recursive: true, mode: 0o700 });
  const { rows } = await connection.query<{ id: string }>(
    "select system_identifier::text as id from pg_control_system()",
  );
  const id = rows[0]?.id ?? "";
  const file = join(directory, "store");
  if (!existsSync(file)) await writeDurably(file, `${id}\n`);
  const found = (await readFile(file, "utf8")).trim();
  if (found !== id) {
    throw new Error(
      `${directory} holds backups of another store (${found}; this one is ${id}): choose another directory`,
    );
  }
  return parts;
}
