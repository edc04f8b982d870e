import { existsSync, readFileSync } from "node:fs";
import { chown, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { clusterOf, embeddedSettings, ownerFor, startEmbedded } from "../db/index.ts";
import { copyHashed } from "./cluster-files.ts";
import type { BackupDirectory } from "./directory.ts";
import type { Manifest } from "./manifest.ts";

const tellEveryMs = 2000;
/** Written by `restore_command`, in the cluster. */
const progressFile = "countersign.restored";

export interface Recovery {
  base: Manifest;
  directory: BackupDirectory;
  /** The data directory that is made. */
  draft: string;
  at: Date | null;
  timeline: number | null;
  segments: number;
  log: Logger;
  tell: (line: string) => void;
}

/**
 * Copies the files of the backup to the draft's cluster, and checks each against the manifest. Postgres brings them to the
 * disk when it begins to recover.
 */
export async function copyBase({ base, directory, draft, tell }: Recovery): Promise<void> {
  const from = join(directory.bases, base.name);
  const cluster = clusterOf(draft);
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  const owner = ownerFor(cluster);
  const give = async (path: string) => {
    if (owner) await chown(path, owner.uid, owner.gid);
  };
  await give(cluster);
  for (const path of base.directories.toSorted()) {
    await mkdir(join(cluster, path), { recursive: true, mode: 0o700 });
    await give(join(cluster, path));
  }
  let toldAt = performance.now();
  for (const [index, { path, bytes, sha256 }] of base.files.entries()) {
    const source = join(from, "files", path);
    const copied = await copyHashed(source, join(cluster, path));
    if (copied?.sha256 !== sha256 || copied.bytes !== bytes)
      throw new Error(`${source} is ${copied === null ? "missing" : "damaged"}: use another backup`);
    await give(join(cluster, path));
    if (performance.now() - toldAt < tellEveryMs) continue;
    toldAt = performance.now();
    tell(`files: ${index + 1} of ${base.files.length}`);
  }
  tell(`files: ${base.files.length} of ${base.files.length}, all as in the manifest`);
  const label = await copyHashed(join(from, "files", "backup_label"), join(cluster, "backup_label"));
  const password = await copyHashed(join(from, "postgres.password"), join(draft, "postgres.password"));
  if (label === null || password === null) throw new Error(`${from} is incomplete: use another backup`);
  await writeFile(join(cluster, "recovery.signal"), "", { mode: 0o600 });
  for (const name of ["backup_label", "recovery.signal"]) await give(join(cluster, name));
}

/** Lets Postgres replay the log on the copied files, up to the wanted time or the log's end, and stops it again. */
export async function replayLog(recovery: Recovery): Promise<void> {
  const { directory, draft, at, timeline, segments, log, tell } = recovery;
  const cluster = clusterOf(draft);
  const archive = quoted(join(directory.log, "%f.gz"));
  const settings = {
    ...embeddedSettings,
    hot_standby: "off",
    restore_command: `test -f ${archive} && gzip -dc ${archive} > "%p" && echo %f >> ${progressFile}`,
    recovery_target_timeline: timeline === null ? "latest" : String(timeline),
    ...(at !== null && {
      recovery_target_time: at.toISOString().replace("T", " ").replace("Z", "+00"),
      recovery_target_action: "promote",
    }),
  };
  const count = () => {
    const file = join(cluster, progressFile);
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    return new Set(lines.filter((line) => /^[0-9A-F]{24}$/.test(line)).map((line) => line.slice(8))).size;
  };
  const timer = setInterval(() => tell(`log: ${count()} of up to ${segments} segments`), tellEveryMs);
  try {
    const embedded = await startEmbedded({ dataDir: draft, settings, recovers: true, log });
    tell(`log: ${count()} of up to ${segments} segments, replayed`);
    await embedded.close();
  } catch (error) {
    const said = join(draft, "postgres.log");
    if (
      !existsSync(said) ||
      !readFileSync(said, "utf8").includes("recovery ended before configured recovery target was reached")
    )
      throw error;
    throw new Error(
      `nothing was committed at ${at?.toISOString()} or later, so that the time is beyond the backup's end: leave --at ` +
        "away to restore everything",
    );
  } finally {
    clearInterval(timer);
  }
  await rm(join(cluster, progressFile), { force: true });
}

/** For the shell that Postgres runs the command in; `%` has a meaning to Postgres. */
function quoted(path: string): string {
  const escaped = path.slice(0, -"%f.gz".length).replaceAll("%", "%%").replaceAll("'", `'\\''`);
  return `'${escaped}'%f.gz`;
}
