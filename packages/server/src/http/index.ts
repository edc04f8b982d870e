/**
 * Routes by surface and resource. Each surface has its own authentication and its own error shape;
 * bad input is refused by field, and nothing that a caller does is a 500.
 *
 *     const listener = await listen(host, port); // responds 503 until it serves an app
 *     const app = await buildApp(deps);
 *     listener.serve((request, response) => app.routing(request, response));
 */
export { buildApp, buildHealthApp } from "./app.ts";
export type { HttpDeps } from "./deps.ts";
export { clientAddresses } from "./door/address.ts";
export { createFailures } from "./door/failures.ts";
export { forgetOldKeys, responseContext } from "./idempotency/keys.ts";
export { type Listener, listen } from "./listening/listener.ts";
export { forgetUsedSignatures } from "./love-and-pay/used-signatures.ts";
export { eraseAll } from "./manage/events/erasing.ts";
