import type { Clock, Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";

/** The module's dependencies. */
export interface SignInDeps {
  db: Db;
  /** The store's time. */
  clock: Clock;
  random: Random;
  keyring: Pick<Keyring, "secretMac" | "system">;
  /** Where browsers find the service, without a slash at the end: the origin of its cookies and passkeys. */
  publicUrl: string;
  sessions: SessionLimits;
}

/** How long a browser stays signed in. */
export interface SessionLimits {
  /** After the last request, in milliseconds. */
  idleMs: number;
  /** After signing in, in milliseconds. */
  maxMs: number;
}
