/**
 * Of the consent's texts in all languages, kept with each session. `consent-version.test.ts` fails when a text changes
 * and this does not.
 */
export const consentVersion = "2026-11-29";
