import type { AnyEventType, EventId, EventType, ProjectId, WebhookId } from "@countersign/wire";

/** Something that happened, as a module reports it. */
export interface NewEvent<Type extends AnyEventType = EventType> {
  projectId: ProjectId;
  type: Type;
  /** Public id of what it happened to: a session's, as a rule. */
  subject?: string;
  /** Rises within one subject, so that a receiver can tell an older state from a newer. */
  sequence?: number;
  /** The subject or scope whose key seals the payload and the bodies; destroying it voids what is pending. */
  keyId: string;
  /** As the schema of the type wants it: the catalog's, or the project's own. */
  payload: object;
  /** Webhooks that get it beside the matching ones. */
  to?: readonly WebhookId[];
  /** The only webhooks that get it: matching is left out. */
  onlyTo?: readonly WebhookId[];
}

/** What `record` answers: the id under which it goes out, and to how many webhooks. */
export interface RecordedEvent {
  id: EventId;
  deliveries: number;
}
