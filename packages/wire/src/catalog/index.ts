import * as z from "zod";
import { type FieldProblem, parseInput } from "../fields.ts";
import type { JsonValue } from "../json.ts";
import { keysOf } from "../keys-of.ts";
import {
  checkForeignPerson,
  checkOutcome,
  checkPassport,
  checkPerson,
  checkPhoto,
  checkRegistration,
} from "./able-id.ts";
import type { EventDefinition } from "./definition.ts";
import { kycCompleted, kycFailed } from "./love-and-pay.ts";
import {
  reviewRequested,
  sessionExpired,
  sessionResubmissionRequested,
  sessionStarted,
  sessionSubmitted,
} from "./operational.ts";
import { deliveryExhausted, webhookDisabled, webhookRecovered } from "./operational-delivery.ts";
import {
  beforeDeliveryServiceCalculate,
  beforeOrderAdd,
  beforeOrderSetStatus,
  beforeOrderUpdate,
} from "./rarus/orders.ts";
import { onSubscription } from "./rarus/subscriptions.ts";
import { afterRegistration, beforeRegistration, beforeUserNew, beforeUserUpdate } from "./rarus/users.ts";
import { documentCancel, documentCreate, documentUpdate } from "./treezor/document.ts";
import { kycReviewRequest, kycReviewResult } from "./treezor/kyc-review.ts";
import { kycLivenessCreate, kycLivenessUpdate } from "./treezor/liveness.ts";
import { qesAborted, qesCreated, qesFinalized, qesProcessing } from "./treezor/qes.ts";
import { userKycRequest, userKycReview } from "./treezor/user-events.ts";
import {
  videoConferenceAborted,
  videoConferenceCreated,
  videoConferenceFinalized,
  videoConferenceProcessing,
} from "./treezor/video-conference.ts";

export { registrationHookDataSchema } from "./able-id.ts";
export type { CatalogText, EventDefinition, NativeDialect, SubjectKind } from "./definition.ts";
export { type VerifiedData, verifiedDataSchema } from "./love-and-pay.ts";
export * from "./rarus/schemas.ts";
export { type TreezorDocument, treezorDocumentSchema } from "./treezor/document.ts";
export {
  type IdentificationIdentity,
  identificationIdentitySchema,
  identificationTypes,
} from "./treezor/identification.ts";
export { type TreezorKycReview, treezorKycReviewSchema } from "./treezor/kyc-review.ts";
export { type LivenessIdentity, livenessIdentitySchema } from "./treezor/liveness.ts";
export { type TreezorUser, treezorUserSchema } from "./treezor/user.ts";

/** Every event type of the service, by name. */
export const catalog = {
  "check.outcome": checkOutcome,
  "check.passport": checkPassport,
  "check.person": checkPerson,
  "check.registration": checkRegistration,
  "check.photo": checkPhoto,
  "check.foreign_person": checkForeignPerson,
  "kyc.completed": kycCompleted,
  "kyc.failed": kycFailed,
  "user.kycrequest": userKycRequest,
  "user.kycreview": userKycReview,
  "kycreview.request": kycReviewRequest,
  "kycreview.result": kycReviewResult,
  "document.create": documentCreate,
  "document.update": documentUpdate,
  "document.cancel": documentCancel,
  "kycliveness.create": kycLivenessCreate,
  "kycliveness.update": kycLivenessUpdate,
  "qes.created": qesCreated,
  "qes.processing": qesProcessing,
  "qes.aborted": qesAborted,
  "qes.finalized": qesFinalized,
  "videoConference.created": videoConferenceCreated,
  "videoConference.processing": videoConferenceProcessing,
  "videoConference.aborted": videoConferenceAborted,
  "videoConference.finalized": videoConferenceFinalized,
  before_registration: beforeRegistration,
  after_registration: afterRegistration,
  before_order_add: beforeOrderAdd,
  before_order_update: beforeOrderUpdate,
  before_order_setstatus: beforeOrderSetStatus,
  before_delivery_service_calculate: beforeDeliveryServiceCalculate,
  before_user_update: beforeUserUpdate,
  before_user_new: beforeUserNew,
  on_subscription: onSubscription,
  "session.started": sessionStarted,
  "session.submitted": sessionSubmitted,
  "session.resubmission_requested": sessionResubmissionRequested,
  "session.expired": sessionExpired,
  "review.requested": reviewRequested,
  "webhook.disabled": webhookDisabled,
  "webhook.recovered": webhookRecovered,
  "delivery.exhausted": deliveryExhausted,
} as const;

export type EventType = keyof typeof catalog;

/** The payload of an event of this type. */
export type EventPayload<Type extends EventType = EventType> = {
  [T in Type]: z.output<(typeof catalog)[T]["payload"]>;
}[Type];

/** A type and its payload: a union that narrows by `type`. */
export type CatalogEvent<Type extends EventType = EventType> = {
  [T in Type]: { type: T; payload: EventPayload<T> };
}[Type];

/** All type names, in the catalog's order. */
export const eventTypes = keysOf(catalog);

/** Whether the text names an event type. */
export function isEventType(text: string): text is EventType {
  return Object.hasOwn(catalog, text);
}

/** A type of an event that is announced before it happens; only those can be gated. */
export type BeforeEventType = {
  [T in EventType]: (typeof catalog)[T] extends { before: true } ? T : never;
}[EventType];

/**
 * Whether its events are announced before they happen, so that webhooks may allow, deny or change
 * them.
 */
export function isBeforeEvent(type: EventType): type is BeforeEventType {
  return eventDefinition(type).before === true;
}

/** The catalog's definition of a type. */
export function eventDefinition(type: EventType): EventDefinition<EventType, z.ZodObject> {
  return catalog[type];
}

/**
 * The JSON Schema (2020-12) of a type's payload. Some rules of the catalog have no JSON Schema, so
 * it may allow more.
 */
export function eventJsonSchema(type: EventType): Record<string, JsonValue> {
  return z.toJSONSchema(eventDefinition(type).payload, { io: "output" }) as Record<string, JsonValue>;
}

/**
 * Checks a payload against its type. The event that comes back has the catalog's key order, which
 * is the order on the wire; unknown fields are refused by name.
 */
export function checkEvent(
  type: EventType,
  payload: unknown,
): { ok: true; event: CatalogEvent } | { ok: false; problems: FieldProblem[] } {
  const parsed = parseInput(eventDefinition(type).payload, payload);
  if (!parsed.ok) return parsed;
  const event = { type, payload: parsed.value } as CatalogEvent;
  checked.set(event.payload, type);
  return { ok: true, event };
}

/** The types of payloads that `checkEvent` made: they are in the catalog's key order. */
const checked = new WeakMap<object, EventType>();

/** Whether `checkEvent` made this very payload for this type; nobody may have changed it since. */
export function isChecked(type: EventType, payload: object): boolean {
  return checked.get(payload) === type;
}
