import type { Clock, Random } from "@countersign/wire";
import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import type { Outbound } from "../outbound/index.ts";
import type { Keyring } from "../sealing/index.ts";

/** The module's dependencies. */
export interface RegistryDeps {
  db: Db;
  clock: Clock;
  random: Random;
  keyring: Keyring;
  outbound: Pick<Outbound, "checkAddress" | "send">;
  log: Logger;
}
