import type { Clock, DeliveryId, EventId, ProjectId, Random, WebhookId } from "@countersign/wire";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { Db, Store } from "../db/index.ts";
import type { EventsDeps } from "../events/index.ts";
import type { Outbound } from "../outbound/index.ts";
import type { Rendering } from "../rendering/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { WebhookDirectory } from "../webhooks/index.ts";
import type { Queue, Settlement } from "./queue/index.ts";
import type { DeliverySettings } from "./settings.ts";

/** An attempt, as traces see it. */
export interface AttemptSeen {
  eventId: EventId;
  deliveryId: DeliveryId;
  webhookId: WebhookId;
  projectId: ProjectId;
  type: string;
  number: number;
  resend: boolean;
  /** The first one, made from memory by the process that accepted the event. */
  fresh: boolean;
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt: number;
  outcome: string;
  statusCode: number | null;
}

/** The dependencies of a process's delivery worker. */
export interface DeliveryDeps {
  db: Db;
  clock: Clock;
  random: Random;
  log: Logger;
  keyring: Keyring;
  outbound: Pick<Outbound, "send">;
  listen: Store["listen"];
  /** Settings and secrets of webhooks; already watching for changes. Default: the worker's own. */
  webhooks?: WebhookDirectory;
  /** Default: the queue in Postgres. */
  queue?: Queue;
  /**
   * Whether it claims due deliveries from the queue. If false, it only sends what is dispatched to
   * it, and other processes make the retries. Default: true.
   */
  claims?: boolean;
  /** Where the module's metrics are registered. */
  metrics: Registry;
  settings?: Partial<DeliverySettings>;
  /** Renders bodies and evaluates conditions that were not when their event was recorded. */
  rendering?: Pick<Rendering, "render" | "evaluate">;
  /** Whether nobody but this project calls the process. Default: nobody does. */
  isAlone?: (projectId: ProjectId) => boolean;
  /** Counts what is stored of attempts, and of events that the worker itself records. */
  storage?: EventsDeps["storage"];
  /** Called with what the worker itself records, such as `delivery.exhausted`. */
  onAccepted?: NonNullable<EventsDeps["onAccepted"]>;
  /** Called with each outcome that was applied, and the project if something was sent. */
  onSettled?: ((settlement: Settlement, projectId: ProjectId | null) => void) | undefined;
  /** Called after each attempt. */
  onAttempt?: ((attempt: AttemptSeen) => void) | undefined;
}
