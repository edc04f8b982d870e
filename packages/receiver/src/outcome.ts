import type { AnyReceivedEvent } from "./event.ts";
import type { ContentProblem, ForgeryProblem } from "./verification/problem.ts";

/** What became of a request. */
export type Outcome =
  | { kind: "handled"; event: AnyReceivedEvent }
  /** its effect had been committed before */
  | { kind: "duplicate"; event: AnyReceivedEvent }
  /** a newer state had been handled before */
  | { kind: "superseded"; event: AnyReceivedEvent }
  /** a test call of the webhook: verified and read, but not handled */
  | { kind: "test"; event: AnyReceivedEvent }
  /** there is no handler for it */
  | { kind: "unhandled"; event: AnyReceivedEvent }
  | { kind: "retry"; event: AnyReceivedEvent; reason: string; afterSeconds: number | undefined }
  | { kind: "rejected"; event: AnyReceivedEvent; reason: string }
  /** the handler or the inbox threw */
  | { kind: "failed"; event: AnyReceivedEvent; error: unknown }
  /** genuine, but not readable by this version */
  | { kind: "unreadable"; id: string; problem: ContentProblem }
  /** not genuine */
  | { kind: "forged"; problem: ForgeryProblem }
  | { kind: "too-large" }
  | { kind: "wrong-method" }
  /** another middleware had read the body, so that its bytes are lost */
  | { kind: "body-lost" }
  /** the connection broke off before the end of the body */
  | { kind: "body-unreadable"; error: unknown };
