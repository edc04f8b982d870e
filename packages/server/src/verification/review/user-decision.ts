import type { SessionReason } from "@countersign/wire";

/** A decision about a user, as passed to the surface that knows users. The comment may name the person. */
export type UserDecision = {
  comment: string | null;
  /** `YYYY-MM-DD`; the review then opens by itself. */
  nextReviewDate: string | null;
  decidedAt: Date;
} & (
  | {
      decision: "approved" /** How far the user is known: 1 light, 2 regular, 3 strong. */;
      kycLevel: 1 | 2 | 3;
    }
  | { decision: "refused"; reasons: SessionReason[] }
);
