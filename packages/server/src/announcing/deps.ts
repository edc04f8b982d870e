import type { Clock } from "@countersign/wire";
import type { EventsDeps } from "../events/index.ts";
import type { Keyring } from "../sealing/index.ts";

/** What recording a session's events needs; everything is read in the caller's transaction. */
export interface AnnouncingDeps {
  clock: Clock;
  keyring: Keyring;
  events: EventsDeps;
}
