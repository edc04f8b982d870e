import {
  applicantReasonTexts,
  type Identity,
  manageMethodOf,
  type pictureSchema,
  type ReviewView,
  refusalReasonCodes,
  refusalReasonsOf,
  retakeReasonsOf,
  type reviewDetailSchema,
} from "@countersign/wire";
import type * as z from "zod";
import { suggestedReasons } from "../../../checks/index.ts";
import { inspectImage } from "../../../images/index.ts";
import {
  blocksOf,
  findSession,
  hidesChecks,
  judgementOf,
  maxResubmissions,
  type Review,
  reviewWriting,
  type Session,
  sessionCaptures,
  sessionData,
  sessionPerson,
  sessionsBeside,
  wantedCaptures,
} from "../../../verification/index.ts";
import type { Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { callsWithVideo } from "../../video.ts";
import { sessionChecks } from "../sessions/checks-view.ts";
import { crossingOf } from "../sessions/crossing-of.ts";
import { comparedFields } from "./compared-fields.ts";
import { picturesOf } from "./review-pictures.ts";
import { reviewedUser } from "./reviewed-user.ts";

type Details = Omit<z.output<typeof reviewDetailSchema>, keyof ReviewView>;

/** What a review is decided by, personal data included; all of it null once the person was erased. */
export async function reviewDetails(
  deps: HttpDeps,
  review: Review,
  viewer: Pick<Caller, "id">,
): Promise<Details> {
  const writing = await reviewWriting(deps, deps.db, review);
  const session = review.sessionId === null ? null : await findSession(deps, deps.db, null, review.sessionId);
  const seen = session === null ? nothingSeen : await seenIn(deps, review, session, writing.identity);
  const checksHidden = seen.checks !== null && (await hidesChecks(deps.db, review, viewer));
  return {
    ...(await reviewedUser(deps, review)),
    judgement: await judgementOf(deps.db, review, viewer),
    checksHidden,
    applicantIsTold: session === null ? [] : toldOnPage(session),
    suggestedReasons:
      session === null || checksHidden ? [] : suggestedReasons(session.method, seen.checks?.data ?? []),
    comment: writing.comment,
    notes: writing.notes,
    overrideReason: writing.override,
    refusalReasons: review.method === null ? refusalReasonCodes : refusalReasonsOf(review.method),
    ...seen,
    ...(checksHidden && hidden(seen)),
    verifiedIdentity: writing.identity ?? seen.verifiedIdentity,
  };
}

/** What the page says after a refusal for each reason; of a suspected fraud it says nothing. */
function toldOnPage({ method, language }: Session): Details["applicantIsTold"] {
  const texts = applicantReasonTexts[language];
  return refusalReasonsOf(method).flatMap((reason) => {
    if (reason === "suspected_fraud") return [];
    const { reason: why, advice } = texts[reason];
    return [{ reason, text: `${why} ${advice}` }];
  });
}

/** Without anything that the checks found. */
function hidden({ checks, fields }: Seen): Pick<Seen, "checks" | "fields"> {
  const told = checks && { ...checks, outcome: null, cause: null, proposed: null, open: [], data: [] };
  return { checks: told, fields: fields.map((field) => ({ ...field, matches: null })) };
}

const mostOthers = 20;

type Seen = Pick<
  Details,
  | "expectedIdentity"
  | "verifiedIdentity"
  | "identId"
  | "video"
  | "resubmission"
  | "captures"
  | "pictures"
  | "fields"
  | "capturedPicture"
  | "registryPicture"
  | "registryPerson"
  | "registryCrossing"
  | "earlierSessions"
  | "checks"
  | "blocks"
>;

const nothingSeen: Seen = {
  expectedIdentity: null,
  verifiedIdentity: null,
  identId: null,
  video: false,
  captures: [],
  pictures: [],
  fields: [],
  capturedPicture: null,
  registryPicture: null,
  registryPerson: null,
  registryCrossing: null,
  earlierSessions: [],
  checks: null,
  blocks: [],
  resubmission: null,
};

async function seenIn(
  deps: HttpDeps,
  review: Review,
  session: Session,
  recorded: Identity | null,
): Promise<Seen> {
  const [data, person, taken, checks, others] = await Promise.all([
    sessionData(deps, deps.db, session),
    sessionPerson(deps, deps.db, session),
    sessionCaptures(deps, deps.db, session),
    sessionChecks(deps, session, { withEvidence: true }),
    sessionsBeside(deps, deps.db, session, mostOthers),
  ]);
  const captures = taken.flatMap(({ kind, bytes }) => {
    const shown = picture(bytes);
    return shown === null ? [] : [{ kind, ...shown }];
  });
  const face = captures.find(({ kind }) => kind === "face");
  const inRegistry = person?.record.photo;
  return {
    expectedIdentity: data?.expectedIdentity ?? null,
    pictures: picturesOf(review, taken, person),
    fields: comparedFields(checks, data?.expectedIdentity ?? null, person),
    verifiedIdentity: data?.verifiedIdentity ?? null,
    identId: data?.identId ?? null,
    video: await callsWithVideo(deps.db, session),
    captures,
    capturedPicture: face ? { contentType: face.contentType, base64: face.base64 } : null,
    registryPerson: person?.kind === "resident" ? person.record.person : null,
    registryCrossing: person?.kind === "foreign" ? crossingOf(person.record) : null,
    earlierSessions: others.map((one) => ({
      id: one.id,
      method: manageMethodOf(one.method),
      status: one.state,
      failureReason: one.failureReason,
      createdAt: one.createdAt.toISOString(),
    })),
    checks,
    resubmission: resubmissionOf(session),
    blocks: await blocksOf(deps.verification, deps.db, session, recorded),
    registryPicture: inRegistry ? picture(Buffer.from(inRegistry, "base64")) : null,
  };
}

/** What the applicant of a session in review can be asked for again. */
function resubmissionOf(session: Session): Details["resubmission"] {
  const wanted = wantedCaptures(session) ?? [];
  if (session.state !== "in_review" || session.flow !== "page" || wanted.length === 0) return null;
  return {
    left: Math.max(0, maxResubmissions - session.resubmissions),
    captures: wanted.map((kind) => ({ kind, reasons: retakeReasonsOf(kind) })),
  };
}

/** Null if the bytes are not a picture that browsers should show. */
function picture(bytes: Buffer): z.output<typeof pictureSchema> | null {
  const seen = inspectImage(bytes);
  return seen.ok ? { contentType: seen.type, base64: bytes.toString("base64") } : null;
}
