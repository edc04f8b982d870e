import type { SessionId } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import { findProject } from "../../projects/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { retryDeadline } from "../rules/retry.ts";
import { failureReasons } from "../session/failure-reasons.ts";
import { derivedPageToken } from "../session/page-token.ts";
import type { Session } from "../session/session.ts";
import { isOverLimit } from "../start/failure-limit.ts";

/** What the applicant of a failed session is offered: the session that they began already, or time to begin one. */
export type RetryOffer = { kind: "begun"; sessionId: SessionId } | { kind: "open"; until: Date };

/** Whether the applicant can try again: in a session that they began already, or in another one. Null: they can't. */
export async function retryOffer(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  session: Session,
): Promise<RetryOffer | null> {
  if (session.state !== "failed" || session.redactedAt !== null) return null;
  const begun = await db
    .selectFrom("sessions")
    .select("id")
    .where("retryOf", "=", session.id)
    .executeTakeFirst();
  if (begun !== undefined) return { kind: "begun", sessionId: begun.id };
  const project = await findProject(db, session.projectId);
  if (project === null || project.archivedAt !== null) return null;
  const until = retryDeadline(session, {
    reasons: await failureReasons(db, session),
    retries: project.applicantPage.retries,
    now: deps.clock(),
  });
  if (until === null || (await isTooOften(deps, db, session))) return null;
  return { kind: "open", until: new Date(until) };
}

/** The token of a link to the failed session's page, where the applicant reads why and tries again. */
export function retryLinkToken(
  deps: Pick<VerificationDeps, "keyring">,
  db: Db,
  session: Pick<Session, "id" | "projectId">,
): Promise<string> {
  return derivedPageToken(deps, db, session, "retry-link");
}

/** The limit that every start of such a session observes. */
async function isTooOften(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  { origin, mode, subjectId }: Session,
): Promise<boolean> {
  return origin === "able-id" && subjectId !== null && (await isOverLimit(deps, db, mode, subjectId));
}
