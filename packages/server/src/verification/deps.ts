import type { ApprovalBlock, Cell, Clock, PersonRecord, ProjectId, Random } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import type { Files } from "../files/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Storage } from "../storage/index.ts";
import type { Review } from "./review/review.ts";
import type { UserDecision } from "./review/user-decision.ts";
import type { SessionOutcome, Transition } from "./rules/machine.ts";
import type { Session } from "./session/session.ts";

/** An operator-visible event that this module reports. Payloads hold nothing personal. */
export interface SessionEvent {
  projectId: ProjectId;
  type:
    | "session.started"
    | "session.submitted"
    | "session.resubmission_requested"
    | "session.expired"
    | "review.requested";
  /** The session, or the user whose review it is. */
  subject: string;
  sequence?: number;
  /** The subject's key, or the project's while a direct session has no subject yet. */
  keyId: string;
  payload: object;
}

/** Automatic checks, as verification knows them. */
interface SessionChecks {
  /**
   * Has a submitted session checked; false if its project or method has no checks. What they come to is brought by
   * `endProcessing`; until then the session stays in `processing`.
   */
  request(tx: Tx, session: Session): Promise<boolean>;
  /** What the checks of this session have against an approval. */
  blocks(tx: Db, session: Session): Promise<ApprovalBlock[]>;
}

/** What verification needs from outside. It imports neither events, disclosure nor checks: they are passed in here. */
export interface VerificationDeps {
  clock: Clock;
  random: Random;
  /** Begins ids of new sessions; absent or null: the installation is not a cell. */
  cell?: Cell | null;
  keyring: Keyring;
  /** Reads pictures, wherever they are. */
  files: Files;
  /** `record` of events/, bound to its own deps. Runs in the transaction of the transition. */
  recordEvent: (tx: Tx, event: SessionEvent) => Promise<unknown>;
  /**
   * Runs once for each session, in the transaction that ends it (disclosure sends or voids here). Throwing
   * rolls the end back.
   */
  onEnded: (tx: Tx, session: Session, outcome: SessionOutcome) => Promise<void>;
  /**
   * Runs in the transaction of every transition, after everything that belongs to it is written; `session` is the
   * result. Throwing rolls the transition back. (announcing records the events of the session's family here.)
   */
  onTransition: (tx: Tx, session: Session, transition: Transition) => Promise<void>;
  /** Runs in the transaction that decides a user's review. */
  onUserDecided: (tx: Tx, review: Review, decision: UserDecision) => Promise<void>;
  /** Counts the pictures that are stored. */
  storage?: Pick<Storage, "countRecord">;
  /** Absent: what is submitted goes to a person at once. */
  checks?: SessionChecks;
  /**
   * What the local registry has now of the resident with this PINFL; null for nobody. Absent: what is known from the
   * session's start counts.
   */
  currentRecord?: (db: Db, pinfl: string) => Promise<PersonRecord | null>;
  /** Whether the session has a document that the applicant has not signed yet. Absent: no session has one. */
  isUnsigned?: (tx: Tx, session: Session) => Promise<boolean>;
  /** Runs in the transaction that opens a user's review because its date has come. */
  onUserReviewDue: (tx: Tx, review: Review) => Promise<void>;
}
