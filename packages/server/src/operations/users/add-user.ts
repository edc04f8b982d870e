import {
  type catalog,
  isIdentified,
  type NewUser,
  newId,
  type ProjectId,
  type SubjectId,
  type UserFields,
  userFieldsSchema,
} from "@countersign/wire";
import * as z from "zod";
import { inTransaction, isUniqueViolation } from "../../db/index.ts";
import { recordAwaited } from "../../events/index.ts";
import { askHooks } from "../ask-hooks.ts";
import type { OperationsDeps } from "../deps.ts";
import { type ExternalKey, externalIdTaken, externalKey, isSameRequest } from "../external-key.ts";
import { done, type Outcome, RefusedWrite, type Remarks, refused, refusedField } from "../outcome.ts";
import { identifierIndexes, takenIdentifier, takenIdentifierOf } from "./identifiers.ts";
import { kycSessionProblem, linkKycSession } from "./kyc-session.ts";
import { findUser, sealFields, type User } from "./row.ts";
import { rarusUserOf } from "./view.ts";

/** Who adds the user: the organization (`/organization/user/new`), or the user (`/user/new`). */
export type Registrar = "organization" | "user";

const payloadSchema = z.strictObject({ user: userFieldsSchema }) satisfies z.ZodType<
  z.output<typeof catalog.before_user_new.payload>
>;

/**
 * Adds a user: calls the hooks of `before_registration` (the organization) or `before_user_new`
 * (the user) once the input is valid, and, for the organization, records `after_registration` in
 * the transaction that adds the user. The outcome then waits for awaited webhooks; whether they
 * succeed does not change it.
 */
export async function addUser(
  deps: OperationsDeps,
  projectId: ProjectId,
  registrar: Registrar,
  input: NewUser,
): Promise<Outcome<User>> {
  const key = await externalKey(deps.keyring, deps.db, projectId, "user", input, registrar);
  const before = await existing(deps, projectId, key);
  if (before !== null) return before;
  const fields = fieldsOf(input);
  if (!isIdentified(fields))
    return refusedField("phone", "is required if there is neither email nor cardNumber");
  const problem =
    (await takenIdentifier(
      deps.db,
      projectId,
      await identifierIndexes(deps.keyring, deps.db, projectId, fields),
      null,
    )) ?? (await kycSessionProblem(deps.db, projectId, input.kycSessionId, null));
  // A concurrent call may have made the same creation.
  if (problem !== null) return (await existing(deps, projectId, key)) ?? problem;

  const id = newId("user", deps.clock, deps.random);
  const subjectId = await subjectOf(deps, projectId, id);
  const asked = await askHooks(deps, {
    projectId,
    event: registrar === "organization" ? "before_registration" : "before_user_new",
    payload: { user: fields },
    subject: id,
    userId: id,
    keyId: subjectId,
    schema: payloadSchema,
    check: ({ user }) =>
      isIdentified(user)
        ? null
        : { field: "user.phone", problem: "is required if there is no other identifier" },
  });
  if (asked.kind === "refused") return asked;
  const { user } = asked.payload;
  const at = new Date(deps.clock());
  const added = {
    id,
    projectId,
    subjectId,
    ...key,
    fields: user,
    kycLevel: 0,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  return write(deps, added, registrar, input.kycSessionId, asked);
}

async function write(
  deps: OperationsDeps,
  user: User & ExternalKey,
  registrar: Registrar,
  kycSessionId: string | undefined,
  remarks: Remarks,
): Promise<Outcome<User>> {
  const { id, projectId, subjectId } = user;
  const row = await rowOf(deps, user);
  try {
    const { added, told } = await inTransaction(deps.db, async (tx) => {
      let told = async (): Promise<string[]> => [];
      await tx.insertInto("operationUsers").values(row).execute();
      if (kycSessionId !== undefined) await linkKycSession(tx, kycSessionId, id, user.createdAt);
      if (registrar === "organization") {
        told = await recordAwaited(deps.events, tx, {
          projectId,
          type: "after_registration",
          subject: id,
          sequence: 1,
          keyId: subjectId,
          payload: { user: rarusUserOf(user) },
        });
      }
      return { added: await findUser(deps, tx, projectId, { id }), told };
    });
    const degraded = [...remarks.degraded, ...(await told())];
    return added === null ? refused("not_found") : done(added, { ...remarks, degraded });
  } catch (error) {
    if (error instanceof RefusedWrite) return error.refusal;
    const taken = isUniqueViolation(error, "operation_users_external")
      ? externalIdTaken()
      : takenIdentifierOf(error);
    if (taken === null) throw error;
    return (await existing(deps, projectId, user)) ?? taken;
  }
}

async function rowOf(deps: OperationsDeps, user: User & ExternalKey) {
  const { id, projectId, subjectId, externalIndex, requestMac, version, createdAt, updatedAt } = user;
  const key = await deps.keyring.subjectKey(deps.db, subjectId);
  if (key === null) throw new Error(`subject ${subjectId} was erased while its user was being added`);
  const fieldsSealed = sealFields(key, id, user);
  return {
    id,
    projectId,
    subjectId,
    externalIndex,
    requestMac,
    fieldsSealed,
    version,
    createdAt,
    updatedAt,
    ...(await identifierIndexes(deps.keyring, deps.db, projectId, user.fields)),
  };
}

/** The result of an earlier identical creation; null if this is the first. */
async function existing(
  deps: OperationsDeps,
  projectId: ProjectId,
  key: ExternalKey,
): Promise<Outcome<User> | null> {
  if (key.externalIndex === null) return null;
  const user = await findUser(deps, deps.db, projectId, { externalIndex: key.externalIndex });
  if (user === null) return null;
  return isSameRequest(key, user) ? done(user, undefined, true) : externalIdTaken();
}

/**
 * A subject of this user alone, created before the hooks are called: its key seals what they
 * receive.
 */
async function subjectOf(deps: OperationsDeps, projectId: ProjectId, userId: string): Promise<SubjectId> {
  const index = await deps.keyring.blindIndex(deps.db, projectId, "operation-user", userId);
  return deps.keyring.subjectFor(deps.db, projectId, index);
}

function fieldsOf(input: NewUser): UserFields {
  const { phone, email, lastName, firstName, middleName, birthDate, cardNumber } = input;
  return { phone, email, lastName, firstName, middleName, birthDate, cardNumber };
}
