import type { FieldProblem, ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../db/index.ts";
import { subjectNamed, userSubjectName } from "../verification/index.ts";
import type { UsersDeps } from "./deps.ts";
import { type GivenFields, mergeFields } from "./fields.ts";
import { sealFields, selectUsers, userOf } from "./row.ts";
import { searchIndex } from "./search-index.ts";
import type { User } from "./user.ts";

/** `created`: whether this call created the user. */
export type CreateResult =
  | { ok: true; user: User; created: boolean }
  | { ok: false; problems: FieldProblem[] };

/**
 * Creates a user. A repeated `accessTag` returns the user of its first call, whatever the other
 * fields.
 */
export async function createUser(
  deps: UsersDeps,
  tx: Tx,
  projectId: ProjectId,
  { accessTag, ...given }: GivenFields & { email: string; accessTag?: string | undefined },
): Promise<CreateResult> {
  const merged = mergeFields(null, given);
  if (!merged.ok) return merged;
  const { fields } = merged;
  const accessTagIndex =
    accessTag === undefined ? null : await searchIndex(deps, tx, projectId, "accessTag", accessTag);
  if (accessTagIndex !== null) {
    await lockTag(tx, accessTagIndex);
    const row = await selectUsers(tx).where("users.accessTagIndex", "=", accessTagIndex).executeTakeFirst();
    const user = await userOf(deps, tx, row);
    if (user !== null) return { ok: true, user, created: false };
  }
  const id = await nextUserId(tx);
  const subject = await subjectNamed(deps.keyring, tx, projectId, userSubjectName(String(id)));
  const now = new Date(deps.clock());
  await tx
    .insertInto("users")
    .values({
      id,
      projectId,
      subjectId: subject.id,
      accessTagIndex,
      userTagIndex: await tagIndex(deps, tx, projectId, fields.userTag),
      emailIndex: await searchIndex(deps, tx, projectId, "email", given.email),
      fieldsSealed: sealFields(subject.key, id, fields),
      createdAt: now,
      modifiedAt: now,
    })
    .execute();
  const row = await selectUsers(tx).where("users.id", "=", id).executeTakeFirst();
  const user = await userOf(deps, tx, row);
  if (user === null) throw new Error(`user ${id} vanished in the transaction that created them`);
  return { ok: true, user, created: true };
}

/** The keyed hash of a tag; null for an empty one, which counts as absent. */
export async function tagIndex(
  deps: UsersDeps,
  tx: Tx,
  projectId: ProjectId,
  userTag: string | null,
): Promise<Buffer | null> {
  return userTag ? searchIndex(deps, tx, projectId, "userTag", userTag) : null;
}

/** Calls with the same tag wait for each other: the second finds what the first created. */
async function lockTag(tx: Tx, index: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${index.toString("hex")}, 0))`.execute(tx);
}

async function nextUserId(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: number }>`select nextval('user_ids') as id`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("the sequence of users returned no number");
  return row.id;
}
