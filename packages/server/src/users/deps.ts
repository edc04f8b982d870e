import type { Clock } from "@countersign/wire";
import type { EventsDeps } from "../events/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { VerificationDeps } from "../verification/index.ts";

/** What this module works with. */
export interface UsersDeps {
  clock: Clock;
  keyring: Keyring;
  events: EventsDeps;
}

/** What asking for a review needs beside it. */
export interface ReviewingDeps extends UsersDeps {
  verification: VerificationDeps;
}
