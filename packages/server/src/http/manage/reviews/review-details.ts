import type { Identity, pictureSchema, ReviewView, reviewDetailSchema } from "@countersign/wire";
import type * as z from "zod";
import { inspectImage } from "../../../images/index.ts";
import {
  blocksOf,
  findSession,
  type Review,
  reviewWriting,
  type Session,
  sessionCaptures,
  sessionData,
  sessionPerson,
} from "../../../verification/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { sessionChecks } from "../sessions/checks-view.ts";

type Details = Omit<z.output<typeof reviewDetailSchema>, keyof ReviewView>;

/** What a review is decided by, personal data included; all of it null once the person was erased. */
export async function reviewDetails(deps: HttpDeps, review: Review): Promise<Details> {
  const writing = await reviewWriting(deps, deps.db, review);
  const session = review.sessionId === null ? null : await findSession(deps, deps.db, null, review.sessionId);
  const seen = session === null ? nothingSeen : await seenIn(deps, session, writing.identity);
  return {
    comment: writing.comment,
    notes: writing.notes,
    overrideReason: writing.override,
    ...seen,
    verifiedIdentity: writing.identity ?? seen.verifiedIdentity,
  };
}

type Seen = Omit<Details, "comment" | "notes" | "overrideReason">;

const nothingSeen: Seen = {
  expectedIdentity: null,
  verifiedIdentity: null,
  identId: null,
  captures: [],
  capturedPicture: null,
  registryPicture: null,
  checks: null,
  blocks: [],
};

async function seenIn(deps: HttpDeps, session: Session, recorded: Identity | null): Promise<Seen> {
  const [data, person, taken, checks] = await Promise.all([
    sessionData(deps, deps.db, session),
    sessionPerson(deps, deps.db, session),
    sessionCaptures(deps, deps.db, session),
    sessionChecks(deps, session, { withEvidence: true }),
  ]);
  const captures = taken.flatMap(({ kind, bytes }) => {
    const shown = picture(bytes);
    return shown === null ? [] : [{ kind, ...shown }];
  });
  const face = captures.find(({ kind }) => kind === "face");
  const inRegistry = person?.record.photo;
  return {
    expectedIdentity: data?.expectedIdentity ?? null,
    verifiedIdentity: data?.verifiedIdentity ?? null,
    identId: data?.identId ?? null,
    captures,
    capturedPicture: face ? { contentType: face.contentType, base64: face.base64 } : null,
    checks,
    blocks: await blocksOf(deps.verification, deps.db, session, recorded),
    registryPicture: inRegistry ? picture(Buffer.from(inRegistry, "base64")) : null,
  };
}

/** Null if the bytes are no picture that a browser should be made to show. */
function picture(bytes: Buffer): z.output<typeof pictureSchema> | null {
  const seen = inspectImage(bytes);
  return seen.ok ? { contentType: seen.type, base64: bytes.toString("base64") } : null;
}
