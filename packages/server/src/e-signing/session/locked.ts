import type { SessionId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { lockSession, type Session } from "../../verification/index.ts";
import type { ESigningDeps } from "../deps.ts";
import { findSignature, type Signature } from "./row.ts";

export type Locked =
  | { kind: "open"; session: Session; signature: Signature }
  | { kind: "unknown" }
  /** The session has no document. */
  | { kind: "none" }
  /** The session is not where its applicant signs. */
  | { kind: "refused"; session: Session };

/** A session whose applicant is to sign, locked until the transaction ends. */
export async function lockSignature(
  deps: Pick<ESigningDeps, "keyring" | "verification">,
  tx: Tx,
  id: SessionId,
): Promise<Locked> {
  const session = await lockSession(deps.verification, tx, null, id);
  if (session === null) return { kind: "unknown" };
  const signature = await findSignature(deps, tx, session);
  if (signature === null) return { kind: "none" };
  return session.state === "started" ? { kind: "open", session, signature } : { kind: "refused", session };
}

/** Whether the applicant has agreed to the document that the session has now. */
export function isAgreed({ details }: Signature): boolean {
  return details.agreement?.sha256 === details.sha256;
}
