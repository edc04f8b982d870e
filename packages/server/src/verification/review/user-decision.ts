import type { SessionReason } from "@countersign/wire";

/** What was decided about a user: what the surface that knows users is told. The comment may name them. */
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
