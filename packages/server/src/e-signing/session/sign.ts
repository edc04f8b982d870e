import { createHash } from "node:crypto";
import { maxWrongCodes, type SessionId } from "@countersign/wire";
import { afterCommit, inTransaction, type Tx } from "../../db/index.ts";
import { rowBytes } from "../../storage/index.ts";
import { failSignature, markSigned, type Session } from "../../verification/index.ts";
import { projectSigner } from "../certificate/project-signer.ts";
import { codeLifeMs, isCode } from "../codes/code.ts";
import type { ESigningDeps } from "../deps.ts";
import { signPdf } from "../pdf/sign-pdf.ts";
import { type Confirmed, evidenceOf } from "./evidence.ts";
import { documentToSign } from "./files.ts";
import { isAgreed, type Locked, lockSignature } from "./locked.ts";
import { sealedAs } from "./row.ts";

export type SignResult =
  | { kind: "done"; session: Session }
  | Exclude<Locked, { kind: "open" }>
  /** The document is another one than the applicant agreed to. */
  | { kind: "changed" }
  /** There is no code that works. */
  | { kind: "expired" }
  /** `left`: how many wrong codes are left; with none the session has failed. */
  | { kind: "wrong"; left: number };

/**
 * The applicant signs with the one-time code. Refused where the document has changed since they agreed to it. A code
 * works once; the third wrong one fails the session. The file is prepared outside of any transaction.
 */
export async function signDocument(deps: ESigningDeps, id: SessionId, code: string): Promise<SignResult> {
  const confirmed = await inTransaction(deps.db, (tx) => confirm(deps, tx, id, code));
  if (confirmed.kind !== "confirmed") return confirmed;
  const { session, pdf, facts } = confirmed;
  const signer = await projectSigner(deps, { id: session.projectId, mode: session.mode });
  const signed = await signPdf(deps.reader, signer, {
    pdf,
    evidence: evidenceOf(facts),
    at: facts.confirmedAt,
  });
  if (signed.kind === "refused") throw new Error(`a document passed and is now refused: ${signed.problem}`);
  return inTransaction(deps.db, (tx) => store(deps, tx, facts, signed.pdf));
}

type ConfirmResult = SignResult | { kind: "confirmed"; session: Session; pdf: Buffer; facts: Confirmed };

/** Spends the code, and reads what it confirms. */
async function confirm(deps: ESigningDeps, tx: Tx, id: SessionId, given: string): Promise<ConfirmResult> {
  const locked = await lockSignature(deps, tx, id);
  if (locked.kind !== "open") return locked;
  const { session, signature } = locked;
  if (signature.signedAt !== null) return { kind: "done", session };
  const { details, code, wrongCodes } = signature;
  const { agreement } = details;
  if (agreement === null) return { kind: "expired" };
  if (!isAgreed(signature)) return { kind: "changed" };
  const now = deps.clock();
  if (code === null || now >= code.sentAt.getTime() + codeLifeMs) return { kind: "expired" };
  if (!isCode(code.value, given)) return countWrong(deps, tx, session, wrongCodes + 1);
  const pdf = await documentToSign(deps, tx, session);
  if (pdf === null || createHash("sha256").update(pdf).digest("hex") !== agreement.sha256)
    return { kind: "changed" };
  await tx.updateTable("eSignatures").set({ codeSealed: null }).where("sessionId", "=", id).execute();
  const facts = {
    sessionId: id,
    details: { ...details, agreement },
    codeSentAt: code.sentAt.getTime(),
    wrongCodes,
    confirmedAt: now,
  };
  return { kind: "confirmed", session, pdf, facts };
}

async function countWrong(
  deps: ESigningDeps,
  tx: Tx,
  session: Session,
  wrongCodes: number,
): Promise<SignResult> {
  const left = maxWrongCodes - wrongCodes;
  await tx
    .updateTable("eSignatures")
    .set({ wrongCodes, ...(left === 0 && { codeSealed: null }) })
    .where("sessionId", "=", session.id)
    .execute();
  if (left === 0) {
    const failed = await failSignature(deps.verification, tx, session);
    if (failed.kind !== "done") throw new Error(`a locked session could not fail: ${failed.kind}`);
  }
  return { kind: "wrong", left };
}

/** Keeps the signed file, unless the session or its document has become another one meanwhile. */
async function store(deps: ESigningDeps, tx: Tx, facts: Confirmed, pdf: Buffer): Promise<SignResult> {
  const { sessionId: id, details } = facts;
  const locked = await lockSignature(deps, tx, id);
  if (locked.kind !== "open") return locked;
  const { session, signature } = locked;
  if (signature.signedAt !== null) return { kind: "done", session };
  if (signature.details.sha256 !== details.agreement.sha256) return { kind: "changed" };
  const signedSealed = signature.key.seal(pdf, sealedAs(id, "signed"));
  await tx
    .updateTable("eSignatures")
    .set({ signedSealed, signedAt: new Date(facts.confirmedAt) })
    .where("sessionId", "=", id)
    .execute();
  const { storage } = deps;
  if (storage)
    afterCommit(tx, () => storage.countRecord(session.projectId, rowBytes.file + signedSealed.length));
  const marked = await markSigned(deps.verification, tx, session);
  if (marked.kind !== "done") throw new Error(`a locked session could not be signed: ${marked.kind}`);
  return { kind: "done", session: marked.session };
}
