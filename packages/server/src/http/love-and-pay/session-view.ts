import {
  type CheckName,
  type KycSessionStatus,
  type KycSessionView,
  keysOf,
  kycSessionId,
  type SessionReason,
  type SessionState,
} from "@countersign/wire";
import { kycFailure, kycLanguage, kycVerifiedData } from "../../announcing/index.ts";
import { latestRun, storedChecks } from "../../checks/index.ts";
import {
  failureReasons,
  retryOffer,
  type Session,
  type SessionData,
  sessionData,
} from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";
import { retryAddress } from "../retry-address.ts";

/**
 * The states that each status represents. An applicant who gave up got no decision, like one who
 * was late.
 */
export const kycStates: Readonly<Record<KycSessionStatus, readonly SessionState[]>> = {
  NOT_STARTED: ["created"],
  IN_PROGRESS: ["started", "processing", "in_review", "resubmission_requested"],
  APPROVED: ["succeeded"],
  DECLINED: ["failed"],
  EXPIRED: ["aborted", "expired"],
};

/**
 * A session as this surface shows it. Once the person was erased, it contains nothing personal.
 */
export async function kycSessionView(
  deps: Pick<HttpDeps, "db" | "keyring" | "clock" | "publicUrl">,
  session: Session,
): Promise<KycSessionView> {
  const data = (await sessionData(deps, deps.db, session)) ?? {};
  const id = kycSessionId(session.id);
  const status = statusOf(session.state);
  return {
    id,
    sessionId: id,
    status,
    level: data.level ?? "basic",
    language: kycLanguage(session.language),
    customerId: data.customer?.id ?? null,
    customerEmail: data.customer?.email ?? null,
    customerPhone: data.customer?.phone ?? null,
    result: await resultOf(deps, session, data),
    retryUrl: (await retryOffer(deps, deps.db, session)) && (await retryAddress(deps, session)),
    metadata: data.metadata ?? {},
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    completedAt:
      (status === "APPROVED" || status === "DECLINED" ? session.decidedAt : null)?.toISOString() ?? null,
  };
}

function statusOf(state: SessionState): KycSessionStatus {
  const all = keysOf(kycStates);
  const status = all.find((each) => kycStates[each].includes(state));
  if (status === undefined) throw new Error(`no status represents the state ${state}`);
  return status;
}

type Result = KycSessionView["result"];
type Scores = NonNullable<Result>["scores"];

async function resultOf(
  deps: Pick<HttpDeps, "db" | "keyring">,
  session: Session,
  data: SessionData,
): Promise<Result> {
  if (session.state === "succeeded") {
    return {
      scores: await passedScores(deps, session),
      verifiedData: kycVerifiedData(data.verifiedIdentity),
      failureReason: null,
      failureDetails: null,
    };
  }
  if (session.state !== "failed") return null;
  const [reason = "simulated", ...others] = await failureReasons(deps.db, session);
  return {
    scores: scoresOf([reason, ...others]),
    verifiedData: null,
    ...kycFailure(reason, session.language),
  };
}

/**
 * An operator has confirmed document and face; checks report what they measured, and nothing for
 * what they skipped.
 */
async function passedScores(deps: Pick<HttpDeps, "db" | "keyring">, session: Session): Promise<Scores> {
  const run = await latestRun(deps.db, session.id);
  if (run?.outcome !== "approved") return { document: 1, face: 1, liveness: null };
  const passed = (await storedChecks(deps, deps.db, run, null)).filter(({ verdict }) => verdict === "pass");
  const scoreOf = (name: CheckName) => passed.find((check) => check.name === name)?.score ?? null;
  return {
    document: scoreOf("document.mrz"),
    face: scoreOf("face.match"),
    liveness: scoreOf("liveness.pose"),
  };
}

const aboutFace: readonly SessionReason[] = ["selfie_mismatch"];
const aboutDocument: readonly SessionReason[] = [
  "document_expired",
  "document_unreadable",
  "document_mismatch",
  "unsupported_document",
];

/**
 * Operators judge, there is no scoring model: 1 for what was confirmed, 0 for the reason of a refusal,
 * null for what was not judged.
 */
function scoresOf(reasons: readonly SessionReason[]): Scores {
  return {
    document: reasons.some((reason) => aboutDocument.includes(reason)) ? 0 : null,
    face: reasons.some((reason) => aboutFace.includes(reason)) ? 0 : null,
    liveness: null,
  };
}
