import type { EventType, SessionMethod, SessionOrigin, SessionState } from "@countersign/wire";

/** The events of entering a state of `to`; where `from` is given, only of entering it from there. */
interface Telling {
  from?: readonly SessionState[];
  to: readonly SessionState[];
  events: readonly EventType[];
}

type Tellings = readonly Telling[];

/** Recorded by disclosure, with the data that goes with it. */
const check: Tellings = [{ to: ["succeeded", "failed", "aborted", "expired"], events: ["check.outcome"] }];

/** Receivers know two ends. Who gives up or is late can try again: nothing was decided about them. */
const kyc: Tellings = [
  { to: ["succeeded"], events: ["kyc.completed"] },
  { to: ["failed"], events: ["kyc.failed"] },
];

/**
 * `create` when the applicant finishes or leaves, `update` when the session is decided. An outcome that a test
 * simulates before the end sends both.
 */
const liveness: Tellings = [
  { to: ["in_review"], events: ["kycliveness.create"] },
  { from: ["created", "started"], to: ["aborted", "expired"], events: ["kycliveness.create"] },
  {
    from: ["created", "started", "processing"],
    to: ["succeeded", "failed"],
    events: ["kycliveness.create", "kycliveness.update"],
  },
  {
    from: ["in_review"],
    to: ["succeeded", "failed", "aborted", "expired"],
    events: ["kycliveness.update"],
  },
];

/** Once a person has sent it back: it was created before. */
const livenessAgain: Tellings = [
  { to: ["succeeded", "failed", "aborted", "expired"], events: ["kycliveness.update"] },
];

/** A call: a session left before the call began is aborted without having been created. */
function call(family: "qes" | "videoConference"): Tellings {
  return [
    { from: ["created"], to: ["started"], events: [`${family}.created`] },
    { to: ["in_review"], events: [`${family}.processing`] },
    { to: ["aborted", "expired"], events: [`${family}.aborted`] },
    { from: ["created"], to: ["succeeded", "failed"], events: [`${family}.created`, `${family}.finalized`] },
    {
      from: ["started", "processing", "in_review"],
      to: ["succeeded", "failed"],
      events: [`${family}.finalized`],
    },
  ];
}

const withAnOperator = {
  document: kyc,
  liveness,
  qes: call("qes"),
  "video-conference": call("videoConference"),
} as const satisfies Partial<Record<SessionMethod, Tellings>>;

/**
 * The events of a session's transitions, by the surface that started it and its method. Operators' own
 * `session.started`, `session.submitted`, `session.expired` and `review.requested` are recorded in addition, for every
 * session. What is not listed sends nothing.
 */
export const methodEvents: Readonly<
  Record<SessionOrigin, Readonly<Partial<Record<SessionMethod, Tellings>>>>
> = {
  "able-id": { identification: check, verification: check },
  "love-and-pay": { document: kyc },
  treezor: { liveness, qes: withAnOperator.qes, "video-conference": withAnOperator["video-conference"] },
  manage: withAnOperator,
};

/** The events of one transition, in the order in which to record them. */
export function eventsOf(
  session: { origin: SessionOrigin; method: SessionMethod; resubmissions: number },
  move: { from: SessionState; to: SessionState },
): readonly EventType[] {
  if (move.from === move.to) return [];
  const own = methodEvents[session.origin][session.method] ?? [];
  const tellings = own === liveness && session.resubmissions > 0 ? livenessAgain : own;
  return tellings
    .filter(({ from, to }) => to.includes(move.to) && (from === undefined || from.includes(move.from)))
    .flatMap(({ events }) => events);
}
