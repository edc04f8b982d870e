import {
  type EventPayload,
  type IdentificationReasonCode,
  type Identity,
  identificationReason,
  type SessionReason,
  treezorOffsetTime,
} from "@countersign/wire";
import { identityChanged } from "../verification/index.ts";
import { type Story, userIdOf } from "./story.ts";

/** Payloads of `qes.*` and `videoConference.*`, which have one shape. */

/** Our reasons that have a code in Treezor's table. The others are reported in its format without a code. */
const codes: Readonly<Partial<Record<SessionReason, IdentificationReasonCode>>> = { not_live: 3201 };

/** The applicant has consented and entered. */
export function callStarted(story: Story): EventPayload<"qes.created"> {
  return { ...frame(story, "STARTED", null) };
}

/** The call is with an agent. */
export function callProcessing<Result extends "CHECK_PENDING" | "REVIEW_PENDING">(
  story: Story,
  result: Result,
): EventPayload<"qes.processing"> {
  return frame(story, result, story.submittedAt);
}

/** The applicant left or did not return in time. */
export function callAborted(story: Story): EventPayload<"qes.aborted"> {
  return { ...frame(story, "ABORTED", story.at), reason: abortReason(story) };
}

/** The agent has decided. */
export function callFinalized(story: Story): EventPayload<"qes.finalized"> {
  const { session, data, reasons } = story;
  const identity = identityOf(data.verifiedIdentity);
  const changed = identityChanged(data.expectedIdentity, data.verifiedIdentity);
  const success = changed ? "SUCCESS_DATA_CHANGED" : "SUCCESS";
  return {
    ...frame(story, session.state === "succeeded" ? success : "CANCELED", story.submittedAt),
    ...(identity && { identity }),
    ...(session.state === "failed" && { reason: refusalReason(reasons[0] ?? "simulated") }),
  };
}

function frame<Result extends string>(story: Story, result: Result, identifiedAt: number | null) {
  const { identId, transactionNumber, device } = story.data;
  if (identId === undefined || transactionNumber === undefined)
    throw new Error("a session of a call was started without its code and number");
  return {
    userId: userIdOf(story),
    result,
    identificationTime: identifiedAt === null ? "" : treezorOffsetTime(identifiedAt),
    identId,
    transactionNumber,
    type: device ?? ("WEB" as const),
  };
}

type Reason = EventPayload<"qes.aborted">["reason"];

function abortReason({ session, data }: Story): Reason {
  if (session.state === "expired") return identificationReason("timeout");
  if (data.abortReason === "document_expired") return identificationReason(3002);
  return { reasonDetails: { reasonCode: "", reasonMessage: "USER_CANCELLATION" } };
}

function refusalReason(reason: SessionReason): Reason {
  const code = codes[reason];
  if (code !== undefined) return identificationReason(code);
  return { reasonDetails: { reasonCode: "", reasonMessage: reason.toUpperCase() } };
}

/** Undefined if nobody was identified. Treezor omits an unknown place of issue. */
function identityOf(identity: Identity | undefined): EventPayload<"qes.finalized">["identity"] {
  if (!identity?.firstName || !identity.lastName) return undefined;
  return {
    firstname: identity.firstName,
    lastname: identity.lastName,
    birthday: identity.birthDate ?? "",
    gender: identity.gender ?? "OTHER",
    ...(identity.issuingPlace !== undefined && { issuingPlace: identity.issuingPlace }),
    birthplace: identity.birthPlace ?? "",
  };
}
