import type { ChecksCause, Identity } from "@countersign/wire";
import { afterCommit, inTransaction, type Tx } from "../../db/index.ts";
import {
  blocksOf,
  endProcessing,
  lockSession,
  missingIdentity,
  type Processed,
  type Session,
} from "../../verification/index.ts";
import type { ChecksDeps } from "../deps.ts";
import { checkSession, namesOf } from "../rules/check-session.ts";
import { type Conclusion, conclude } from "../rules/decide.ts";
import type { Finding } from "../rules/finding.ts";
import { identityOf } from "../rules/identity.ts";
import { blocksOfFindings } from "../rules/person.ts";
import { keepMarks } from "../store/marks.ts";
import { saveFindings } from "../store/save.ts";
import type { Gathered } from "./gather.ts";
import { holdRun, type LeasedRun } from "./lease.ts";

/**
 * Checks what was gathered, stores the verdicts and ends the session's processing by them, in one transaction. Nothing
 * is written if the lease was lost, so no session is decided twice.
 */
export async function finishRun(deps: ChecksDeps, run: LeasedRun, gathered: Gathered): Promise<void> {
  const findings = checkSession(gathered.facts);
  const { documentType, expected } = gathered.facts;
  const identity = identityOf(gathered.zone, { documentType, expected, findings });
  // By chance, and before the transaction: it may run again.
  const draw = percentOf(deps.random(4));
  await inTransaction(deps.db, async (tx) => {
    const session = await held(deps, tx, run);
    if (session === null) return;
    const conclusion = await concludeFor(deps, tx, session, { run, gathered, findings, identity, draw });
    await store(deps, tx, session, run, gathered, findings);
    await close(deps, tx, run, conclusion);
    await endWith(deps, tx, session, processedOf(conclusion, identity));
  });
}

/** Hands a session whose checks can't be made to a person. */
export async function giveUp(deps: ChecksDeps, run: LeasedRun): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const session = await held(deps, tx, run);
    if (session === null) return;
    await close(deps, tx, run, { cause: "failed", open: [], outcome: "review", proposed: null });
    await endWith(deps, tx, session, { outcome: "review" });
  });
}

/** Closes a run whose session is not processed any more. */
export async function voidRun(deps: ChecksDeps, run: LeasedRun): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await held(deps, tx, run);
  });
}

/** The session, locked before its run; null if the lease was lost, or if it ended meanwhile: then the run is void. */
async function held(deps: ChecksDeps, tx: Tx, run: LeasedRun): Promise<Session | null> {
  const session = await lockSession(deps.verification, tx, null, run.sessionId);
  if (!(await holdRun(tx, run))) return null;
  if (session?.state === "processing") return session;
  await close(deps, tx, run, null);
  return null;
}

async function concludeFor(
  deps: ChecksDeps,
  tx: Tx,
  session: Session,
  given: { run: LeasedRun; gathered: Gathered; findings: Finding[]; identity: Identity | null; draw: number },
): Promise<Conclusion> {
  const { run, gathered, findings, identity, draw } = given;
  const blocks = [
    ...blocksOfFindings(findings),
    ...(await blocksOf(deps.verification, tx, session, identity)),
  ];
  return conclude(findings, {
    mode: run.mode,
    policy: gathered.project.checksPolicy,
    method: session.method,
    names: namesOf(gathered.facts),
    twoPersonApproval: gathered.project.twoPersonApproval,
    resubmitted: session.resubmissions > 0,
    blocked: blocks.length > 0,
    identityKnown: identity !== null && missingIdentity(session.method, identity).length === 0,
    draw,
  });
}

async function store(
  deps: ChecksDeps,
  tx: Tx,
  session: Session,
  run: LeasedRun,
  { marks }: Gathered,
  findings: readonly Finding[],
): Promise<void> {
  const { id, projectId, subjectId } = session;
  const key = subjectId && (await deps.keyring.subjectKey(tx, subjectId));
  // An erasure ends the subject's sessions first, and this one is locked and processed.
  if (subjectId === null || !key) throw new Error(`session ${id} has checks but no subject`);
  await saveFindings(deps, tx, run, findings, key);
  await keepMarks(tx, { id, projectId, subjectId }, marks, new Date(deps.clock()));
}

/** `conclusion` null: the run is void. */
async function close(deps: ChecksDeps, tx: Tx, run: LeasedRun, conclusion: Conclusion | null): Promise<void> {
  afterCommit(tx, () => deps.countDone(conclusion?.outcome ?? "void"));
  const cause: ChecksCause | null = conclusion?.cause ?? null;
  await tx
    .updateTable("checkRuns")
    .set({
      outcome: conclusion?.outcome ?? "void",
      cause,
      proposed: conclusion?.outcome === "review" ? conclusion.proposed : null,
      open: conclusion?.open ?? [],
      doneAt: new Date(deps.clock()),
      lease: null,
      leasedUntil: null,
    })
    .where("sessionId", "=", run.sessionId)
    .where("number", "=", run.number)
    .execute();
}

function processedOf(conclusion: Conclusion, identity: Identity | null): Processed {
  if (conclusion.outcome === "approved") return { outcome: "approved", identity: identity ?? {} };
  if (conclusion.outcome === "refused") return { outcome: "refused", reason: conclusion.reason };
  return { outcome: "review" };
}

/** Ends the processing of a session that is locked and processed, so that it can't be refused. */
async function endWith(deps: ChecksDeps, tx: Tx, session: Session, processed: Processed): Promise<void> {
  const moved = await endProcessing(deps.verification, tx, session, processed);
  if (moved.kind !== "done") throw new Error(`a locked, processed session could not go on: ${moved.kind}`);
}

/** A number from 0 to 99; all equally likely, to one part in forty million. */
function percentOf(bytes: Uint8Array): number {
  return Buffer.from(bytes).readUInt32BE() % 100;
}
