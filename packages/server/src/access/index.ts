export type { Actor, BearerActor, Role } from "./actor.ts";
export { type AuditEntry, type AuditRecord, audit, listAudit } from "./audit.ts";
export { authenticate } from "./authenticate.ts";
export type { AccessDeps } from "./deps.ts";
export {
  changeOperator,
  createOperator,
  findOperator,
  listOperators,
  type Operator,
  renewOperatorToken,
} from "./operators.ts";
export { issueToken, revokeTokens, type TokenOwner } from "./tokens.ts";
