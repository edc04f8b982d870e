import type { Clock, Random } from "@countersign/wire";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { Db, Store } from "../db/index.ts";
import type { Outbound } from "../outbound/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { WebhookDirectory } from "../webhooks/index.ts";
import type { Queue } from "./queue/queue.ts";
import type { DeliverySettings } from "./settings.ts";

/** What the delivery worker of a process works with. */
export interface DeliveryDeps {
  db: Db;
  clock: Clock;
  random: Random;
  log: Logger;
  keyring: Keyring;
  outbound: Pick<Outbound, "send">;
  listen: Store["listen"];
  /** Settings and secrets of webhooks; one that is already watching. Default: the worker's own. */
  webhooks?: WebhookDirectory;
  /** Default: the table `delivery_queue`. */
  queue?: Queue;
  /** Where the module's metrics are registered. */
  metrics: Registry;
  settings?: Partial<DeliverySettings>;
}
