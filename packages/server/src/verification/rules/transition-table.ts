import type { FinalSessionState, OpenSessionState, SessionFlow, SessionState } from "@countersign/wire";
import type { TriggerType } from "./machine.ts";

/** Where each legal trigger leads. A trigger that isn't listed is illegal; `by-outcome`: the trigger says it. */
type Row = Readonly<Partial<Record<TriggerType, SessionState | "by-outcome">>>;

type Table = Readonly<Record<SessionState, Row>>;

/** Whatever a session waits for, its person may give up, its time may run out, a test may choose its end. */
const anytime = { abort: "aborted", expire: "expired", simulate: "by-outcome" } as const satisfies Row;

const afterSubmission = {
  processing: { request_review: "in_review", ...anytime },
  in_review: { approve: "succeeded", refuse: "failed", ...anytime },
} as const satisfies Record<"processing" | "in_review", Row>;

const final = { succeeded: {}, failed: {}, aborted: {}, expired: {} } as const satisfies Record<
  FinalSessionState,
  Row
>;

/**
 * Every state of every flow with everything that may happen in it. In the direct flow the integrator takes
 * the consent, so `started` is never reached there.
 */
export const transitionTables: Readonly<Record<SessionFlow, Table>> = {
  page: {
    created: { consent: "started", ...anytime },
    started: { capture: "processing", ...anytime },
    ...afterSubmission,
    ...final,
  } satisfies Record<OpenSessionState, Row> & Table,
  direct: {
    created: { submit_photo: "processing", ...anytime },
    started: anytime,
    ...afterSubmission,
    ...final,
  } satisfies Record<OpenSessionState, Row> & Table,
};
