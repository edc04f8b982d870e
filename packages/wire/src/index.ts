export * from "./ids.ts";
export * from "./session-reasons.ts";
export * from "./session-states.ts";
