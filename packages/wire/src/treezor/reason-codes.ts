import type { CodeTitle } from "./codes.ts";

/** One reason for which a liveness check, an e-signature or a video call did not succeed. */
export interface TreezorReason {
  /**
   * `reason-message` or `reasonMessage` on the wire, word for word as Treezor's documentation has
   * it
   */
  message: string;
  /** for the operator who chooses it */
  title: CodeTitle;
}

/**
 * Why a liveness check was refused: `reason-code` -> message, as Treezor's documentation shows
 * them.
 */
export const livenessReasons = {
  1312: {
    message: "Applicant did not show the full front view of their face",
    title: { ru: "Лицо снято не полностью", en: "The face is not fully shown" },
  },
  1320: {
    message: "Applicant performed their id verification under poor lighting conditions",
    title: { ru: "Плохое освещение", en: "Poor lighting" },
  },
  2401: {
    message: "Applicant's identity does not match with the expected one",
    title: { ru: "Личность не совпадает с ожидаемой", en: "The identity is not the expected one" },
  },
} as const satisfies Record<number, TreezorReason>;
/** A row of {@link livenessReasons}. */
export type LivenessReasonCode = keyof typeof livenessReasons;

/**
 * Why an e-signature or a video call was aborted or cancelled: `reasonCode` -> message, as
 * Treezor's documentation shows them. An abort may also carry a message without a code, see {@link
 * identificationTimeout}.
 */
export const identificationReasons = {
  3002: {
    message: "USER_CANCELLATION_DOCUMENT_EXPIRED",
    title: { ru: "Отменено: документ просрочен", en: "Cancelled: the document has expired" },
  },
  3201: {
    message: "WARNING_SELFIE_REAL_PERSON",
    title: { ru: "На снимке не живой человек", en: "The selfie does not show a real person" },
  },
} as const satisfies Record<number, TreezorReason>;
/** A row of {@link identificationReasons}. */
export type IdentificationReasonCode = keyof typeof identificationReasons;

/**
 * The reason of an e-signature or a video call that nobody came back to: the code is empty, as
 * Treezor has it.
 */
export const identificationTimeout = { reasonCode: "", reasonMessage: "STALLED_TIMEOUT" } as const;

/** `refusal-details` of a refused liveness check, in the order of the codes given. */
export function livenessRefusal(codes: readonly LivenessReasonCode[]) {
  const reasons = codes.map((code) => ({
    "reason-code": String(code),
    "reason-message": livenessReasons[code].message,
  }));
  return { meta: { count: reasons.length }, reasons };
}

/**
 * `comment` of a refused liveness check: the messages of its reasons, joined as Treezor's
 * documentation joins them.
 */
export function livenessRefusalComment(codes: readonly LivenessReasonCode[]): string {
  return codes.map((code) => livenessReasons[code].message).join(", ");
}

/** `reason` of an aborted or cancelled e-signature or video call. */
export function identificationReason(code: IdentificationReasonCode | "timeout") {
  if (code === "timeout") return { reasonDetails: { ...identificationTimeout } };
  return { reasonDetails: { reasonCode: String(code), reasonMessage: identificationReasons[code].message } };
}
