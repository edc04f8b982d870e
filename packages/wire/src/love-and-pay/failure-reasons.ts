import * as z from "zod";
import { keysOf } from "../keys-of.ts";

/** The languages of Love&Pay's sessions: Russian, English, Kazakh. */
export const loveAndPayLanguages = ["ru", "en", "kk"] as const;
export type LoveAndPayLanguage = (typeof loveAndPayLanguages)[number];

type LoveAndPayText = Readonly<Record<LoveAndPayLanguage, string>>;

/** Why a KYC session failed, in the words of its event and of the person's page. */
export interface LoveAndPayFailureReason {
  /** what is wrong, in a few words */
  title: LoveAndPayText;
  /** what the person can do about it */
  advice: LoveAndPayText;
}

/**
 * The six failure reasons of Love&Pay with its texts in Russian, in its order. `failureDetails` is
 * made of both texts, as in Love&Pay's sample.
 */
export const loveAndPayFailureReasons = {
  document_expired: {
    title: {
      ru: "Срок действия документа истёк",
      en: "The document has expired",
      kk: "Құжаттың жарамдылық мерзімі өтіп кеткен",
    },
    advice: {
      ru: "Пожалуйста, используйте действующий документ",
      en: "Please use a valid document",
      kk: "Жарамды құжатты пайдаланыңыз",
    },
  },
  document_unreadable: {
    title: {
      ru: "Плохое качество фото",
      en: "The photo is of poor quality",
      kk: "Фотосурет сапасы төмен",
    },
    advice: {
      ru: "Сделайте чёткое фото при хорошем освещении",
      en: "Take a sharp photo in good light",
      kk: "Жарық жерде анық фотосурет түсіріңіз",
    },
  },
  document_mismatch: {
    title: {
      ru: "Данные не совпадают",
      en: "The data does not match",
      kk: "Деректер сәйкес келмейді",
    },
    advice: {
      ru: "Проверьте правильность введённых данных",
      en: "Check the data that you entered",
      kk: "Енгізілген деректердің дұрыстығын тексеріңіз",
    },
  },
  selfie_mismatch: {
    title: {
      ru: "Лицо не распознано",
      en: "The face was not recognised",
      kk: "Бет танылмады",
    },
    advice: {
      ru: "Снимите очки, головной убор, обеспечьте хорошее освещение",
      en: "Take off glasses and headwear, and see to good light",
      kk: "Көзілдірік пен бас киімді шешіп, жақсы жарықты қамтамасыз етіңіз",
    },
  },
  suspected_fraud: {
    title: {
      ru: "Подозрение на мошенничество",
      en: "Fraud is suspected",
      kk: "Алаяқтық күдігі бар",
    },
    advice: {
      ru: "Свяжитесь со службой поддержки",
      en: "Contact support",
      kk: "Қолдау қызметіне хабарласыңыз",
    },
  },
  unsupported_document: {
    title: {
      ru: "Тип документа не поддерживается",
      en: "The type of document is not supported",
      kk: "Құжат түріне қолдау көрсетілмейді",
    },
    advice: {
      ru: "Используйте паспорт или ID-карту",
      en: "Use a passport or an ID card",
      kk: "Паспортты немесе жеке куәлікті пайдаланыңыз",
    },
  },
} as const satisfies Record<string, LoveAndPayFailureReason>;

export type LoveAndPayFailureReasonCode = keyof typeof loveAndPayFailureReasons;

/** Every reason's code, in Love&Pay's order. */
export const loveAndPayFailureReasonCodes = keysOf(loveAndPayFailureReasons);
export const loveAndPayFailureReasonSchema = z.enum(loveAndPayFailureReasonCodes);

/** `failureDetails` of a failed session: what is wrong and what to do, for the person to read. */
export function loveAndPayFailureDetails(
  reason: LoveAndPayFailureReasonCode,
  language: LoveAndPayLanguage,
): string {
  const { title, advice } = loveAndPayFailureReasons[reason];
  return `${title[language]}. ${advice[language]}.`;
}
