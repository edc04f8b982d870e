import type { FinalSessionState, SessionFlow, SessionReason } from "@countersign/wire";

/** What can happen to a session, with what it brings. Which of them is legal when: see `transition-table.ts`. */
export type Trigger =
  /** The applicant agreed on the page to be verified. */
  | { type: "consent" }
  /** The applicant sent a picture of the face from the page. */
  | { type: "capture" }
  /** The integrator sent the person and a picture of the face (direct flow). */
  | { type: "submit_photo" }
  /** What was sent needs a human's decision. */
  | { type: "request_review" }
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

/** What chooses the table: the flow of the session and the mode of its project. */
export interface Machine {
  flow: SessionFlow;
  mode: "test" | "live";
}

/** How a session ended. Only a failure has a reason. */
export type SessionOutcome =
  | { state: "succeeded" }
  | { state: "failed"; reason: SessionReason }
  | { state: Exclude<FinalSessionState, "succeeded" | "failed"> };

/** What the shell has to do in the transaction that writes the next state. */
export type Effect =
  | { type: "open_review" }
  | { type: "withdraw_review" }
  | { type: "end"; outcome: SessionOutcome };
