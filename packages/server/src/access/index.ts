export type { Actor, BearerActor } from "./actor.ts";
export { type AuditEntry, audit, listAudit } from "./audit.ts";
export { authenticate, createAuthenticator } from "./authenticate.ts";
export type { AccessDeps } from "./deps.ts";
export { keyTokenHashes } from "./keyed-hashes.ts";
export {
  changeOperator,
  createOperator,
  findOperator,
  hasOperator,
  listOperators,
  type Operator,
  renewOperatorToken,
} from "./operators.ts";
export { endPreviousTokens, expireTokens, issueToken, tokenEnds } from "./tokens.ts";
