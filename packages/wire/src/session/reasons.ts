import * as z from "zod";
import { keysOf } from "../keys-of.ts";
import { type SessionMethod, sessionMethods } from "./kinds.ts";

/** One reason for which a session ends in `failed`: how it reads, and whose refusal may name it. */
export interface SessionReasonEntry {
  readonly title: { readonly ru: string; readonly en: string };
  /**
   * The methods of which an operator may refuse a session for it; none: the service itself gives
   * it.
   */
  readonly methods: readonly SessionMethod[];
  /** Whether another attempt of the same applicant may succeed: only then are they offered one. */
  readonly curable: boolean;
}

const registry = ["identification", "verification"] as const;
const call = ["qes", "video-conference"] as const;

/**
 * Why a session failed. Data, so that the console, the API and its docs show the same list in the
 * same order. Those of documents are Love&Pay's, those of liveness and calls are behind Treezor's
 * codes.
 */
export const sessionReasons = {
  face_not_matched: {
    title: {
      ru: "Лицо не совпадает с фотографией из реестра",
      en: "The face does not match the registry picture",
    },
    methods: registry,
    curable: true,
  },
  photo_unusable: {
    title: { ru: "По снимку нельзя принять решение", en: "The picture is unusable" },
    methods: [...registry, "liveness"],
    curable: true,
  },
  not_live: {
    title: { ru: "Снят не живой человек", en: "The picture does not show a live person" },
    methods: [...registry, "liveness", ...call],
    curable: true,
  },
  registry_photo_missing: {
    title: {
      ru: "В реестре нет фотографии для сравнения",
      en: "The registry has no picture to compare with",
    },
    methods: registry,
    curable: false,
  },
  document_expired: {
    title: { ru: "Срок действия документа истёк", en: "The document has expired" },
    methods: [...registry, "document", ...call],
    curable: true,
  },
  document_unreadable: {
    title: { ru: "Документ нельзя прочитать", en: "The document can't be read" },
    methods: ["document", ...call],
    curable: true,
  },
  document_mismatch: {
    title: { ru: "Данные не совпадают с документом", en: "The data do not match the document" },
    methods: ["document", ...call],
    curable: true,
  },
  unsupported_document: {
    title: { ru: "Такой документ не принимается", en: "Documents of this type are not taken" },
    methods: ["document", ...call],
    curable: true,
  },
  selfie_mismatch: {
    title: { ru: "Лицо не совпадает с документом", en: "The face does not match the document" },
    methods: ["document", ...call],
    curable: true,
  },
  face_not_shown: {
    title: { ru: "Лицо снято не полностью", en: "The face is not fully shown" },
    methods: ["liveness"],
    curable: true,
  },
  poor_lighting: {
    title: { ru: "Плохое освещение", en: "The light is poor" },
    methods: ["liveness"],
    curable: true,
  },
  identity_mismatch: {
    title: { ru: "Личность не совпадает с ожидаемой", en: "The identity is not the expected one" },
    methods: ["liveness", ...call],
    curable: false,
  },
  suspected_fraud: {
    title: { ru: "Подозрение на мошенничество", en: "Fraud is suspected" },
    methods: sessionMethods,
    curable: false,
  },
  signature_code_wrong: {
    title: {
      ru: "Трижды введён неверный код подписи",
      en: "The signature's code was wrong three times",
    },
    methods: [],
    curable: true,
  },
  simulated: {
    title: { ru: "Неудача выбрана в тестовом проекте", en: "The failure was chosen in a test project" },
    methods: [],
    curable: true,
  },
} as const satisfies Record<string, SessionReasonEntry>;

export type SessionReason = keyof typeof sessionReasons;

/** Every reason, in the order of the list. */
export const sessionReasonCodes = keysOf(sessionReasons);
export const sessionReasonSchema = z.enum(sessionReasonCodes);

/**
 * The reasons that an applicant is told. They learn nothing about a suspected fraud: whoever tries
 * it must not learn what gave them away.
 */
export const applicantReasonSchema = sessionReasonSchema.exclude(["suspected_fraud"]);
export type ApplicantReason = z.output<typeof applicantReasonSchema>;

/** The reasons that an operator may give in refusing a session of this method. */
export function refusalReasonsOf(method: SessionMethod): SessionReason[] {
  return sessionReasonCodes.filter((code) =>
    (sessionReasons[code].methods as readonly SessionMethod[]).includes(method),
  );
}

/** The reasons that an operator may give in a refusal, of whatever method. */
export const refusalReasonCodes = sessionReasonCodes.filter(
  (code) => sessionReasons[code].methods.length > 0,
);
export const refusalReasonSchema = z.enum(refusalReasonCodes);
