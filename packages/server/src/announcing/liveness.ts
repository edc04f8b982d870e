import {
  type EventPayload,
  type Identity,
  type LivenessReasonCode,
  livenessReasons,
  type SessionReason,
  sessionReasons,
  treezorMicroseconds,
} from "@countersign/wire";
import { type Story, userIdOf } from "./story.ts";

/** Treezor's comment on a check that waits for a decision. */
const undecided =
  "Some additional elements need to be verified. You will be notified by webhook when the final answer is ready.";
const abandoned = "Applicant abandoned the verification";

/** Our reasons that have a code in Treezor's table. The others are reported by their title without a code. */
const codes: Readonly<Partial<Record<SessionReason, LivenessReasonCode>>> = {
  face_not_shown: 1312,
  poor_lighting: 1320,
  identity_mismatch: 2401,
};

/** The applicant finished, or left before. */
export function livenessCreate(story: Story): EventPayload<"kycliveness.create"> {
  const left = wasLeft(story);
  return {
    "kyc-status": left ? "processed" : "processing",
    comment: left ? abandoned : undecided,
    user_id: userIdOf(story),
    "started-at": treezorMicroseconds(story.startedAt),
    "updated-at": treezorMicroseconds(story.at),
    score: left ? 0 : 1,
    identity: identityOf(story),
  };
}

/** The check was decided, or the applicant left during the review. */
export function livenessUpdate(story: Story): EventPayload<"kycliveness.update"> {
  const reasons = story.reasons.map(reasonOf);
  const messages = reasons.map((reason) => reason["reason-message"]).join(", ");
  return {
    "updated-at": treezorMicroseconds(story.at),
    "started-at": treezorMicroseconds(story.startedAt),
    identity: identityOf(story),
    "kyc-status": "processed",
    comment: wasLeft(story) ? abandoned : messages,
    ...(reasons.length > 0 && { "refusal-details": { meta: { count: reasons.length }, reasons } }),
    user_id: userIdOf(story),
    score: story.session.state === "succeeded" ? 1 : 0,
  };
}

function wasLeft({ session }: Story): boolean {
  return session.state === "aborted" || session.state === "expired";
}

function reasonOf(reason: SessionReason): { "reason-code": string; "reason-message": string } {
  const code = codes[reason];
  if (code === undefined) return { "reason-code": "", "reason-message": sessionReasons[reason].title.en };
  return { "reason-code": String(code), "reason-message": livenessReasons[code].message };
}

/** Unknown fields are empty strings. */
function identityOf({ data }: Story): EventPayload<"kycliveness.create">["identity"] {
  const identity: Identity = { ...data.expectedIdentity, ...data.verifiedIdentity };
  return {
    "last-name": identity.lastName ?? "",
    "first-name": identity.firstName ?? "",
    "birth-date": identity.birthDate ?? "",
    gender: identity.gender ?? "",
    "issuing-place": identity.issuingPlace ?? "",
    birthplace: identity.birthPlace ?? "",
  };
}
