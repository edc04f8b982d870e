import type { SessionLanguage } from "@countersign/wire/browser";
import type { SigningTexts } from "./signing-texts.ts";

export const signingTexts: Readonly<Record<SessionLanguage, () => Promise<SigningTexts>>> = {
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
  uz: async () => (await import("./uz.ts")).uz,
  oz: async () => (await import("./oz.ts")).oz,
  kk: async () => (await import("./kk.ts")).kk,
};
