import type { CatalogEvent, EventType } from "../catalog/index.ts";
import { isPublicId } from "../ids.ts";
import type { JsonValue } from "../json.ts";
import { isObject } from "../json.ts";
import { derivedUuid } from "./derived-uuid.ts";

/** The members of an envelope other than the payload. */
export interface EnvelopeFacts {
  eventId: string;
  webhookId: string;
  /** what it happened to; needed for `kycliveness.*`, whose payload does not name its session */
  subject?: string | undefined;
  /** in the unit of its type, see `treezorCreatedAt` */
  createdAt: number;
  /** base64, over the payload */
  signature: string;
}

type Member =
  | "webhook"
  | "webhook_id"
  | "object"
  | "object_id"
  | "object_payload"
  | "webhook_created_at"
  | "object_payload_signature";

/**
 * The envelope's key orders, by Treezor's samples. Where a sample lacks a member
 * (`webhook_created_at` of documents and liveness, the last two of `kycreview.*`), it is at the
 * end: every event has all of them.
 */
const orders = {
  user: [
    "webhook",
    "object",
    "object_id",
    "object_payload",
    "webhook_created_at",
    "webhook_id",
    "object_payload_signature",
  ],
  document: [
    "webhook",
    "webhook_id",
    "object",
    "object_id",
    "object_payload",
    "object_payload_signature",
    "webhook_created_at",
  ],
  review: [
    "webhook",
    "object_payload",
    "object_id",
    "object",
    "webhook_created_at",
    "webhook_id",
    "object_payload_signature",
  ],
} as const satisfies Record<string, Member[]>;

const families = {
  user: { object: "user", order: orders.user },
  kycreview: { object: "kyc", order: orders.review },
  document: { object: "document", order: orders.document },
  kycliveness: { object: "identification", order: orders.document },
  qes: { object: "identification", order: orders.review },
  videoConference: { object: "identification", order: orders.review },
} as const;

function familyOf(type: EventType): (typeof families)[keyof typeof families] {
  const name = type.split(".")[0] ?? "";
  if (!Object.hasOwn(families, name)) throw new TypeError(`the treezor format has no ${type}`);
  return families[name as keyof typeof families];
}

/**
 * The body of a message. `webhook_id` is a UUID made of the event's id: every attempt and resend to
 * whatever webhook carries the same. The `user.*` events are wrapped again, as in Treezor, with a
 * `messageId` of event and webhook. Throws a TypeError where the payload does not name its object
 * and the event has no subject.
 */
export function treezorEnvelope(event: CatalogEvent, facts: EnvelopeFacts): Record<string, JsonValue> {
  const { object, order } = familyOf(event.type);
  const members: Record<Member, JsonValue> = {
    webhook: event.type,
    webhook_id: derivedUuid(facts.eventId),
    object,
    object_id: objectId(event, facts.subject),
    object_payload: event.payload as unknown as JsonValue,
    webhook_created_at: facts.createdAt,
    object_payload_signature: facts.signature,
  };
  const envelope = Object.fromEntries(order.map((name) => [name, members[name]]));
  if (event.type !== "user.kycrequest" && event.type !== "user.kycreview") return envelope;
  return {
    messageId: derivedUuid(`${facts.eventId} ${facts.webhookId}`),
    webhookId: members.webhook_id,
    webhook: envelope,
    clientId: event.payload.users[0]?.clientId ?? "",
  };
}

/** The envelope in a body, unwrapped where it is wrapped; null if there is none. */
export function envelopeOf(body: unknown): Record<string, unknown> | null {
  if (!isObject(body)) return null;
  return isObject(body.webhook) ? body.webhook : body;
}

/**
 * The UUID by which Treezor's receivers know the liveness check of a session; other ids stay as
 * they are.
 */
export function livenessId(subject: string): string {
  return isPublicId(subject) ? derivedUuid(`liveness ${subject}`) : subject;
}

function objectId(event: CatalogEvent, subject: string | undefined): string {
  switch (event.type) {
    case "user.kycrequest":
    case "user.kycreview":
      return event.payload.users[0]?.userId ?? "";
    case "kycreview.request":
    case "kycreview.result":
      return String(event.payload.userId);
    case "document.create":
    case "document.update":
    case "document.cancel":
      return event.payload.documents[0]?.documentId ?? "";
    case "kycliveness.create":
    case "kycliveness.update":
      if (subject === undefined) throw new TypeError(`${event.type} needs a subject: its session's id`);
      return livenessId(subject);
    case "qes.created":
    case "qes.processing":
    case "qes.aborted":
    case "qes.finalized":
    case "videoConference.created":
    case "videoConference.processing":
    case "videoConference.aborted":
    case "videoConference.finalized":
      return event.payload.transactionNumber;
    default:
      throw new TypeError(`the treezor format has no ${event.type}`);
  }
}
