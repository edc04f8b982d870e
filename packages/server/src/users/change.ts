import type { FieldProblem, ProjectId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import { tagIndex } from "./create.ts";
import type { UsersDeps } from "./deps.ts";
import { type GivenFields, mergeFields } from "./fields.ts";
import { findUser, lockUser } from "./find.ts";
import { sealFields } from "./row.ts";
import { searchIndex } from "./search-index.ts";
import type { User } from "./user.ts";

export type ChangeResult =
  | { kind: "changed"; user: User }
  | { kind: "unknown" }
  | { kind: "fields"; problems: FieldProblem[] };

/** Changes a user's fields; absent fields stay, null clears. */
export async function changeUser(
  deps: UsersDeps,
  tx: Tx,
  projectId: ProjectId,
  id: string,
  given: GivenFields,
): Promise<ChangeResult> {
  const before = await lockUser(deps, tx, projectId, id);
  if (before === null) return { kind: "unknown" };
  const merged = mergeFields(before.fields, given);
  if (!merged.ok) return { kind: "fields", problems: merged.problems };
  const { fields } = merged;
  const key = await deps.keyring.subjectKey(tx, before.subjectId);
  if (key === null) return { kind: "unknown" };
  await tx
    .updateTable("users")
    .set({
      fieldsSealed: sealFields(key, before.id, fields),
      userTagIndex: await tagIndex(deps, tx, projectId, fields.userTag),
      emailIndex: await searchIndex(deps, tx, projectId, "email", fields.email ?? ""),
      modifiedAt: new Date(deps.clock()),
    })
    .where("id", "=", before.id)
    .execute();
  const user = await findUser(deps, tx, projectId, id);
  return user === null ? { kind: "unknown" } : { kind: "changed", user };
}
