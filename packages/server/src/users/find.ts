import type { ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import type { Db, Tx } from "../db/index.ts";
import type { UsersDeps } from "./deps.ts";
import { selectUsers, userOf } from "./row.ts";
import { searchIndex } from "./search-index.ts";
import type { User } from "./user.ts";

const userId = /^[1-9][0-9]{0,14}$/;

/** Parses the id of a user or document; null if the text is not a valid id. */
export function numberOf(id: string): number | null {
  return userId.test(id) ? Number(id) : null;
}

/** Finds a project's user; null if there is none or they were erased. */
export function findUser(
  deps: Pick<UsersDeps, "keyring">,
  db: Db,
  projectId: ProjectId,
  id: string,
): Promise<User | null> {
  return findOne(deps, db, projectId, id, (query) => query);
}

/**
 * `findUser` with the row locked until the transaction ends and the subject held against erasure. A
 * user is always locked before its subject.
 */
export function lockUser(
  deps: Pick<UsersDeps, "keyring">,
  tx: Tx,
  projectId: ProjectId,
  id: string,
): Promise<User | null> {
  return findOne(deps, tx, projectId, id, (query) => query.forUpdate("users").forKeyShare("subjects"));
}

/** `lockUser` with a shared lock, for callers that don't change the user. */
export function holdUser(
  deps: Pick<UsersDeps, "keyring">,
  tx: Tx,
  projectId: ProjectId,
  id: string,
): Promise<User | null> {
  return findOne(deps, tx, projectId, id, (query) => query.forKeyShare("users").forKeyShare("subjects"));
}

/** The project of a user, whether or not they were erased; null if there is no such user. */
export async function projectOfUser(db: Db, id: string): Promise<ProjectId | null> {
  const number = numberOf(id);
  if (number === null) return null;
  const row = await db.selectFrom("users").select("projectId").where("id", "=", number).executeTakeFirst();
  return row?.projectId ?? null;
}

type UserSelect = ReturnType<typeof selectUsers>;

async function findOne(
  deps: Pick<UsersDeps, "keyring">,
  db: Db,
  projectId: ProjectId,
  id: string,
  locked: (query: UserSelect) => UserSelect,
): Promise<User | null> {
  const number = numberOf(id);
  if (number === null) return null;
  const one = selectUsers(db).where("users.id", "=", number).where("users.projectId", "=", projectId);
  return userOf(deps, db, await locked(one).executeTakeFirst());
}

/**
 * Which of a project's users to list; the conditions are combined with "and". `page` starts at 1.
 */
export interface UserQuery {
  projectId: ProjectId;
  userId?: string | undefined;
  userTag?: string | undefined;
  email?: string | undefined;
  page: number;
  pageSize: number;
}

/** A page of users, oldest first, and the total. */
export async function listUsers(
  deps: Pick<UsersDeps, "keyring">,
  db: Db,
  query: UserQuery,
): Promise<{ users: User[]; total: number }> {
  const { projectId, userTag, email, page, pageSize } = query;
  let rows = selectUsers(db).where("users.projectId", "=", projectId);
  if (query.userId !== undefined) {
    const number = numberOf(query.userId);
    if (number === null) return { users: [], total: 0 };
    rows = rows.where("users.id", "=", number);
  }
  if (userTag !== undefined)
    rows = rows.where("users.userTagIndex", "=", await searchIndex(deps, db, projectId, "userTag", userTag));
  if (email !== undefined)
    rows = rows.where("users.emailIndex", "=", await searchIndex(deps, db, projectId, "email", email));
  const found = await rows
    .orderBy("users.id")
    .offset((page - 1) * pageSize)
    .limit(pageSize)
    .execute();
  const users = await Promise.all(found.map((row) => userOf(deps, db, row)));
  const { count } = await rows
    .clearSelect()
    .select(sql<number>`count(*)::integer`.as("count"))
    .executeTakeFirstOrThrow();
  return { users: users.filter((user) => user !== null), total: count };
}
