import type { Clock, ProjectId, Random } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Review } from "./review/review.ts";
import type { UserDecision } from "./review/user-decision.ts";
import type { SessionOutcome, Transition } from "./rules/machine.ts";
import type { Session } from "./session/session.ts";

/** An operator-visible event that this module reports. Payloads hold nothing personal. */
export interface SessionEvent {
  projectId: ProjectId;
  type: "session.expired" | "review.requested";
  /** The session, or the user in whose review nothing personal is told. */
  subject: string;
  sequence?: number;
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
  /**
   * Runs in the transaction of every transition, once all that belongs to it is written; `session` is as it left it.
   * Throwing rolls the transition back. (announcing tells the transition in its family's events here.)
   */
  onTransition: (tx: Tx, session: Session, transition: Transition) => Promise<void>;
  /** Runs in the transaction that decides a user's review. */
  onUserDecided: (tx: Tx, review: Review, decision: UserDecision) => Promise<void>;
  /** Runs in the transaction that opens a user's review because its date has come. */
  onUserReviewDue: (tx: Tx, review: Review) => Promise<void>;
}
