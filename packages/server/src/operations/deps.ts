import type { Clock, Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { EventsDeps } from "../events/index.ts";
import type { InterceptionRequest, Verdict } from "../interception/index.ts";
import type { Outbound } from "../outbound/index.ts";
import type { Keyring } from "../sealing/index.ts";

/** The module's dependencies. */
export interface OperationsDeps {
  db: Db;
  clock: Clock;
  random: Random;
  keyring: Keyring;
  events: EventsDeps;
  outbound: Pick<Outbound, "send" | "checkAddress">;
  /** `intercept` of interception/, bound to its own deps. Never called with a transaction open. */
  intercept: (request: InterceptionRequest) => Promise<Verdict>;
}
