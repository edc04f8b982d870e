/**
 * Asks a project's hooks before something happens, one after another in their order, within ten seconds
 * in all. Their changes are validated; the verdict allows, perhaps with changes, or denies. Every run
 * leaves a trace. No transaction may be open while it runs.
 *
 *     const interception = openInterception(setup);
 *     const verdict = await intercept(interception, { projectId, event: "before_order_add", payload });
 *     if (verdict.kind === "allowed") write(verdict.payload);
 */
export type { InterceptionRequest, Payload, Verdict } from "./contract.ts";
export type { InterceptionDeps } from "./deps.ts";
export { type DraftHook, dryRunDraft } from "./dry-run.ts";
export { intercept } from "./intercept.ts";
export { userNamedIn } from "./kyc-gate.ts";
export { openInterception } from "./open.ts";
export { type Probe, probeHook } from "./probe.ts";
export { findInterception, listInterceptions } from "./read.ts";
