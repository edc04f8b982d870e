import type {
  DeliveryId,
  DeliveryStatus,
  EventId,
  ProjectId,
  ReplayableStatus,
  ReplayId,
  SettledReason,
  WebhookId,
} from "@countersign/wire";
import type { Generated, GeneratedAlways } from "kysely";
import type {
  Bytes,
  Day,
  Json,
  Optional,
  OptionalBytes,
  OptionalInteger,
  OptionalStamp,
  OptionalText,
} from "./column-types.ts";

interface EventsTable {
  day: Day;
  id: EventId;
  projectId: ProjectId;
  type: string;
  subject: OptionalText;
  sequence: OptionalInteger;
  keyId: string;
  /** Null if a message contains the payload. */
  payloadSealed: OptionalBytes;
  occurredAt: Date;
}

interface MessagesTable {
  day: Day;
  eventId: EventId;
  encoding: string;
  contentType: string;
  keyId: string;
  bodySealed: Bytes;
  /** How many bytes of the body come before and after the event's payload; null if it isn't part of it. */
  beforePayload: OptionalInteger;
  afterPayload: OptionalInteger;
}

interface DeliveriesTable {
  day: Day;
  id: DeliveryId;
  eventId: EventId;
  eventDay: Day;
  webhookId: WebhookId;
  projectId: ProjectId;
  type: string;
  subject: OptionalText;
  sequence: OptionalInteger;
  encoding: string;
  status: DeliveryStatus;
  attempts: Generated<number>;
  createdAt: Date;
  settledAt: OptionalStamp;
  reason: Optional<SettledReason>;
  replayId: Optional<ReplayId>;
  failure: OptionalText;
  statusCode: OptionalInteger;
  durationMs: OptionalInteger;
}

interface AttemptsTable {
  day: Day;
  deliveryId: DeliveryId;
  deliveryDay: Day;
  number: number;
  resend: boolean;
  startedAt: Date;
  durationMs: number;
  outcome: string;
  statusCode: OptionalInteger;
  url: OptionalText;
  dialled: OptionalText;
  requestHeaders: Json<Record<string, string>>;
  responseHeadersSealed: OptionalBytes;
  responseBodySealed: OptionalBytes;
  answerFlag: Optional<"cut" | "malformed">;
  timings: Optional<Record<string, number>>;
}

interface DeliveryQueueTable {
  deliveryId: DeliveryId;
  deliveryDay: Day;
  webhookId: WebhookId;
  dueAt: Date;
  /** The second in which a claim first sees it; '-infinity': immediately. */
  wakesAt: Generated<Date>;
  claim: OptionalText;
  leasedUntil: OptionalStamp;
  attempt: Generated<number>;
  tries: Generated<number>;
  resend: Generated<boolean>;
  fifoKey: OptionalText;
  /** The position in the strict order: see `nextInOrder`. */
  place: GeneratedAlways<number>;
}

interface WebhookPaceTable {
  webhookId: WebhookId;
  nextAt: Date;
}

interface ReplaysTable {
  id: ReplayId;
  projectId: ProjectId;
  filter: Json<{
    deliveryIds?: string[];
    eventIds?: string[];
    webhookIds?: string[];
    types?: string[];
    subjects?: string[];
    statuses?: ReplayableStatus[];
    /** As older versions stored a single one. */
    webhookId?: string;
    type?: string;
    subject?: string;
    /** ISO 8601. */
    settledSince?: string;
  }>;
  fromTime: Date;
  toTime: Date;
  state: "running" | "done" | "cancelled";
  matched: OptionalInteger;
  queued: Generated<number>;
  skipped: Generated<number>;
  batchAfter: DeliveryId;
  afterId: DeliveryId;
  nextBatchAt: Date;
  createdAt: Date;
  finishedAt: OptionalStamp;
}

/** Tables of events, of their deliveries and of the log. */
export interface DeliverySchema {
  events: EventsTable;
  messages: MessagesTable;
  deliveries: DeliveriesTable;
  attempts: AttemptsTable;
  deliveryQueue: DeliveryQueueTable;
  webhookPace: WebhookPaceTable;
  replays: ReplaysTable;
}
