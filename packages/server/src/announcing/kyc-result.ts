import {
  type Identity,
  type LoveAndPayFailureReasonCode,
  type LoveAndPayLanguage,
  loveAndPayFailureDetails,
  loveAndPayLanguages,
  maskDocumentNumber,
  type SessionLanguage,
  type SessionReason,
  type VerifiedData,
} from "@countersign/wire";

/** The result of a session in Love&Pay's terms, for its events and its API. */

/** Maps each of our reasons to one of Love&Pay's six. */
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
  signature_code_wrong: "document_mismatch",
  simulated: "document_unreadable",
};

/** Why the person did not pass: the reason's code, with its text and advice for the person. */
export function kycFailure(
  reason: SessionReason,
  language: SessionLanguage,
): { failureReason: LoveAndPayFailureReasonCode; failureDetails: string } {
  const failureReason = kycReasons[reason];
  return { failureReason, failureDetails: loveAndPayFailureDetails(failureReason, kycLanguage(language)) };
}

/** The verified person, the document number masked; null if a field is unknown. */
export function kycVerifiedData(identity: Identity | undefined): VerifiedData | null {
  const { firstName, lastName, birthDate, nationality, documentType, documentNumber } = identity ?? {};
  if (!firstName || !lastName || !birthDate || !nationality || !documentType || !documentNumber) return null;
  return {
    firstName,
    lastName,
    dateOfBirth: birthDate,
    nationality,
    documentType,
    documentNumber: maskDocumentNumber(documentNumber),
  };
}

/** Love&Pay has texts in three languages; Uzbek falls back to Russian. */
export function kycLanguage(language: SessionLanguage): LoveAndPayLanguage {
  return loveAndPayLanguages.find((known) => known === language) ?? "ru";
}
