/** What a browser may import: nothing here reaches node:crypto or the event catalog. */
export * from "./api/applicant.ts";
export * from "./api/applicant-signing.ts";
export * from "./api/video-calls.ts";
export * from "./html-languages.ts";
export * from "./languages.ts";
export * from "./person/birth-date.ts";
export * from "./person/documents.ts";
export * from "./person/pinfl.ts";
export * from "./problems.ts";
export * from "./session/abort.ts";
export * from "./session/captures.ts";
export * from "./session/kinds.ts";
export * from "./session/reasons.ts";
export * from "./session/retakes.ts";
export * from "./session/states.ts";
export * from "./webhook-modes.ts";
