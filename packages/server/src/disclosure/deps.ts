import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import type { EventsDeps } from "../events/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { VerificationDeps } from "../verification/index.ts";

/** What sending or voiding data at a session's end needs; everything is read in the caller's transaction. */
export interface SettleDeps {
  clock: EventsDeps["clock"];
  keyring: Keyring;
  log: Logger;
  events: EventsDeps;
}

/** What handling a data call needs. */
export interface DisclosureDeps extends SettleDeps {
  db: Db;
  verification: VerificationDeps;
}
