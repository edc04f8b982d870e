import { useSyncExternalStore } from "react";
import { type Language, languages } from "../texts/dictionary.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const densities = ["compact", "comfortable"] as const;
type Density = (typeof densities)[number];

/**
 * What this browser remembers of how somebody works. Nothing personal, nothing secret. The service keeps
 * all but the project as well, for the person's other browsers.
 */
export interface Preferences {
  language: Language;
  theme: Theme;
  /** How high the rows of tables are. */
  density: Density;
  /** Whether single letters are commands. */
  keys: boolean;
  /** The project that was worked on last, by id. */
  project: string | null;
}

const storageKey = "countersign-console";
const listeners = new Set<() => void>();
let current = stored();

export function preferences(): Preferences {
  return current;
}

/** Changes some of them, here and for later visits. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // A browser that stores nothing: they hold until the page is closed.
  }
  applyPreferences();
  for (const listener of listeners) listener();
}

/** Sets the document's language, theme and density. */
export function applyPreferences(): void {
  document.documentElement.lang = current.language;
  document.documentElement.dataset.theme = current.theme;
  document.documentElement.dataset.density = current.density;
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stored(): Preferences {
  const usual = { language: browserLanguage(), theme: "system", density: "compact" } as const;
  const known = readStored();
  return {
    language: languages.find((each) => each === known.language) ?? usual.language,
    theme: themes.find((each) => each === known.theme) ?? usual.theme,
    density: densities.find((each) => each === known.density) ?? usual.density,
    keys: known.keys !== false,
    project: typeof known.project === "string" ? known.project : null,
  };
}

function readStored(): Record<string, unknown> {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? "{}");
  } catch {
    return {};
  }
}

function browserLanguage(): Language {
  return /^(ru|uz|kk|be|uk|ky|tg)/i.test(navigator.language) ? "ru" : "en";
}
