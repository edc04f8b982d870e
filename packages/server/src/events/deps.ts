import type { Clock, Random } from "@countersign/wire";
import type { Logger } from "pino";
import type { Keyring } from "../sealing/index.ts";
import type { WebhookDirectory } from "../webhooks/index.ts";
import type { FreshDelivery, Lease } from "./fresh-delivery.ts";

/** What recording an event needs. */
export interface EventsDeps {
  clock: Clock;
  random: Random;
  keyring: Pick<Keyring, "payloadKeys" | "scopeKey">;
  log: Logger;
  /** Answers from memory who gets an event, and with which secrets. Default: the store is asked each time. */
  webhooks?: Pick<WebhookDirectory, "matching" | "find" | "signingSecrets">;
  /**
   * The worker of this process, when it has one: deliveries are inserted under its lease and handed to it
   * after the commit. Without one they are due at once, and the workers of other processes are notified.
   */
  lease?: () => Lease;
  dispatch?: (fresh: readonly FreshDelivery[]) => void;
}
