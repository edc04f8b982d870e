import { statfs } from "node:fs/promises";
import type { Connection } from "./connection.ts";
import { isDiskFull } from "./database-error.ts";

/** Whether the database has free disk space. */
export interface Room {
  /** Records that a statement failed because there was no disk space. */
  note(error: unknown): void;
  /** Whether there is space now. After a write that failed, a megabyte is written to find out. */
  check(connection: Connection): Promise<boolean>;
  /** Whether so little of an embedded Postgres's disk is free that nothing new should be accepted. */
  isTight(): Promise<boolean>;
  /**
   * 1 while the disk is known to be full, otherwise 0; and the free bytes, if the disk is this machine's.
   */
  usage(): Promise<{ full: 0 | 1; freeBytes: number | null }>;
}

/** Two segments of the write-ahead log: with less, Postgres stops sooner or later. */
const minFreeBytes = 8 * 1024 * 1024;
/** What is to be left for deliveries, erasures and upkeep: this much, or a twentieth of a small disk. */
const reserveBytes = 1024 * 1024 * 1024;
const reserveShare = 20;

/**
 * @param dir the data directory of an embedded Postgres; null if the disk is not this machine's.
 */
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
    async isTight() {
      const disk = await size();
      return disk !== null && disk.free < Math.min(reserveBytes, disk.all / reserveShare);
    },
    async usage() {
      return { full: failed || (await isLow()) ? 1 : 0, freeBytes: (await size())?.free ?? null };
    },
  };

  async function isLow(): Promise<boolean> {
    const disk = await size();
    return disk !== null && disk.free < minFreeBytes;
  }

  async function size(): Promise<{ free: number; all: number } | null> {
    if (dir === null) return null;
    const { bavail, blocks, bsize } = await statfs(dir);
    return { free: bavail * bsize, all: blocks * bsize };
  }
}
