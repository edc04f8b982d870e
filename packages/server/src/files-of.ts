import type { Random } from "@countersign/wire";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { ConfigError, type FilesSettings } from "./config.ts";
import type { Db } from "./db/index.ts";
import { createFiles, type Files, fileInBucket, openBucket, startMoving, watchFiles } from "./files/index.ts";
import type { AddStop } from "./stops.ts";

interface FilesDeps {
  /** For maintenance. */
  db: Db;
  clock: () => number;
  random: Random;
  log: Logger;
  metrics: Registry;
  onStop: AddStop;
}

/** Reads pictures and documents; `startMoving` is for processes that do background work. */
export interface OpenFiles {
  files: Files;
  startMoving(): void;
}

/**
 * Opens the bucket, if one is configured.
 *
 * @throws ConfigError if none is, although files of the store are in one.
 */
export async function openFiles(settings: FilesSettings, deps: FilesDeps): Promise<OpenFiles> {
  const { db, clock, metrics, onStop } = deps;
  if (settings.bucket === null) {
    if (await fileInBucket(db)) {
      throw new ConfigError(
        "Pictures and documents of this store are in a bucket: set COUNTERSIGN_BUCKET and what belongs to it as before. " +
          "With COUNTERSIGN_FILES=table in addition they are moved back into the database.",
      );
    }
    return { files: createFiles(null), startMoving: () => undefined };
  }
  const watched = watchFiles(metrics);
  const bucket = openBucket(settings.bucket, { clock, onCall: watched.onCall });
  onStop("bucket", () => bucket.close());
  const { afterMs, keepMs } = settings;
  const direction =
    settings.to === "bucket" ? ({ to: "bucket", afterMs } as const) : ({ to: "table" } as const);
  return {
    files: createFiles(bucket, watched.onLost),
    startMoving() {
      const moving = startMoving({ ...deps, objects: bucket, metrics: watched, direction, keepMs });
      onStop("files", () => moving.stop());
    },
  };
}
