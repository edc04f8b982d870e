import type { SessionLanguage } from "../../languages.ts";
import { reasons as en } from "./en.ts";
import { reasons as kk } from "./kk.ts";
import { reasons as oz } from "./oz.ts";
import { reasons as ru } from "./ru.ts";
import type { ApplicantReasonTexts } from "./texts.ts";
import { reasons as uz } from "./uz.ts";

/**
 * What the applicant's page says of a failure, in every language. The page itself loads one of
 * them.
 */
export const applicantReasonTexts: Readonly<Record<SessionLanguage, ApplicantReasonTexts>> = {
  ru,
  en,
  uz,
  oz,
  kk,
};
