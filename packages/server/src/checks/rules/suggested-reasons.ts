import {
  type CaptureKind,
  type CheckCode,
  type CheckVerdict,
  refusalReasonsOf,
  type SessionMethod,
  type SessionReason,
} from "@countersign/wire";
import { isDocument } from "./facts.ts";

/** What is known of a check when somebody is about to decide. */
interface Found {
  verdict: CheckVerdict;
  code: CheckCode;
  capture: CaptureKind | null;
}

/** A face that can't be compared is no face of the document, no liveness, no picture to decide by: as the method has it. */
const noFace = ["selfie_mismatch", "face_not_shown", "photo_unusable"] as const;
const otherFace = ["selfie_mismatch", "face_not_matched", "identity_mismatch"] as const;
const badLight = ["selfie_mismatch", "poor_lighting", "photo_unusable"] as const;

/** For which reason a person would refuse because of this, the first that the session's method knows. */
const reasons: Readonly<Partial<Record<CheckCode, readonly SessionReason[]>>> = {
  picture_repeated: ["suspected_fraud"],
  picture_seen: ["suspected_fraud"],
  document_seen: ["suspected_fraud"],
  registry_picture_sent: ["suspected_fraud"],
  document_expired: ["document_expired"],
  record_expired: ["document_expired"],
  type_not_accepted: ["unsupported_document"],
  country_not_accepted: ["unsupported_document"],
  specimen: ["unsupported_document"],
  type_not_chosen: ["document_mismatch"],
  data_differ: ["document_mismatch"],
  zone_not_found: ["document_unreadable"],
  zone_doubtful: ["document_unreadable"],
  digits_wrong: ["document_unreadable"],
  picture_glare: ["document_unreadable"],
  picture_small: noFace,
  picture_blurred: noFace,
  picture_flat: noFace,
  picture_dark: badLight,
  picture_bright: badLight,
  face_missing: noFace,
  faces_several: noFace,
  face_poor: noFace,
  faces_unlike: otherFace,
  poses_wrong: ["not_live", "selfie_mismatch"],
};

/**
 * The reasons that a refusal could have, by what the checks found: those of `consider` and `fail`, each with a cause of its
 * own, a suspected fraud first. A hint for a person; nothing is decided by it. Pure.
 */
export function suggestedReasons(method: SessionMethod, found: readonly Found[]): SessionReason[] {
  const known = refusalReasonsOf(method);
  const suggested = found
    .filter(({ verdict }) => verdict === "consider" || verdict === "fail")
    .flatMap(({ code, capture }) => {
      const ofDocument = capture !== null && isDocument(capture) && known.includes("document_unreadable");
      const candidates = ofDocument && isOfPicture(code) ? ["document_unreadable" as const] : reasons[code];
      const reason = candidates?.find((one) => known.includes(one));
      return reason === undefined ? [] : [reason];
    });
  const unique = [...new Set(suggested)];
  return unique.sort((a, b) => Number(b === "suspected_fraud") - Number(a === "suspected_fraud"));
}

function isOfPicture(code: CheckCode): boolean {
  return code.startsWith("picture_") && reasons[code]?.[0] !== "suspected_fraud";
}
