import type { SessionLanguage } from "@countersign/wire/browser";
import type { CameraTexts } from "./camera-texts.ts";

export const cameraTexts: Readonly<Record<SessionLanguage, () => Promise<CameraTexts>>> = {
  ru: async () => (await import("./ru.ts")).ru,
  en: async () => (await import("./en.ts")).en,
  uz: async () => (await import("./uz.ts")).uz,
  oz: async () => (await import("./oz.ts")).oz,
  kk: async () => (await import("./kk.ts")).kk,
};
