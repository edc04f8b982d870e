// Made of wire's list of reasons by `npm run generate -w packages/cli`; a test compares.

/** The reasons for which a session fails, by its method; `simulated` is given by no operator. */
export const failureReasons = {
  identification: [
    "face_not_matched",
    "photo_unusable",
    "not_live",
    "registry_photo_missing",
    "document_expired",
    "suspected_fraud",
    "simulated",
  ],
  document: [
    "document_expired",
    "document_unreadable",
    "document_mismatch",
    "unsupported_document",
    "selfie_mismatch",
    "suspected_fraud",
    "simulated",
  ],
  liveness: [
    "photo_unusable",
    "not_live",
    "face_not_shown",
    "poor_lighting",
    "identity_mismatch",
    "suspected_fraud",
    "simulated",
  ],
  qes: [
    "not_live",
    "document_expired",
    "document_unreadable",
    "document_mismatch",
    "unsupported_document",
    "selfie_mismatch",
    "identity_mismatch",
    "suspected_fraud",
    "simulated",
  ],
  video_conference: [
    "not_live",
    "document_expired",
    "document_unreadable",
    "document_mismatch",
    "unsupported_document",
    "selfie_mismatch",
    "identity_mismatch",
    "suspected_fraud",
    "simulated",
  ],
} as const;
