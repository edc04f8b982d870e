import type { SessionLanguage } from "@countersign/wire/browser";
import { useEffect, useState } from "preact/hooks";
import type { Texts } from "./texts.ts";

/** Each language is a file of its own, so that an applicant loads one. */
export const textsByLanguage: Readonly<Record<SessionLanguage, () => Promise<Texts>>> = {
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
  uz: async () => (await import("./uz.ts")).uz,
  oz: async () => (await import("./oz.ts")).oz,
  kk: async () => (await import("./kk.ts")).kk,
};

const retryMs = 2000;

/**
 * The texts of a language, the previous ones while it loads; null before the first is there. Loads again until it
 * succeeds.
 */
export function useTexts<T>(
  languages: Readonly<Record<SessionLanguage, () => Promise<T>>>,
  language: SessionLanguage,
): { texts: T; language: SessionLanguage } | null {
  const [loaded, setLoaded] = useState<{ texts: T; language: SessionLanguage } | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const load = () =>
      languages[language]().then(
        (texts) => {
          if (!gone) setLoaded({ texts, language });
        },
        () => {
          if (!gone) timer = setTimeout(load, retryMs);
        },
      );
    void load();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [languages, language]);
  return loaded;
}
