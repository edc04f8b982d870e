import type { SessionLanguage } from "./languages.ts";

/**
 * The HTML `lang` attribute (BCP 47) of a language: the codes of able-id for Uzbek say the script,
 * HTML wants a subtag.
 */
export const htmlLanguages: Readonly<Record<SessionLanguage, string>> = {
  ru: "ru",
  en: "en",
  uz: "uz-Cyrl",
  oz: "uz-Latn",
  kk: "kk",
};
