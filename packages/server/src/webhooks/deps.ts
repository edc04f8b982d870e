import type { Clock, Random } from "@countersign/wire";
import type { Keyring } from "../sealing/index.ts";

/** What this module works with. */
export interface WebhooksDeps {
  clock: Clock;
  random: Random;
  keyring: Pick<Keyring, "scopeKey">;
}
