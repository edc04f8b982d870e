/**
 * Treezor's code tables as data, so that the API, the console and the docs show one list and a
 * newly met code is one more row. Names are that service's; `title` is for operators.
 */

/** What a code means to an operator. */
export interface CodeTitle {
  ru: string;
  en: string;
}

/**
 * How far a user is known, as `kycLevel` says it. On the wire a string in user objects, a number in
 * `kycreview.*`.
 */
export const kycLevels = {
  0: { name: "NONE", title: { ru: "Не проверен", en: "None" } },
  1: { name: "LIGHT", title: { ru: "Упрощённый", en: "Light" } },
  2: { name: "REGULAR", title: { ru: "Обычный", en: "Regular" } },
  3: { name: "STRONG", title: { ru: "Усиленный", en: "Strong" } },
  4: { name: "REFUSED", title: { ru: "Отказано", en: "Refused" } },
} as const satisfies Record<number, { name: string; title: CodeTitle }>;
/** A row of {@link kycLevels}. */
export type KycLevel = keyof typeof kycLevels;

/** The status of a user's review, as in `kycReview`. */
export const kycReviews = {
  0: { name: "NONE", title: { ru: "Не запрошена", en: "None" } },
  1: { name: "PENDING", title: { ru: "Ожидает решения", en: "Pending" } },
  2: { name: "VALIDATED", title: { ru: "Подтверждена", en: "Validated" } },
  3: { name: "REFUSED", title: { ru: "Отклонена", en: "Refused" } },
  6: { name: "REVIEW_OPEN", title: { ru: "Повторная проверка открыта", en: "Review open" } },
  7: { name: "REVIEW_PENDING", title: { ru: "Повторная проверка ожидает решения", en: "Review pending" } },
} as const satisfies Record<number, { name: string; title: CodeTitle }>;
/** A row of {@link kycReviews}. */
export type KycReview = keyof typeof kycReviews;

/** `userStatus` of users. */
export const userStatuses = ["PENDING", "VALIDATED", "CANCELED"] as const;

/** `documentStatus` of documents; `REFUSED` is ours. */
export const documentStatuses = ["PENDING", "VALIDATED", "REFUSED", "CANCELED"] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

/**
 * `kycStatus` of the `kycreview.*` events; Treezor's documentation shows the first two, `REFUSED`
 * is ours.
 */
export const kycStatuses = ["PENDING", "VALIDATED", "REFUSED"] as const;
export type KycStatus = (typeof kycStatuses)[number];

/**
 * Why a user is reviewed; Treezor's documentation shows the first, `PERIODIC` (the next review date
 * came) is ours.
 */
export const kycReviewTypes = ["ONBOARDING", "PERIODIC"] as const;
export type KycReviewType = (typeof kycReviewTypes)[number];

/**
 * The values of `codeStatus` that Treezor's documentation shows, by what they say. 110007, 110010,
 * 110011, 600001 and 600002 are ours: no sample shows a refusal, a frozen or cancelled user, or a
 * decided document. Six digits, as text.
 */
export const codeStatuses = {
  110002: { of: "user", title: { ru: "Проверка ожидает решения", en: "KYC pending" } },
  110006: { of: "user", title: { ru: "Проверка пройдена", en: "KYC validated" } },
  110007: { of: "user", title: { ru: "Проверка не пройдена", en: "KYC refused" } },
  110009: { of: "user", title: { ru: "Действующий пользователь", en: "Active user" } },
  110010: { of: "user", title: { ru: "Пользователь заморожен", en: "User frozen" } },
  110011: { of: "user", title: { ru: "Пользователь отменён", en: "User cancelled" } },
  600001: { of: "document", title: { ru: "Документ принят", en: "Document validated" } },
  600002: { of: "document", title: { ru: "Документ отклонён", en: "Document refused" } },
  600003: { of: "document", title: { ru: "Документ ожидает решения", en: "Document pending" } },
  600004: { of: "document", title: { ru: "Документ отменён", en: "Document cancelled" } },
} as const satisfies Record<number, { of: "user" | "document"; title: CodeTitle }>;
/** A row of {@link codeStatuses}. */
export type CodeStatus = keyof typeof codeStatuses;
