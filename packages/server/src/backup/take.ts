import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SubjectId } from "@countersign/wire";
import { type Connection, clusterOf } from "../db/index.ts";
import { takeBase } from "./base.ts";
import { claimDirectory } from "./directory.ts";
import { appendErased, readErased } from "./erased-list.ts";
import { serviceSlot } from "./keep-log.ts";
import { copyLog } from "./log-copy.ts";
import type { Manifest } from "./manifest.ts";

const copyEveryMs = 1000;
const pauseMs = 100;
const timeoutMs = 60_000;

/** A backup that can be restored by itself, and with later log up to any later time. */
export interface Taken {
  manifest: Manifest;
  /** Whether a service copies the log continuously. */
  isContinuous: boolean;
}

/** Takes a base backup of the running embedded store into the directory, with the log that belongs to it. */
export async function takeBackup(deps: {
  /** Of a superuser, and of nobody else's use. */
  connection: Connection;
  dataDir: string;
  directory: string;
  tell: (line: string) => void;
}): Promise<Taken> {
  const { connection, dataDir, tell } = deps;
  const directory = await claimDirectory(deps.directory, connection);
  const isContinuous = await hasService(connection);
  const walDir = join(clusterOf(dataDir), "pg_wal");
  const slot = { name: `countersign_backup_${process.pid}`, temporary: true };
  // Beside a service that copies the log as well, perhaps to another directory: a file that is there stays as it is.
  let copiedAt = Number.NEGATIVE_INFINITY;
  const copy = async () => {
    if (performance.now() - copiedAt < copyEveryMs) return;
    copiedAt = performance.now();
    await copyLog(connection, { walDir, logDir: directory.log, slot });
  };
  await copy();
  const manifest = await takeBase({
    connection,
    dataDir,
    directory,
    tell,
    meanwhile: copy,
    async untilCopied(segment) {
      const deadline = performance.now() + timeoutMs;
      while (!existsSync(join(directory.log, `${segment}.gz`))) {
        if (performance.now() > deadline) throw new Error(`the log could not be copied up to ${segment}`);
        await copy();
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    },
  });
  await completeList(connection, directory.erased);
  return { manifest, isContinuous };
}

async function hasService(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query("select from pg_replication_slots where slot_name = $1", [
    serviceSlot.name,
  ]);
  return rows.length > 0;
}

/** Earlier backups of the directory lack erasures of a time without a service that noted them. */
async function completeList(connection: Connection, file: string): Promise<void> {
  const listed = new Set<string>();
  for await (const page of readErased(file)) for (const id of page) listed.add(id);
  const { rows } = await connection.query<{ id: SubjectId; at: Date }>(
    "select subject_id as id, erased_at as at from countersign.erasures order by subject_id",
  );
  await appendErased(
    file,
    rows.filter(({ id }) => !listed.has(id)),
  );
}
