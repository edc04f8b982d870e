import {
  type ApprovalBlock,
  type CheckEvidence,
  checkEvidenceSchema,
  checkNames,
  type SessionId,
} from "@countersign/wire";
import { anyOf, type Db, unproven } from "../../db/index.ts";
import type { Files } from "../../files/index.ts";
import type { Keyring, SealingKey } from "../../sealing/index.ts";
import type { Session } from "../../verification/index.ts";
import { evidenceContext, pictureContext } from "./save.ts";

type Deps = { keyring: Keyring };

/** The latest run of a session's checks; null if none was requested. */
export async function latestRun(db: Db, sessionId: SessionId) {
  const row = await db
    .selectFrom("checkRuns")
    .selectAll()
    .where("sessionId", "=", sessionId)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** A stored verdict. */
export type StoredCheck = Awaited<ReturnType<typeof storedChecks>>[number];

/** The verdicts of a run, in the order in which people read them; their evidence with `session`'s key, or without. */
export async function storedChecks(
  deps: Deps,
  db: Db,
  run: { sessionId: SessionId; number: number },
  readFor: Pick<Session, "subjectId"> | null,
) {
  const rows = await db
    .selectFrom("checks")
    .selectAll()
    .where("sessionId", "=", run.sessionId)
    .where("run", "=", run.number)
    .orderBy("id")
    .execute();
  const key = readFor?.subjectId ? await deps.keyring.subjectKey(db, readFor.subjectId) : null;
  const pictures =
    key === null
      ? []
      : await picturesOf(
          db,
          rows.map(({ id }) => id),
        );
  return rows
    .map(({ evidenceSealed, ...row }) => ({
      ...row,
      evidence: evidenceOf(key, row.id, evidenceSealed),
      pictures: pictures.filter(({ checkId }) => checkId === row.id),
    }))
    .sort((a, b) => checkNames.indexOf(a.name) - checkNames.indexOf(b.name));
}

function evidenceOf(key: SealingKey | null, id: string, sealed: Buffer | null): CheckEvidence | null {
  if (key === null || sealed === null) return null;
  return checkEvidenceSchema.parse(JSON.parse(key.unseal(sealed, evidenceContext(id)).toString()));
}

function picturesOf(db: Db, ids: readonly string[]) {
  return db
    .selectFrom("checkPictures")
    .select(["checkId", "name", "contentType"])
    .where("checkId", "=", anyOf([...ids]))
    .orderBy("name")
    .execute();
}

/** A picture of a check's evidence, decrypted; null if there is none or the person was erased. */
export async function evidencePicture(
  deps: Deps & { files: Files },
  db: Db,
  session: Pick<Session, "id" | "subjectId">,
  picture: { checkId: string; name: string },
): Promise<{ contentType: string; bytes: Buffer } | null> {
  if (session.subjectId === null) return null;
  const row = await db
    .selectFrom("checkPictures")
    .innerJoin("checks", "checks.id", "checkPictures.checkId")
    .select(["checkPictures.contentType", "checkPictures.imageSealed"])
    .where("checks.sessionId", "=", session.id)
    .where("checks.id", "=", unproven(picture.checkId))
    .where("checkPictures.name", "=", unproven(picture.name))
    .executeTakeFirst();
  const key = await deps.keyring.subjectKey(db, session.subjectId);
  if (row === undefined || key === null) return null;
  const { contentType, imageSealed } = row;
  const box = await deps.files.boxOf(imageSealed);
  return { contentType, bytes: key.unseal(box, pictureContext(picture.checkId, picture.name)) };
}

const blocking = {
  person_dead: "person_dead",
  person_locked: "person_locked",
  record_expired: "record_expired",
} as const satisfies Partial<Record<ApprovalBlock, string>>;

/** What the latest checks of a session found that stands against an approval: facts of the registry. */
export async function blocksOfChecks(db: Db, session: Pick<Session, "id">): Promise<ApprovalBlock[]> {
  const run = await latestRun(db, session.id);
  if (run === null) return [];
  const rows = await db
    .selectFrom("checks")
    .select("code")
    .where("sessionId", "=", session.id)
    .where("run", "=", run.number)
    .where("verdict", "=", "fail")
    .execute();
  return Object.values(blocking).filter((code) => rows.some((row) => row.code === code));
}
