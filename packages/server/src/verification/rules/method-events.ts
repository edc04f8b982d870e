import type { EventType, SessionMethod, SessionOrigin, SessionState } from "@countersign/wire";

/** Which events tell of entering `to`; where `from` is given, only when it was left for it. */
interface Telling {
  from?: readonly SessionState[];
  to: readonly SessionState[];
  events: readonly EventType[];
}

type Tellings = readonly Telling[];

/** An expired session tells able-id receivers nothing. Recorded by disclosure, with the data that goes with it. */
const check: Tellings = [{ to: ["succeeded", "failed", "aborted"], events: ["check.outcome"] }];

/** Its receivers know two ends: who gives up or is late can be tried again, and nothing was decided about them. */
const kyc: Tellings = [
  { to: ["succeeded"], events: ["kyc.completed"] },
  { to: ["failed"], events: ["kyc.failed"] },
];

/**
 * `create` when the applicant comes to the end or leaves, `update` when that is decided. An outcome that a test
 * chooses before the end is told as both.
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

/** A call: what leaves before it began is aborted without ever having been created. */
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
 * What is told of a session's moves: by the surface that started it, and its method. Operators' own
 * `session.expired` and `review.requested` come beside it, of every session. What is not listed tells nothing.
 */
export const methodEvents: Readonly<
  Record<SessionOrigin, Readonly<Partial<Record<SessionMethod, Tellings>>>>
> = {
  "able-id": { identification: check, verification: check },
  "love-and-pay": { document: kyc },
  treezor: { liveness, qes: withAnOperator.qes, "video-conference": withAnOperator["video-conference"] },
  manage: withAnOperator,
};

/** The events of one move, in the order in which they are to be recorded. */
export function eventsOf(
  session: { origin: SessionOrigin; method: SessionMethod },
  move: { from: SessionState; to: SessionState },
): readonly EventType[] {
  if (move.from === move.to) return [];
  const tellings = methodEvents[session.origin][session.method] ?? [];
  return tellings
    .filter(({ from, to }) => to.includes(move.to) && (from === undefined || from.includes(move.from)))
    .flatMap(({ events }) => events);
}
