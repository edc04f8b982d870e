export { buildApp, buildHealthApp } from "./app.ts";
export type { HttpDeps } from "./deps.ts";
export { clientAddresses } from "./door/address.ts";
export { createFailures } from "./door/failures.ts";
export { answerContext, forgetOldKeys } from "./idempotency/keys.ts";
export { type Listener, listen } from "./listening/listener.ts";
export { forgetUsedSignatures } from "./love-and-pay/used-signatures.ts";
