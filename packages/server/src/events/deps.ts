import type { Clock, EventId, ProjectId, Random, WebhookId } from "@countersign/wire";
import type { Logger } from "pino";
import type { Lease } from "../delivery/queue/index.ts";
import type { Rendering } from "../rendering/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { WebhookDirectory } from "../webhooks/index.ts";
import type { AwaitedDelivery, FreshDelivery } from "./fresh-delivery.ts";

/** An event that is durable now, as metrics and traces see it. */
export interface AcceptedEvent {
  id: EventId;
  projectId: ProjectId;
  type: string;
  /** To how many webhooks it goes. */
  deliveries: number;
  /** Milliseconds since the epoch. */
  occurredAt: number;
  committedAt: number;
}

/** What recording an event needs. */
export interface EventsDeps {
  clock: Clock;
  random: Random;
  keyring: Pick<Keyring, "payloadKeys" | "scopeKey">;
  log: Logger;
  /** Answers from memory who gets an event, and with which secrets. Default: the store is asked each time. */
  webhooks?: Pick<WebhookDirectory, "matching" | "find" | "signingSecrets">;
  /**
   * The worker of this process, when it has one: a delivery is inserted under its lease and handed to it after the
   * commit. Null when the worker can't take it: it is then due at once for whoever claims it. Without a worker the
   * ones of other processes are notified.
   */
  lease?: (webhookId: WebhookId, projectId: ProjectId) => Lease | null;
  dispatch?: (fresh: readonly FreshDelivery[]) => void;
  /**
   * The same for what an operation waits for, also in a process that sends nothing else. Resolves to the names of the
   * webhooks that did not accept theirs in time. Without it nothing is waited for.
   */
  awaited?: {
    lease: (webhookId: WebhookId, projectId: ProjectId) => Lease | null;
    send: (deliveries: readonly AwaitedDelivery[]) => Promise<string[]>;
  };
  /** Makes bodies of webhooks with a template, and tells conditions. Without it bodies are made when they are sent. */
  rendering?: Pick<Rendering, "render" | "evaluate">;
  /** Hears of events after their commit. */
  onAccepted?: (events: readonly AcceptedEvent[]) => void;
}
