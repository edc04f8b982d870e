/**
 * Of the sentence that applicants agree to before they sign, in all languages: it is part of the evidence.
 * `agreement-version.test.ts` fails when the sentence changes and this does not.
 */
export const agreementVersion = "2026-11";
