import { createHash, timingSafeEqual } from "node:crypto";
import type { Random } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { judged, storedSession } from "./row.ts";
import type { Session } from "./session.ts";

/** A new page token: 256 random bits in 43 characters. */
export function newPageToken(random: Random): string {
  return Buffer.from(random(32)).toString("base64url");
}

/** The stored form of a page token. It has 256 random bits, so no salt or stretching is needed. */
export function pageTokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** What a token that can be made again is for. */
type DerivedFor = "retry-link" | "retry-page";

/**
 * A page token that can be made again, so that it need not be stored: `retry-page` is the token of a session in which
 * the applicant tries again, as it was started; with `retry-link` a failed session can be opened, beside its own.
 */
export async function derivedPageToken(
  { keyring }: Pick<VerificationDeps, "keyring">,
  db: Db,
  { id, projectId }: Pick<Session, "id" | "projectId">,
  purpose: DerivedFor,
): Promise<string> {
  return (await keyring.blindIndex(db, projectId, purpose, id)).toString("base64url");
}

/** `token`: not this session's token. A direct session has no page, so every token is wrong there. */
export type PageEntry = { kind: "open"; session: Session } | { kind: "unknown" } | { kind: "token" };

/** Returns the session of an applicant's page if the token belongs to it. Compares in constant time. */
export async function enterPage(
  deps: Pick<VerificationDeps, "clock" | "keyring">,
  db: Db,
  sessionId: string,
  token: string,
): Promise<PageEntry> {
  const session = await storedSession(db, null, sessionId);
  if (session === null) return { kind: "unknown" };
  const row = await db
    .selectFrom("sessions")
    .select("pageTokenHash")
    .where("id", "=", session.id)
    .executeTakeFirst();
  const given = pageTokenHash(token);
  const stored = row?.pageTokenHash;
  const isOwn = stored != null && timingSafeEqual(stored, given);
  const opens =
    isOwn || (await isOtherDevices(db, session.id, given)) || (await isRetryLink(deps, db, session, given));
  if (!opens) return { kind: "token" };
  return { kind: "open", session: judged(session, deps.clock()) };
}

/** Whether it is the token of the device that has taken the session over. */
async function isOtherDevices(db: Db, sessionId: Session["id"], given: Buffer): Promise<boolean> {
  const row = await db
    .selectFrom("sessionHandoffs")
    .select("pageTokenHash")
    .where("sessionId", "=", sessionId)
    .executeTakeFirst();
  const stored = row?.pageTokenHash;
  return stored != null && timingSafeEqual(stored, given);
}

/** Whether it is the token of the link with which the applicant comes back to a session that failed. */
async function isRetryLink(
  deps: Pick<VerificationDeps, "keyring">,
  db: Db,
  session: Session,
  given: Buffer,
): Promise<boolean> {
  if (session.state !== "failed") return false;
  return timingSafeEqual(pageTokenHash(await derivedPageToken(deps, db, session, "retry-link")), given);
}
