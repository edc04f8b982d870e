import type { Identity, SessionReason } from "@countersign/wire";

/** What an operator decides. Comment and identity may name the person: they are sealed with their key. */
export type Decision = {
  comment?: string | undefined;
  /** The person as verified: changes what was recorded before, which changes what was expected. */
  identity?: Identity | undefined;
  /** `YYYY-MM-DD`, a day to come; of people with a `userId`. */
  nextReviewDate?: string | undefined;
} & (
  | { decision: "approve" /** Of users; 1 when absent. */; kycLevel?: 1 | 2 | 3 | undefined }
  | { decision: "refuse"; reasons: readonly [SessionReason, ...SessionReason[]] }
);
