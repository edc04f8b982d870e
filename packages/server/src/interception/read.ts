import {
  type EventType,
  firstIdAt,
  type InterceptionSummary,
  idDay,
  isId,
  type TraceStep,
} from "@countersign/wire";
import { sql } from "kysely";
import { type Db, unproven } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Payload } from "./contract.ts";
import { type StoredTrace, stepsContext } from "./seal-context.ts";

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

interface Row extends Omit<InterceptionSummary, "createdAt" | "statusCode"> {
  startedAt: Date;
  status: number | null;
}

/** Which runs to list: any of the values of each filter; absent, all. Begun in `[from, to)`. */
export interface InterceptionFilter {
  projectId?: readonly string[] | undefined;
  id?: readonly string[] | undefined;
  event?: readonly EventType[] | undefined;
  verdict?: readonly InterceptionSummary["verdict"][] | undefined;
  subject?: readonly string[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** A page of runs, newest first: at most `limit`, older than the run `before`. */
export async function listInterceptions(
  db: Db,
  query: InterceptionFilter & { before?: string | undefined; limit: number },
): Promise<InterceptionSummary[]> {
  const { projectId, id, event, verdict, subject, from, to, before, limit } = query;
  let rows = db.selectFrom("interceptions").select(columns).limit(limit);
  if (projectId !== undefined) rows = rows.where("projectId", "in", projectId.map(unproven));
  if (id !== undefined) rows = rows.where("id", "in", [...id]);
  if (event !== undefined) rows = rows.where("event", "in", [...event]);
  if (verdict !== undefined) rows = rows.where("verdict", "in", [...verdict]);
  if (subject !== undefined) rows = rows.where("subject", "in", [...subject]);
  if (from !== undefined) rows = rows.where("id", ">=", firstIdAt("interception", from.getTime()));
  if (to !== undefined) rows = rows.where("id", "<", firstIdAt("interception", to.getTime()));
  if (before !== undefined) rows = rows.where("id", "<", before);
  // One project's index has its rows by id; otherwise only the primary key is in order, by day and id.
  if (projectId?.length !== 1) rows = rows.orderBy("day", "desc");
  return (await rows.orderBy("id", "desc").execute()).map(summaryOf);
}

/** Whether the run's steps are still within the project's retention of payloads. */
const isShown = sql<boolean>`
  interceptions.day >= (select payloads_from from projects where projects.id = interceptions.project_id)`;

/**
 * One run with its payload and steps, or null. Both are null once the project no longer shows payloads of that day. They
 * may contain personal data: the caller writes the audit record.
 */
export async function findInterception(
  deps: { db: Db; keyring: Pick<Keyring, "payloadKeys"> },
  id: string,
): Promise<(InterceptionSummary & Traced) | null> {
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
  const traced =
    key && stepsSealed.length > 0 ? tracedIn(key.unseal(stepsSealed, stepsContext(id))) : nothing;
  return { ...summaryOf(rest), ...traced };
}

/** What a run sealed, as far as it is known. */
interface Traced {
  steps: TraceStep[] | null;
  /** What the hooks were asked about; null also for runs from before payloads were kept. */
  payload: Payload | null;
  /** With their changes; null also where nothing was changed. */
  changedPayload: Payload | null;
}

const nothing: Traced = { steps: null, payload: null, changedPayload: null };

/** A stored step, perhaps of an earlier version: with other names and without the hook's response. */
type StoredStep = Omit<TraceStep, "answer" | "order" | "statusCode" | "attemptCount"> &
  Partial<TraceStep> & { position?: number; status?: number | null; attempts?: number };

function tracedIn(unsealed: Buffer): Traced {
  const stored = JSON.parse(unsealed.toString("utf8")) as
    | StoredStep[]
    | (Omit<StoredTrace, "steps"> & { steps: StoredStep[] });
  if (Array.isArray(stored)) return { ...nothing, steps: stepsOf(stored) };
  const { steps, before: payload, after: changedPayload = null } = stored;
  return { steps: stepsOf(steps), payload, changedPayload };
}

function stepsOf(steps: readonly StoredStep[]): TraceStep[] {
  return steps.map(({ position = 0, status = null, attempts = 0, why, ...step }) => ({
    ...step,
    order: step.order ?? position,
    statusCode: step.statusCode ?? status,
    attemptCount: step.attemptCount ?? attempts,
    why: (why?.replaceAll("-", "_") ?? null) as TraceStep["why"],
    answer: step.answer ?? null,
  }));
}

function summaryOf({ startedAt, status: statusCode, ...row }: Row): InterceptionSummary {
  return { ...row, statusCode, createdAt: startedAt.toISOString() };
}
