import { isFinal, type SessionId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { newPageToken, pageTokenHash } from "../session/page-token.ts";
import type { Session } from "../session/session.ts";
import { lockSession } from "../transition/lock.ts";

/** `no-page`: in a direct session the integrator takes the picture. `ended`: nothing is left to do on a page. */
export type RenewedPage =
  | { kind: "renewed"; session: Session; pageToken: string }
  | { kind: "unknown" }
  | { kind: "no-page" }
  | { kind: "ended"; session: Session };

/**
 * Gives an open session's page another token (43 characters, base64url), which is returned only here. The one before
 * no longer opens the page, which also locks out a page that is open. Deadlines stay.
 */
export async function renewPage(deps: VerificationDeps, tx: Tx, id: SessionId): Promise<RenewedPage> {
  const session = await lockSession(deps, tx, null, id);
  if (session === null) return { kind: "unknown" };
  if (session.flow === "direct") return { kind: "no-page" };
  if (isFinal(session.state)) return { kind: "ended", session };
  const pageToken = newPageToken(deps.random);
  await tx
    .updateTable("sessions")
    .set({ pageTokenHash: pageTokenHash(pageToken) })
    .where("id", "=", id)
    .execute();
  return { kind: "renewed", session, pageToken };
}
