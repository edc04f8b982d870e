import {
  type CaptureKind,
  countryOfZone,
  type ProjectId,
  type SessionId,
  type SubjectId,
} from "@countersign/wire";
import { sql } from "kysely";
import type { Db, Tx } from "../../db/index.ts";
import type { Keyring } from "../../sealing/index.ts";
import type { SeenPicture } from "../rules/facts.ts";
import type { SessionZone } from "../rules/zone.ts";

/** Keyed hashes of what was seen in a session, by which it is recognised when it comes again in the project. */
export interface Marks {
  document: Buffer | null;
  pictures: { capture: CaptureKind; index: Buffer }[];
}

/** The marks of a session. A document is its number and issuing state. */
export async function marksOf(
  keyring: Keyring,
  db: Db,
  projectId: ProjectId,
  seen: { pictures: readonly Pick<SeenPicture, "capture" | "sha256">[]; zone: SessionZone | null },
): Promise<Marks> {
  const mark = (label: string, value: string) => keyring.blindIndex(db, projectId, `seen-${label}`, value);
  const fields = seen.zone?.zone.fields;
  const issuer = fields && (countryOfZone(fields.issuingState.code) ?? fields.issuingState.code);
  return {
    document: fields ? await mark("document", `${issuer}:${fields.number}`) : null,
    pictures: await Promise.all(
      seen.pictures.map(async ({ capture, sha256 }) => ({ capture, index: await mark("picture", sha256) })),
    ),
  };
}

/** Earlier sessions of other people in the project that have one of the marks. */
export async function findMarked(
  db: Db,
  projectId: ProjectId,
  subjectId: SubjectId,
  marks: Marks,
): Promise<{ document: string[]; pictures: { capture: CaptureKind; sessionIds: string[] }[] }> {
  const indexes = [...(marks.document ? [marks.document] : []), ...marks.pictures.map(({ index }) => index)];
  if (indexes.length === 0) return { document: [], pictures: [] };
  const rows = await db
    .selectFrom("checkMarks")
    .select(["kind", "valueIndex", "sessionId"])
    .where("projectId", "=", projectId)
    .where(sql<boolean>`value_index = any(${indexes}::bytea[])`)
    .where("subjectId", "!=", subjectId)
    .orderBy("createdAt")
    .limit(mostFound)
    .execute();
  const sessionsOf = (kind: "document" | "picture", index: Buffer) =>
    rows.filter((row) => row.kind === kind && row.valueIndex.equals(index)).map(({ sessionId }) => sessionId);
  return {
    document: marks.document === null ? [] : sessionsOf("document", marks.document),
    pictures: marks.pictures
      .map(({ capture, index }) => ({ capture, sessionIds: sessionsOf("picture", index) }))
      .filter(({ sessionIds }) => sessionIds.length > 0),
  };
}

/** More say nothing more, and one picture may be sent by thousands. */
const mostFound = 20;

/** Keeps the marks of a session, in the transaction that stores its checks. */
export async function keepMarks(
  tx: Tx,
  session: { id: SessionId; projectId: ProjectId; subjectId: SubjectId },
  marks: Marks,
  at: Date,
): Promise<void> {
  const common = {
    projectId: session.projectId,
    sessionId: session.id,
    subjectId: session.subjectId,
    createdAt: at,
  };
  const values = [
    ...(marks.document ? [{ ...common, kind: "document" as const, valueIndex: marks.document }] : []),
    ...marks.pictures.map(({ index }) => ({ ...common, kind: "picture" as const, valueIndex: index })),
  ];
  if (values.length === 0) return;
  await tx
    .insertInto("checkMarks")
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
