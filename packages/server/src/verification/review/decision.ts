import type { Identity, SessionReason } from "@countersign/wire";

/** An operator's decision. Comment and identity may name the person: they are sealed with that person's key. */
export type Decision = {
  comment?: string | undefined;
  /** The person as verified: overrides what was recorded in the call, which overrides what was expected. */
  identity?: Identity | undefined;
  /** Why it is approved against what stands against it; of operators only. May name the person. */
  override?: { reason: string } | undefined;
  /** `YYYY-MM-DD`, in the future; only for people with a `userId`. */
  nextReviewDate?: string | undefined;
} & (
  | { decision: "approve" /** Of users; 1 when absent. */; kycLevel?: 1 | 2 | 3 | undefined }
  | { decision: "refuse"; reasons: readonly [SessionReason, ...SessionReason[]] }
);
