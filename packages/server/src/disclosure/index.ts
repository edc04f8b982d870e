export type { AskedPerson } from "./asked-person.ts";
export { submitDirectly } from "./direct.ts";
export type { DisclosureKind } from "./kinds.ts";
export type { DisclosureAnswer } from "./request.ts";
export { requestDisclosure } from "./request.ts";
export { settleSession } from "./settle.ts";
export type { SubjectLookup } from "./subject.ts";
export { findForeigner, findResident } from "./subject.ts";
