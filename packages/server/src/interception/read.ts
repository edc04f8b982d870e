import {
  type EventType,
  firstIdAt,
  type Id,
  type InterceptionSummary,
  idDay,
  isId,
  type TraceStep,
} from "@countersign/wire";
import { sql } from "kysely";
import { type Db, inRow, maxScanned, oneOf } from "../db/index.ts";
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

type InterceptionId = Id<"interception">;

export interface InterceptionPage {
  interceptions: InterceptionSummary[];
  /** Pass it to get the next page; null on the last one. */
  nextCursor: InterceptionId | null;
}

/**
 * Runs, newest first. A page may be shorter than its limit, or empty, though there are more: a verdict, event or subject
 * that is rare is looked for in so many rows at a time.
 */
export async function listInterceptions(
  db: Db,
  filter: InterceptionFilter,
  page: { limit: number; before?: InterceptionId | undefined },
): Promise<InterceptionPage> {
  const { id, event, verdict, subject } = filter;
  const isBounded = id === undefined && (event ?? verdict ?? subject) !== undefined;
  const floor = isBounded ? await floorOf(db, filter, page.before) : null;
  let query = within(db, filter, page.before).select(columns);
  if (event !== undefined) query = query.where(oneOf("event", event));
  if (verdict !== undefined) query = query.where(oneOf("verdict", verdict));
  if (subject !== undefined) query = query.where(oneOf("subject", subject));
  if (floor !== null) query = query.where("id", ">=", floor).where("day", ">=", idDay(floor));
  const rows = await query.limit(page.limit + 1).execute();
  const interceptions = rows.slice(0, page.limit).map(summaryOf);
  const last = interceptions.at(-1);
  return {
    interceptions,
    nextCursor: rows.length > page.limit && last ? (last.id as InterceptionId) : floor,
  };
}

/** The id down to which a page looks; null: to the end. */
async function floorOf(
  db: Db,
  filter: InterceptionFilter,
  before: InterceptionId | undefined,
): Promise<InterceptionId | null> {
  const query = within(db, filter, before).select("id").offset(maxScanned);
  const row = await query.limit(1).executeTakeFirst();
  return (row?.id as InterceptionId | undefined) ?? null;
}

/** The runs of the ids or projects and the time, newest first, older than `before`. */
function within(db: Db, { projectId, id, from, to }: InterceptionFilter, before: InterceptionId | undefined) {
  let query = db.selectFrom("interceptions");
  if (id !== undefined) {
    const ids = id.filter((each) => isId("interception", each));
    query = query
      .where(oneOf("id", ids))
      .where(sql<boolean>`day = any(${[...new Set(ids.map(idDay))]}::date[])`);
  }
  if (projectId !== undefined)
    query = query.where(id === undefined ? oneOf("projectId", projectId) : inRow("projectId", projectId));
  // Ids contain their time: bounds on the day exclude partitions.
  const first = from && firstIdAt("interception", from.getTime());
  const end = to && firstIdAt("interception", to.getTime());
  if (first !== undefined) query = query.where("id", ">=", first).where("day", ">=", idDay(first));
  if (end !== undefined) query = query.where("id", "<", end).where("day", "<=", idDay(end));
  if (before !== undefined) query = query.where("id", "<", before).where("day", "<=", idDay(before));
  // One project's index has its rows by id; otherwise only the primary key is in order, by day and id.
  if (id !== undefined || projectId?.length !== 1) query = query.orderBy("day", "desc");
  return query.orderBy("id", "desc");
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
