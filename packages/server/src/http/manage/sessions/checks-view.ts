import type { CheckView, SessionChecks } from "@countersign/wire";
import { latestRun, type StoredCheck, storedChecks } from "../../../checks/index.ts";
import type { Session } from "../../../verification/index.ts";
import type { HttpDeps } from "../../deps.ts";

/**
 * The checks of a session's latest submission; with what they saw, which is personal, if `withEvidence`.
 */
export async function sessionChecks(
  deps: Pick<HttpDeps, "db" | "keyring" | "clock">,
  session: Session,
  { withEvidence }: { withEvidence: boolean },
): Promise<SessionChecks> {
  const run = await latestRun(deps.db, session.id);
  if (run === null)
    return { mode: "off", status: "none", outcome: null, cause: null, proposed: null, open: [], data: [] };
  const stored = await storedChecks(deps, deps.db, run, withEvidence ? session : null);
  const running = run.leasedUntil !== null && run.leasedUntil.getTime() > deps.clock();
  return {
    mode: run.mode,
    status: run.doneAt === null ? (running ? "running" : "waiting") : "done",
    outcome: run.outcome === "void" ? null : run.outcome,
    cause: run.cause,
    proposed: run.proposed,
    open: run.open,
    data: stored.map((check) => checkView(session, check)),
  };
}

function checkView(session: Session, check: StoredCheck): CheckView {
  const { evidence, pictures } = check;
  return {
    id: check.id,
    name: check.name,
    version: check.version,
    capture: check.capture,
    verdict: check.verdict,
    code: check.code,
    score: check.score,
    threshold: check.threshold,
    model: check.model,
    cpuMs: check.cpuMs,
    createdAt: check.createdAt.toISOString(),
    evidence: evidence && {
      ...evidence,
      pictures: pictures.map(({ name, contentType }) => ({
        name,
        contentType: contentType as "image/png" | "image/jpeg",
        url: `/manage/v1/sessions/${session.id}/checks/${check.id}/pictures/${name}`,
      })),
    },
  };
}
