import type {
  ApplicantPagePatch,
  Cell,
  ChecksMode,
  ChecksPolicyPatch,
  CustomEventType,
  DialectName,
  Language,
  ProjectId,
  ProjectQuotas,
  SubjectId,
  WebhookConfigKey,
  WebhookContentType,
  WebhookId,
} from "@countersign/wire";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type {
  Bytes,
  Day,
  DefaultedJson,
  Json,
  JsonObject,
  Optional,
  OptionalBytes,
  OptionalInteger,
  OptionalStamp,
  OptionalText,
  Stamp,
} from "./column-types.ts";
import type { ChecksSchema } from "./schema-checks.ts";
import type { DeliverySchema } from "./schema-delivery.ts";
import type { ESigningSchema } from "./schema-e-signing.ts";
import type { FilesSchema } from "./schema-files.ts";
import type { InterceptionsTable } from "./schema-interceptions.ts";
import type { OperationsSchema } from "./schema-operations.ts";
import type { RegistrySchema } from "./schema-registry.ts";
import type { SignInSchema } from "./schema-sign-in.ts";
import type { StorageSchema } from "./schema-storage.ts";
import type { TrafficSchema } from "./schema-traffic.ts";
import type { UsersSchema } from "./schema-users.ts";
import type { VerificationSchema } from "./schema-verification.ts";

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
  id: SubjectId;
  scopeId: string;
  createdAt: Stamp;
  erasedAt: OptionalStamp;
}

interface SubjectKeysTable {
  subjectId: SubjectId;
  scopeId: string;
  wrappedKey: Bytes;
}

interface SubjectNamesTable {
  scopeId: string;
  blindIndex: Bytes;
  subjectId: SubjectId;
}

interface SubjectLinksTable {
  subjectId: SubjectId;
  linkedTo: SubjectId;
}

interface ErasuresTable {
  subjectId: SubjectId;
  erasedAt: Date;
  parts: Generated<string[]>;
  clearedAt: OptionalStamp;
  scrubbedAt: OptionalStamp;
  /** Repeated in a restored store, and to be completed by the service. */
  repeating: Generated<boolean>;
}

interface StoreStateTable {
  era: Generated<string>;
  cell: Cell | null;
}

interface EventSequencesTable {
  projectId: ProjectId;
  subject: string;
  last: number;
}

interface ProjectsTable {
  id: ProjectId;
  name: string;
  mode: "test" | "live";
  language: Language;
  secretSealed: Bytes;
  secretMac: Bytes;
  successRedirectUrl: OptionalText;
  errorRedirectUrl: OptionalText;
  twoPersonApproval: Generated<boolean>;
  requireSignedRequests: Generated<boolean>;
  developersManageWebhooks: Generated<boolean>;
  requestSecretSealed: OptionalBytes;
  clientId: Generated<number>;
  createdAt: Stamp;
  payloadDays: Generated<number>;
  logDays: Generated<number>;
  logFrom: Generated<Day>;
  payloadsFrom: Generated<Day>;
  quotas: DefaultedJson<ProjectQuotas>;
  checks: Generated<ChecksMode>;
  hideScores: Generated<boolean>;
  checksPolicy: DefaultedJson<ChecksPolicyPatch>;
  applicantPage: DefaultedJson<ApplicantPagePatch>;
  logoSha256: OptionalText;
  archivedAt: OptionalStamp;
  gatewayVersion: Generated<number>;
  version: Generated<number>;
}

interface ProjectLogosTable {
  projectId: ProjectId;
  contentType: "image/png" | "image/jpeg";
  bytes: Bytes;
}

interface AccessTokensTable {
  hash: Bytes;
  keyed: Generated<boolean>;
  id: string;
  operatorId: OptionalText;
  projectId: Optional<ProjectId>;
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
  projectId: Optional<ProjectId>;
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

interface CustomEventTypesTable {
  projectId: ProjectId;
  type: CustomEventType;
  version: number;
  titleRu: string;
  titleEn: string;
  descriptionRu: string;
  descriptionEn: string;
  schema: string;
  example: string;
  createdAt: Stamp;
}

interface WebhooksTable {
  id: WebhookId;
  projectId: ProjectId;
  kind: "static" | "outcome" | "configured";
  configKey: Optional<WebhookConfigKey>;
  name: string;
  url: string;
  eventTypes: string[];
  dialect: DialectName;
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
  contentType: Optional<WebhookContentType>;
  body: OptionalText;
  condition: OptionalText;
  failurePolicy: Generated<"fail" | "continue">;
  fallback: Optional<{ price: number }>;
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

interface WebhookVersionsTable {
  webhookId: WebhookId;
  version: number;
  at: Date;
  actorKind: OptionalText;
  actorId: OptionalText;
  settings: Json<object>;
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
  projectId: ProjectId;
  what: "secret" | "requestSecret";
  secretSealed: Bytes;
  secretMac: OptionalBytes;
  retiresAt: Stamp;
  yieldedAt: OptionalStamp;
  place: GeneratedAlways<number>;
}

/** Every table of the schema `countersign`, as `migrations/` creates them, in camel case. */
export interface Schema
  extends DeliverySchema,
    OperationsSchema,
    RegistrySchema,
    StorageSchema,
    TrafficSchema,
    SignInSchema,
    UsersSchema,
    VerificationSchema,
    ESigningSchema,
    FilesSchema,
    ChecksSchema {
  keyScopes: KeyScopesTable;
  retentionClock: RetentionClockTable;
  subjects: SubjectsTable;
  subjectKeys: SubjectKeysTable;
  subjectNames: SubjectNamesTable;
  subjectLinks: SubjectLinksTable;
  eventSequences: EventSequencesTable;
  erasures: ErasuresTable;
  storeState: StoreStateTable;
  projects: ProjectsTable;
  projectLogos: ProjectLogosTable;
  accessTokens: AccessTokensTable;
  auditRecords: AuditRecordsTable;
  idempotencyKeys: IdempotencyKeysTable;
  usedSignatures: UsedSignaturesTable;
  customEventTypes: CustomEventTypesTable;
  customEventTypeVersions: CustomEventTypesTable;
  webhooks: WebhooksTable;
  webhookVersions: WebhookVersionsTable;
  signingSecrets: SigningSecretsTable;
  replacedSecrets: ReplacedSecretsTable;
  interceptions: InterceptionsTable;
}
