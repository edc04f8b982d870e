import type { SessionId, SessionLanguage } from "@countersign/wire";
import type { Db, Tx } from "../../db/index.ts";

/** Which text the applicant agreed to. */
export interface ConsentText {
  version: string;
  language: SessionLanguage;
}

/** Keeps the text of a session's consent, in the transaction that gives it. */
export async function recordConsent(
  tx: Tx,
  sessionId: SessionId,
  text: ConsentText,
  at: Date,
): Promise<void> {
  await tx
    .insertInto("sessionConsents")
    .values({ sessionId, ...text, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The consent of a session; null where none was given, or by a page that did not say to which text. */
export async function sessionConsent(
  db: Db,
  sessionId: SessionId,
): Promise<(ConsentText & { at: Date }) | null> {
  const row = await db
    .selectFrom("sessionConsents")
    .select(["version", "language", "at"])
    .where("sessionId", "=", sessionId)
    .executeTakeFirst();
  return row ?? null;
}
