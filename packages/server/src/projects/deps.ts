import type { Clock, Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Outbound } from "../outbound/index.ts";
import type { Keyring } from "../sealing/index.ts";

/** What this module works with. */
export interface ProjectsDeps {
  db: Db;
  clock: Clock;
  random: Random;
  keyring: Keyring;
  outbound: Pick<Outbound, "checkAddress">;
}
