/**
 * Sends a person's data to a project's static addresses: after the session succeeded, and never
 * otherwise. What is requested earlier is deferred until the session ends, then sent or dropped.
 *
 *     const answer = await requestDisclosure(deps, { project, sessionId, kind: "passport", asked });
 *     await settleSession(deps, tx, session, outcome); // in the transaction that ends the session
 */
export type { AskedPerson } from "./asked-person.ts";
export { submitDirectly } from "./direct.ts";
export type { DisclosureKind } from "./kinds.ts";
export type { DisclosureResult } from "./request.ts";
export { requestDisclosure } from "./request.ts";
export { settleSession } from "./settle.ts";
export type { SubjectLookup } from "./subject.ts";
export { findForeigner, findResident } from "./subject.ts";
