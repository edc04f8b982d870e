import {
  manageMethodOf,
  type SessionDetail,
  type SessionSignature,
  type SessionView,
} from "@countersign/wire";
import type { Session } from "../../../verification/index.ts";
import type { HttpDeps } from "../../deps.ts";

/** A session as the management API shows it. */
export function sessionView(session: Session): SessionView {
  return {
    id: session.id,
    projectId: session.projectId,
    transactionId: session.transactionId,
    method: manageMethodOf(session.method),
    origin: session.origin,
    flow: session.flow,
    personKind: session.personKind,
    userId: session.userId,
    documentType: session.documentType,
    language: session.language,
    status: session.state,
    failureReason: session.failureReason,
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    decidedAt: session.decidedAt?.toISOString() ?? null,
    redactedAt: session.redactedAt?.toISOString() ?? null,
  };
}

/** Where to list what belongs to a session, below `/manage/v1`. */
export function linksOf(
  { id, projectId, userId, state }: Session,
  signature: SessionSignature | null,
): SessionDetail["links"] {
  const link = (path: string, query: Record<string, string>) => `/${path}?${new URLSearchParams(query)}`;
  return {
    reviews: link("reviews", { sessionId: id }),
    events: link("events", { projectId, subject: id }),
    deliveries: link("deliveries", { projectId, subject: id }),
    signedDocument: signature?.signedAt && state === "succeeded" ? `/sessions/${id}/signed-document` : null,
    otherSessions: userId === null ? null : link("sessions", { projectId, userId }),
  };
}

/** The address of a session's page. The token is behind `#`, so that no server logs it. */
export function pageAddress(
  { publicUrl }: Pick<HttpDeps, "publicUrl">,
  { id }: Pick<Session, "id">,
  pageToken: string,
): string {
  return `${publicUrl}/s/${id}#${pageToken}`;
}
