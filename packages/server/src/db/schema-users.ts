import type {
  DocumentStatus,
  KycLevel,
  KycReview,
  ProjectId,
  ReplayId,
  SessionId,
  SubjectId,
} from "@countersign/wire";
import type { Generated } from "kysely";
import type { Bytes, Optional, OptionalBytes } from "./column-types.ts";

interface UsersTable {
  id: number;
  projectId: ProjectId;
  subjectId: SubjectId;
  accessTagIndex: OptionalBytes;
  userTagIndex: OptionalBytes;
  emailIndex: OptionalBytes;
  fieldsSealed: OptionalBytes;
  kycLevel: Generated<KycLevel>;
  kycReview: Generated<KycReview>;
  reviewType: Generated<"ONBOARDING" | "PERIODIC">;
  reviewTagIndex: OptionalBytes;
  reviewCommentSealed: OptionalBytes;
  requestedAt: Optional<Date>;
  reviewedAt: Optional<Date>;
  /** "YYYY-MM-DD" */
  nextReviewOn: Optional<string>;
  frozenAt: Optional<Date>;
  canceledAt: Optional<Date>;
  eventSequence: Generated<number>;
  createdAt: Date;
  modifiedAt: Date;
}

interface DocumentsTable {
  id: number;
  projectId: ProjectId;
  userId: number;
  sessionId: Optional<SessionId>;
  accessTagIndex: OptionalBytes;
  typeId: number;
  status: DocumentStatus;
  preReview: Generated<boolean>;
  fieldsSealed: OptionalBytes;
  contentType: "application/pdf" | "image/jpeg" | "image/png";
  contentBytes: number;
  contentIndex: Bytes;
  contentSealed: OptionalBytes;
  eventSequence: Generated<number>;
  createdAt: Date;
  modifiedAt: Optional<Date>;
}

interface RetryQueriesTable {
  id: string;
  projectId: ProjectId;
  type: Optional<string>;
  fromTime: Date;
  toTime: Date;
  matched: number;
  replayId: Optional<ReplayId>;
  createdAt: Date;
  expiresAt: Date;
}

/** The tables of Treezor's users and documents. */
export interface UsersSchema {
  users: UsersTable;
  documents: DocumentsTable;
  retryQueries: RetryQueriesTable;
}
