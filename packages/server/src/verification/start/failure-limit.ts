import type { Db } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { failureLimit } from "../rules/failure-limit.ts";
import type { Session } from "../session/session.ts";

/** How many sessions of this subject failed within the limit's window. A subject belongs to one project. */
export async function failedLately(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  subjectId: NonNullable<Session["subjectId"]>,
): Promise<number> {
  const { failures } = await db
    .selectFrom("sessions")
    .select((eb) => eb.fn.countAll<string>().as("failures"))
    .where("subjectId", "=", subjectId)
    .where("state", "=", "failed")
    .where("decidedAt", ">", new Date(deps.clock() - failureLimit.windowMs))
    .executeTakeFirstOrThrow();
  return Number(failures);
}

/** Whether the person has failed too often lately to be tried again. Test-mode projects have no limit. */
export async function isOverLimit(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  mode: Session["mode"],
  subjectId: NonNullable<Session["subjectId"]>,
): Promise<boolean> {
  return mode === "live" && (await failedLately(deps, db, subjectId)) >= failureLimit.failures;
}
