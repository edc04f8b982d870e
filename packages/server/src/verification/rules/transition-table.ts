import type {
  FinalSessionState,
  OpenSessionState,
  SessionFlow,
  SessionMethod,
  SessionState,
} from "@countersign/wire";
import type { Machine, TriggerType } from "./machine.ts";

/** Where each legal trigger leads. A trigger that isn't listed is illegal; `by-outcome`: the trigger decides. */
type Row = Readonly<Partial<Record<TriggerType, SessionState | "by-outcome">>>;

type Table = Readonly<Record<SessionState, Row>>;

/** Legal in every open state: the applicant gives up, the deadline passes, a test simulates the outcome. */
const anytime = { abort: "aborted", expire: "expired", simulate: "by-outcome" } as const satisfies Row;

const agreement = { consent: "started", extend: "created", ...anytime } as const satisfies Row;

const afterSubmission = {
  processing: { request_review: "in_review", ...anytime },
  in_review: { approve: "succeeded", refuse: "failed", ...anytime },
  // Reached only where there are pictures to send on a page.
  resubmission_requested: anytime,
} as const satisfies Record<"processing" | "in_review" | "resubmission_requested", Row>;

const final = { succeeded: {}, failed: {}, aborted: {}, expired: {} } as const satisfies Record<
  FinalSessionState,
  Row
>;

/** The applicant sends one picture from the page. */
const onePicture = {
  created: agreement,
  started: { extend: "started", ask_again: "started", capture: "processing", ...anytime },
  ...afterSubmission,
  in_review: { request_resubmission: "resubmission_requested", ...afterSubmission.in_review },
  resubmission_requested: { ask_again: "resubmission_requested", capture: "processing", ...anytime },
  ...final,
} satisfies Record<OpenSessionState, Row> & Table;

/** The integrator sends the person and the picture. It takes the consent, so `started` is never reached. */
const direct = {
  created: { submit_photo: "processing", ...anytime },
  started: anytime,
  ...afterSubmission,
  ...final,
} satisfies Record<OpenSessionState, Row> & Table;

/** The applicant sends several pictures in any order; `capture` is the one that completes the set. */
const severalPictures = {
  ...onePicture,
  started: { add_capture: "started", ...onePicture.started },
  resubmission_requested: { add_capture: "resubmission_requested", ...onePicture.resubmission_requested },
} satisfies Record<OpenSessionState, Row> & Table;

/**
 * The same for a document, whose type the applicant chooses first. Automatic checks may decide it before it goes to a
 * person: nobody else acts on a session that is processed.
 */
const documentPictures = {
  ...severalPictures,
  processing: { ...onePicture.processing, approve: "succeeded", refuse: "failed" },
  started: { choose_document: "started", ...severalPictures.started },
} satisfies Record<OpenSessionState, Row> & Table;

/** Led by an agent: the applicant consents and reports ready; the rest happens at the agent's desk. */
const call = {
  ...onePicture,
  started: { extend: "started", join: "processing", ...anytime },
  ...afterSubmission,
} satisfies Record<OpenSessionState, Row> & Table;

/** The same, after the applicant has signed a document where the session has one; too many wrong codes fail it. */
const signature = {
  ...call,
  started: { sign: "started", refuse: "failed", ...call.started },
} satisfies Record<OpenSessionState, Row> & Table;

/** Every method and flow, with every state and its legal triggers. */
export const transitionTables: Readonly<
  Record<SessionMethod, Readonly<Partial<Record<SessionFlow, Table>>>>
> = {
  identification: { page: onePicture, direct },
  verification: { page: onePicture, direct },
  document: { page: documentPictures },
  liveness: { page: severalPictures },
  qes: { page: signature },
  "video-conference": { page: call },
};

/** The table of a session. Throws for a flow that its method doesn't have: no such session can be started. */
export function tableOf({ method, flow }: Pick<Machine, "method" | "flow">): Table {
  const table = transitionTables[method][flow];
  if (table === undefined) throw new Error(`${method} has no ${flow} flow`);
  return table;
}
