import type { SessionId, SessionLanguage } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { SealingKey } from "../../sealing/index.ts";
import type { Session } from "../../verification/index.ts";
import type { CodeRecipient } from "../codes/codes.ts";
import type { ESigningDeps } from "../deps.ts";

/** What is known of a document that a session signs. Personal: sealed under the person's key. */
export interface SigningDetails {
  name: string;
  bytes: number;
  pages: number;
  /** In hexadecimal. */
  sha256: string;
  /** Null: the page shows the code, in test mode. */
  codeTo: CodeRecipient | null;
  /** What the applicant agreed to: with another document in between, it is another one than the session's. */
  agreement: { sha256: string; version: string; language: SessionLanguage; at: number } | null;
}

/** A session's signature, decrypted, without its files. */
export interface Signature {
  sessionId: SessionId;
  key: SealingKey;
  details: SigningDetails;
  /** The one-time code that works at present; null: none. */
  code: { value: string; sentAt: Date } | null;
  /** When the last code was sent, also where it was used. */
  codeSentAt: Date | null;
  codesSent: number;
  wrongCodes: number;
  suppliedAt: Date;
  agreedAt: Date | null;
  signedAt: Date | null;
}

/** The signature of a session; null where it signs nothing, and once the person was erased. */
export async function findSignature(
  deps: Pick<ESigningDeps, "keyring">,
  db: Db,
  { id, subjectId }: Pick<Session, "id" | "subjectId">,
): Promise<Signature | null> {
  const row = await db
    .selectFrom("eSignatures")
    .select([
      "sessionId",
      "detailsSealed",
      "codeSealed",
      "codeSentAt",
      "codesSent",
      "wrongCodes",
      "suppliedAt",
      "agreedAt",
      "signedAt",
    ])
    .where("sessionId", "=", id)
    .executeTakeFirst();
  const key = row && subjectId && (await deps.keyring.subjectKey(db, subjectId));
  if (!row?.detailsSealed || !key) return null;
  const { detailsSealed, codeSealed, ...rest } = row;
  const value = codeSealed && key.unseal(codeSealed, sealedAs(id, "code")).toString();
  const details = JSON.parse(key.unseal(detailsSealed, sealedAs(id, "details")).toString()) as SigningDetails;
  return {
    ...rest,
    key,
    details,
    code: value && row.codeSentAt ? { value, sentAt: row.codeSentAt } : null,
  };
}

/** The place of something sealed. */
export function sealedAs(id: SessionId, what: "details" | "document" | "signed" | "code"): string {
  return `e-signature:${id}:${what}`;
}

export function sealDetails(key: SealingKey, id: SessionId, details: SigningDetails): Buffer {
  return key.seal(JSON.stringify(details), sealedAs(id, "details"));
}
