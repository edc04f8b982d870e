import type { Clock, Random } from "@countersign/wire";
import type { Keyring } from "../sealing/index.ts";

/** The module's dependencies. */
export interface WebhooksDeps {
  clock: Clock;
  random: Random;
  keyring: Pick<Keyring, "scopeKey">;
}
