import type { Logger } from "pino";
import { FileLost } from "../contract.ts";
import { type Direction, type FileRow, filesToMove, places, sourceOf } from "./places.ts";
import { type MovingDeps, moveToBucket } from "./to-bucket.ts";
import { moveToTable } from "./to-table.ts";

export interface RoundDeps extends MovingDeps {
  log: Logger;
  direction: Direction;
  onLost: () => void;
}

/** Files of one round and place. */
const batch = 20;
/** Each needs its sealed bytes in memory twice. */
const concurrency = 4;

export interface Round {
  files: number;
  bytes: number;
}

/**
 * Moves up to twenty files of each place. One that is lost is logged and left out until `lost` is emptied.
 *
 * @throws FilesUnavailable
 */
export async function moveSome(deps: RoundDeps, lost: Set<string>, signal: AbortSignal): Promise<Round> {
  const round = { files: 0, bytes: 0 };
  for (const place of places) {
    const found = await filesToMove(deps.db, place, deps.direction, batch + lost.size);
    const rows = found.filter((row) => !lost.has(sourceOf(row))).slice(0, batch);
    const moveNext = async () => {
      for (let row = rows.pop(); row !== undefined && !signal.aborted; row = rows.pop()) {
        const bytes = await moveOne(deps, row, lost);
        round.bytes += bytes;
        if (bytes > 0) round.files += 1;
      }
    };
    await settled(Array.from({ length: concurrency }, moveNext));
  }
  return round;
}

async function moveOne(deps: RoundDeps, row: FileRow, lost: Set<string>): Promise<number> {
  try {
    return await (deps.direction.to === "bucket" ? moveToBucket(deps, row) : moveToTable(deps, row));
  } catch (err) {
    if (!(err instanceof FileLost)) throw err;
    lost.add(sourceOf(row));
    deps.onLost();
    deps.log.error({ err, table: row.place.table }, "a file could not be moved");
    return 0;
  }
}

/** Waits for all, then throws what the first one threw. */
async function settled(work: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
