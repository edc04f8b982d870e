import type { SessionLanguage } from "@countersign/wire/browser";
import { htmlLanguages } from "@countersign/wire/html-languages";
import { keepInTab, readTab } from "./tab-storage.ts";
import type { Texts } from "./texts/texts.ts";

const names: Readonly<Record<SessionLanguage, string>> = {
  ru: "Русский",
  en: "English",
  uz: "Ўзбекча",
  oz: "Oʻzbekcha",
  kk: "Қазақша",
};
const languages = Object.keys(names) as SessionLanguage[];
/** Kept for this tab, so that a reload keeps the language. */
const stored = "language";

export function isSessionLanguage(value: string | null): value is SessionLanguage {
  return languages.some((language) => language === value);
}

/** The language that the applicant chose in this tab; null if they did not. */
export function chosenLanguage(): SessionLanguage | null {
  const value = readTab(stored);
  return isSessionLanguage(value) ? value : null;
}

/** Lets the applicant read the page in another language than the session's. */
export function LanguageSwitch({
  language,
  choose,
  texts,
}: {
  language: SessionLanguage;
  choose: (language: SessionLanguage) => void;
  texts: Texts;
}) {
  return (
    <select
      aria-label={texts.language}
      value={language}
      onChange={(event) => {
        const wanted = languages.find((one) => one === event.currentTarget.value);
        if (wanted === undefined) return;
        keepInTab(stored, wanted);
        choose(wanted);
      }}
    >
      {languages.map((one) => (
        <option key={one} value={one} lang={htmlLanguages[one]}>
          {names[one]}
        </option>
      ))}
    </select>
  );
}
