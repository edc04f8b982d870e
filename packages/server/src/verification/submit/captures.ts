import {
  type CaptureKind,
  type CaptureSource,
  captureKinds,
  maxCaptureBytes,
  newId,
} from "@countersign/wire";
import { afterCommit, type Db, type Tx } from "../../db/index.ts";
import { type ImageType, inspectImage } from "../../images/index.ts";
import { rowBytes } from "../../storage/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { liveSubjectKey } from "../session/person.ts";
import type { Session } from "../session/session.ts";

/** Minimum pixels on the shorter side to recognise a face. Test projects accept any picture: samples are small. */
const minLiveSide = 100;

/** Why a picture was rejected: not a complete JPEG or PNG, too small to show a face, too large, sent before. */
export type PictureProblem = {
  kind: "picture";
  problem: "unreadable" | "too-small" | "too-large" | "repeated";
  /** For the caller, in English; contains nothing from the picture. */
  detail: string;
};

/** Checks a picture by its content; file name and declared type are ignored. */
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
    return {
      kind: "picture",
      problem: "unreadable",
      detail: "The bytes are not a complete JPEG or PNG picture.",
    };
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

const poses: readonly CaptureKind[] = ["pose_front", "pose_left", "pose_right"];

/** Whether a picture of a pose is the very file that the session has of another pose. */
export async function isRepeated(
  deps: Pick<VerificationDeps, "keyring" | "files">,
  tx: Tx,
  session: Pick<Session, "id" | "subjectId">,
  picture: { kind: CaptureKind; bytes: Uint8Array },
): Promise<boolean> {
  if (!poses.includes(picture.kind) || session.subjectId === null) return false;
  const captures = await sessionCaptures(deps, tx, session);
  return captures.some(
    ({ kind, bytes }) => kind !== picture.kind && poses.includes(kind) && bytes.equals(picture.bytes),
  );
}

/** Stores one of the session's pictures, sealed with the subject's key. */
export async function storeCapture(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  picture: { kind: CaptureKind; bytes: Uint8Array; type: ImageType; source: CaptureSource | null },
): Promise<void> {
  if (session.subjectId === null) throw new Error(`session ${session.id} has a picture but no subject`);
  const key = await liveSubjectKey(deps.keyring, tx, session.subjectId);
  const id = newId("capture", deps.clock, deps.random);
  const imageSealed = key.seal(picture.bytes, captureContext(id));
  await tx
    .insertInto("sessionCaptures")
    .values({
      id,
      sessionId: session.id,
      kind: picture.kind,
      contentType: picture.type,
      source: picture.source,
      imageSealed,
      createdAt: new Date(deps.clock()),
    })
    .execute();
  const { storage } = deps;
  if (storage)
    afterCommit(tx, () => storage.countRecord(session.projectId, rowBytes.file + imageSealed.length));
}

/** The kinds of picture that the session has and that are not asked for again, without reading them. */
export async function takenCaptures(db: Db, sessionId: Session["id"]): Promise<CaptureKind[]> {
  const rows = await db
    .selectFrom("sessionCaptures")
    .select("kind")
    .distinct()
    .where("sessionId", "=", sessionId)
    .where("kind", "not in", (eb) =>
      eb
        .selectFrom("sessionRetakes")
        .select("kind")
        .where("sessionId", "=", sessionId)
        .where("doneAt", "is", null),
    )
    .execute();
  return rows.map((row) => row.kind);
}

/** A picture of a session, decrypted. */
export interface SessionCapture {
  kind: CaptureKind;
  contentType: string;
  bytes: Buffer;
  createdAt: Date;
  /** Null: the page did not say. */
  source: CaptureSource | null;
}

/** The session's pictures, decrypted, the newest of each kind; none once the person was erased. */
export async function sessionCaptures(
  deps: Pick<VerificationDeps, "keyring" | "files">,
  db: Db,
  session: Pick<Session, "id" | "subjectId">,
): Promise<SessionCapture[]> {
  if (session.subjectId === null) return [];
  const key = await deps.keyring.subjectKey(db, session.subjectId);
  if (key === null) return [];
  const rows = await db
    .selectFrom("sessionCaptures")
    .distinctOn("kind")
    .select(["id", "kind", "contentType", "imageSealed", "createdAt", "source"])
    .where("sessionId", "=", session.id)
    .orderBy("kind")
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .execute();
  const captures = await Promise.all(
    rows.map(async ({ id, kind, imageSealed, ...rest }) => ({
      ...rest,
      kind,
      bytes: key.unseal(await deps.files.boxOf(imageSealed), captureContext(id)),
    })),
  );
  return captures.sort((a, b) => captureKinds.indexOf(a.kind) - captureKinds.indexOf(b.kind));
}

/** The latest picture of the face, decrypted; null if there is none or the person was erased. */
export async function sessionPhoto(
  deps: Pick<VerificationDeps, "keyring" | "files">,
  db: Db,
  session: Pick<Session, "id" | "subjectId">,
): Promise<SessionCapture | null> {
  const captures = await sessionCaptures(deps, db, session);
  return captures.find(({ kind }) => faces.has(kind)) ?? null;
}

const faces: ReadonlySet<CaptureKind> = new Set(["face", "selfie", "pose_front"]);

function captureContext(captureId: string): string {
  return `capture:${captureId}:image`;
}
