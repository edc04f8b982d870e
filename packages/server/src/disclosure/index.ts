export type { DataAddressKey, DisclosureKind, DisclosureKindFacts } from "./kinds.ts";
export { disclosureKinds } from "./kinds.ts";
export type { DisclosureAnswer, DisclosureDeps } from "./request.ts";
export { requestDisclosure } from "./request.ts";
export { settleSession } from "./settle.ts";
export type { SubjectSnapshot } from "./snapshot.ts";
