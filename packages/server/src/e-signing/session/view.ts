import { type ApplicantSigning, maxWrongCodes, type SessionSignature } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { Session } from "../../verification/index.ts";
import { codeLifeMs, codePauseMs, maxCodes } from "../codes/code.ts";
import { masked } from "../codes/masked.ts";
import type { ESigningDeps } from "../deps.ts";
import { isAgreed } from "./locked.ts";
import { findSignature, type Signature } from "./row.ts";

/** A session's document as its applicant sees it; null where the session has none. */
export async function applicantSigning(
  deps: Pick<ESigningDeps, "keyring">,
  db: Db,
  session: Session,
): Promise<ApplicantSigning | null> {
  const signature = session.method === "qes" ? await findSignature(deps, db, session) : null;
  if (signature === null) return null;
  const { details, signedAt } = signature;
  const { name, bytes, pages, sha256 } = details;
  return {
    name,
    bytes,
    pages,
    sha256,
    code: codeView(signature),
    signedAt: signedAt?.toISOString() ?? null,
    copy: signedAt !== null && session.state === "succeeded",
  };
}

function codeView(signature: Signature): ApplicantSigning["code"] {
  const { code, codeSentAt, codesSent, wrongCodes, details, signedAt } = signature;
  if (codeSentAt === null || signedAt !== null || !isAgreed(signature)) return null;
  const sentAt = codeSentAt.getTime();
  const isOnPage = details.codeTo === null;
  return {
    sentTo: details.codeTo && masked(details.codeTo),
    shown: isOnPage ? (code?.value ?? null) : null,
    expiresAt: new Date(code === null ? sentAt : sentAt + codeLifeMs).toISOString(),
    againAt: codesSent < maxCodes ? new Date(sentAt + codePauseMs).toISOString() : null,
    triesLeft: maxWrongCodes - wrongCodes,
  };
}

/** The same for operators and integrators, without anything personal. */
export async function sessionSignature(
  deps: Pick<ESigningDeps, "keyring">,
  db: Db,
  session: Session,
): Promise<SessionSignature | null> {
  const signature = session.method === "qes" ? await findSignature(deps, db, session) : null;
  if (signature === null) return null;
  const { details, suppliedAt, agreedAt, codesSent, wrongCodes, signedAt } = signature;
  return {
    bytes: details.bytes,
    pages: details.pages,
    suppliedAt: suppliedAt.toISOString(),
    agreedAt: agreedAt?.toISOString() ?? null,
    codesSent,
    wrongCodes,
    signedAt: signedAt?.toISOString() ?? null,
  };
}
