/**
 * Who may do what: operators, bearer tokens and API keys, and the audit log. Tokens are stored as keyed
 * hashes and shown once; a change of settings and its audit record are one transaction.
 *
 *     const actor = await authenticate(deps, bearer); // null: unknown, revoked or expired
 *     await audit(deps, tx, { actor, action: "webhook.create", projectId, target: webhook.id });
 */
export { type Actor, type BearerActor, type OperatorActor, presentActorId } from "./actor.ts";
export { type AuditEntry, type AuditFilter, type AuditRecord, audit, listAudit } from "./audit.ts";
export { authenticate, bootstrapActor, createAuthenticator } from "./authenticate.ts";
export type { AccessDeps } from "./deps.ts";
export { outlastHeldKeys } from "./held-keys.ts";
export { keyTokenHashes } from "./keyed-hashes.ts";
export {
  changeToken,
  createToken,
  findToken,
  listTokens,
  type NamedToken,
  revokeToken,
  rotateToken,
  type TokenChange,
} from "./named-tokens.ts";
export {
  addOperator,
  changeOperator,
  createOperator,
  findOperator,
  hasOperator,
  isEmailTaken,
  listOperators,
  type NewOperator,
  type Operator,
  renewOperatorToken,
} from "./operators.ts";
export {
  holdersInWords,
  holdersOf,
  may,
  permissionsOf,
  reaches,
  reachOf,
} from "./permissions.ts";
export { type GivenProjectRole, projectRolesOf, wrongProject } from "./project-roles.ts";
export type { Reach } from "./roles.ts";
export { createTokenUses } from "./token-uses.ts";
export { issueToken, tokenEnds } from "./tokens.ts";
export { createUses, type Uses } from "./uses.ts";
