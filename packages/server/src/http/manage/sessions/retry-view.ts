import type { SessionDetail } from "@countersign/wire";
import { retryOffer, type Session } from "../../../verification/index.ts";
import type { Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { retryAddress } from "../../retry-address.ts";

/** How the applicant of a failed session tries again. The link is for the integrator, which gives it to them. */
export async function retryView(
  deps: Pick<HttpDeps, "db" | "keyring" | "clock" | "publicUrl">,
  actor: Caller,
  session: Session,
): Promise<SessionDetail["retry"]> {
  const offer = await retryOffer(deps, deps.db, session);
  if (offer === null) return null;
  return {
    url: actor.kind === "project" ? await retryAddress(deps, session) : null,
    sessionId: offer.kind === "begun" ? offer.sessionId : null,
    until: offer.kind === "open" ? offer.until.toISOString() : null,
  };
}
