import { firstIdAt, newId } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, type JsonObject, unproven } from "../db/index.ts";
import {
  type Actor,
  bootstrapActorId,
  formerBootstrapId,
  presentActorId,
  type StoredActorKind,
} from "./actor.ts";
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
  actorKind: StoredActorKind;
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
      projectId: entry.projectId === undefined ? null : unproven(entry.projectId),
      target: entry.target ?? null,
      address: entry.address ?? ("address" in entry.actor ? entry.actor.address : null) ?? null,
      reason: entry.reason ?? null,
      details: entry.details ?? {},
    })
    .execute();
}

/** Which records are wanted: any of the values of each filter; absent, all. Written in `[from, to)`. */
export interface AuditFilter {
  projectId?: readonly string[] | undefined;
  actorKind?: readonly StoredActorKind[] | undefined;
  actorId?: readonly string[] | undefined;
  action?: readonly string[] | undefined;
  target?: readonly string[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** A page of the audit log, newest first: at most `limit` records older than the record `before`. */
export async function listAudit(
  db: Db,
  query: AuditFilter & { before?: string | undefined; limit: number },
): Promise<AuditRecord[]> {
  const { projectId, actorKind, actorId, action, target, from, to, before, limit } = query;
  let rows = db.selectFrom("auditRecords").selectAll().orderBy("id", "desc").limit(limit);
  if (projectId !== undefined) rows = rows.where("projectId", "in", projectId.map(unproven));
  if (actorKind !== undefined) rows = rows.where("actorKind", "in", [...actorKind]);
  if (actorId !== undefined) {
    const former = actorId.includes(bootstrapActorId) ? [formerBootstrapId] : [];
    rows = rows.where("actorId", "in", [...actorId, ...former]);
  }
  if (action !== undefined) rows = rows.where(sql<string>`replace(action, '-', '_')`, "in", [...action]);
  if (target !== undefined) rows = rows.where("target", "in", [...target]);
  if (from !== undefined) rows = rows.where("id", ">=", firstIdAt("audit", from.getTime()));
  if (to !== undefined) rows = rows.where("id", "<", firstIdAt("audit", to.getTime()));
  if (before !== undefined) rows = rows.where("id", "<", before);
  return (await rows.execute()).map(inTodaysWords);
}

/** Records are never rewritten: those of earlier versions are read in the words that are used now. */
function inTodaysWords(record: AuditRecord): AuditRecord {
  return { ...record, actorId: presentActorId(record.actorId), action: record.action.replaceAll("-", "_") };
}
