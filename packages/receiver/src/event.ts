import { beforeEventTypes, subjectKinds } from "./generated/catalog.ts";
import type { EventPayloads } from "./generated/payloads.ts";
import type { JsonValue } from "./json.ts";

/** The name of an event type of the catalog. */
export type EventType = keyof EventPayloads;
/** What an event of this type carries. */
export type EventPayload<Type extends EventType = EventType> = EventPayloads[Type];
/** A type that Countersign asks about before it happens. */
export type BeforeEventType = (typeof beforeEventTypes)[number];
/** A type of a project's own, whose schema the project registered. */
export type CustomEventType = `custom.${string}`;

/** The wire formats, by name. */
export type Format = "able-id" | "love-and-pay" | "treezor" | "rarus" | "standard";

/** What a message says about its event, in addition to type and payload. */
export interface EventFacts {
  /** `webhook-id`: the same for every attempt and resend */
  id: string;
  format: Format;
  /** when this attempt was signed */
  sentAt: Date;
  /** when it happened; null where the format does not say */
  occurredAt: Date | null;
  /** id of what it happened to: a session, user, document, order…; null where the message does not say */
  subject: string | null;
  /** the event's place among those of its subject; null where the sender did not say */
  sequence: number | null;
  /** counts from 1 over all attempts; null where the sender did not say */
  attempt: number | null;
  /** somebody asked for it to be sent again */
  resend: boolean;
  /** a test call of the webhook: the data is invented */
  test: boolean;
}

/** An event of the catalog; a union that narrows by `type`. */
export type ReceivedEvent<Type extends EventType = EventType> = {
  [T in Type]: EventFacts & { type: T; payload: EventPayloads[T] };
}[Type];

/** An event of a project's own type. */
export type ReceivedCustomEvent = EventFacts & {
  type: CustomEventType;
  payload: { [key: string]: JsonValue };
};

export type AnyReceivedEvent = ReceivedEvent | ReceivedCustomEvent;

/** Whether the text names an event type of the catalog that this version of the package knows. */
export function isEventType(text: string): text is EventType {
  return Object.hasOwn(subjectKinds, text);
}

/** Whether the text can name an event type of a project's own. */
export function isCustomEventType(text: string): text is CustomEventType {
  return text.startsWith("custom.");
}

/** Whether Countersign asks about this type before it happens. */
export function isBeforeEventType(text: string): text is BeforeEventType {
  return (beforeEventTypes as readonly string[]).includes(text);
}
