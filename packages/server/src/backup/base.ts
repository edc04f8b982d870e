import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Connection, clusterOf } from "../db/index.ts";
import { copyHashed, listCluster } from "./cluster-files.ts";
import type { BackupDirectory } from "./directory.ts";
import { syncAll, syncDirectory } from "./durable-files.ts";
import { type Manifest, readManifest, writeManifest } from "./manifest.ts";

export interface BaseDeps {
  connection: Connection;
  dataDir: string;
  directory: BackupDirectory;
  /** Reports progress, a line at a time. */
  tell: (line: string) => void;
  /** Resolves once the log is copied up to and including this segment. */
  untilCopied: (segment: string) => Promise<void>;
  /** Called between files: what has to go on meanwhile. */
  meanwhile?: () => Promise<void>;
}

const unfinished = ".partial";
const tellEveryMs = 2000;
const megabyte = 1024 * 1024;

/**
 * Copies the files of the running embedded store, which goes on working. They are consistent only together with the log of
 * the time of the copy. A copy that was interrupted is never used: the next one removes it and starts again.
 */
export async function takeBase(deps: BaseDeps): Promise<Manifest> {
  const { connection, dataDir, directory, tell } = deps;
  await removeUnfinished(directory);
  const { rows } = await connection.query<{ at: Date; postgres: string; segmentBytes: number }>(
    `select clock_timestamp() as at, current_setting('server_version') as postgres,
      pg_size_bytes(current_setting('wal_segment_size'))::integer as "segmentBytes"`,
  );
  const [started] = rows;
  if (!started) throw new Error("Postgres returned no time");
  const name = started.at.toISOString().replace(/[-:]|\.\d+/g, "");
  const draft = join(directory.bases, name + unfinished);
  const files = join(draft, "files");
  await mkdir(files, { recursive: true, mode: 0o700 });
  // Fast: the checkpoint is made now rather than spread over minutes.
  const begun = await connection.query<{ segment: string }>(
    "select pg_walfile_name(pg_backup_start('countersign', true)) as segment",
  );
  const firstSegment = begun.rows[0]?.segment ?? "";
  const copied = await copyAll(deps, files);
  const stopped = await connection.query<{ segment: string; label: string }>(
    "select pg_walfile_name(lsn) as segment, labelfile as label from pg_backup_stop(false)",
  );
  const [stop] = stopped.rows;
  if (!stop) throw new Error("Postgres did not end the backup");
  await writeFile(join(files, "backup_label"), stop.label, { mode: 0o600, flush: true });
  tell("waiting for the log of the time of the copy");
  // Postgres has cut the log after it.
  await deps.untilCopied(stop.segment);
  const finished = await connection.query<{ at: Date }>("select clock_timestamp() as at");
  const manifest: Manifest = {
    format: 1,
    name,
    startedAt: started.at.toISOString(),
    finishedAt: (finished.rows[0]?.at ?? started.at).toISOString(),
    postgres: started.postgres,
    segmentBytes: started.segmentBytes,
    firstSegment,
    lastSegment: stop.segment,
    directories: copied.directories,
    files: copied.files,
  };
  const password = await copyHashed(join(dataDir, "postgres.password"), join(draft, "postgres.password"));
  if (password === null) throw new Error(`${join(dataDir, "postgres.password")} is missing`);
  await syncAll([
    ...[...copied.files.map(({ path }) => path), "."].map((path) => join(files, path)),
    join(draft, "postgres.password"),
    ...new Set(copied.files.map(({ path }) => join(files, dirname(path)))),
    draft,
  ]);
  await writeManifest(draft, manifest);
  await rename(draft, join(directory.bases, name));
  await syncDirectory(directory.bases);
  return manifest;
}

async function copyAll(
  { dataDir, tell, meanwhile }: BaseDeps,
  files: string,
): Promise<Pick<Manifest, "files" | "directories">> {
  const cluster = clusterOf(dataDir);
  const listed = await listCluster(cluster);
  const copied: Manifest["files"] = [];
  let bytes = 0;
  let toldAt = performance.now();
  const progress = () =>
    tell(`files: ${copied.length} of ${listed.files.length}, ${Math.round(bytes / megabyte)} MB`);
  for (const path of listed.files) {
    const hashed = await copyHashed(join(cluster, path), join(files, path));
    if (hashed === null) continue;
    copied.push({ path, ...hashed });
    bytes += hashed.bytes;
    await meanwhile?.();
    if (performance.now() - toldAt < tellEveryMs) continue;
    toldAt = performance.now();
    progress();
  }
  progress();
  return { files: copied, directories: listed.directories };
}

/** The complete backups, oldest first. */
export async function listBases(directory: BackupDirectory): Promise<Manifest[]> {
  if (!existsSync(directory.bases)) return [];
  const names = (await readdir(directory.bases)).filter((name) => !name.endsWith(unfinished)).toSorted();
  return Promise.all(names.map((name) => readManifest(join(directory.bases, name))));
}

async function removeUnfinished(directory: BackupDirectory): Promise<void> {
  for (const name of await readdir(directory.bases))
    if (name.endsWith(unfinished)) await rm(join(directory.bases, name), { recursive: true });
}
