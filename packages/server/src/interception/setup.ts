import type { Clock, EventType, ProjectId, Random } from "@countersign/wire";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { Db } from "../db/index.ts";
import type { Outbound } from "../outbound/index.ts";
import type { Rendering } from "../rendering/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Storage } from "../storage/index.ts";
import type { WebhookDirectory } from "../webhooks/index.ts";
import type { InterceptionRequest, Verdict } from "./contract.ts";

/** A before-event for the webhooks that are only notified of it. */
export interface BeforeEvent {
  projectId: ProjectId;
  type: EventType;
  subject?: string;
  keyId: string;
  payload: object;
}

/** What this module needs from others. */
export interface InterceptionSetup {
  db: Db;
  clock: Clock;
  random: Random;
  log: Logger;
  metrics: Registry;
  keyring: Pick<Keyring, "payloadKeys">;
  outbound: Pick<Outbound, "send">;
  webhooks: Pick<WebhookDirectory, "gates" | "matching" | "signingSecrets" | "credentials">;
  rendering: Pick<Rendering, "render" | "evaluate">;
  /** Records the event for those that don't wait for it, once every gate allowed; resolves once it is durable. */
  recordEvent: (event: BeforeEvent) => Promise<unknown>;
  /** Counts what is stored of runs. */
  storage?: Pick<Storage, "count"> | undefined;
  /** Called with each run that called a hook, and its outcome. */
  onRun?: ((run: { request: InterceptionRequest; verdict: Verdict }) => void) | undefined;
  /** A user's KYC level: 0 none, 1 light, 2 regular, 3 strong, 4 refused. Unknown users have 0. */
  kycLevelOf: (projectId: ProjectId, userId: string) => Promise<number>;
}
