import { type ApplicantReason, type ApplicantState, isFinal } from "@countersign/wire";
import { findProject } from "../../projects/index.ts";
import {
  failureReasons,
  reviewOfSession,
  type Session,
  sessionData,
  takenCaptures,
  wantedCaptures,
  wasExtended,
} from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";

type Deps = Pick<HttpDeps, "db" | "clock" | "keyring">;

/**
 * The state of a session as its page sees it. The address to return to is included only once the session is over.
 */
export async function applicantState(deps: Deps, session: Session): Promise<ApplicantState> {
  const project = await findProject(deps.db, session.projectId);
  if (project === null) throw new Error(`session ${session.id} has no project`);
  const redirectUrl = session.state === "succeeded" ? project.successRedirectUrl : project.errorRedirectUrl;
  return {
    attemptId: session.id,
    language: session.language,
    mode: session.mode,
    method: session.method,
    state: session.state,
    expiresAt: session.expiresAt.toISOString(),
    canExtend: isWithApplicant(session) && !(await wasExtended(deps.db, session.id)),
    serverTime: new Date(deps.clock()).toISOString(),
    redirectUrl: isFinal(session.state) ? redirectUrl : null,
    reasons: await reasons(deps, session),
    projectName: project.name,
    documentType: session.documentType,
    captures: await captures(deps, session),
    desk: await desk(deps, session),
  };
}

/** Whether the session waits for the applicant. */
function isWithApplicant({ state, flow }: Session): boolean {
  return flow === "page" && (state === "created" || state === "started");
}

/** None at all where fraud is suspected: even the other reasons would say what to do better next time. */
async function reasons(deps: Deps, session: Session): Promise<ApplicantReason[]> {
  const all = await failureReasons(deps.db, session);
  const told = all.filter((reason) => reason !== "suspected_fraud");
  return told.length === all.length ? told : [];
}

async function captures(deps: Deps, session: Session): Promise<ApplicantState["captures"]> {
  const wanted = wantedCaptures(session) ?? [];
  if (wanted.length === 0) return [];
  const taken = await takenCaptures(deps.db, session.id);
  return wanted.map((kind) => ({ kind, taken: taken.includes(kind) }));
}

/** Only the sessions of a call have a code. */
async function desk(deps: Deps, session: Session): Promise<ApplicantState["desk"]> {
  if (session.method !== "qes" && session.method !== "video-conference") return null;
  const data = await sessionData(deps, deps.db, session);
  if (data?.identId === undefined) return null;
  const review = session.state === "in_review" ? await reviewOfSession(deps, deps.db, session.id) : null;
  return { identId: data.identId, agent: review?.claim ? "here" : "waiting" };
}
