import { type ApplicantState, isFinal } from "@countersign/wire";
import type { Project } from "../../projects/index.ts";
import type { Session } from "../../verification/index.ts";

/** What the page is told of its session. Where to go on to is told only once the session is over. */
export function applicantState(session: Session, project: Project, now: number): ApplicantState {
  const redirectUrl = session.state === "succeeded" ? project.successRedirectUrl : project.errorRedirectUrl;
  return {
    attemptId: session.id,
    language: session.language,
    mode: session.mode,
    method: session.method,
    state: session.state,
    expiresAt: session.expiresAt.toISOString(),
    serverTime: new Date(now).toISOString(),
    redirectUrl: isFinal(session.state) ? redirectUrl : null,
    projectName: project.name,
  };
}
