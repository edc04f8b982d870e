import type { Clock, ProjectId, Random, SessionId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { SessionOutcome } from "./rules/machine.ts";
import type { Session } from "./session.ts";

/** An operator-visible event that this module reports. Payloads hold nothing personal. */
export interface SessionEvent {
  projectId: ProjectId;
  type: "session.expired" | "review.requested";
  subject: SessionId;
  sequence: number;
  /** The subject's key, or the project's while a direct session knows no subject. */
  keyId: string;
  payload: object;
}

/** What verification needs from outside. It imports neither events nor disclosure: both are given here. */
export interface VerificationDeps {
  clock: Clock;
  random: Random;
  keyring: Keyring;
  /** `record` of events/, bound to its own deps. Runs in the transaction of the transition. */
  recordEvent: (tx: Tx, event: SessionEvent) => Promise<unknown>;
  /**
   * Runs once for each session, in the transaction that ends it (disclosure sends or voids here). Throwing
   * rolls the end back.
   */
  onEnded: (tx: Tx, session: Session, outcome: SessionOutcome) => Promise<void>;
  /** Runs in the transaction that starts a session. */
  onStarted?: (tx: Tx, session: Session) => Promise<void>;
}
