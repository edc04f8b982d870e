import type { SessionId, SessionState } from "@countersign/wire";
import { type Actor, presentActorId } from "../../access/index.ts";
import type { Db, Tx } from "../../db/index.ts";
import type { TriggerType } from "../rules/machine.ts";

/** One step of a session's life. `start` is how it begins. */
export interface TimelineEntry {
  version: number;
  at: Date;
  trigger: TriggerType | "start";
  fromState: SessionState | null;
  toState: SessionState;
  actor: { kind: Actor["kind"]; id: string | null };
}

/** Writes a step, in the transaction that makes it. */
export async function recordStep(
  tx: Tx,
  sessionId: SessionId,
  entry: Omit<TimelineEntry, "actor"> & { actor: Actor },
): Promise<void> {
  const { actor, ...step } = entry;
  await tx
    .insertInto("sessionTimeline")
    .values({ sessionId, ...step, actorKind: actor.kind, actorId: actor.id })
    .execute();
}

/** Whether the applicant has had more time already. */
export async function wasExtended(db: Db, sessionId: SessionId): Promise<boolean> {
  const step = await db
    .selectFrom("sessionTimeline")
    .select("version")
    .where("sessionId", "=", sessionId)
    .where("trigger", "=", "extend" satisfies TriggerType)
    .executeTakeFirst();
  return step !== undefined;
}

/** Every step of a session, in order. */
export async function timeline(db: Db, sessionId: SessionId): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom("sessionTimeline")
    .selectAll()
    .where("sessionId", "=", sessionId)
    .orderBy("version")
    .execute();
  return rows.map((row) => ({
    version: row.version,
    at: row.at,
    // Only `recordStep` writes these two columns.
    trigger: row.trigger as TimelineEntry["trigger"],
    fromState: row.fromState,
    toState: row.toState,
    actor: { kind: row.actorKind as Actor["kind"], id: row.actorId && presentActorId(row.actorId) },
  }));
}
