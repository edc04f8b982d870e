import type { Clock } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Outbound } from "../outbound/index.ts";
import type { Keyring } from "../sealing/index.ts";

/** The module's dependencies. */
export interface PaymentsDeps {
  db: Db;
  clock: Clock;
  keyring: Pick<Keyring, "scopeKey">;
  outbound: Pick<Outbound, "send" | "checkAddress">;
}
