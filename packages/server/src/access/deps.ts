import type { Cell, Clock, Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";

/** The module's dependencies. */
export interface AccessDeps {
  db: Db;
  clock: Clock;
  random: Random;
  keyring: Pick<Keyring, "secretMac">;
  /** `COUNTERSIGN_OPERATOR_TOKEN`: a bearer token with the operator role that lives outside the store. */
  operatorToken: string | null;
  /** Begins new tokens; absent or null: the installation is not a cell. */
  cell?: Cell | null;
}
