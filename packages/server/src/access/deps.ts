import type { Clock, Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";

/** What this module works with. */
export interface AccessDeps {
  db: Db;
  clock: Clock;
  random: Random;
  /** `COUNTERSIGN_OPERATOR_TOKEN`: a bearer token with the operator role that lives outside the store. */
  operatorToken: string | null;
}
