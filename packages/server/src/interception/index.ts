export type { InterceptionRequest, Payload, Verdict } from "./contract.ts";
export type { InterceptionDeps } from "./deps.ts";
export { intercept } from "./intercept.ts";
export { userNamedIn } from "./kyc-gate.ts";
export { openInterception } from "./open.ts";
export { type Probe, probeHook } from "./probe.ts";
export { findInterception, listInterceptions } from "./read.ts";
