import type { SessionLanguage } from "@countersign/wire/browser";
import type { VideoTexts } from "./video-texts.ts";

export const videoTexts: Readonly<Record<SessionLanguage, () => Promise<VideoTexts>>> = {
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
  uz: async () => (await import("./uz.ts")).uz,
  oz: async () => (await import("./oz.ts")).oz,
  kk: async () => (await import("./kk.ts")).kk,
};
