import type { AgreeBody, SessionId } from "@countersign/wire";
import { inTransaction, type Tx } from "../../db/index.ts";
import type { Session } from "../../verification/index.ts";
import type { ESigningDeps } from "../deps.ts";
import { type IssuedCode, issueCode } from "./issue-code.ts";
import { isAgreed, type Locked, lockSignature } from "./locked.ts";
import { sealDetails } from "./row.ts";

export type AgreeResult =
  | { kind: "done"; session: Session }
  | Exclude<Locked, { kind: "open" }>
  /** The session has another document now, or the applicant has not agreed to it. */
  | { kind: "changed" }
  | Exclude<IssuedCode, { kind: "issued" }>
  /** The gateway did not take the code; another can be sent after a pause. */
  | { kind: "not-sent" };

type Deps = Pick<ESigningDeps, "db" | "clock" | "random" | "keyring" | "verification" | "codes">;

/**
 * The applicant has read the document with this hash and agrees to sign it: that is recorded, and a one-time code is sent.
 * Agreeing again sends none while the one before works.
 */
export async function agreeToDocument(
  deps: Deps,
  id: SessionId,
  { sha256, text }: AgreeBody,
): Promise<AgreeResult> {
  return send(deps, id, async (tx, locked) => {
    const { session, signature } = locked;
    if (signature.details.sha256 !== sha256) return { kind: "changed" };
    const again = isAgreed(signature);
    if (signature.signedAt !== null || (again && signature.code !== null)) return null;
    const at = deps.clock();
    const details = { ...signature.details, agreement: { sha256, ...text, at } };
    await tx
      .updateTable("eSignatures")
      .set({ detailsSealed: sealDetails(signature.key, id, details), agreedAt: new Date(at) })
      .where("sessionId", "=", id)
      .execute();
    // The pause is between codes for one document.
    const codeSentAt = again ? signature.codeSentAt : null;
    return issueCode(deps, tx, session, { ...signature, details, codeSentAt });
  });
}

/** Sends another one-time code in place of the previous one. */
export async function sendAnotherCode(deps: Deps, id: SessionId): Promise<AgreeResult> {
  return send(deps, id, async (tx, { session, signature }) => {
    if (!isAgreed(signature)) return { kind: "changed" };
    return signature.signedAt === null ? issueCode(deps, tx, session, signature) : null;
  });
}

/** Sends what was issued once that is committed: no transaction is open meanwhile. */
async function send(
  deps: Deps,
  id: SessionId,
  issue: (
    tx: Tx,
    locked: Extract<Locked, { kind: "open" }>,
  ) => Promise<IssuedCode | { kind: "changed" } | null>,
): Promise<AgreeResult> {
  const result = await inTransaction(deps.db, async (tx) => {
    const locked = await lockSignature(deps, tx, id);
    if (locked.kind !== "open") return locked;
    const issued = await issue(tx, locked);
    if (issued !== null && issued.kind !== "issued") return issued;
    return { kind: "issued" as const, session: locked.session, message: issued?.message ?? null };
  });
  if (result.kind !== "issued") return result;
  const { session, message } = result;
  if (message !== null && !(await deps.codes?.send(message))) return { kind: "not-sent" };
  return { kind: "done", session };
}
