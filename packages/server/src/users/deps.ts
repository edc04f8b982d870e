import type { Clock } from "@countersign/wire";
import type { EventsDeps } from "../events/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { VerificationDeps } from "../verification/index.ts";

/** The module's dependencies. */
export interface UsersDeps {
  clock: Clock;
  keyring: Keyring;
  events: EventsDeps;
}

/** What requesting a review needs in addition. */
export interface ReviewingDeps extends UsersDeps {
  verification: VerificationDeps;
}
