import type { ProjectQuotas } from "@countersign/wire";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type {
  Bytes,
  Day,
  DefaultedJson,
  Json,
  JsonObject,
  OptionalBytes,
  OptionalDay,
  OptionalInteger,
  OptionalStamp,
  OptionalText,
  Stamp,
} from "./column-types.ts";
import type { DeliverySchema } from "./schema-delivery.ts";
import type { InterceptionsTable } from "./schema-interceptions.ts";
import type { OperationsSchema } from "./schema-operations.ts";
import type { UsersSchema } from "./schema-users.ts";

interface KeyScopesTable {
  id: string;
  wrappedKey: Bytes;
  wrappedBy: OptionalText;
  createdAt: Stamp;
  chainDay: Generated<Day>;
  chainValue: ColumnType<Buffer, Uint8Array | undefined, Uint8Array>;
}

interface RetentionClockTable {
  oneRow: Generated<boolean>;
  reached: Date;
  ranAt: Date;
  version: Generated<number>;
}

interface SubjectsTable {
  id: string;
  scopeId: string;
  createdAt: Stamp;
  erasedAt: OptionalStamp;
}

interface SubjectKeysTable {
  subjectId: string;
  scopeId: string;
  wrappedKey: Bytes;
}

interface SubjectNamesTable {
  scopeId: string;
  blindIndex: Bytes;
  subjectId: string;
}

interface SubjectLinksTable {
  subjectId: string;
  linkedTo: string;
}

interface ErasuresTable {
  subjectId: string;
  erasedAt: Date;
  parts: Generated<string[]>;
  clearedAt: OptionalStamp;
  scrubbedAt: OptionalStamp;
}

interface EventSequencesTable {
  projectId: string;
  subject: string;
  last: number;
}

interface OperatorsTable {
  id: string;
  name: string;
  role: "operator" | "reviewer";
  active: Generated<boolean>;
  createdAt: Stamp;
}

interface ProjectsTable {
  id: string;
  name: string;
  mode: "test" | "live";
  language: "ru" | "en" | "uz" | "oz";
  secretSealed: Bytes;
  secretMac: Bytes;
  successRedirectUrl: OptionalText;
  errorRedirectUrl: OptionalText;
  twoPersonApproval: Generated<boolean>;
  requireSignedRequests: Generated<boolean>;
  requestSecretSealed: OptionalBytes;
  clientId: Generated<number>;
  createdAt: Stamp;
  payloadDays: Generated<number>;
  logDays: Generated<number>;
  logFrom: Generated<Day>;
  payloadsFrom: Generated<Day>;
  quotas: DefaultedJson<ProjectQuotas>;
  archivedAt: OptionalStamp;
  version: Generated<number>;
}

interface AccessTokensTable {
  hash: Bytes;
  keyed: Generated<boolean>;
  id: string;
  operatorId: OptionalText;
  projectId: OptionalText;
  createdAt: Stamp;
  revokedAt: OptionalStamp;
  expiresAt: OptionalStamp;
  place: GeneratedAlways<number>;
  name: Generated<string>;
  prefix: OptionalText;
  lastUsedAt: OptionalStamp;
  replacedBy: OptionalText;
  version: Generated<number>;
}

interface AuditRecordsTable {
  id: string;
  at: Stamp;
  actorKind: "operator" | "reviewer" | "project" | "applicant" | "system" | "anonymous";
  actorId: string;
  action: string;
  projectId: OptionalText;
  target: OptionalText;
  address: OptionalText;
  reason: OptionalText;
  details: DefaultedJson<JsonObject>;
}

interface IdempotencyKeysTable {
  actorId: string;
  key: string;
  requestHash: Bytes;
  status: OptionalInteger;
  responseSealed: OptionalBytes;
  createdAt: Stamp;
  beganAt: OptionalStamp;
}

interface UsedSignaturesTable {
  mac: Bytes;
  expiresAt: Stamp;
}

interface RegistryPeopleTable {
  id: string;
  subjectId: string;
  pinflIndex: Bytes;
  documentIndex: Bytes;
  recordSealed: Bytes;
  photoSealed: OptionalBytes;
  locked: Generated<boolean>;
  updatedAt: Stamp;
}

interface RegistryCrossingsTable {
  id: string;
  subjectId: string;
  documentIndex: Bytes;
  crossingIndex: Bytes;
  recordSealed: Bytes;
  photoSealed: OptionalBytes;
  updatedAt: Stamp;
}

interface RegistrySourcesTable {
  id: string;
  name: string;
  url: string;
  apiKeySealed: OptionalBytes;
  timeoutMs: number;
  mapping: DefaultedJson<JsonObject>;
  position: Generated<number>;
  active: Generated<boolean>;
  createdAt: Stamp;
}

interface RegistryImportsTable {
  id: string;
  kind: "people" | "crossings";
  state: "running" | "finished" | "interrupted";
  received: Generated<number>;
  kept: Generated<number>;
  refused: Generated<number>;
  refusals: DefaultedJson<(({ line: number } | { index: number }) & { field: string; problem: string })[]>;
  startedAt: Stamp;
  updatedAt: Stamp;
  finishedAt: OptionalStamp;
}

interface SessionsTable {
  id: string;
  projectId: string;
  transactionId: OptionalText;
  method: string;
  origin: Generated<"able-id" | "love-and-pay" | "treezor" | "manage">;
  flow: "page" | "direct";
  personKind: ColumnType<
    "resident" | "foreign" | null,
    "resident" | "foreign" | null | undefined,
    "resident" | "foreign" | null
  >;
  subjectId: OptionalText;
  userId: OptionalText;
  personSealed: OptionalBytes;
  dataSealed: OptionalBytes;
  documentType: OptionalText;
  language: "ru" | "en" | "uz" | "oz" | "kk";
  state: "created" | "started" | "processing" | "in_review" | "succeeded" | "failed" | "aborted" | "expired";
  version: Generated<number>;
  eventSequence: Generated<number>;
  failureReason: OptionalText;
  outcomeWebhookIds: Generated<string[]>;
  pageTokenHash: OptionalBytes;
  createdAt: Stamp;
  expiresAt: Date;
  deadlineAt: Date;
  decidedAt: OptionalStamp;
  redactedAt: OptionalStamp;
}

interface SessionTimelineTable {
  sessionId: string;
  version: number;
  at: Date;
  trigger: string;
  fromState: OptionalText;
  toState: string;
  actorKind: string;
  actorId: OptionalText;
}

interface SessionCapturesTable {
  id: string;
  sessionId: string;
  kind: string;
  contentType: string;
  imageSealed: Bytes;
  createdAt: Stamp;
}

interface ReviewsTable {
  id: string;
  projectId: string;
  kind: Generated<"session" | "user">;
  sessionId: OptionalText;
  userId: OptionalText;
  subjectId: OptionalText;
  state: "open" | "decided" | "withdrawn";
  claimedBy: OptionalText;
  claimedUntil: OptionalStamp;
  firstApprovedBy: OptionalText;
  firstApprovedAt: OptionalStamp;
  decision: ColumnType<
    "approved" | "refused" | null,
    "approved" | "refused" | null | undefined,
    "approved" | "refused" | null
  >;
  reason: OptionalText;
  reasons: Generated<string[]>;
  commentSealed: OptionalBytes;
  notesSealed: OptionalBytes;
  identitySealed: OptionalBytes;
  nextReviewDate: OptionalDay;
  decidedBy: OptionalText;
  createdAt: Stamp;
  decidedAt: OptionalStamp;
}

interface ReviewScheduleTable {
  projectId: string;
  userId: string;
  subjectId: string;
  dueOn: Day;
}

interface CustomEventTypesTable {
  projectId: string;
  type: string;
  titleRu: string;
  titleEn: string;
  descriptionRu: string;
  descriptionEn: string;
  schema: string;
  example: string;
  createdAt: Stamp;
}

interface DisclosuresTable {
  sessionId: string;
  kind: "passport" | "person" | "registration" | "photo" | "foreign_person";
  language: string;
  state: "deferred" | "sent" | "void";
  eventId: OptionalText;
  requestedAt: Stamp;
}

interface WebhooksTable {
  id: string;
  projectId: string;
  kind: "static" | "outcome" | "configured";
  configKey: OptionalText;
  name: string;
  url: string;
  eventTypes: string[];
  dialect: string;
  retry: Json<{ preset: string } | { delaysMs: number[] }>;
  timeoutMs: number;
  mode: Generated<"forget" | "notify" | "notify-keep" | "await" | "await-keep" | "gate" | "gate-apply">;
  position: Generated<number>;
  validFrom: OptionalStamp;
  validTo: OptionalStamp;
  headersSealed: OptionalBytes;
  authSealed: OptionalBytes;
  rateLimit: OptionalInteger;
  fifo: Generated<"none" | "subject">;
  contentType: OptionalText;
  body: OptionalText;
  condition: OptionalText;
  failurePolicy: Generated<"fail" | "continue">;
  fallback: ColumnType<
    { price: number } | null,
    { price: number } | null | undefined,
    { price: number } | null
  >;
  requireKycLevel: OptionalInteger;
  active: Generated<boolean>;
  disabledAt: OptionalStamp;
  disabledReason: OptionalText;
  failingSince: OptionalStamp;
  deletedAt: OptionalStamp;
  version: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
}

interface SigningSecretsTable {
  id: string;
  ownerId: string;
  secretSealed: Bytes;
  createdAt: Stamp;
  retiresAt: OptionalStamp;
  yieldedAt: OptionalStamp;
  place: GeneratedAlways<number>;
}

interface ReplacedSecretsTable {
  id: string;
  projectId: string;
  what: "secret" | "requestSecret";
  secretSealed: Bytes;
  secretMac: OptionalBytes;
  retiresAt: Stamp;
  yieldedAt: OptionalStamp;
  place: GeneratedAlways<number>;
}

/** Every table of the schema `countersign`, as `migrations/` creates them, in camel case. */
export interface Schema extends DeliverySchema, OperationsSchema, UsersSchema {
  keyScopes: KeyScopesTable;
  retentionClock: RetentionClockTable;
  subjects: SubjectsTable;
  subjectKeys: SubjectKeysTable;
  subjectNames: SubjectNamesTable;
  subjectLinks: SubjectLinksTable;
  eventSequences: EventSequencesTable;
  erasures: ErasuresTable;
  operators: OperatorsTable;
  projects: ProjectsTable;
  accessTokens: AccessTokensTable;
  auditRecords: AuditRecordsTable;
  idempotencyKeys: IdempotencyKeysTable;
  usedSignatures: UsedSignaturesTable;
  registryPeople: RegistryPeopleTable;
  registryCrossings: RegistryCrossingsTable;
  registrySources: RegistrySourcesTable;
  registryImports: RegistryImportsTable;
  sessions: SessionsTable;
  sessionTimeline: SessionTimelineTable;
  sessionCaptures: SessionCapturesTable;
  reviews: ReviewsTable;
  reviewSchedule: ReviewScheduleTable;
  customEventTypes: CustomEventTypesTable;
  disclosures: DisclosuresTable;
  webhooks: WebhooksTable;
  signingSecrets: SigningSecretsTable;
  replacedSecrets: ReplacedSecretsTable;
  interceptions: InterceptionsTable;
}
