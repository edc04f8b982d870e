import {
  type ApplicantMethod,
  type IdentificationState,
  type IdentificationStatus,
  livenessId,
} from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import {
  identityChanged,
  listSessions,
  type Session,
  type SessionData,
  sessionData,
} from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";

/** A session with its unsealed data. Personal. */
export interface Identification {
  session: Session;
  data: SessionData;
}

/** Maximum number of a user's identifications of one method that are returned. */
const newest = 200;

/** A user's identifications of one method, newest first. */
export async function identificationsOf(
  deps: Pick<HttpDeps, "clock" | "keyring">,
  db: Db,
  of: { projectId: Session["projectId"]; userId: string; method: ApplicantMethod },
): Promise<Identification[]> {
  const sessions = await listSessions(deps, db, { ...of, origin: "treezor", limit: newest });
  const found = await Promise.all(
    sessions.map(async (session) => ({ session, data: await sessionData(deps, db, session) })),
  );
  return found.flatMap(({ session, data }) => (data === null ? [] : [{ session, data }]));
}

/** The UUID in its events: of a call its transaction number. */
export function identificationId({ session, data }: Identification): string {
  return session.method === "liveness" ? livenessId(session.id) : (data.transactionNumber ?? session.id);
}

export function identificationState(identification: Identification): IdentificationState {
  const { session } = identification;
  return {
    identificationId: identificationId(identification),
    userId: session.userId ?? "",
    status: statusOf(identification),
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    decidedAt: session.decidedAt?.toISOString() ?? null,
  };
}

function statusOf({ session, data }: Identification): IdentificationStatus {
  switch (session.state) {
    case "created":
      return "INITIATED";
    case "started":
    case "resubmission_requested":
      return "STARTED";
    case "processing":
    case "in_review":
      return session.method === "qes" ? "CHECK_PENDING" : "REVIEW_PENDING";
    case "succeeded":
      return identityChanged(data.expectedIdentity, data.verifiedIdentity)
        ? "SUCCESS_DATA_CHANGED"
        : "SUCCESS";
    case "failed":
      return "CANCELED";
    case "aborted":
    case "expired":
      return "ABORTED";
  }
}
