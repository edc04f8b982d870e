import type { RequestOf } from "../api/call.ts";
import type { failureReasons } from "../generated/reasons.ts";

/**
 * How a session sends an event: it is decided (`succeeded`, `failed`), left (`aborted`), or the
 * applicant agrees (`consented`) and joins the agent's call (`joined`), after which it waits for a
 * decision.
 */
type SessionEnd = "succeeded" | "failed" | "aborted" | "consented" | "joined";

export interface SessionWay {
  method: RequestOf<"startSession">["body"]["method"];
  end: SessionEnd;
}

/** The types that come of sessions, and how. */
const ways: Readonly<Record<string, SessionWay>> = {
  "kyc.completed": { method: "document", end: "succeeded" },
  "kyc.failed": { method: "document", end: "failed" },
  "kycliveness.create": { method: "liveness", end: "succeeded" },
  "kycliveness.update": { method: "liveness", end: "succeeded" },
  "qes.created": { method: "qes", end: "succeeded" },
  "qes.processing": { method: "qes", end: "joined" },
  "qes.aborted": { method: "qes", end: "aborted" },
  "qes.finalized": { method: "qes", end: "succeeded" },
  "videoConference.created": { method: "video_conference", end: "succeeded" },
  "videoConference.processing": { method: "video_conference", end: "joined" },
  "videoConference.aborted": { method: "video_conference", end: "aborted" },
  "videoConference.finalized": { method: "video_conference", end: "succeeded" },
  "session.started": { method: "document", end: "consented" },
  "session.submitted": { method: "video_conference", end: "joined" },
  "review.requested": { method: "video_conference", end: "joined" },
};

/** The session that causes events of this type; null where no session of the management API does. */
export function wayTo(type: string): SessionWay | null {
  return Object.hasOwn(ways, type) ? (ways[type] ?? null) : null;
}

/**
 * The method of the session that sends events of this type after a failure, too; null where none
 * does.
 */
export function failingMethod(type: string): keyof typeof failureReasons | null {
  if (type === "check.outcome") return "identification";
  const way = wayTo(type);
  const isSentAfterFailure = way?.end === "failed" || (way?.end === "succeeded" && type !== "kyc.completed");
  return isSentAfterFailure ? way.method : null;
}

/** The types for which a reason of failure can be given. */
export const failingTypes: readonly string[] = ["check.outcome", ...Object.keys(ways)].filter(
  (type) => failingMethod(type) !== null,
);
