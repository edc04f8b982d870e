import {
  type EventPayload,
  type Identity,
  kycSessionId,
  type LoveAndPayFailureReasonCode,
  type LoveAndPayLanguage,
  loveAndPayFailureDetails,
  loveAndPayLanguages,
  maskDocumentNumber,
  type SessionLanguage,
  type SessionReason,
} from "@countersign/wire";
import type { Story } from "./story.ts";

/** Every reason of ours as one of seed 001's six. */
const kycReasons: Readonly<Record<SessionReason, LoveAndPayFailureReasonCode>> = {
  document_expired: "document_expired",
  document_unreadable: "document_unreadable",
  document_mismatch: "document_mismatch",
  selfie_mismatch: "selfie_mismatch",
  suspected_fraud: "suspected_fraud",
  unsupported_document: "unsupported_document",
  face_not_matched: "selfie_mismatch",
  face_not_shown: "selfie_mismatch",
  poor_lighting: "document_unreadable",
  photo_unusable: "document_unreadable",
  not_live: "suspected_fraud",
  registry_photo_missing: "document_mismatch",
  identity_mismatch: "document_mismatch",
  simulated: "document_unreadable",
};

/** The person passed. */
export function kycCompleted(story: Story): EventPayload<"kyc.completed"> {
  const { session, data, at } = story;
  return {
    session: {
      id: kycSessionId(session.id),
      level: data.level ?? "basic",
      status: "completed",
      verifiedData: verifiedData(data.verifiedIdentity),
      metadata: data.metadata ?? {},
      createdAt: seconds(session.createdAt.getTime()),
      completedAt: seconds(at),
    },
  };
}

/** The person did not pass. */
export function kycFailed(story: Story): EventPayload<"kyc.failed"> {
  const { session, data, at } = story;
  const reason = kycReasons[story.reasons[0] ?? "simulated"];
  return {
    session: {
      id: kycSessionId(session.id),
      level: data.level ?? "basic",
      status: "failed",
      failureReason: reason,
      failureDetails: loveAndPayFailureDetails(reason, languageOf(session.language)),
      metadata: data.metadata ?? {},
      createdAt: seconds(session.createdAt.getTime()),
      failedAt: seconds(at),
    },
  };
}

/** The approval has seen to it that all of it is there. */
function verifiedData(
  identity: Identity | undefined,
): EventPayload<"kyc.completed">["session"]["verifiedData"] {
  const { firstName, lastName, birthDate, nationality, documentType, documentNumber } = identity ?? {};
  if (!firstName || !lastName || !birthDate || !nationality || !documentType || !documentNumber)
    throw new Error("a document was approved without the identity data that its event tells");
  return {
    firstName,
    lastName,
    dateOfBirth: birthDate,
    nationality,
    documentType,
    documentNumber: maskDocumentNumber(documentNumber),
  };
}

/** Its texts are in three languages; speakers of Uzbek read Russian. */
function languageOf(language: SessionLanguage): LoveAndPayLanguage {
  return loveAndPayLanguages.find((known) => known === language) ?? "ru";
}

/** As the seed writes moments: `2024-01-15T14:00:00Z`. */
function seconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
