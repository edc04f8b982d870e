import { keysOf } from "../keys-of.ts";
import type { CodeTitle } from "./codes.ts";

/**
 * The documents that a user may be asked for: `documentTypeId` and the `documentType` that goes
 * with it. The seed shows the names of 17, 21 and 23; the others are written in the same way.
 */
export const treezorDocumentTypes = {
  2: { name: "POLICE_RECORD", title: { ru: "Справка о несудимости", en: "Police record" } },
  4: { name: "COMPANY_REGISTRATION", title: { ru: "Регистрация компании", en: "Company registration" } },
  6: { name: "CV", title: { ru: "Резюме", en: "Curriculum vitae" } },
  7: { name: "SWORN_STATEMENT", title: { ru: "Заявление под присягой", en: "Sworn statement" } },
  8: { name: "TURNOVER", title: { ru: "Справка об обороте", en: "Turnover" } },
  9: { name: "IDENTITY_CARD", title: { ru: "Удостоверение личности", en: "Identity card" } },
  11: {
    name: "BANK_IDENTITY_STATEMENT",
    title: { ru: "Банковские реквизиты", en: "Bank identity statement" },
  },
  12: { name: "PROOF_OF_ADDRESS", title: { ru: "Подтверждение адреса", en: "Proof of address" } },
  13: { name: "MOBILE_INVOICE", title: { ru: "Счёт за мобильную связь", en: "Mobile phone invoice" } },
  14: { name: "INVOICE", title: { ru: "Счёт", en: "Invoice" } },
  15: { name: "RESIDENCE_PERMIT", title: { ru: "Вид на жительство", en: "Residence permit" } },
  16: { name: "DRIVING_LICENCE", title: { ru: "Водительское удостоверение", en: "Driving licence" } },
  17: { name: "PASSPORT", title: { ru: "Паспорт", en: "Passport" } },
  18: { name: "PROXY", title: { ru: "Доверенность", en: "Proxy" } },
  19: {
    name: "OFFICIAL_COMPANY_REGISTRATION",
    title: { ru: "Официальная регистрация компании", en: "Official company registration" },
  },
  20: { name: "TAX_CERTIFICATE", title: { ru: "Налоговая справка", en: "Tax certificate" } },
  21: { name: "PAYSLIP", title: { ru: "Расчётный листок", en: "Payslip" } },
  22: { name: "BANK_STATEMENT", title: { ru: "Банковская выписка", en: "Bank statement" } },
  23: { name: "LEGAL_STATUS", title: { ru: "Устав", en: "Articles of association" } },
  24: { name: "TAX_STATEMENT", title: { ru: "Налоговая декларация", en: "Tax statement" } },
  25: { name: "EXEMPTION_STATEMENT", title: { ru: "Заявление об освобождении", en: "Exemption statement" } },
} as const satisfies Record<number, { name: string; title: CodeTitle }>;
/** A row of {@link treezorDocumentTypes}. */
export type TreezorDocumentTypeId = keyof typeof treezorDocumentTypes;
/** Every `documentTypeId`, as the wire has it: text. */
export const treezorDocumentTypeIds = keysOf(treezorDocumentTypes);

/** Whether the text is a `documentTypeId`. */
export function isTreezorDocumentTypeId(text: string): text is `${TreezorDocumentTypeId}` {
  return Object.hasOwn(treezorDocumentTypes, text);
}

/** The `documentType` of a `documentTypeId`. */
export function treezorDocumentType(id: `${TreezorDocumentTypeId}`): string {
  return treezorDocumentTypes[id].name;
}
