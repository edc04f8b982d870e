import type { KycLevel, KycReview, KycReviewType, ProjectId, SubjectId } from "@countersign/wire";
import type { UserFields } from "./fields.ts";

/** An integrator's user. Personal: never logged. */
export interface User {
  /** From one sequence of the installation. */
  id: number;
  projectId: ProjectId;
  /** The project's number. */
  clientId: number;
  /** The subject whose key seals the user's data, including that of their sessions. */
  subjectId: SubjectId;
  fields: UserFields;
  kyc: KycState;
  frozenAt: Date | null;
  canceledAt: Date | null;
  createdAt: Date;
  modifiedAt: Date;
}

/** The state of a user's verification. */
export interface KycState {
  level: KycLevel;
  review: KycReview;
  type: KycReviewType;
  /** The comment of the last decision; empty if there is none. */
  comment: string;
  requestedAt: Date | null;
  reviewedAt: Date | null;
  /** `YYYY-MM-DD` */
  nextReviewDate: string | null;
  /** Keyed hash of the tag of the call that requested the last review. */
  tagIndex: Buffer | null;
}
