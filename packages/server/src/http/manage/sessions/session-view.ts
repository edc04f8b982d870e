import type { SessionView } from "@countersign/wire";
import type { Session } from "../../../verification/index.ts";

/** A session as the management API shows it. */
export function sessionView(session: Session): SessionView {
  return {
    id: session.id,
    projectId: session.projectId,
    transactionId: session.transactionId,
    method: session.method,
    origin: session.origin,
    flow: session.flow,
    personKind: session.personKind,
    userId: session.userId,
    documentType: session.documentType,
    language: session.language,
    state: session.state,
    failureReason: session.failureReason,
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    decidedAt: session.decidedAt?.toISOString() ?? null,
    redactedAt: session.redactedAt?.toISOString() ?? null,
  };
}
