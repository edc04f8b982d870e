import {
  type ChangeUser,
  isIdentified,
  type ProjectId,
  type UserFields,
  userFieldsSchema,
} from "@countersign/wire";
import * as z from "zod";
import { inTransaction, type Tx } from "../../db/index.ts";
import { askHooks } from "../ask-hooks.ts";
import type { OperationsDeps } from "../deps.ts";
import { merged } from "../merged.ts";
import { done, type Outcome, RefusedWrite, refused, refusedField } from "../outcome.ts";
import { identifierIndexes, takenIdentifier, takenIdentifierOf } from "./identifiers.ts";
import { kycSessionProblem, linkKycSession } from "./kyc-session.ts";
import { findUser, sealFields, type User } from "./row.ts";

const payloadSchema = z.strictObject({ id: z.string(), changes: userFieldsSchema.partial() });

/**
 * Changes a user (the loyalty platform's `/organization/user/{id}`); calls the hooks of
 * `before_user_update` first.
 */
export async function changeUser(
  deps: OperationsDeps,
  projectId: ProjectId,
  id: string,
  input: ChangeUser,
): Promise<Outcome<User>> {
  const { kycSessionId, version, ...changes } = input;
  const user = await findUser(deps, deps.db, projectId, { id });
  if (user === null) return refused("not_found");
  if (version !== undefined && version !== user.version) return refused("conflict", { field: "version" });
  if (kycSessionId === undefined && Object.keys(changes).length === 0)
    return refused("invalid_request", { message: "No changes were given." });
  const wanted = merged(user.fields, changes);
  if (!isIdentified(wanted))
    return refusedField("phone", "is required if there is neither email nor cardNumber");
  const problem =
    (await takenIdentifier(
      deps.db,
      projectId,
      await identifierIndexes(deps.keyring, deps.db, projectId, wanted),
      id,
    )) ?? (await kycSessionProblem(deps.db, projectId, kycSessionId, id));
  if (problem !== null) return problem;

  const asked = await askHooks(deps, {
    projectId,
    event: "before_user_update",
    payload: { id, changes },
    subject: id,
    userId: id,
    keyId: user.subjectId,
    schema: payloadSchema,
    fixed: ["id"],
    check: (changed) =>
      isIdentified(merged(user.fields, changed.changes))
        ? null
        : { field: "changes.phone", problem: "is required if there is no other identifier" },
  });
  if (asked.kind === "refused") return asked;
  const fields = merged(user.fields, asked.payload.changes);
  try {
    const changed = await inTransaction(deps.db, async (tx) => {
      await write(deps, tx, user, fields);
      if (kycSessionId !== undefined) await linkKycSession(tx, kycSessionId, id, new Date(deps.clock()));
      return findUser(deps, tx, projectId, { id });
    });
    return changed === null ? refused("not_found") : done(changed, asked);
  } catch (error) {
    if (error instanceof RefusedWrite) return error.refusal;
    const taken = takenIdentifierOf(error);
    if (taken === null) throw error;
    return taken;
  }
}

/** @throws RefusedWrite if the user was changed or erased since they were read. */
async function write(deps: OperationsDeps, tx: Tx, user: User, fields: UserFields): Promise<void> {
  const key = await deps.keyring.subjectKey(tx, user.subjectId);
  if (key === null) throw new RefusedWrite(refused("not_found"));
  const written = await tx
    .updateTable("operationUsers")
    .set({
      ...(await identifierIndexes(deps.keyring, tx, user.projectId, fields)),
      fieldsSealed: sealFields(key, user.id, { ...user, fields }),
      version: user.version + 1,
      updatedAt: new Date(deps.clock()),
    })
    .where("id", "=", user.id)
    .where("version", "=", user.version)
    .executeTakeFirst();
  if (written.numUpdatedRows !== 1n) throw new RefusedWrite(refused("conflict"));
}
