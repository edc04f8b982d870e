import type {
  CrossingRecord,
  PersonRecord,
  ProjectId,
  SessionDocumentType,
  SessionFlow,
  SessionId,
  SessionLanguage,
  SessionMethod,
  SessionOrigin,
  SessionReason,
  SessionState,
  SubjectId,
  WebhookId,
} from "@countersign/wire";

/** One run of one method for one person, without anything personal: safe to log, list and pass around. */
export interface Session {
  /** The public `attemptId`. */
  id: SessionId;
  projectId: ProjectId;
  /** The mode of its project; it decides whether an outcome may be simulated. */
  mode: "test" | "live";
  /** The integrator's own id of this run, unique in its project but for further attempts. */
  transactionId: string | null;
  method: SessionMethod;
  /** Through which API it was started. */
  origin: SessionOrigin;
  flow: SessionFlow;
  /** Null in a direct session until the integrator says who the person is, and where no registry is asked. */
  personKind: "resident" | "foreign" | null;
  subjectId: SubjectId | null;
  /** The integrator's own id of the person, where it gave one. */
  userId: string | null;
  /** The document that the applicant chose to show, in a `document` session. */
  documentType: SessionDocumentType | null;
  /** Whether a `document` session asks for pictures of the face from three sides, not for a selfie. */
  withPoses: boolean;
  language: SessionLanguage;
  /** As of the moment of reading: a session past its deadline reads `expired` even before that is written. */
  state: SessionState;
  /** How often a person has sent it back for other pictures. */
  resubmissions: number;
  /** 1; in a session in which an applicant tries again, one more than in the failed one. */
  attempt: number;
  /** The failed session that this one repeats. */
  retryOf: SessionId | null;
  /** Rises by one with every transition. */
  version: number;
  /** Only in `failed`. */
  failureReason: SessionReason | null;
  /** Where the outcome hook is sent in addition to the project's own webhooks. */
  outcomeWebhookIds: WebhookId[];
  createdAt: Date;
  /** When the applicant's time ends; ten minutes later once they have asked for more time. */
  expiresAt: Date;
  /** When the present stage runs out: `expiresAt`, or in review the review's own deadline. */
  deadlineAt: Date;
  decidedAt: Date | null;
  redactedAt: Date | null;
}

/**
 * Whom a session is about, as the registry knew them when the session began, so that what is disclosed later
 * is what the applicant was compared with. Personal: kept sealed, never logged. `birthDate` is `YYYY-MM-DD`.
 */
export type SessionPerson =
  | { kind: "resident"; pinfl: string; birthDate: string; record: PersonRecord }
  | { kind: "foreign"; document: string; record: CrossingRecord };
