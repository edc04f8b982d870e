import type { KycLevel, KycReview, KycReviewType, ProjectId, SubjectId } from "@countersign/wire";
import type { UserFields } from "./fields.ts";

/** Somebody whom an integrator keeps here. Personal: never logged. */
export interface User {
  /** From one sequence of the installation. */
  id: number;
  projectId: ProjectId;
  /** The project's number. */
  clientId: number;
  /** Whose key seals what is known of them, in their sessions too. */
  subjectId: SubjectId;
  fields: UserFields;
  kyc: KycState;
  createdAt: Date;
  modifiedAt: Date;
}

/** Where a user's verification stands. */
export interface KycState {
  level: KycLevel;
  review: KycReview;
  type: KycReviewType;
  /** What was said with the last decision; empty where there is none. */
  comment: string;
  requestedAt: Date | null;
  reviewedAt: Date | null;
  /** `YYYY-MM-DD` */
  nextReviewDate: string | null;
  /** Keyed hash of the tag of the call that asked for the last review. */
  tagIndex: Buffer | null;
}
