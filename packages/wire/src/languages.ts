import * as z from "zod";

/**
 * What the service speaks: Russian, English, Uzbek in Cyrillic (`uz`) and Uzbek in Latin script
 * (`oz`).
 */
export const languages = ["ru", "en", "uz", "oz"] as const;
export type Language = (typeof languages)[number];
export const languageSchema = z.enum(languages);

/** One text in every language. */
export type Localized = Readonly<Record<Language, string>>;

/** Whether the text names a language of the service. */
export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}

/**
 * What an applicant's page can speak: a Love&Pay session may be in Kazakh, which no other surface
 * knows.
 */
export const sessionLanguages = [...languages, "kk"] as const;
export type SessionLanguage = (typeof sessionLanguages)[number];
export const sessionLanguageSchema = z.enum(sessionLanguages);

/**
 * The nearest language of the service, for a text that has no Kazakh: its speakers read Russian.
 */
export function serviceLanguage(language: SessionLanguage): Language {
  return isLanguage(language) ? language : "ru";
}
