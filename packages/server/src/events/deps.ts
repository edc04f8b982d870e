import type { Clock, EventId, ProjectId, Random, WebhookId } from "@countersign/wire";
import type { Logger } from "pino";
import type { Lease } from "../delivery/queue/index.ts";
import type { Rendering } from "../rendering/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Storage } from "../storage/index.ts";
import type { WebhookDirectory } from "../webhooks/index.ts";
import type { AwaitedDelivery, FreshDelivery } from "./fresh-delivery.ts";

/** A committed event, as metrics and traces see it. */
export interface AcceptedEvent {
  id: EventId;
  projectId: ProjectId;
  type: string;
  /** The number of webhooks that it goes to. */
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
  /**
   * The receivers of an event and their secrets, from memory. Default: reads them from the store
   * each time.
   */
  webhooks?: Pick<WebhookDirectory, "matching" | "find" | "signingSecrets">;
  /**
   * This process's worker, if it has one: a delivery is inserted under its lease and passed to it
   * after the commit. Null if the worker can't take it: then it is due at once for any worker.
   * Without a worker, those of other processes are notified.
   */
  lease?: (webhookId: WebhookId, projectId: ProjectId) => Lease | null;
  dispatch?: (fresh: readonly FreshDelivery[]) => void;
  /**
   * Called before events of callers are recorded: `turn` resolves once this process keeps up with
   * sending what it recorded before (null: at once), and `leave` must be called in the end.
   */
  admit?: (projectId: ProjectId, events: number) => { turn: Promise<void> | null; leave(): void };
  /**
   * The same for deliveries that an operation waits for, also in a process that sends nothing else.
   * Resolves to the names of the webhooks that did not accept theirs in time. Without it,
   * operations don't wait.
   */
  awaited?: {
    lease: (webhookId: WebhookId, projectId: ProjectId) => Lease | null;
    send: (deliveries: readonly AwaitedDelivery[]) => Promise<string[]>;
  };
  /**
   * Renders the bodies of webhooks with a template, and evaluates conditions. Without it, bodies
   * are rendered when they are sent.
   */
  rendering?: Pick<Rendering, "render" | "evaluate">;
  /** Counts what is stored of events. */
  storage?: Pick<Storage, "count"> | undefined;
  /** Called with events after their commit. */
  onAccepted?: (events: readonly AcceptedEvent[]) => void;
}
