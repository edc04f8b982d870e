import type {
  FinalSessionState,
  SessionFlow,
  SessionMethod,
  SessionReason,
  SessionState,
} from "@countersign/wire";

/** What can happen to a session, with its data. Which trigger is legal when: see `transition-table.ts`. */
export type Trigger =
  /** The applicant agreed on the page to be verified. */
  | { type: "consent" }
  /** The applicant asked for more time. */
  | { type: "extend" }
  /** The applicant said which document they will show. */
  | { type: "choose_document" }
  /** The applicant sent one of the pictures from the page, and others are still wanted. */
  | { type: "add_capture" }
  /** The applicant sent a picture that can be put right: it is asked for again. */
  | { type: "ask_again" }
  /** The applicant sent the only or the last picture from the page. */
  | { type: "capture" }
  /** The applicant signed the session's document. */
  | { type: "sign" }
  /** The applicant is ready for the agent's call. */
  | { type: "join" }
  /** The integrator sent the person and a picture of the face (direct flow). */
  | { type: "submit_photo" }
  /** What was sent needs a human's decision. */
  | { type: "request_review" }
  /** A person asks for other pictures. */
  | { type: "request_resubmission" }
  | { type: "approve" }
  | { type: "refuse"; reason: SessionReason }
  /** The applicant gave up. */
  | { type: "abort" }
  /** The session's deadline passed. */
  | { type: "expire" }
  /** Somebody chose the outcome; legal in test-mode projects alone. */
  | { type: "simulate"; outcome: SimulatedOutcome };

export type TriggerType = Trigger["type"];

export type SimulatedOutcome = { result: "success" } | { result: "failure"; reason: SessionReason };

/** What selects the table: the session's method and flow, and its project's mode. */
export interface Machine {
  method: SessionMethod;
  flow: SessionFlow;
  mode: "test" | "live";
}

/** One transition of a session, as reported to other modules. */
export interface Transition {
  trigger: TriggerType;
  from: SessionState;
  to: SessionState;
}

/** How a session ended. Only a failure has a reason. */
export type SessionOutcome =
  | { state: "succeeded" }
  | { state: "failed"; reason: SessionReason }
  | { state: Exclude<FinalSessionState, "succeeded" | "failed"> };

/** What the caller must do in the transaction that writes the next state. */
export type Effect =
  | { type: "open_review" }
  | { type: "withdraw_review" }
  | { type: "end"; outcome: SessionOutcome };
