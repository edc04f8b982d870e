import type { ColumnType, Generated } from "kysely";
import type { Bytes, OptionalBytes } from "./column-types.ts";

type Optional<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;

interface UsersTable {
  id: number;
  projectId: string;
  subjectId: string;
  accessTagIndex: OptionalBytes;
  userTagIndex: OptionalBytes;
  emailIndex: OptionalBytes;
  fieldsSealed: OptionalBytes;
  kycLevel: Generated<number>;
  kycReview: Generated<number>;
  reviewType: Generated<"ONBOARDING" | "PERIODIC">;
  reviewTagIndex: OptionalBytes;
  reviewCommentSealed: OptionalBytes;
  requestedAt: Optional<Date>;
  reviewedAt: Optional<Date>;
  /** "YYYY-MM-DD" */
  nextReviewOn: Optional<string>;
  eventSequence: Generated<number>;
  createdAt: Date;
  modifiedAt: Date;
}

interface DocumentsTable {
  id: number;
  projectId: string;
  userId: number;
  sessionId: Optional<string>;
  accessTagIndex: OptionalBytes;
  typeId: number;
  status: "PENDING" | "VALIDATED" | "CANCELED";
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
  projectId: string;
  type: Optional<string>;
  fromTime: Date;
  toTime: Date;
  matched: number;
  replayId: Optional<string>;
  createdAt: Date;
  expiresAt: Date;
}

/** The tables of Treezor's users and documents. */
export interface UsersSchema {
  users: UsersTable;
  documents: DocumentsTable;
  retryQueries: RetryQueriesTable;
}
