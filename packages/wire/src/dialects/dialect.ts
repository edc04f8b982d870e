import type { CustomEvent } from "../catalog/custom.ts";
import type { CatalogEvent, EventType } from "../catalog/index.ts";
import type { FieldProblem } from "../fields.ts";
import type { HeaderSource } from "./header-source.ts";
import type { Signer } from "./signer.ts";

/** What a message says about an event apart from its type and payload. */
interface EventFacts {
  /** the event's own id, which is also the `webhook-id` of all its messages */
  id: string;
  /** milliseconds since the epoch */
  occurredAt: number;
  /** the event's place among those of its subject */
  sequence?: number;
  /** public id of what it happened to; needed where the format names it and the payload does not */
  subject?: string;
}

/** An event of the catalog as it goes into a message. */
export type OutgoingEvent = CatalogEvent & EventFacts;

/** An event of a project's own type, as it goes into a message. */
export type OutgoingCustomEvent = CustomEvent & EventFacts;

/** The webhook that a body is made for, in the formats whose body depends on it. */
export interface Recipient {
  webhookId: string;
  /** the webhook's `whsec_` secrets; the first, which leads, signs the body */
  secrets: readonly string[];
  /** the webhook's own choice instead of the format's */
  contentType?: "application/json" | "text/plain";
}

/** A message's body, made once and sent unchanged by every attempt. */
export interface EncodedMessage {
  contentType: string;
  body: string;
  /** where the body contains the payload as JSON, if it does so unchanged */
  payload?: PayloadPlace;
}

/** A payload's place in a body: how many bytes come before it and after it. */
export interface PayloadPlace {
  before: number;
  after: number;
}

/** One attempt to send a message. */
export interface Attempt {
  /** the `webhook-id`: the same for every attempt and resend of a delivery */
  id: string;
  /** seconds since the epoch, of this attempt */
  timestamp: number;
  body: string;
  /** counts from 1 over all attempts of the delivery, resends included */
  number: number;
  /** the event's place among those of its subject */
  sequence?: number;
  /** an operator or a repeated data call asked for it again */
  resend: boolean;
}

/** What a receiver reads from a genuine message, whatever its format. */
export type ReceivedEvent = CatalogEvent & {
  /** `webhook-id`: receivers deduplicate by it */
  id: string;
  /** when this attempt was signed, seconds since the epoch */
  timestamp: number;
  /** milliseconds since the epoch, where the format carries it, as exactly as it does */
  occurredAt?: number;
  /** public id of what it happened to, where the format has it outside the payload */
  subject?: string;
  /** null if the sender did not say */
  attempt: number | null;
  sequence: number | null;
  resend: boolean;
};

/**
 * Why a message is rejected. With `not-json`, `unknown-type` and `invalid-payload` its signature
 * was valid.
 */
export type DecodeProblem =
  | { code: "missing-header"; header: string }
  | { code: "malformed-header"; header: string }
  | { code: "timestamp-too-old" }
  | { code: "timestamp-too-new" }
  | { code: "wrong-signature" }
  | { code: "not-json" }
  | { code: "unknown-type" }
  | { code: "invalid-payload"; type: EventType | null; problems: FieldProblem[] };

export type Decoded = { ok: true; event: ReceivedEvent } | { ok: false; problem: DecodeProblem };

/**
 * A signature of a format in addition to the standard one, for receivers that know only the
 * imitated service.
 */
export interface OwnSignature {
  /**
   * Whether it is there and was made with one of the secrets. During a rotation the leading secret
   * alone makes it (those services have room for one), while the standard signature is made with
   * each.
   */
  holds(body: Uint8Array, headers: HeaderSource, secrets: readonly string[]): boolean;
}

interface AnyDialect {
  /** Whether events of this type can be written in the format. */
  supports(type: EventType): boolean;

  /**
   * The headers of one attempt: the signature and the standard headers; `content-type` is the
   * message's.
   */
  sign(attempt: Attempt, signer: Signer): Record<string, string>;

  /**
   * Verifies and reads a message. `body` is the raw bytes as they came; `accepted` holds the
   * secrets that the receiver knows (several during a rotation); `now` is in milliseconds. Fields
   * that this version does not know are dropped, so that a newer sender does not break an older
   * receiver.
   *
   * The standard headers decide: they sign every byte with every current secret. `ownSignature`
   * adds nothing to them and is not checked.
   */
  decode(body: Uint8Array, headers: HeaderSource, accepted: Signer, now: number): Decoded;

  /** The format's own signature; null if it has none. */
  ownSignature: OwnSignature | null;
}

/** A format whose bodies are the same for every webhook: one is made per event. */
export interface EventDialect extends AnyDialect {
  bodyDependsOn: "event";

  /**
   * The body, with its keys in the format's order. Throws a TypeError naming the fields (never
   * their values) for a payload that its type does not allow, and for a type that is not supported:
   * both are bugs of the caller.
   */
  encode(event: OutgoingEvent): EncodedMessage;
}

/**
 * A format whose body depends on the webhook, for example by a signature: one is made per event and
 * webhook.
 */
export interface WebhookDialect extends AnyDialect {
  bodyDependsOn: "webhook";

  /** As that of {@link EventDialect}, for this webhook alone. */
  encode(event: OutgoingEvent, recipient: Recipient): EncodedMessage;

  /**
   * The body, signed with the current leading secret; a body of another format is returned
   * unchanged.
   */
  signAnew(body: string, signer: Signer): string;
}

/**
 * A wire format: how an event becomes bytes, headers and a signature, and back. Sender and receiver
 * share one implementation, so they cannot disagree; `conformance.ts` is the suite that each must
 * pass.
 */
export type Dialect = EventDialect | WebhookDialect;
