import type { ProjectId, ReviewId, SessionReason, SubjectId } from "@countersign/wire";
import type { Session } from "../session/session.ts";

/**
 * A human's decision about a session, or about a user as a whole: asked for, given, or withdrawn because it is not
 * needed any more. Without anything personal.
 */
export interface Review {
  id: ReviewId;
  projectId: ProjectId;
  kind: "session" | "user";
  /** Of a session's review. */
  sessionId: Session["id"] | null;
  method: Session["method"] | null;
  /** The integrator's own id of the person: of a user's review, and of a session's where it gave one. */
  userId: string | null;
  /** Whose key seals what is written in the review. */
  subjectId: SubjectId | null;
  /** As of the moment of reading: past the session's deadline an open review reads `withdrawn`. */
  state: "open" | "decided" | "withdrawn";
  /** Who works on it, and until when nobody else may decide it. Null once that time is over. */
  claim: { by: string; until: Date } | null;
  /** Where the project wants two people's approval: who was the first. */
  firstApproval: { by: string; at: Date } | null;
  decision: "approved" | "refused" | null;
  /** The first of `reasons`. */
  reason: SessionReason | null;
  /** Only of a refusal. */
  reasons: SessionReason[];
  /** `YYYY-MM-DD`: when the person is to be reviewed again. */
  nextReviewDate: string | null;
  decidedBy: string | null;
  createdAt: Date;
  /** By when an open review must be decided; null for a user's, which waits for as long as it takes. */
  deadlineAt: Date | null;
  decidedAt: Date | null;
}
