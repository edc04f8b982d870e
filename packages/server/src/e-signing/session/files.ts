import type { Db } from "../../db/index.ts";
import type { Session } from "../../verification/index.ts";
import type { ESigningDeps } from "../deps.ts";
import { sealedAs } from "./row.ts";

type Deps = Pick<ESigningDeps, "keyring" | "files">;
type Of = Pick<Session, "id" | "subjectId">;

/** The document that a session signs, decrypted; null where there is none, and once the person was erased. */
export async function documentToSign(deps: Deps, db: Db, session: Of): Promise<Buffer | null> {
  return unsealed(deps, db, session, "document");
}

/**
 * The signed document; null until the session has succeeded with one: before, nobody has found out who signed it. Null
 * as well once the person was erased.
 */
export async function signedDocument(
  deps: Deps,
  db: Db,
  session: Of & Pick<Session, "state">,
): Promise<Buffer | null> {
  return session.state === "succeeded" ? unsealed(deps, db, session, "signed") : null;
}

async function unsealed(
  deps: Deps,
  db: Db,
  { id, subjectId }: Of,
  what: "document" | "signed",
): Promise<Buffer | null> {
  const key = subjectId && (await deps.keyring.subjectKey(db, subjectId));
  const row = await db
    .selectFrom("eSignatures")
    .select(what === "document" ? "documentSealed as sealed" : "signedSealed as sealed")
    .where("sessionId", "=", id)
    .executeTakeFirst();
  return key && row?.sealed ? key.unseal(await deps.files.boxOf(row.sealed), sealedAs(id, what)) : null;
}
