import { keysOf } from "../keys-of.ts";
import type { Localized } from "../languages.ts";

/**
 * Number of a document of a citizen or resident: two Latin letters and seven digits, `AB1234567`.
 */
export const residentDocumentPattern = /^[A-Z]{2}[0-9]{7}$/;

/**
 * Number of a foreigner's document, series and number written together (`AB12345678`): every state
 * has its own form, so only bounds that hold for every passport are checked: 5 to 20 capital Latin
 * letters and digits, one digit at least.
 */
export const foreignDocumentPattern = /^(?=.*[0-9])[A-Z0-9]{5,20}$/;

/**
 * The dictionary of document types of able-id: code -> title. The Russian titles are able-id's own;
 * ЛБГ (лицо без гражданства) is a stateless person.
 */
export const documentTypes = {
  IDMS_RECV_IP_DOCUMENTS: {
    ru: "Загранпаспорт гражданина РУз",
    en: "International passport of a citizen of Uzbekistan",
    uz: "Ўзбекистон Республикаси фуқаросининг хорижга чиқиш паспорти",
    oz: "Oʻzbekiston Respublikasi fuqarosining xorijga chiqish pasporti",
  },
  IDMS_RECV_CITIZ_DOCUMENTS: {
    ru: "Общегражданский биометрический паспорт",
    en: "Biometric passport of a citizen",
    uz: "Умумфуқаролик биометрик паспорти",
    oz: "Umumfuqarolik biometrik pasporti",
  },
  IDMS_RECV_LBG_DOCUMENTS: {
    ru: "Проездной документ ЛБГ",
    en: "Travel document of a stateless person",
    uz: "Фуқаролиги бўлмаган шахснинг ҳаракатланиш ҳужжати",
    oz: "Fuqaroligi boʻlmagan shaxsning harakatlanish hujjati",
  },
  IDMS_RECV_MVD_IDCARD_CITIZEN: {
    ru: "ID-карта гражданина Республики Узбекистан",
    en: "ID card of a citizen of the Republic of Uzbekistan",
    uz: "Ўзбекистон Республикаси фуқаросининг ID-картаси",
    oz: "Oʻzbekiston Respublikasi fuqarosining ID-kartasi",
  },
  IDMS_RECV_MVD_IDCARD_FOREIGN: {
    ru: "ID-карта иностранного гражданина",
    en: "ID card of a foreign citizen",
    uz: "Чет эл фуқаросининг ID-картаси",
    oz: "Chet el fuqarosining ID-kartasi",
  },
  IDMS_RECV_MVD_IDCARD_LBG: {
    ru: "ID-карта ЛБГ",
    en: "ID card of a stateless person",
    uz: "Фуқаролиги бўлмаган шахснинг ID-картаси",
    oz: "Fuqaroligi boʻlmagan shaxsning ID-kartasi",
  },
  IDMS_RECV_MVD_IDCARD_NEWBORN: {
    ru: "ID-карта новорожденного",
    en: "ID card of a newborn",
    uz: "Янги туғилган чақалоқнинг ID-картаси",
    oz: "Yangi tugʻilgan chaqaloqning ID-kartasi",
  },
  IDMS_RECV_MJ_BIRTH_CERTS: {
    ru: "Свидетельства о рождении",
    en: "Birth certificates",
    uz: "Туғилганлик тўғрисидаги гувоҳномалар",
    oz: "Tugʻilganlik toʻgʻrisidagi guvohnomalar",
  },
} as const satisfies Record<string, Localized>;

export type DocumentType = keyof typeof documentTypes;

/** The codes in able-id's order. */
export const documentTypeCodes = keysOf(documentTypes);
