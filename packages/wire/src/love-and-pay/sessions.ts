/**
 * How thoroughly a person is verified: `basic` by a document and a selfie, `full` by pictures of
 * the face from three sides as well, in an order that the service chooses.
 */
export const loveAndPayLevels = ["basic", "full"] as const;
export type LoveAndPayLevel = (typeof loveAndPayLevels)[number];

/** The documents that Love&Pay accepts, by the advice of `unsupported_document`. */
export const loveAndPayDocumentTypes = ["passport", "id_card"] as const;
export type LoveAndPayDocumentType = (typeof loveAndPayDocumentTypes)[number];

/** The status of a KYC session in the API; its events say `completed` and `failed`. */
export const kycSessionStatuses = ["NOT_STARTED", "IN_PROGRESS", "APPROVED", "DECLINED", "EXPIRED"] as const;
export type KycSessionStatus = (typeof kycSessionStatuses)[number];
