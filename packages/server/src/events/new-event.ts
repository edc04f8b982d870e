import type { AnyEventType, EventId, EventType, ProjectId, WebhookId } from "@countersign/wire";

/** An event, as a module reports it. */
export interface NewEvent<Type extends AnyEventType = EventType> {
  projectId: ProjectId;
  type: Type;
  /** Public id of what it happened to: usually a session's. */
  subject?: string;
  /** Rises within one subject, so that a receiver can tell an older state from a newer one. */
  sequence?: number;
  /**
   * The subject or scope whose key seals the payload and the bodies; destroying it cancels what is
   * pending.
   */
  keyId: string;
  /** Matches the schema of the type: the catalog's, or the project's own. */
  payload: object;
  /** Webhooks that get it in addition to the matching ones. */
  to?: readonly WebhookId[];
  /** The only webhooks that get it: none is matched. */
  onlyTo?: readonly WebhookId[];
}

/** The result of `record`: the event's id, and the number of webhooks that it goes to. */
export interface RecordedEvent {
  id: EventId;
  deliveries: number;
}
