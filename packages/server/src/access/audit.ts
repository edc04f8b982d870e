import { newId } from "@countersign/wire";
import type { Db, JsonObject } from "../db/index.ts";
import type { Actor } from "./actor.ts";
import type { AccessDeps } from "./deps.ts";

/** An action to record. `details` never holds personal data or secrets. */
export interface AuditEntry {
  actor: Actor;
  /** What was done, as `thing.verb`: `project.create`, `config.change`, `event.view`. */
  action: string;
  projectId?: string;
  /** The id of the object of the action. */
  target?: string;
  /** Network address; defaults to the actor's. */
  address?: string;
  /** The reason given by the actor. */
  reason?: string | undefined;
  details?: JsonObject;
}

/** A recorded action. */
export interface AuditRecord {
  id: string;
  at: Date;
  actorKind: Actor["kind"];
  actorId: string;
  action: string;
  projectId: string | null;
  target: string | null;
  address: string | null;
  reason: string | null;
  details: JsonObject;
}

/** Writes an audit record in the transaction of the action: neither is kept without the other. */
export async function audit(
  deps: Pick<AccessDeps, "clock" | "random">,
  tx: Db,
  entry: AuditEntry,
): Promise<void> {
  await tx
    .insertInto("auditRecords")
    .values({
      id: newId("audit", deps.clock, deps.random),
      at: new Date(deps.clock()),
      actorKind: entry.actor.kind,
      actorId: entry.actor.id,
      action: entry.action,
      projectId: entry.projectId ?? null,
      target: entry.target ?? null,
      address: entry.address ?? ("address" in entry.actor ? entry.actor.address : null) ?? null,
      reason: entry.reason ?? null,
      details: entry.details ?? {},
    })
    .execute();
}

/** A page of the audit log, newest first: at most `limit` records older than the record `before`. */
export async function listAudit(
  db: Db,
  query: { projectId?: string | undefined; before?: string | undefined; limit: number },
): Promise<AuditRecord[]> {
  let rows = db.selectFrom("auditRecords").selectAll().orderBy("id", "desc").limit(query.limit);
  if (query.projectId !== undefined) rows = rows.where("projectId", "=", query.projectId);
  if (query.before !== undefined) rows = rows.where("id", "<", query.before);
  return rows.execute();
}
