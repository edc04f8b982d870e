import { usePreferences } from "../preferences/preferences.ts";
import type { Dictionary } from "./dictionary.ts";

/** The texts of a dictionary in the language that is chosen now. */
export function useTexts<Texts>(texts: Dictionary<Texts>): Texts {
  return texts[usePreferences().language];
}
