import { manageMethodOf, type SessionView } from "@countersign/wire";
import type { Session } from "../../../verification/index.ts";

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
