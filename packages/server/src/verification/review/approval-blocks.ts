import { sameWriting, transliterations } from "@countersign/mrz/names";
import { type ApprovalBlock, approvalBlocks, type Identity } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { sessionPerson } from "../session/person.ts";
import type { Session } from "../session/session.ts";
import { sessionData } from "../session/session-data.ts";

/**
 * What stands against approving a session for this person, in a fixed order: what the registry says, as of the
 * session's start, as of now, and as of its checks; and another name or birth date than the expected one.
 */
export async function blocksOf(
  deps: Pick<VerificationDeps, "clock" | "keyring" | "checks" | "currentRecord">,
  db: Db,
  session: Session,
  identity: Identity | null,
): Promise<ApprovalBlock[]> {
  const found = new Set<ApprovalBlock>([
    ...(await blocksOfPerson(deps, db, session)),
    ...((await deps.checks?.blocks(db, session)) ?? []),
    ...blocksOfIdentity((await sessionData(deps, db, session))?.expectedIdentity, identity),
  ]);
  return approvalBlocks.filter((block) => found.has(block));
}

async function blocksOfPerson(
  deps: Pick<VerificationDeps, "clock" | "keyring" | "currentRecord">,
  db: Db,
  session: Session,
): Promise<ApprovalBlock[]> {
  const person = await sessionPerson(deps, db, session);
  if (person?.kind !== "resident") return [];
  const now = (await deps.currentRecord?.(db, person.pinfl)) ?? null;
  const records = now === null ? [person.record] : [person.record, now];
  const today = new Date(deps.clock()).toISOString().slice(0, 10);
  const latest = now ?? person.record;
  return [
    ...(records.some(({ person: { liveStatus } }) => liveStatus === false) ? (["person_dead"] as const) : []),
    ...(latest.locked ? (["person_locked"] as const) : []),
    ...(latest.person.passportDateEnd < today ? (["record_expired"] as const) : []),
  ];
}

/**
 * A different spelling is not a different name, nor are more or fewer given names after the same
 * ones.
 */
function blocksOfIdentity(expected: Identity | null | undefined, identity: Identity | null): ApprovalBlock[] {
  if (!expected || identity === null) return [];
  const { firstName, lastName, birthDate } = identity;
  const sameNames =
    both(expected.lastName, lastName, sameWriting) && both(expected.firstName, firstName, beginAlike);
  const sameDate = both(expected.birthDate, birthDate, (was, is) => was === is);
  return [
    ...(sameNames ? [] : (["name_differs"] as const)),
    ...(sameDate ? [] : (["birth_date_differs"] as const)),
  ];
}

function both(
  was: string | undefined,
  is: string | undefined,
  same: (was: string, is: string) => boolean,
): boolean {
  return was === undefined || is === undefined || same(was, is);
}

function beginAlike(one: string, other: string): boolean {
  const ways = transliterations(other);
  return transliterations(one).some((a) =>
    ways.some((b) => `${a} `.startsWith(`${b} `) || `${b} `.startsWith(`${a} `) || sameWriting(a, b)),
  );
}
