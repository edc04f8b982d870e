import { statfs } from "node:fs/promises";
import type { Connection } from "./connection.ts";
import { isDiskFull } from "./database-error.ts";

/** Whether the database has room left to write to. */
export interface Room {
  /** Learns from a statement's failure that there is none. */
  note(error: unknown): void;
  /** Whether there is room now. Where a write failed for want of it, a megabyte is written to see. */
  check(connection: Connection): Promise<boolean>;
  /** 1 while there is known to be none, else 0; and what is free in bytes, where the disk is this machine's. */
  usage(): Promise<{ full: 0 | 1; freeBytes: number | null }>;
}

/** Two segments of the write-ahead log: with less Postgres stops itself sooner or later. */
const leastFreeBytes = 8 * 1024 * 1024;

/** @param dir where an embedded Postgres keeps its data; null where the disk is not this machine's. */
export function createRoom(dir: string | null): Room {
  let failed = false;

  return {
    note(error) {
      if (isDiskFull(error)) failed = true;
    },
    async check(connection) {
      if (await isLow()) return false;
      if (!failed) return true;
      await connection.script(`
        begin;
        create temporary table countersign_room (number integer) on commit drop;
        insert into countersign_room select generate_series(1, 30000);
        commit`);
      failed = false;
      return true;
    },
    async usage() {
      return { full: failed || (await isLow()) ? 1 : 0, freeBytes: await free() };
    },
  };

  async function isLow(): Promise<boolean> {
    const bytes = await free();
    return bytes !== null && bytes < leastFreeBytes;
  }

  async function free(): Promise<number | null> {
    if (dir === null) return null;
    const { bavail, bsize } = await statfs(dir);
    return bavail * bsize;
  }
}
