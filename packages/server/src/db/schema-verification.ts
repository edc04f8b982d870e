import type {
  CaptureKind,
  CaptureSource,
  EventId,
  Language,
  PersonKind,
  ProjectId,
  RetakeReason,
  ReviewId,
  ReviewJudgement,
  ReviewOutcome,
  SessionDocumentType,
  SessionId,
  SessionLanguage,
  SessionMethod,
  SessionOrigin,
  SessionReason,
  SessionState,
  SubjectId,
  WebhookId,
} from "@countersign/wire";
import type { Generated } from "kysely";
import type {
  Bytes,
  Day,
  Optional,
  OptionalBytes,
  OptionalDay,
  OptionalStamp,
  OptionalText,
  Stamp,
} from "./column-types.ts";

interface SessionsTable {
  id: SessionId;
  projectId: ProjectId;
  transactionId: OptionalText;
  method: SessionMethod;
  origin: Generated<SessionOrigin>;
  flow: "page" | "direct";
  personKind: Optional<PersonKind>;
  subjectId: Optional<SubjectId>;
  userId: OptionalText;
  personSealed: OptionalBytes;
  dataSealed: OptionalBytes;
  documentType: Optional<SessionDocumentType>;
  withPoses: Generated<boolean>;
  language: SessionLanguage;
  state: SessionState;
  version: Generated<number>;
  eventSequence: Generated<number>;
  failureReason: Optional<SessionReason>;
  outcomeWebhookIds: Generated<WebhookId[]>;
  pageTokenHash: OptionalBytes;
  createdAt: Stamp;
  expiresAt: Date;
  deadlineAt: Date;
  decidedAt: OptionalStamp;
  redactedAt: OptionalStamp;
  resubmissions: Generated<number>;
  attempt: Generated<number>;
  retryOf: Optional<SessionId>;
  repeatedTransactionId: OptionalText;
}

interface SessionTimelineTable {
  sessionId: SessionId;
  version: number;
  at: Date;
  trigger: string;
  fromState: Optional<SessionState>;
  toState: SessionState;
  actorKind: string;
  actorId: OptionalText;
}

interface SessionCapturesTable {
  id: string;
  sessionId: SessionId;
  kind: CaptureKind;
  contentType: string;
  imageSealed: Bytes;
  createdAt: Stamp;
  source: Optional<CaptureSource>;
}

interface SessionConsentsTable {
  sessionId: SessionId;
  version: string;
  language: SessionLanguage;
  at: Date;
}

interface SessionHandoffsTable {
  sessionId: SessionId;
  codeHash: OptionalBytes;
  expiresAt: Date;
  pageTokenHash: OptionalBytes;
}

interface VideoCallsTable {
  sessionId: SessionId;
  round: string;
  offerSealed: Bytes;
  answerSealed: OptionalBytes;
  again: Generated<boolean>;
  changedAt: Stamp;
}

interface SessionRetakesTable {
  sessionId: SessionId;
  number: number;
  kind: CaptureKind;
  reason: RetakeReason;
  askedBy: "checks" | "reviewer";
  createdAt: Stamp;
  doneAt: OptionalStamp;
}

interface ReviewsTable {
  id: ReviewId;
  projectId: ProjectId;
  kind: Generated<"session" | "user">;
  sessionId: Optional<SessionId>;
  userId: OptionalText;
  subjectId: Optional<SubjectId>;
  state: "open" | "decided" | "withdrawn";
  claimedBy: OptionalText;
  claimedUntil: OptionalStamp;
  firstApprovedBy: OptionalText;
  firstApprovedAt: OptionalStamp;
  decision: Optional<ReviewOutcome>;
  reason: Optional<SessionReason>;
  reasons: Generated<SessionReason[]>;
  commentSealed: OptionalBytes;
  notesSealed: OptionalBytes;
  identitySealed: OptionalBytes;
  overrideSealed: OptionalBytes;
  nextReviewDate: OptionalDay;
  decidedBy: OptionalText;
  createdAt: Stamp;
  decidedAt: OptionalStamp;
}

interface ReviewJudgementsTable {
  reviewId: ReviewId;
  operatorId: string;
  judgement: ReviewJudgement;
  createdAt: Date;
}

interface ReviewScheduleTable {
  projectId: ProjectId;
  userId: string;
  subjectId: SubjectId;
  dueOn: Day;
}

interface DisclosuresTable {
  sessionId: SessionId;
  kind: "passport" | "person" | "registration" | "photo" | "foreign_person";
  language: Language;
  state: "deferred" | "sent" | "void";
  eventId: Optional<EventId>;
  requestedAt: Stamp;
}

/** The tables of sessions, their pictures and data calls, and of reviews. */
export interface VerificationSchema {
  sessions: SessionsTable;
  sessionTimeline: SessionTimelineTable;
  sessionCaptures: SessionCapturesTable;
  sessionConsents: SessionConsentsTable;
  sessionHandoffs: SessionHandoffsTable;
  sessionRetakes: SessionRetakesTable;
  videoCalls: VideoCallsTable;
  reviews: ReviewsTable;
  reviewJudgements: ReviewJudgementsTable;
  reviewSchedule: ReviewScheduleTable;
  disclosures: DisclosuresTable;
}
