import { type EventType, type InterceptionSummary, idDay, isId, type TraceStep } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import { stepsContext } from "./seal-context.ts";

const columns = [
  "id",
  "projectId",
  "event",
  "subject",
  "verdict",
  "status",
  "degraded",
  "dryRun",
  "startedAt",
  "totalMs",
] as const;

interface Row extends Omit<InterceptionSummary, "startedAt"> {
  startedAt: Date;
}

/** A page of runs, newest first: at most `limit`, older than the run `before`. */
export async function listInterceptions(
  db: Db,
  query: {
    projectId?: string | undefined;
    event?: EventType | undefined;
    verdict?: InterceptionSummary["verdict"] | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<InterceptionSummary[]> {
  let rows = db.selectFrom("interceptions").select(columns).orderBy("id", "desc").limit(query.limit);
  if (query.projectId !== undefined) rows = rows.where("projectId", "=", query.projectId);
  if (query.event !== undefined) rows = rows.where("event", "=", query.event);
  if (query.verdict !== undefined) rows = rows.where("verdict", "=", query.verdict);
  if (query.before !== undefined) rows = rows.where("id", "<", query.before);
  return (await rows.execute()).map(summaryOf);
}

/** Whether the run's steps are still within the project's retention of payloads. */
const isShown = sql<boolean>`
  interceptions.day >= (select payloads_from from projects where projects.id = interceptions.project_id)`;

/**
 * One run with its steps, which are null once its project shows payloads of that day no longer; null if there is none. Steps hold what the payload
 * was changed to: the caller leaves the audit record.
 */
export async function findInterception(
  deps: { db: Db; keyring: Pick<Keyring, "payloadKeys"> },
  id: string,
): Promise<(InterceptionSummary & { steps: TraceStep[] | null }) | null> {
  if (!isId("interception", id)) return null;
  const row = await deps.db
    .selectFrom("interceptions")
    .select([...columns, "keyId", "stepsSealed", isShown.as("isShown")])
    .where("day", "=", idDay(id))
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { keyId, stepsSealed, isShown: shown, ...rest } = row;
  const key = shown && (await deps.keyring.payloadKeys(deps.db, keyId))?.on(idDay(id));
  // Emptied by an erasure: the key may still be in memory.
  const steps = key && stepsSealed.length > 0 ? stepsIn(key.unseal(stepsSealed, stepsContext(id))) : null;
  return { ...summaryOf(rest), steps };
}

/** Steps written by earlier versions have no kept answers. */
function stepsIn(unsealed: Buffer): TraceStep[] {
  const steps = JSON.parse(unsealed.toString("utf8")) as (Omit<TraceStep, "answer"> & Partial<TraceStep>)[];
  return steps.map((step) => ({ ...step, answer: step.answer ?? null }));
}

function summaryOf(row: Row): InterceptionSummary {
  return { ...row, startedAt: row.startedAt.toISOString() };
}
