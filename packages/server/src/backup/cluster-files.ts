import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Directories whose contents are of no use to a restored cluster; they must exist. */
const emptied = new Set([
  "pg_dynshmem",
  "pg_notify",
  "pg_replslot",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
  "pg_wal",
]);
const leftOut =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|recovery\.(signal|done)|standby\.signal|\.s\.PGSQL.*|current_logfiles)$/;
const temporary = /^(pgsql_tmp.*|pg_internal\.init.*|t\d+_\d+(_\w+)?(\.\d+)?)$/;
/** What recovery begins with: it is copied last. */
const control = "global/pg_control";

/** The files and directories of a running cluster that belong to a backup of it, relative to the cluster. */
export async function listCluster(cluster: string): Promise<{ files: string[]; directories: string[] }> {
  const files: string[] = [];
  const directories: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(cluster, below), { withFileTypes: true }).catch(onGone([]))) {
      const path = join(below, entry.name);
      if (temporary.test(entry.name) || (below === "" && leftOut.test(entry.name))) continue;
      if (entry.isDirectory()) {
        directories.push(path);
        if (below === "" && emptied.has(entry.name)) continue;
        await walk(path);
      } else if (entry.isFile()) files.push(path);
      else if (entry.isSymbolicLink()) {
        throw new Error(`${join(cluster, path)} is a link: tablespaces can't be backed up`);
      }
    }
  };
  await walk("");
  directories.push(join("pg_wal", "archive_status"), join("pg_wal", "summaries"));
  return { files: [...files.filter((file) => file !== control), control], directories };
}

/** Copies a file, which Postgres may write meanwhile; null if it is gone. It is on the disk only after `syncAll`. */
export async function copyHashed(
  from: string,
  to: string,
): Promise<{ bytes: number; sha256: string } | null> {
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    await pipeline(createReadStream(from), counted, createWriteStream(to, { mode: 0o600 }));
  } catch (error) {
    return onGone(null)(error);
  }
  return { bytes, sha256: hash.digest("hex") };
}

function onGone<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return value;
    throw error;
  };
}
