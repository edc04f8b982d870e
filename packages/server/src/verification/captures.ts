import { maxCaptureBytes, newId } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import { type ImageType, inspectImage } from "../images/index.ts";
import type { VerificationDeps } from "./deps.ts";
import { liveSubjectKey } from "./person.ts";
import type { Session } from "./session.ts";

/** Pixels on the shorter side under which no face can be told. Test projects take any picture, as samples are small. */
const minLiveSide = 100;

/** Why a picture was not taken: no whole JPEG or PNG, too small to show a face, too big. */
export type PictureProblem = {
  kind: "picture";
  problem: "unreadable" | "too-small" | "too-large";
  /** For the caller, in English, without anything from the picture. */
  detail: string;
};

/** Judges a picture by its content; what it is called plays no part. */
export function judgePicture(
  bytes: Uint8Array,
  mode: Session["mode"],
): { kind: "picture-ok"; type: ImageType } | PictureProblem {
  if (bytes.length > maxCaptureBytes) {
    return { kind: "picture", problem: "too-large", detail: "The picture is larger than 6 MiB." };
  }
  const seen = inspectImage(bytes);
  if (!seen.ok && seen.problem === "too-large") {
    return { kind: "picture", problem: "too-large", detail: "The picture has too many pixels on a side." };
  }
  if (!seen.ok) {
    return { kind: "picture", problem: "unreadable", detail: "The bytes are no whole JPEG or PNG picture." };
  }
  if (mode === "live" && Math.min(seen.width, seen.height) < minLiveSide) {
    return {
      kind: "picture",
      problem: "too-small",
      detail: `The picture must be at least ${minLiveSide} pixels wide and high.`,
    };
  }
  return { kind: "picture-ok", type: seen.type };
}

/** Keeps the picture of the applicant's face, sealed with the subject's key. */
export async function storeFace(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  picture: { bytes: Uint8Array; type: ImageType },
): Promise<void> {
  if (session.subjectId === null) throw new Error(`session ${session.id} has a picture, but no subject`);
  const key = await liveSubjectKey(deps.keyring, tx, session.subjectId);
  const id = newId("capture", deps.clock, deps.random);
  await tx
    .insertInto("sessionCaptures")
    .values({
      id,
      sessionId: session.id,
      kind: "face",
      contentType: picture.type,
      imageSealed: key.seal(picture.bytes, captureContext(id)),
      createdAt: new Date(deps.clock()),
    })
    .execute();
}

/** The face picture that was sent last, in clear; null if there is none or the person was erased. */
export async function sessionPhoto(
  deps: Pick<VerificationDeps, "keyring">,
  db: Db,
  session: Pick<Session, "id" | "subjectId">,
): Promise<{ contentType: string; bytes: Buffer } | null> {
  if (session.subjectId === null) return null;
  const key = await deps.keyring.subjectKey(db, session.subjectId);
  const row = await db
    .selectFrom("sessionCaptures")
    .select(["id", "contentType", "imageSealed"])
    .where("sessionId", "=", session.id)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (key === null || row === undefined) return null;
  return { contentType: row.contentType, bytes: key.unseal(row.imageSealed, captureContext(row.id)) };
}

function captureContext(captureId: string): string {
  return `capture:${captureId}:image`;
}
