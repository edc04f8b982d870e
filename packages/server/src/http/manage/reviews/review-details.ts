import type { pictureSchema, ReviewView, reviewDetailSchema } from "@countersign/wire";
import type * as z from "zod";
import { inspectImage } from "../../../images/index.ts";
import {
  findSession,
  type Review,
  reviewWriting,
  type Session,
  sessionCaptures,
  sessionData,
  sessionPerson,
} from "../../../verification/index.ts";
import type { HttpDeps } from "../../deps.ts";

type Details = Omit<z.output<typeof reviewDetailSchema>, keyof ReviewView>;

/** What a review is decided by, personal data included; all of it null once the person was erased. */
export async function reviewDetails(deps: HttpDeps, review: Review): Promise<Details> {
  const writing = await reviewWriting(deps, deps.db, review);
  const session = review.sessionId === null ? null : await findSession(deps, deps.db, null, review.sessionId);
  const seen = session === null ? nothingSeen : await seenIn(deps, session);
  return {
    comment: writing.comment,
    notes: writing.notes,
    ...seen,
    verifiedIdentity: writing.identity ?? seen.verifiedIdentity,
  };
}

type Seen = Omit<Details, "comment" | "notes">;

const nothingSeen: Seen = {
  expectedIdentity: null,
  verifiedIdentity: null,
  identId: null,
  captures: [],
  capturedPicture: null,
  registryPicture: null,
};

async function seenIn(deps: HttpDeps, session: Session): Promise<Seen> {
  const [data, person, taken] = await Promise.all([
    sessionData(deps, deps.db, session),
    sessionPerson(deps, deps.db, session),
    sessionCaptures(deps, deps.db, session),
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
    registryPicture: inRegistry ? picture(Buffer.from(inRegistry, "base64")) : null,
  };
}

/** Null if the bytes are no picture that a browser should be made to show. */
function picture(bytes: Buffer): z.output<typeof pictureSchema> | null {
  const seen = inspectImage(bytes);
  return seen.ok ? { contentType: seen.type, base64: bytes.toString("base64") } : null;
}
