import * as z from "zod";

/** One reason for which a session ends in `failed`: how it reads, and whether an operator may choose it. */
export interface SessionReasonEntry {
  readonly title: { readonly ru: string; readonly en: string };
  /** Offered to operators in a refusal; the others are given by the service itself. */
  readonly chosenByOperator: boolean;
}

/**
 * Why a session failed. Data, so that the console, the API and its docs show the same list in the same
 * order. Ours: the seeds know only that a face was not valid.
 */
export const sessionReasons = {
  face_not_matched: {
    title: {
      ru: "Лицо не совпадает с фотографией из реестра",
      en: "The face does not match the registry picture",
    },
    chosenByOperator: true,
  },
  photo_unusable: {
    title: { ru: "По снимку нельзя принять решение", en: "The picture is unusable" },
    chosenByOperator: true,
  },
  not_live: {
    title: { ru: "Снят не живой человек", en: "The picture does not show a live person" },
    chosenByOperator: true,
  },
  registry_photo_missing: {
    title: {
      ru: "В реестре нет фотографии для сравнения",
      en: "The registry has no picture to compare with",
    },
    chosenByOperator: true,
  },
  document_expired: {
    title: { ru: "Срок действия документа истёк", en: "The document has expired" },
    chosenByOperator: true,
  },
  suspected_fraud: {
    title: { ru: "Подозрение на мошенничество", en: "Fraud is suspected" },
    chosenByOperator: true,
  },
  simulated: {
    title: { ru: "Неудача выбрана в тестовом проекте", en: "The failure was chosen in a test project" },
    chosenByOperator: false,
  },
} as const satisfies Record<string, SessionReasonEntry>;

export type SessionReason = keyof typeof sessionReasons;

/** Every reason, in the order of the list. */
export const sessionReasonCodes = Object.keys(sessionReasons) as [SessionReason, ...SessionReason[]];
export const sessionReasonSchema = z.enum(sessionReasonCodes);

/** The reasons an operator may give in a refusal. */
export const refusalReasonCodes = sessionReasonCodes.filter((code) => sessionReasons[code].chosenByOperator);
export const refusalReasonSchema = z.enum(refusalReasonCodes);
