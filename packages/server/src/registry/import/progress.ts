import type { FieldProblem } from "@countersign/wire";

/** How far an import is: records read, kept (new ones and replacements) and refused. */
export interface ImportProgress {
  received: number;
  kept: number;
  refused: number;
}

/**
 * One field of one refused record, and what mends it; never the value. `line` counts from 1 in NDJSON,
 * `index` from 0 in a JSON array. An empty `field` means the record, or the file, as a whole.
 */
export type Refusal = FieldProblem & ({ line: number } | { index: number });

export type ImportKindName = "people" | "crossings";

/** An import as it stands. `interrupted`: the upload broke off or the service stopped; what was kept is kept. */
export interface ImportReport extends ImportProgress {
  /** `imp_…` */
  id: string;
  kind: ImportKindName;
  state: "running" | "finished" | "interrupted";
  /** The first thousand. */
  refusals: Refusal[];
  startedAt: Date;
  finishedAt: Date | null;
}
