import type { Clock, Random } from "@countersign/wire";
import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import type { Files } from "../files/index.ts";
import type { RegistryDeps } from "../registry/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { VerificationDeps } from "../verification/index.ts";
import type { Looker } from "./child/looker.ts";
import type { CountDone } from "./run/metrics.ts";

/** What the checks work with. */
export interface ChecksDeps {
  db: Db;
  clock: Clock;
  random: Random;
  log: Logger;
  keyring: Keyring;
  /** Reads pictures, wherever they are. */
  files: Files;
  verification: VerificationDeps;
  registry: Pick<RegistryDeps, "db" | "keyring">;
  looker: Looker;
  countDone: CountDone;
}
