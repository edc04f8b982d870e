import {
  type ApplicantPage,
  type ApplicantReason,
  type ApplicantState,
  accentOf,
  isFinal,
} from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import { applicantSigning } from "../../e-signing/index.ts";
import { findProject, type Project } from "../../projects/index.ts";
import {
  failureReasons,
  handoffState,
  isCall,
  openRetakes,
  retryOffer,
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
  const project = await projectOfSession(deps.db, session);
  const { displayName, accentColour, privacyUrl, supportUrl, picturesKeptDays, documents } =
    project.applicantPage;
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
    canRetry: (await retryOffer(deps, deps.db, session)) !== null,
    projectName: displayName ?? project.name,
    organisation: {
      logo: project.logoSha256 !== null,
      accent: accentColour === null ? null : accentOf(accentColour),
      privacyUrl,
      supportUrl,
      picturesKeptDays,
    },
    filesAllowed: filesAllowed(project),
    documents,
    handoff: await handoffState(deps, deps.db, session.id),
    documentType: session.documentType,
    captures: inOrder(await captures(deps, session), project.applicantPage.captureOrder),
    desk: await desk(deps, session, project),
    signing: await applicantSigning(deps, deps.db, session),
  };
}

/** The project of a session, which always has one. */
export async function projectOfSession(db: Db, session: Session): Promise<Project> {
  const project = await findProject(db, session.projectId);
  if (project === null) throw new Error(`session ${session.id} has no project`);
  return project;
}

/** Whether the project's applicants may send pictures from files: in test mode always, as samples are files. */
export function filesAllowed({ mode, applicantPage }: Project): boolean {
  return mode === "test" || applicantPage.allowFiles;
}

/** The captures in the order in which the project wants them; a document's sides stay together. */
function inOrder(
  captures: ApplicantState["captures"],
  order: ApplicantPage["captureOrder"],
): ApplicantState["captures"] {
  const isDocument = ({ kind }: ApplicantState["captures"][number]) => kind.startsWith("document_");
  if (order === "document_first") return captures;
  return [...captures.filter((one) => !isDocument(one)), ...captures.filter(isDocument)];
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
  const [taken, retakes] = await Promise.all([
    takenCaptures(deps.db, session.id),
    isWithApplicant(session) || session.state === "resubmission_requested"
      ? openRetakes(deps.db, session.id)
      : [],
  ]);
  return wanted.map((kind) => {
    const asked = retakes.find((one) => one.kind === kind);
    const retake = asked === undefined ? null : { reason: asked.reason, count: asked.count };
    return { kind, taken: taken.includes(kind), retake };
  });
}

/** Only the sessions of a call have a code. */
async function desk(deps: Deps, session: Session, project: Project): Promise<ApplicantState["desk"]> {
  if (!isCall(session.method)) return null;
  const data = await sessionData(deps, deps.db, session);
  if (data?.identId === undefined) return null;
  const review = session.state === "in_review" ? await reviewOfSession(deps, deps.db, session.id) : null;
  return {
    identId: data.identId,
    agent: review?.claim ? "here" : "waiting",
    video: project.applicantPage.videoCalls,
  };
}
