import type { Cell, Clock, Random } from "@countersign/wire";
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
  /** Begins ids of new projects and their tokens; absent or null: the installation is not a cell. */
  cell?: Cell | null;
}
