// Made of /openapi/manage.json by `npm run generate -w packages/cli`; a test compares.

type AnyEventType =
  | "check.outcome"
  | "check.passport"
  | "check.person"
  | "check.registration"
  | "check.photo"
  | "check.foreign_person"
  | "kyc.completed"
  | "kyc.failed"
  | "user.kycrequest"
  | "user.kycreview"
  | "kycreview.request"
  | "kycreview.result"
  | "document.create"
  | "document.update"
  | "document.cancel"
  | "kycliveness.create"
  | "kycliveness.update"
  | "qes.created"
  | "qes.processing"
  | "qes.aborted"
  | "qes.finalized"
  | "videoConference.created"
  | "videoConference.processing"
  | "videoConference.aborted"
  | "videoConference.finalized"
  | "before_registration"
  | "after_registration"
  | "before_order_add"
  | "before_order_update"
  | "before_order_setstatus"
  | "before_delivery_service_calculate"
  | "before_user_update"
  | "before_user_new"
  | "on_subscription"
  | "session.started"
  | "session.submitted"
  | "session.resubmission_requested"
  | "session.expired"
  | "review.requested"
  | "webhook.disabled"
  | "webhook.recovered"
  | "delivery.exhausted"
  | string;
type ApplicantPage = {
  displayName: string | null;
  accentColour: string | null;
  privacyUrl: string | null;
  supportUrl: string | null;
  picturesKeptDays: number | null;
  allowFiles: boolean;
  documents: Array<SessionDocumentType>;
  captureOrder: "document_first" | "selfie_first";
  retries: number;
  videoCalls: boolean;
  embedOrigins: Array<string>;
};
type AskDevice = { name: string };
type AskedDevice = {
  deviceCode: string;
  userCode: string;
  verificationUrl: string;
  expiresAt: string;
  intervalSeconds: number;
};
type Attempt = {
  number: number;
  resend: boolean;
  startedAt: string;
  durationMs: number;
  outcome: string;
  statusCode: number | null;
  url: string | null;
  dialled: string | null;
  requestHeaders: Record<string, string>;
  timings: Record<string, number> | null;
  answerFlag: "cut" | "malformed" | null;
};
type CaptureKind =
  | "face"
  | "document_front"
  | "document_back"
  | "selfie"
  | "pose_front"
  | "pose_left"
  | "pose_right";
type CaptureSource = "camera" | "file";
type Check = {
  id: string;
  name:
    | "picture.quality"
    | "document.mrz"
    | "document.digits"
    | "document.expiry"
    | "document.type"
    | "document.country"
    | "document.data"
    | "face.present"
    | "face.match"
    | "liveness.pose"
    | "session.repeats"
    | "person.alive"
    | "person.access"
    | "person.record";
  version: number;
  capture: CaptureKind | null;
  verdict: "pass" | "consider" | "fail" | "error" | "skipped";
  code: CheckCode;
  score: number | null;
  threshold: number | null;
  model: string | null;
  cpuMs: number;
  createdAt: string;
  evidence: ShownEvidence | null;
};
type CheckCode =
  | "quality_good"
  | "picture_small"
  | "picture_blurred"
  | "picture_dark"
  | "picture_bright"
  | "picture_flat"
  | "picture_glare"
  | "picture_unreadable"
  | "zone_read"
  | "zone_doubtful"
  | "zone_not_found"
  | "zone_missing"
  | "digits_right"
  | "digits_wrong"
  | "document_valid"
  | "document_expired"
  | "expiry_unknown"
  | "type_accepted"
  | "type_not_accepted"
  | "type_not_chosen"
  | "country_accepted"
  | "country_not_accepted"
  | "specimen"
  | "data_match"
  | "data_differ"
  | "nothing_to_compare"
  | "face_found"
  | "face_missing"
  | "faces_several"
  | "face_poor"
  | "faces_match"
  | "faces_unlike"
  | "poses_right"
  | "poses_wrong"
  | "poses_out_of_order"
  | "nothing_repeated"
  | "picture_repeated"
  | "picture_seen"
  | "document_seen"
  | "registry_picture_sent"
  | "person_alive"
  | "person_dead"
  | "access_open"
  | "person_locked"
  | "record_valid"
  | "record_expired"
  | "record_missing"
  | "model_missing"
  | "faces_off"
  | "timed_out"
  | "out_of_memory"
  | "interrupted";
type CheckField = {
  field: string;
  read: string | null;
  expected: string | null;
  registry: string | null;
  matches: boolean | null;
};
type ChecksPolicy = {
  approve: Array<
    | "picture.quality"
    | "document.mrz"
    | "document.digits"
    | "document.expiry"
    | "document.type"
    | "document.country"
    | "document.data"
    | "face.present"
    | "face.match"
    | "liveness.pose"
    | "session.repeats"
    | "person.alive"
    | "person.access"
    | "person.record"
  >;
  refuse: Array<"document_expired" | "unsupported_document">;
  countries: Array<string> | null;
  documents: Array<"passport" | "identity_card" | "visa"> | null;
  samplePercent: number;
  retakes: number;
};
type CollectDevice = { deviceCode: string };
type CrossingData = {
  document: string;
  reg_date: string;
  citizenship: string;
  full_name: string;
  birth_date: string;
};
type Decide = {
  decision: "approved" | "refused";
  reasons?: Array<RefusalReason> | undefined;
  comment?: string | undefined;
  identity?: Identity | undefined;
  nextReviewDate?: string | undefined;
  override?: { reason: string } | undefined;
  kycLevel?: 1 | 2 | 3 | undefined;
};
type Delivery = {
  id: string;
  eventId: string;
  webhookId: string;
  projectId: string;
  type: string;
  subject: string | null;
  sequence: number | null;
  status: "pending" | "retrying" | "delivered" | "done" | "exhausted" | "cancelled";
  reason:
    | "gone"
    | "refused"
    | "disabled"
    | "paused"
    | "deleted"
    | "erased"
    | "expired"
    | "unreadable"
    | "unrendered"
    | "condition"
    | "stopped"
    | null;
  attemptCount: number;
  createdAt: string;
  statusCode: number | null;
  outcome: string | null;
  durationMs: number | null;
  nextAttemptAt: string | null;
  settledAt: string | null;
  replayId: string | null;
};
type DeliveryContent = {
  contentType: string | null;
  body: string | null;
  withheld: "erased" | "expired" | "personal" | "unrendered" | null;
  responses: Array<{
    number: number;
    statusCode: number | null;
    headers: Record<string, string> | null;
    body: string | null;
    answerFlag: "cut" | "malformed" | null;
  }>;
};
type DeliveryDetail = {
  id: string;
  eventId: string;
  webhookId: string;
  projectId: string;
  type: string;
  subject: string | null;
  sequence: number | null;
  status: "pending" | "retrying" | "delivered" | "done" | "exhausted" | "cancelled";
  reason:
    | "gone"
    | "refused"
    | "disabled"
    | "paused"
    | "deleted"
    | "erased"
    | "expired"
    | "unreadable"
    | "unrendered"
    | "condition"
    | "stopped"
    | null;
  attemptCount: number;
  createdAt: string;
  statusCode: number | null;
  outcome: string | null;
  durationMs: number | null;
  nextAttemptAt: string | null;
  settledAt: string | null;
  replayId: string | null;
  webhookUrl: string | null;
  maxAttempts: number | null;
  attempts: Array<Attempt>;
};
type DeliveryPage = { data: Array<Delivery>; nextCursor: string | null };
type DeviceAnswer = {
  status: "pending" | "approved" | "over";
  token: string | null;
  expiresAt: string | null;
};
type Event = {
  id: string;
  projectId: string;
  type: string;
  subject: string | null;
  sequence: number | null;
  createdAt: string;
};
type EventDetail = {
  id: string;
  projectId: string;
  type: string;
  subject: string | null;
  sequence: number | null;
  createdAt: string;
  payload: JsonValue | null;
  withheld: "erased" | "expired" | "personal" | null;
};
type EventPage = { data: Array<Event>; nextCursor: string | null };
type EventType = {
  type: string;
  projectId: string | null;
  version: number;
  title: { ru: string; en: string };
  description: { ru: string; en: string };
  dialect: string;
  subject: string;
  personal: boolean;
  schema: Record<string, JsonValue>;
  example: JsonValue;
};
type EventTypePage = { data: Array<EventType>; nextCursor: string | null };
type Flags = { blockWithoutAnswer: boolean; awaitAnswer: boolean; answerHasData: boolean };
type Identity = {
  firstName?: string | undefined;
  lastName?: string | undefined;
  birthDate?: string | undefined;
  gender?: "M" | "F" | "OTHER" | undefined;
  birthPlace?: string | undefined;
  nationality?: string | undefined;
  documentType?: SessionDocumentType | undefined;
  documentNumber?: string | undefined;
  issuingPlace?: string | undefined;
};
type ImportRefusal = {
  line?: number | undefined;
  index?: number | undefined;
  field: string;
  problem: string;
};
type ImportReport = {
  id: string;
  kind: "people" | "crossings";
  status: "running" | "finished" | "interrupted" | "cancelled";
  received: number;
  kept: number;
  refused: number;
  refusals: Array<ImportRefusal>;
  startedAt: string;
  finishedAt: string | null;
};
type ImportWebhooks = { projectId: string; yaml: string; apply?: boolean | undefined };
type ImportedWebhooks = {
  applied: boolean;
  diff: Array<{
    action: "add" | "change" | "same" | "left";
    id: string | null;
    name: string;
    changes: Array<{ field: string; before: JsonValue; after: JsonValue }>;
    missingSecrets: Array<string>;
    secret?: string | null | undefined;
  }>;
};
type Intercept = {
  projectId: string;
  payload: Record<string, JsonValue>;
  dryRun?: boolean | undefined;
  subject?: string | undefined;
  userId?: string | undefined;
};
type InterceptResponse = {
  allow: boolean;
  payload: Record<string, JsonValue> | null;
  error?:
    | { code: string; message: string; field?: string | undefined; name: string; statusCode: number }
    | undefined;
  degraded: boolean;
  fallback?: { price: number } | undefined;
  warnings: Array<string>;
  traceId: string;
  trace: Array<TraceStep>;
  totalMs: number;
};
type JsonValue = unknown;
type Language = "ru" | "en" | "uz" | "oz";
type ManageApplicantMethod = "document" | "liveness" | "qes" | "video_conference";
type ManageMethod = "identification" | "verification" | "document" | "liveness" | "qes" | "video_conference";
type Mode = "forget" | "notify" | "notify_keep" | "await" | "await_keep" | "gate" | "gate_apply";
type NewEvent = {
  projectId: string;
  type: AnyEventType;
  subject?: string | undefined;
  payload: Record<never, never>;
};
type PatchOperation =
  | { op: "add"; path: string; value: JsonValue }
  | { op: "replace"; path: string; value: JsonValue }
  | { op: "test"; path: string; value: JsonValue }
  | { op: "remove"; path: string }
  | { op: "move"; path: string; from: string }
  | { op: "copy"; path: string; from: string };
type PersonData = {
  pinfl: string;
  surname: string;
  name: string;
  lastName: string;
  document: string;
  sex: number;
  passportGivePlace: string;
  passportGivePlaceId: string;
  passportDateBegin: string;
  passportDateEnd: string;
  passportType:
    | "IDMS_RECV_IP_DOCUMENTS"
    | "IDMS_RECV_CITIZ_DOCUMENTS"
    | "IDMS_RECV_LBG_DOCUMENTS"
    | "IDMS_RECV_MVD_IDCARD_CITIZEN"
    | "IDMS_RECV_MVD_IDCARD_FOREIGN"
    | "IDMS_RECV_MVD_IDCARD_LBG"
    | "IDMS_RECV_MVD_IDCARD_NEWBORN"
    | "IDMS_RECV_MJ_BIRTH_CERTS"
    | null;
  passportTypeTitle: string | null;
  passportTypeId: string | null;
  passportTypeCbuId: string | null;
  birthDate: string;
  birthPlace: string | null;
  birthPlaceId: string | null;
  birthPlaceCbuId: string | null;
  birthCountry: string | null;
  birthCountryId: string | null;
  birthCountryCbuId: string | null;
  liveStatus: boolean;
  nationality: string | null;
  nationalityId: string | null;
  nationalityCbuId: string | null;
  citizenship: string | null;
  citizenshipId: string | null;
  citizenshipCbuId: string | null;
};
type Picture = { contentType: "image/jpeg" | "image/png"; base64: string };
type Project = {
  id: string;
  name: string;
  mode: ProjectMode;
  status: "active" | "archived";
  language: Language;
  twoPersonApproval: boolean;
  requireSignedRequests: boolean;
  developersManageWebhooks: boolean;
  checks: "off" | "assist" | "decide";
  hideScores: boolean;
  checksPolicy: ChecksPolicy;
  applicantPage: ApplicantPage;
  logoSha256: string | null;
  payloadDays: number;
  logDays: number;
  quotas: ProjectQuotas;
  storage: { storedBytes: number; limitBytes: number | null };
  signing: Signing;
  rotations: { secret: SigningRotation | null; requestSecret: Rotation | null };
  createdAt: string;
  archivedAt: string | null;
  version: number;
};
type ProjectMode = "test" | "live";
type ProjectPage = { data: Array<Project>; nextCursor: string | null };
type ProjectQuotas = {
  events: QuotaRate | null;
  sessions: QuotaRate | null;
  interceptions: QuotaRate | null;
  keySharePercent: number | null;
  weight: number | null;
  storedBytes: number | null;
};
type QuotaRate = { perSecond: number; burst: number };
type ReasonBody = { reason?: string | undefined };
type RecordedEvent = { id: string };
type RefusalReason =
  | "face_not_matched"
  | "photo_unusable"
  | "not_live"
  | "registry_photo_missing"
  | "document_expired"
  | "document_unreadable"
  | "document_mismatch"
  | "unsupported_document"
  | "selfie_mismatch"
  | "face_not_shown"
  | "poor_lighting"
  | "identity_mismatch"
  | "suspected_fraud";
type Resent = { resent: number };
type RetakeReason =
  | "unreadable"
  | "glare"
  | "blurred"
  | "too_dark"
  | "too_bright"
  | "too_small"
  | "cut_off"
  | "wrong_side"
  | "not_original"
  | "no_face"
  | "several_faces"
  | "face_unclear"
  | "repeated";
type Retry = "standard" | "able-id" | "treezor" | { delaysSeconds: Array<number> };
type Review = {
  id: string;
  projectId: string;
  kind: "session" | "user";
  sessionId: string | null;
  method: ManageMethod | null;
  userId: string | null;
  status: "open" | "decided" | "withdrawn";
  claim: { by: string; mine: boolean; expiresAt: string } | null;
  firstApproval: { by: string; mine: boolean; approvedAt: string } | null;
  decision: "approved" | "refused" | "resubmission_requested" | null;
  reasons: Array<SessionReason>;
  nextReviewDate: string | null;
  decidedBy: string | null;
  createdAt: string;
  deadlineAt: string | null;
  decidedAt: string | null;
};
type ReviewDetail = {
  id: string;
  projectId: string;
  kind: "session" | "user";
  sessionId: string | null;
  method: ManageMethod | null;
  userId: string | null;
  status: "open" | "decided" | "withdrawn";
  claim: { by: string; mine: boolean; expiresAt: string } | null;
  firstApproval: { by: string; mine: boolean; approvedAt: string } | null;
  decision: "approved" | "refused" | "resubmission_requested" | null;
  reasons: Array<SessionReason>;
  nextReviewDate: string | null;
  decidedBy: string | null;
  createdAt: string;
  deadlineAt: string | null;
  decidedAt: string | null;
  comment: string | null;
  notes: string | null;
  expectedIdentity: Identity | null;
  verifiedIdentity: Identity | null;
  identId: string | null;
  video: boolean;
  captures: Array<{ kind: CaptureKind; contentType: "image/jpeg" | "image/png"; base64: string }>;
  pictures: Array<ReviewPicture>;
  fields: Array<CheckField>;
  refusalReasons: Array<RefusalReason>;
  suggestedReasons: Array<SessionReason>;
  applicantIsTold: Array<{ reason: RefusalReason; text: string }>;
  user: {
    userId: string;
    status: "PENDING" | "VALIDATED" | "CANCELED";
    frozen: boolean;
    kycLevel: "0" | "1" | "2" | "3" | "4";
    kycReview: "0" | "1" | "2" | "3" | "6" | "7";
    fields: Array<{ name: string; value: string }>;
  } | null;
  documents: Array<{
    id: string;
    name: string;
    type: string;
    status: "PENDING" | "VALIDATED" | "REFUSED" | "CANCELED";
    preReview: boolean;
    contentType: "application/pdf" | "image/jpeg" | "image/png";
    bytes: number;
    createdAt: string;
    url: string;
  }>;
  judgement: "genuine" | "doubtful" | null;
  checksHidden: boolean;
  capturedPicture: Picture | null;
  registryPicture: Picture | null;
  registryPerson: PersonData | null;
  registryCrossing: CrossingData | null;
  earlierSessions: Array<{
    id: string;
    method: ManageMethod;
    status: SessionState;
    failureReason: SessionReason | null;
    createdAt: string;
  }>;
  checks: SessionChecks | null;
  blocks: Array<"person_dead" | "person_locked" | "record_expired" | "name_differs" | "birth_date_differs">;
  resubmission: { left: number; captures: Array<{ kind: CaptureKind; reasons: Array<RetakeReason> }> } | null;
  overrideReason: string | null;
};
type ReviewPage = { data: Array<Review>; nextCursor: string | null };
type ReviewPicture = {
  bytes: number;
  source: CaptureSource | null;
  name: string;
  contentType: "image/jpeg" | "image/png";
  width: number;
  height: number;
  takenAt: string | null;
  url: string;
};
type RotatedWebhookSecret = { secret: string | null; previousValidUntil: string | null };
type Rotation = { previousValidUntil: string };
type Session = {
  id: string;
  projectId: string;
  transactionId: string | null;
  method: ManageMethod;
  origin: SessionOrigin;
  flow: "page" | "direct";
  personKind: "resident" | "foreign" | null;
  userId: string | null;
  documentType: SessionDocumentType | null;
  language: SessionLanguage;
  status: SessionState;
  failureReason: SessionReason | null;
  createdAt: string;
  expiresAt: string;
  decidedAt: string | null;
  redactedAt: string | null;
};
type SessionChecks = {
  mode: "off" | "assist" | "decide";
  status: "none" | "waiting" | "running" | "done";
  outcome: "approved" | "refused" | "review" | null;
  cause:
    | "policy_met"
    | "document_expired"
    | "unsupported_document"
    | "assist"
    | "check_open"
    | "identity_open"
    | "blocked"
    | "two_people"
    | "method"
    | "resubmission"
    | "sampled"
    | "failed"
    | null;
  proposed: "approved" | "refused" | null;
  open: Array<
    | "picture.quality"
    | "document.mrz"
    | "document.digits"
    | "document.expiry"
    | "document.type"
    | "document.country"
    | "document.data"
    | "face.present"
    | "face.match"
    | "liveness.pose"
    | "session.repeats"
    | "person.alive"
    | "person.access"
    | "person.record"
  >;
  data: Array<Check>;
};
type SessionDetail = {
  id: string;
  projectId: string;
  transactionId: string | null;
  method: ManageMethod;
  origin: SessionOrigin;
  flow: "page" | "direct";
  personKind: "resident" | "foreign" | null;
  userId: string | null;
  documentType: SessionDocumentType | null;
  language: SessionLanguage;
  status: SessionState;
  failureReason: SessionReason | null;
  createdAt: string;
  expiresAt: string;
  decidedAt: string | null;
  redactedAt: string | null;
  attempt: number;
  retryOf: string | null;
  retry: { url: string | null; sessionId: string | null; until: string | null } | null;
  consent: { version: string; language: SessionLanguage; givenAt: string } | null;
  signature: SessionSignature | null;
  timeline: Array<TimelineEntry>;
  links: {
    reviews: string;
    events: string;
    deliveries: string;
    otherSessions: string | null;
    signedDocument: string | null;
  };
};
type SessionDocumentType = "passport" | "id_card";
type SessionLanguage = "ru" | "en" | "uz" | "oz" | "kk";
type SessionOrigin = "able-id" | "love-and-pay" | "treezor" | "manage";
type SessionPage = { data: Array<Session>; nextCursor: string | null };
type SessionReason =
  | "face_not_matched"
  | "photo_unusable"
  | "not_live"
  | "registry_photo_missing"
  | "document_expired"
  | "document_unreadable"
  | "document_mismatch"
  | "unsupported_document"
  | "selfie_mismatch"
  | "face_not_shown"
  | "poor_lighting"
  | "identity_mismatch"
  | "suspected_fraud"
  | "signature_code_wrong"
  | "simulated";
type SessionSignature = {
  bytes: number;
  pages: number;
  suppliedAt: string;
  agreedAt: string | null;
  codesSent: number;
  wrongCodes: number;
  signedAt: string | null;
};
type SessionState =
  | "created"
  | "started"
  | "processing"
  | "in_review"
  | "resubmission_requested"
  | "succeeded"
  | "failed"
  | "aborted"
  | "expired";
type ShownEvidence = {
  inputs: Array<{ kind: CaptureKind | "registry_photo"; sha256: string }>;
  zone: {
    format: string;
    lines: Array<string>;
    confidence: number;
    leastConfidence: number;
    trusted: boolean;
    problems: Array<string>;
  } | null;
  fields: Array<CheckField>;
  measures: Array<{ name: string; value: number; limit: number | null }>;
  sessionIds: Array<string>;
  pictures: Array<{ name: string; contentType: "image/png" | "image/jpeg"; url: string }>;
};
type Signing = { rotatedAt: string; previousValidUntil: string | null; signsWith: "previous" | "current" };
type SigningDocument = {
  name: string;
  contentBase64: string;
  codeTo?: { phone?: string | undefined; email?: string | undefined } | undefined;
};
type SigningRotation = { previousValidUntil: string; signsWith: "previous" | "current" };
type Simulate = { outcome: "succeeded" | "failed"; reason?: SessionReason | undefined };
type StartMethod = {
  projectId: string;
  method: ManageApplicantMethod;
  transactionId?: string | undefined;
  userId?: string | undefined;
  language?: SessionLanguage | undefined;
  expectedIdentity?: Identity | undefined;
  metadata?: Record<string, JsonValue> | undefined;
  document?: SigningDocument | undefined;
};
type StartedSession = {
  id: string;
  projectId: string;
  transactionId: string | null;
  method: ManageMethod;
  origin: SessionOrigin;
  flow: "page" | "direct";
  personKind: "resident" | "foreign" | null;
  userId: string | null;
  documentType: SessionDocumentType | null;
  language: SessionLanguage;
  status: SessionState;
  failureReason: SessionReason | null;
  createdAt: string;
  expiresAt: string;
  decidedAt: string | null;
  redactedAt: string | null;
  url: string;
};
type TimelineEntry = {
  version: number;
  occurredAt: string;
  trigger: string;
  from: SessionState | null;
  to: SessionState;
  actor: { kind: string; id: string | null };
};
type TraceStep = {
  webhookId: string;
  name: string;
  order: number;
  verdict: "allowed" | "denied" | "broken" | "tolerated" | "skipped";
  why:
    | "timeout"
    | "budget"
    | "refused"
    | "breaker_open"
    | "reset"
    | "bad_status"
    | "malformed_answer"
    | "too_large"
    | "change_not_applicable"
    | "body"
    | "condition"
    | "internal"
    | "not_yet_valid"
    | "expired"
    | "disabled"
    | "chain_ended"
    | null;
  detail: string | null;
  statusCode: number | null;
  attemptCount: number;
  durationMs: number;
  error: { code: string; message: string; field?: string | undefined } | null;
  changes: Array<PatchOperation>;
  warnings: Array<string>;
  answer: { contentType: string | null; body: string; cut: boolean } | null;
};
type Webhook = {
  id: string;
  projectId: string;
  kind: "configured" | "static" | "outcome";
  configKey: string | null;
  name: string;
  url: string | null;
  events: Array<string>;
  dialect: "able-id" | "love-and-pay" | "treezor" | "rarus" | "standard";
  mode: Mode;
  flags: Flags;
  order: number;
  timeoutMs: number;
  validFrom: string | null;
  validTo: string | null;
  active: boolean;
  status: "active" | "paused" | "disabled";
  hasBasicAuth: boolean;
  hasBearer: boolean;
  clientCertificate: { subject: string; fingerprint: string; validTo: string } | null;
  headerNames: Array<string>;
  retry: Retry;
  rateLimitPerSecond: number | null;
  fifo: "none" | "subject";
  contentType: "application/json" | "text/plain" | null;
  body: string | null;
  condition: string | null;
  failurePolicy: "fail" | "continue";
  fallback: { price: number } | null;
  require: { kycLevel: number } | null;
  warnings: Array<string>;
  disabledAt: string | null;
  disabledReason: string | null;
  failingSince: string | null;
  signing: Signing;
  version: number;
  createdAt: string;
  updatedAt: string;
};
type WebhookExchange = {
  type: string;
  verdict: {
    accepted: boolean;
    outcome: string;
    detail: string;
    gate: {
      verdict: "allowed" | "denied" | "broken" | "tolerated";
      why: string | null;
      failurePolicy: "fail" | "continue";
      idle: Array<string>;
      changes: Array<PatchOperation>;
      warnings: Array<string>;
      caller: { statusCode: number; error: Record<string, unknown> } | null;
    } | null;
    awaited: {
      waitedMs: number;
      degraded: boolean;
      deliveryStatus: "delivered" | "retrying" | "exhausted" | "done" | "cancelled";
      idle: Array<string>;
    } | null;
  };
  request: { url: string; method: "POST"; headers: Record<string, string>; body: string };
  response: { statusCode: number; headers: Record<string, string>; body: string; truncated: boolean } | null;
  dialled: string | null;
  timings: Record<string, number>;
};
type WebhookPage = { data: Array<Webhook>; nextCursor: string | null };

/** What each operation takes and returns. */
export interface Operations {
  /** Abort a session. */
  abortSessionForApplicant: { request: { path: { id: string } }; response: Session };
  /** Ask for a token at a device. */
  askForDevice: { request: { body: AskDevice }; response: AskedDevice };
  /** Claim a review. */
  claimReview: { request: { path: { id: string } }; response: Review };
  /** Collect a device's token. */
  collectDeviceToken: { request: { body: CollectDevice }; response: DeviceAnswer };
  /** Decide a review. */
  decideReview: { request: { path: { id: string }; body: Decide }; response: Review };
  /** Export webhooks. */
  exportWebhooks: { request: { query: { projectId: string } }; response: string };
  /** Read a delivery. */
  getDelivery: { request: { path: { id: string } }; response: DeliveryDetail };
  /** Read a delivery's content. */
  getDeliveryContent: { request: { path: { id: string } }; response: DeliveryContent };
  /** Read an event. */
  getEvent: { request: { path: { id: string } }; response: EventDetail };
  /** Read an event type of the catalog. */
  getEventType: { request: { path: { type: string } }; response: EventType };
  /** Read an import. */
  getImport: { request: { path: { id: string } }; response: ImportReport };
  /** Read a project. */
  getProject: { request: { path: { id: string } }; response: Project };
  /** Read a project's event type. */
  getProjectEventType: {
    request: { path: { id: string; type: string }; query?: { version?: number | undefined } | undefined };
    response: EventType;
  };
  /** Read a review. */
  getReview: {
    request: { path: { id: string }; query?: { base64?: "true" | "false" | undefined } | undefined };
    response: ReviewDetail;
  };
  /** Read a session. */
  getSession: { request: { path: { id: string } }; response: SessionDetail };
  /** Import webhooks. */
  importWebhooks: { request: { body: ImportWebhooks }; response: ImportedWebhooks };
  /** Ask the hooks of an event. */
  intercept: {
    request: {
      path: {
        event:
          | "before_registration"
          | "before_order_add"
          | "before_order_update"
          | "before_order_setstatus"
          | "before_delivery_service_calculate"
          | "before_user_update"
          | "before_user_new";
      };
      body: Intercept;
    };
    response: InterceptResponse;
  };
  /** List deliveries. */
  listDeliveries: {
    request: {
      query?:
        | {
            projectId?: string | undefined;
            id?: Array<string> | undefined;
            eventId?: Array<string> | undefined;
            webhookId?: Array<string> | undefined;
            subject?: Array<string> | undefined;
            status?:
              | Array<"pending" | "retrying" | "delivered" | "done" | "exhausted" | "cancelled">
              | undefined;
            type?: Array<AnyEventType> | undefined;
            outcome?:
              | Array<
                  | "gone"
                  | "throttled"
                  | "redirect"
                  | "client_error"
                  | "server_error"
                  | "not_accepted"
                  | "refused_address"
                  | "dns"
                  | "connect"
                  | "tls"
                  | "timeout"
                  | "reset"
                  | "protocol"
                  | "aborted"
                  | "busy"
                >
              | undefined;
            statusCode?: Array<number> | undefined;
            createdAtFrom?: string | undefined;
            createdAtTo?: string | undefined;
            limit?: number | undefined;
            cursor?: string | undefined;
          }
        | undefined;
    };
    response: DeliveryPage;
  };
  /** List the catalog of event types. */
  listEventTypes: {
    request: { query?: { limit?: number | undefined; cursor?: string | undefined } | undefined };
    response: EventTypePage;
  };
  /** Search events. */
  listEvents: {
    request: {
      query?:
        | {
            projectId?: string | undefined;
            id?: Array<string> | undefined;
            type?: Array<AnyEventType> | undefined;
            subject?: Array<string> | undefined;
            createdAtFrom?: string | undefined;
            createdAtTo?: string | undefined;
            limit?: number | undefined;
            cursor?: string | undefined;
          }
        | undefined;
    };
    response: EventPage;
  };
  /** List projects. */
  listProjects: {
    request: {
      query?:
        | {
            status?: Array<"active" | "archived"> | undefined;
            mode?: Array<ProjectMode> | undefined;
            createdAtFrom?: string | undefined;
            createdAtTo?: string | undefined;
            limit?: number | undefined;
            cursor?: string | undefined;
          }
        | undefined;
    };
    response: ProjectPage;
  };
  /** List reviews. */
  listReviews: {
    request: {
      query?:
        | {
            projectId?: Array<string> | undefined;
            status?: Array<"open" | "decided" | "withdrawn"> | undefined;
            kind?: Array<"session" | "user"> | undefined;
            sessionId?: Array<string> | undefined;
            userId?: Array<string> | undefined;
            queue?: "mine" | "due" | undefined;
            createdAtFrom?: string | undefined;
            createdAtTo?: string | undefined;
            limit?: number | undefined;
            cursor?: string | undefined;
          }
        | undefined;
    };
    response: ReviewPage;
  };
  /** List sessions. */
  listSessions: {
    request: {
      query?:
        | {
            projectId?: Array<string> | undefined;
            status?: Array<SessionState> | undefined;
            transactionId?: Array<string> | undefined;
            failureReason?: Array<SessionReason> | undefined;
            method?: Array<ManageMethod> | undefined;
            origin?: Array<SessionOrigin> | undefined;
            userId?: Array<string> | undefined;
            createdAtFrom?: string | undefined;
            createdAtTo?: string | undefined;
            limit?: number | undefined;
            cursor?: string | undefined;
          }
        | undefined;
    };
    response: SessionPage;
  };
  /** List webhooks. */
  listWebhooks: {
    request: {
      query?:
        | {
            projectId?: string | undefined;
            kind?: Array<"configured" | "static" | "outcome"> | undefined;
            status?: Array<"active" | "paused" | "disabled"> | undefined;
            search?: string | undefined;
            createdAtFrom?: string | undefined;
            createdAtTo?: string | undefined;
            limit?: number | undefined;
            cursor?: string | undefined;
          }
        | undefined;
    };
    response: WebhookPage;
  };
  /** Record an event. */
  recordEvent: { request: { body: NewEvent }; response: RecordedEvent };
  /** Resend a delivery. */
  resendDelivery: { request: { path: { id: string }; body?: ReasonBody | undefined }; response: Resent };
  /** Rotate a webhook's secret. */
  rotateWebhookSecret: {
    request: {
      path: { id: string };
      body?: { secret?: string | undefined; overlapSeconds?: number | undefined } | undefined;
    };
    response: RotatedWebhookSecret;
  };
  /** Choose a session's outcome. */
  simulateSession: { request: { path: { id: string }; body: Simulate }; response: Session };
  /** Start a session. */
  startSession: { request: { body: StartMethod }; response: StartedSession };
  /** Test a webhook. */
  testWebhook: {
    request: {
      path: { id: string };
      body?: { type?: AnyEventType | undefined; payload?: Record<string, JsonValue> | undefined } | undefined;
    };
    response: WebhookExchange;
  };
}

/** Where each operation is. */
export const routes = {
  abortSessionForApplicant: { method: "POST", path: "/manage/v1/sessions/{id}/abort" },
  askForDevice: { method: "POST", path: "/manage/v1/devices" },
  claimReview: { method: "POST", path: "/manage/v1/reviews/{id}/claim" },
  collectDeviceToken: { method: "POST", path: "/manage/v1/devices/token" },
  decideReview: { method: "POST", path: "/manage/v1/reviews/{id}/decision" },
  exportWebhooks: { method: "GET", path: "/manage/v1/webhooks/export" },
  getDelivery: { method: "GET", path: "/manage/v1/deliveries/{id}" },
  getDeliveryContent: { method: "GET", path: "/manage/v1/deliveries/{id}/content" },
  getEvent: { method: "GET", path: "/manage/v1/events/{id}" },
  getEventType: { method: "GET", path: "/manage/v1/event-types/{type}" },
  getImport: { method: "GET", path: "/manage/v1/registry/imports/{id}" },
  getProject: { method: "GET", path: "/manage/v1/projects/{id}" },
  getProjectEventType: { method: "GET", path: "/manage/v1/projects/{id}/event-types/{type}" },
  getReview: { method: "GET", path: "/manage/v1/reviews/{id}" },
  getSession: { method: "GET", path: "/manage/v1/sessions/{id}" },
  importWebhooks: { method: "POST", path: "/manage/v1/webhooks/import" },
  intercept: { method: "POST", path: "/manage/v1/intercept/{event}" },
  listDeliveries: { method: "GET", path: "/manage/v1/deliveries" },
  listEventTypes: { method: "GET", path: "/manage/v1/event-types" },
  listEvents: { method: "GET", path: "/manage/v1/events" },
  listProjects: { method: "GET", path: "/manage/v1/projects" },
  listReviews: { method: "GET", path: "/manage/v1/reviews" },
  listSessions: { method: "GET", path: "/manage/v1/sessions" },
  listWebhooks: { method: "GET", path: "/manage/v1/webhooks" },
  recordEvent: { method: "POST", path: "/manage/v1/events" },
  resendDelivery: { method: "POST", path: "/manage/v1/deliveries/{id}/resend" },
  rotateWebhookSecret: { method: "POST", path: "/manage/v1/webhooks/{id}/rotate-secret" },
  simulateSession: { method: "POST", path: "/manage/v1/sessions/{id}/simulate" },
  startSession: { method: "POST", path: "/manage/v1/sessions" },
  testWebhook: { method: "POST", path: "/manage/v1/webhooks/{id}/test" },
} as const satisfies Record<keyof Operations, { method: string; path: string }>;
