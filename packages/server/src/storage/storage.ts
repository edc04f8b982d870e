import type { ProjectId, ProjectQuotas } from "@countersign/wire";
import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import { createCells, type Part } from "./cells.ts";
import { addStored, readStored, type Stored } from "./stored-bytes.ts";

/** How much may be stored, in bytes; null: as much as the disk takes. */
export interface StorageLimits {
  /** By a project whose own settings don't say. */
  project: number | null;
  total: number | null;
}

/** Why nothing new is stored: the project's limit, that of all projects, or a disk that is nearly full. */
export type StorageFull =
  | { of: "project"; storedBytes: number; limitBytes: number }
  | { of: "service" }
  | { of: "disk" };

interface Owner {
  projectId: ProjectId;
  quotas: Pick<ProjectQuotas, "storedBytes">;
}

/**
 * How much each project stores. Counted in memory as it is written, and added to the store every few seconds; what
 * other processes have written is known after a minute at most.
 */
export interface Storage {
  /** Adds what was stored; negative for what was removed. `day`: of the log's partition. */
  count(projectId: ProjectId, part: Exclude<Part, "records">, day: string, bytes: number): void;
  /** The same for what stays until it is erased. */
  countRecord(projectId: ProjectId, bytes: number): void;
  /** Why nothing new may be stored for the project; null if it may. Costs two lookups. */
  full(owner: Owner): StorageFull | null;
  /** Bytes of a project and its limit. */
  usage(owner: Owner): { storedBytes: number; limitBytes: number | null };
  /** Bytes of all projects. */
  total(): number;
  /** Writes what was counted, and reads what all processes have. Rejects if the store is unavailable: nothing is lost. */
  flush(): Promise<void>;
  /** Writes for the last time. */
  stop(): Promise<void>;
}

const everyMs = 10_000;
const diskEveryMs = 1000;
/** Every sixth write is followed by a read: rows of all projects and days. */
const readEvery = 6;
const forever = "-infinity";

/** @param deps.isDiskLow whether the disk of the store has little room left; asked every second. */
export async function startStorage(deps: {
  db: Db;
  log: Logger;
  limits: StorageLimits;
  isDiskLow: () => Promise<boolean>;
}): Promise<Storage> {
  const { db, limits } = deps;
  const fresh = createCells();
  /** What is being written. */
  const written = createCells();
  let known: Stored = await readStored(db);
  let diskLow = await deps.isDiskLow();
  let writes = 0;
  let current = Promise.resolve();
  const timer = setInterval(() => {
    flush().catch((err: unknown) => deps.log.warn({ err }, "could not write what is stored, will retry"));
  }, everyMs);
  timer.unref();
  const diskTimer = setInterval(() => {
    deps.isDiskLow().then(
      (low) => {
        diskLow = low;
      },
      (err: unknown) => deps.log.warn({ err }, "could not ask how much of the disk is free"),
    );
  }, diskEveryMs);
  diskTimer.unref();
  const storedBytes = (id: ProjectId) => (known.byProject.get(id) ?? 0) + written.of(id) + fresh.of(id);
  const total = () => known.total + written.of("*") + fresh.of("*");
  const limitOf = ({ quotas }: Owner) => quotas.storedBytes ?? limits.project;

  return {
    count: fresh.add,
    countRecord: (projectId, bytes) => fresh.add(projectId, "records", forever, bytes),
    full(owner) {
      if (diskLow) return { of: "disk" };
      const limitBytes = limitOf(owner);
      const stored = storedBytes(owner.projectId);
      if (limitBytes !== null && stored >= limitBytes)
        return { of: "project", storedBytes: stored, limitBytes };
      return limits.total !== null && total() >= limits.total ? { of: "service" } : null;
    },
    usage: (owner) => ({ storedBytes: storedBytes(owner.projectId), limitBytes: limitOf(owner) }),
    total,
    flush: () => flush(true),
    async stop() {
      clearInterval(timer);
      clearInterval(diskTimer);
      await flush();
    },
  };

  function flush(andRead = false): Promise<void> {
    current = current.catch(() => undefined).then(() => write(andRead));
    return current;
  }

  async function write(andRead: boolean): Promise<void> {
    // What could not be written the last time is still there.
    for (const { projectId, part, day, bytes } of fresh.take()) written.add(projectId, part, day, bytes);
    const cells = written.all();
    if (cells.length > 0) await addStored(db, cells);
    writes++;
    const isDue = andRead || writes % readEvery === 0;
    if (isDue) known = await readStored(db);
    else {
      for (const { projectId, bytes } of cells)
        known.byProject.set(projectId, (known.byProject.get(projectId) ?? 0) + bytes);
      known.total += written.of("*");
    }
    written.take();
  }
}
