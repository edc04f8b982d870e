import { retryLinkToken, type Session } from "../verification/index.ts";
import type { HttpDeps } from "./deps.ts";

/** The address of a failed session's page, where its applicant reads why and tries again. It is a credential. */
export async function retryAddress(
  deps: Pick<HttpDeps, "db" | "keyring" | "publicUrl">,
  session: Pick<Session, "id" | "projectId">,
): Promise<string> {
  return `${deps.publicUrl}/s/${session.id}#${await retryLinkToken(deps, deps.db, session)}`;
}
