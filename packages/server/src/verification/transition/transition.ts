import { isOpenState, type SessionDocumentType, type SessionState, type SubjectId } from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { deadlineIn } from "../rules/deadlines.ts";
import type { Effect, Trigger, TriggerType } from "../rules/machine.ts";
import { legalTriggers, nextState } from "../rules/next-state.ts";
import { isDueToExpire, storedSession } from "../session/row.ts";
import type { Session } from "../session/session.ts";
import { recordStep } from "../session/timeline.ts";
import { carryOut, reportProgress } from "./effects.ts";

/**
 * The result of a trigger. `refused`: it is illegal in the session's state; `legal` lists the legal ones.
 * `conflict`: concurrent changes kept winning; nothing was written, retrying is safe.
 */
export type TransitionResult =
  | { kind: "done"; session: Session }
  | { kind: "unknown" }
  | { kind: "refused"; session: Session; legal: readonly TriggerType[] }
  | { kind: "conflict" };

/** Columns that a step sets in addition to the state. */
export interface SessionPatch {
  subjectId?: SubjectId;
  personKind?: "resident" | "foreign";
  personSealed?: Uint8Array;
  dataSealed?: Uint8Array;
  documentType?: SessionDocumentType;
  resubmissions?: number;
  expiresAt?: Date;
  deadlineAt?: Date;
}

const maxRaces = 5;
const expire: Trigger = { type: "expire" };
const deadline: Actor = { kind: "system", id: "deadline" };

/**
 * Applies a trigger to a session with everything that belongs to the change: the timeline, the review, the
 * end, the events. The write is conditional on the version that was read; on a conflict the trigger is evaluated
 * again against the winner's state. A session past its deadline expires instead.
 *
 * Needs READ COMMITTED (what `inTransaction` opens): a retry must see what the winner committed.
 */
export async function applyTrigger(
  deps: VerificationDeps,
  tx: Tx,
  target: Pick<Session, "id">,
  trigger: Trigger,
  actor: Actor,
  patch: SessionPatch = {},
): Promise<TransitionResult> {
  for (let race = 0; race < maxRaces; race++) {
    const session = await storedSession(tx, null, target.id);
    if (session === null) return { kind: "unknown" };
    const due = isDueToExpire(session, deps.clock());
    const cause = due ? { trigger: expire, actor: deadline, patch: {} } : { trigger, actor, patch };
    const step = nextState(session, session.state, cause.trigger);
    if (step.kind === "refused" || (trigger.type === "expire" && !due)) {
      return { kind: "refused", session, legal: legalTriggers(session, session.state) };
    }
    const next = await write(deps, tx, session, step, cause);
    if (next === null) continue;
    if (due && trigger.type !== "expire") return { kind: "refused", session: next, legal: [] };
    return { kind: "done", session: next };
  }
  return { kind: "conflict" };
}

/** Null: another transaction changed the session since it was read; nothing was written. */
async function write(
  deps: VerificationDeps,
  tx: Tx,
  from: Session,
  step: { state: SessionState; effects: readonly Effect[] },
  cause: { trigger: Trigger; actor: Actor; patch: SessionPatch },
): Promise<Session | null> {
  // A session expires at its deadline, however late that is noticed.
  const now = cause.trigger.type === "expire" ? from.deadlineAt.getTime() : deps.clock();
  const changed = changesOf(from, step, now);
  const written = await tx
    .updateTable("sessions")
    .set({ ...changed, ...cause.patch })
    .where("id", "=", from.id)
    .where("version", "=", from.version)
    .executeTakeFirst();
  if (written.numUpdatedRows !== 1n) return null;
  const next = await storedSession(tx, null, from.id);
  if (next === null) throw new Error(`session ${from.id} vanished in the transaction that changed it`);
  await recordStep(tx, from.id, {
    version: next.version,
    at: new Date(now),
    trigger: cause.trigger.type,
    fromState: from.state,
    toState: step.state,
    actor: cause.actor,
  });
  if (from.state !== step.state) await reportProgress(deps, tx, next, new Date(now));
  for (const effect of step.effects) await carryOut(deps, tx, next, effect);
  await deps.onTransition(tx, next, { trigger: cause.trigger.type, from: from.state, to: step.state });
  return next;
}

function changesOf(from: Session, step: { state: SessionState; effects: readonly Effect[] }, now: number) {
  const end = step.effects.find((effect) => effect.type === "end");
  return {
    state: step.state,
    version: from.version + 1,
    deadlineAt: new Date(deadlineIn(step.state, { deadlineAt: from.deadlineAt.getTime(), now })),
    decidedAt: isOpenState(step.state) ? null : new Date(now),
    failureReason: end?.outcome.state === "failed" ? end.outcome.reason : null,
  };
}
