import type { ProjectId, ReviewId, ReviewOutcome, SessionReason, SubjectId } from "@countersign/wire";
import type { Session } from "../session/session.ts";

/**
 * A human's decision about a session, or about a user as a whole: requested, made, or withdrawn because it is no
 * longer needed. Holds nothing personal.
 */
export interface Review {
  id: ReviewId;
  projectId: ProjectId;
  kind: "session" | "user";
  /** Of a session's review. */
  sessionId: Session["id"] | null;
  method: Session["method"] | null;
  /** The integrator's own id of the person: always for a user's review, optional for a session's. */
  userId: string | null;
  /** The subject whose key seals what is written in the review. */
  subjectId: SubjectId | null;
  /** As of the moment of reading: past the session's deadline an open review reads `withdrawn`. */
  state: "open" | "decided" | "withdrawn";
  /** Who works on it, and until when nobody else may decide it. Null once the claim has lapsed. */
  claim: { by: string; until: Date } | null;
  /** The first of two approvals, where the project requires two. */
  firstApproval: { by: string; at: Date } | null;
  decision: ReviewOutcome | null;
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
