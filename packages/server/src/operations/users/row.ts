import type { ProjectId, SubjectId, UserFields } from "@countersign/wire";
import type { Selectable } from "kysely";
import type { Db, Schema } from "../../db/index.ts";
import type { Keyring, SealingKey } from "../../sealing/index.ts";

/** A user as the operations see it. Personal: never logged. */
export interface User {
  id: string;
  projectId: ProjectId;
  /** Belongs to this user alone; its key seals all their data. */
  subjectId: SubjectId;
  externalId: string | null;
  requestMac: Buffer | null;
  fields: UserFields;
  /** 0 none, 1 light, 2 regular, 3 strong, 4 refused. */
  kycLevel: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What is sealed with the user's key. */
type SealedFields = Pick<User, "fields" | "externalId">;

/** The level that a successful session gives. */
const levelOfSuccess = 2;

type UserRow = Selectable<Schema["operationUsers"]> & { verified: boolean };

function selectUsers(db: Db, projectId: ProjectId) {
  return db
    .selectFrom("operationUsers")
    .selectAll("operationUsers")
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom("operationUserSessions as link")
          .innerJoin("sessions", "sessions.id", "link.sessionId")
          .select("link.sessionId")
          .whereRef("link.userId", "=", "operationUsers.id")
          .where("sessions.state", "=", "succeeded"),
      )
        .$castTo<boolean>()
        .as("verified"),
    )
    .where("operationUsers.projectId", "=", projectId);
}

/** One user of the project; null if there is none, or if they were erased. */
export async function findUser(
  deps: { keyring: Pick<Keyring, "subjectKey"> },
  db: Db,
  projectId: ProjectId,
  by: { id: string } | { externalIndex: Buffer },
): Promise<User | null> {
  const query = selectUsers(db, projectId);
  const row = await ("id" in by
    ? query.where("operationUsers.id", "=", by.id)
    : query.where("operationUsers.externalIndex", "=", by.externalIndex)
  ).executeTakeFirst();
  return row === undefined ? null : opened(deps, db, row);
}

/**
 * A page of the project's users, newest first: at most `limit`, older than the user `before`;
 * erased ones are omitted.
 */
export async function listUsers(
  deps: { keyring: Pick<Keyring, "subjectKey"> },
  db: Db,
  projectId: ProjectId,
  query: { externalIndex?: Buffer | undefined; before?: string | undefined; limit: number },
): Promise<User[]> {
  let rows = selectUsers(db, projectId)
    .innerJoin("subjects", "subjects.id", "operationUsers.subjectId")
    .where("subjects.erasedAt", "is", null)
    .orderBy("operationUsers.id", "desc")
    .limit(query.limit);
  if (query.externalIndex !== undefined)
    rows = rows.where("operationUsers.externalIndex", "=", query.externalIndex);
  if (query.before !== undefined) rows = rows.where("operationUsers.id", "<", query.before);
  const users: User[] = [];
  for (const row of await rows.execute()) {
    const user = await opened(deps, db, row);
    if (user !== null) users.push(user);
  }
  return users;
}

/**
 * A user's KYC level; 0 for one who does not exist. An operator's decision overrides the sessions.
 */
export async function kycLevelOf(db: Db, projectId: ProjectId, userId: string): Promise<number> {
  const row = await selectUsers(db, projectId).where("operationUsers.id", "=", userId).executeTakeFirst();
  return row === undefined ? 0 : levelOf(row);
}

function levelOf(row: UserRow): number {
  return row.kycLevelDecided ?? (row.verified ? levelOfSuccess : 0);
}

async function opened(
  deps: { keyring: Pick<Keyring, "subjectKey"> },
  db: Db,
  row: UserRow,
): Promise<User | null> {
  const key = await deps.keyring.subjectKey(db, row.subjectId);
  // Emptied by an erasure: the key may still be in memory.
  if (key === null || row.fieldsSealed.length === 0) return null;
  const text = key.unseal(row.fieldsSealed, fieldsContext(row.id)).toString("utf8");
  const sealed = JSON.parse(text) as SealedFields;
  const { id, subjectId, requestMac, version, createdAt, updatedAt } = row;
  return {
    id,
    projectId: row.projectId,
    subjectId,
    externalId: sealed.externalId,
    requestMac,
    fields: sealed.fields,
    kycLevel: levelOf(row),
    version,
    createdAt,
    updatedAt,
  };
}

export function sealFields(key: SealingKey, userId: string, sealed: SealedFields): Buffer {
  const { fields, externalId } = sealed;
  return key.seal(JSON.stringify({ fields, externalId }), fieldsContext(userId));
}

const fieldsContext = (userId: string): string => `operation-user:${userId}:fields`;
