import type { ProjectId } from "@countersign/wire";

/**
 * What is stored, by when it goes: `bodies` with a day's payloads (`payloadDays`), `log` with a day's log (`logDays`),
 * `records` when they are erased.
 */
export type Part = "bodies" | "log" | "records";

/** What was counted for one project, part and day. */
export interface Cell {
  projectId: ProjectId;
  part: Part;
  day: string;
  bytes: number;
}

/** Counts in memory: an addition, where the last one was of the same project, part and day. */
export interface Cells {
  add(projectId: ProjectId, part: Part, day: string, bytes: number): void;
  /** The sum of a project's, or of all. */
  of(projectId: ProjectId | "*"): number;
  all(): Cell[];
  /** Removes and returns what was counted. */
  take(): Cell[];
}

export function createCells(): Cells {
  let cells = new Map<string, Cell>();
  let sums = new Map<string, number>();
  const last: Record<Part, Cell | null> = { bodies: null, log: null, records: null };

  return {
    add(projectId, part, day, bytes) {
      let cell = last[part];
      if (cell === null || cell.day !== day || cell.projectId !== projectId) {
        const key = `${projectId} ${part} ${day}`;
        cell = cells.get(key) ?? { projectId, part, day, bytes: 0 };
        cells.set(key, cell);
        last[part] = cell;
      }
      cell.bytes += bytes;
      sums.set(projectId, (sums.get(projectId) ?? 0) + bytes);
      sums.set("*", (sums.get("*") ?? 0) + bytes);
    },
    of: (projectId) => sums.get(projectId) ?? 0,
    all: () => [...cells.values()],
    take() {
      const taken = [...cells.values()];
      cells = new Map();
      sums = new Map();
      for (const part of ["bodies", "log", "records"] as const) last[part] = null;
      return taken;
    },
  };
}
