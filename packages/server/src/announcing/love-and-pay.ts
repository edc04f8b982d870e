import { type EventPayload, kycSessionId } from "@countersign/wire";
import { kycFailure, kycVerifiedData } from "./kyc-result.ts";
import type { Story } from "./story.ts";

/** The person passed. */
export function kycCompleted(story: Story): EventPayload<"kyc.completed"> {
  const { session, data, at } = story;
  const verifiedData = kycVerifiedData(data.verifiedIdentity);
  // An approval requires all of these fields.
  if (verifiedData === null)
    throw new Error("a document was approved without the identity data that its event tells");
  return {
    session: {
      id: kycSessionId(session.id),
      level: data.level ?? "basic",
      status: "completed",
      verifiedData,
      metadata: data.metadata ?? {},
      createdAt: seconds(session.createdAt.getTime()),
      completedAt: seconds(at),
    },
  };
}

/** The person did not pass. */
export function kycFailed(story: Story): EventPayload<"kyc.failed"> {
  const { session, data, at } = story;
  return {
    session: {
      id: kycSessionId(session.id),
      level: data.level ?? "basic",
      status: "failed",
      ...kycFailure(story.reasons[0] ?? "simulated", session.language),
      metadata: data.metadata ?? {},
      createdAt: seconds(session.createdAt.getTime()),
      failedAt: seconds(at),
    },
  };
}

/** Love&Pay's format of instants: `2024-01-15T14:00:00Z`. */
function seconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
