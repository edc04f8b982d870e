import type { ReplayableStatus } from "@countersign/wire";
import type { ColumnType, Generated } from "kysely";
import type {
  Bytes,
  Day,
  Json,
  OptionalBytes,
  OptionalInteger,
  OptionalStamp,
  OptionalText,
} from "./column-types.ts";

interface EventsTable {
  day: Day;
  id: string;
  projectId: string;
  type: string;
  subject: OptionalText;
  sequence: OptionalInteger;
  keyId: string;
  payloadSealed: Bytes;
  occurredAt: Date;
}

interface MessagesTable {
  day: Day;
  eventId: string;
  encoding: string;
  contentType: string;
  keyId: string;
  bodySealed: Bytes;
}

interface DeliveriesTable {
  day: Day;
  id: string;
  eventId: string;
  eventDay: Day;
  webhookId: string;
  projectId: string;
  type: string;
  subject: OptionalText;
  sequence: OptionalInteger;
  encoding: string;
  status: "pending" | "retrying" | "delivered" | "done" | "exhausted" | "cancelled";
  attempts: Generated<number>;
  createdAt: Date;
  settledAt: OptionalStamp;
  reason: OptionalText;
  replayId: OptionalText;
}

interface AttemptsTable {
  day: Day;
  deliveryId: string;
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
  answerFlag: ColumnType<
    "cut" | "malformed" | null,
    "cut" | "malformed" | null | undefined,
    "cut" | "malformed" | null
  >;
  timings: ColumnType<
    Record<string, number> | null,
    Record<string, number> | null | undefined,
    Record<string, number> | null
  >;
}

interface DeliveryQueueTable {
  deliveryId: string;
  deliveryDay: Day;
  webhookId: string;
  dueAt: Date;
  /** The second in which a claim first looks at it; '-infinity': at once. */
  wakesAt: Generated<Date>;
  claim: OptionalText;
  leasedUntil: OptionalStamp;
  attempt: Generated<number>;
  tries: Generated<number>;
  resend: Generated<boolean>;
  fifoKey: OptionalText;
}

interface WebhookPaceTable {
  webhookId: string;
  nextAt: Date;
}

interface ReplaysTable {
  id: string;
  projectId: string;
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
  batchAfter: string;
  afterId: string;
  nextBatchAt: Date;
  createdAt: Date;
  finishedAt: OptionalStamp;
}

/** What happened, and its way out. */
export interface DeliverySchema {
  events: EventsTable;
  messages: MessagesTable;
  deliveries: DeliveriesTable;
  attempts: AttemptsTable;
  deliveryQueue: DeliveryQueueTable;
  webhookPace: WebhookPaceTable;
  replays: ReplaysTable;
}
