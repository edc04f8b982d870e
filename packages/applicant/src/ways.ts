import type { SessionMethod } from "@countersign/wire/browser";
import type { Way } from "./texts/texts.ts";

/** What the applicant does in sessions of each method. */
export const ways: Readonly<Record<SessionMethod, Way>> = {
  identification: "face",
  verification: "face",
  document: "document",
  liveness: "liveness",
  qes: "call",
  "video-conference": "call",
};
