import type { FieldProblem } from "@countersign/wire";

/** An import's progress: records read, stored (new ones and replacements) and refused. */
export interface ImportProgress {
  received: number;
  kept: number;
  refused: number;
}

/**
 * One field of one refused record, and how to fix it; never the value. `line` counts from 1 in NDJSON,
 * `index` from 0 in a JSON array. An empty `field` means the record, or the file, as a whole.
 */
export type Refusal = FieldProblem & ({ line: number } | { index: number });

export type ImportKindName = "people" | "crossings";

/** The state of an import. `cancelled`: by an operator; `interrupted`: the upload broke off or the service stopped; stored records stay. */
export interface ImportReport extends ImportProgress {
  /** `imp_…` */
  id: string;
  kind: ImportKindName;
  state: "running" | "finished" | "interrupted" | "cancelled";
  /** The first thousand. */
  refusals: Refusal[];
  startedAt: Date;
  finishedAt: Date | null;
}
