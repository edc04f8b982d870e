import type { ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../db/index.ts";
import { announceChange } from "./change-notice.ts";

/**
 * The observed health of a webhook's address: whether a call worked, and the first failure after
 * that, if any.
 */
export interface Health {
  id: string;
  worked: boolean;
  /** Milliseconds since the epoch; null: the last call worked. */
  failingSince: number | null;
}

/**
 * Persists `failingSince`: the first failure since the last success. A failure alone never moves a
 * time that is already set. Announces the projects whose webhooks changed.
 */
export async function noteHealth(tx: Tx, seen: readonly Health[]): Promise<void> {
  const sorted = seen.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { rows } = await sql<{ projectId: ProjectId }>`
    with seen as materialized (
      select s.*
      from unnest(
        ${sorted.map((each) => each.id)}::text[],
        ${sorted.map((each) => each.worked)}::boolean[],
        ${sorted.map((each) => (each.failingSince === null ? null : new Date(each.failingSince)))}::timestamptz[]
      ) as s (id, worked, failing_since)
      join webhooks w on w.id = s.id
      order by s.id for update of w
    )
    update webhooks w set failing_since = s.failing_since
    from seen s
    where w.id = s.id and w.disabled_at is null and w.failing_since is distinct from s.failing_since
      and (s.worked or w.failing_since is null)
    returning w.project_id
  `.execute(tx);
  for (const projectId of new Set(rows.map((row) => row.projectId))) await announceChange(tx, projectId);
}
