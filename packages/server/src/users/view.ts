import {
  kycLevels,
  kycReviews,
  type TreezorKycReview,
  type TreezorUser,
  treezorDateTime,
  treezorSeconds,
  treezorUserSchema,
} from "@countersign/wire";
import type { KycState, User } from "./user.ts";

const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/**
 * A user in Treezor's format, every value as text. `totalRows`: the length of the list that
 * contains it.
 */
export function treezorUser(user: User, totalRows = 1): TreezorUser {
  const { fields, kyc } = user;
  return treezorUserSchema.parse({
    ...fields,
    userId: String(user.id),
    clientId: String(user.clientId),
    userStatus: user.canceledAt === null ? "VALIDATED" : "CANCELED",
    countryName: countryName(fields.country ?? ""),
    kycLevel: String(kyc.level),
    kycReview: String(kyc.review),
    kycReviewComment: kyc.comment,
    isFreezed: user.frozenAt === null ? "0" : "1",
    createdDate: treezorDateTime(user.createdAt.getTime()),
    modifiedDate: treezorDateTime(user.modifiedAt.getTime()),
    codeStatus: codeOf(user),
    informationStatus: "",
    sepaCreditorIdentifier: null,
    walletCount: "0",
    payinCount: "0",
    totalRows: String(totalRows),
  } satisfies Record<keyof TreezorUser, string | null>);
}

/** A user's review state in the format of `kycreview.*` events: numbers where users have text. */
export function treezorKycReview(user: User): TreezorKycReview {
  const { kyc } = user;
  const status = statusOf(kyc);
  return {
    userId: user.id,
    clientId: user.clientId,
    distributionCountry: user.fields.country ?? "",
    kycLevel: kyc.level,
    kycReview: kyc.review,
    kycReviewComment: kyc.comment,
    kycStatus: status.name,
    kycReviewType: kyc.type,
    codeStatus: status.code,
    informationStatus: `KYC status ${status.name}`,
    lastRequestDatetime: treezorSeconds((kyc.requestedAt ?? user.createdAt).getTime()),
    lastReviewDatetime: kyc.reviewedAt && treezorSeconds(kyc.reviewedAt.getTime()),
    nextReviewDate: kyc.nextReviewDate,
  };
}

/** Treezor's default comment of a decision. */
export function decisionSentence(kyc: Pick<KycState, "level" | "review">, at: Date): string {
  const [day, time] = treezorDateTime(at.getTime()).split(" ");
  const date = day?.split("-").reverse().join("-");
  return `${date} - ${time}Level : ${kycLevels[kyc.level].name} et Review : ${kycReviews[kyc.review].name}`;
}

function statusOf({ review }: KycState): { name: TreezorKycReview["kycStatus"]; code: string } {
  if (review === 2) return { name: "VALIDATED", code: "110006" };
  if (review === 3) return { name: "REFUSED", code: "110007" };
  return { name: "PENDING", code: "110002" };
}

function codeOf({ frozenAt, canceledAt }: User): string {
  if (canceledAt !== null) return "110011";
  return frozenAt === null ? "110009" : "110010";
}

/** In English, as in Treezor's samples; empty for an unknown country code. */
function countryName(country: string): string {
  return /^[A-Z]{2}$/.test(country) ? (countryNames.of(country) ?? "") : "";
}
