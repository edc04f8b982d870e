import { createHash, randomBytes } from "node:crypto";
import type { SessionId } from "@countersign/wire";
import { pino } from "pino";
import { evidencePicture, forgetChecks } from "../../checks/index.ts";
import { finding } from "../../checks/rules/finding.ts";
import { saveFindings } from "../../checks/store/save.ts";
import { inTransaction } from "../../db/index.ts";
import { addDocument, documentContent, forgetDocuments } from "../../documents/index.ts";
import { pdfForTest } from "../../documents/testing/documents.ts";
import { documentToSign, forgetSignatures, signedDocument, supplyDocument } from "../../e-signing/index.ts";
import { sealedAs } from "../../e-signing/session/row.ts";
import type { Project } from "../../projects/index.ts";
import { createUser } from "../../users/index.ts";
import { sessionPhoto } from "../../verification/index.ts";
import { storeCapture } from "../../verification/submit/captures.ts";
import { methodSessionForTest, type Stage, sessionForTest } from "../../verification/testing/stage.ts";

/** A file of a person, in one of the columns that hold files. */
interface StoredFile {
  bytes: Buffer;
  read(): Promise<Buffer | null>;
  /** Removes it as an erasure does; the key stays. */
  forget(): Promise<void>;
}

type Store = (stage: Stage, project: Project) => Promise<StoredFile>;

/** A way to store a file for each place; the file is some kilobytes long. */
export const storedFiles = {
  async capture(stage, project) {
    const { session } = await sessionForTest(stage, project);
    const bytes = randomBytes(5000);
    const picture = { kind: "face", bytes, type: "image/png", source: null } as const;
    await inTransaction(stage.db, (tx) => storeCapture(stage, tx, session, picture));
    return {
      bytes,
      read: async () => (await sessionPhoto(stage, stage.db, session))?.bytes ?? null,
      forget: async () =>
        void (await stage.db.deleteFrom("sessionCaptures").where("sessionId", "=", session.id).execute()),
    };
  },
  async evidence(stage, project) {
    const { session } = await sessionForTest(stage, project);
    const { id: sessionId, subjectId } = session;
    const key = subjectId && (await stage.keyring.subjectKey(stage.db, subjectId));
    if (!key) throw new Error("a session without a person");
    const bytes = randomBytes(5000);
    const pictures = [{ name: "zone", contentType: "image/png", bytes } as const];
    await stage.db
      .insertInto("checkRuns")
      .values({ sessionId, number: 1, projectId: project.id, mode: "assist" })
      .execute();
    const found = finding({ name: "document.mrz", verdict: "pass", code: "zone_read", pictures });
    await inTransaction(stage.db, (tx) => saveFindings(stage, tx, { sessionId, number: 1 }, [found], key));
    const check = await stage.db
      .selectFrom("checks")
      .select("id")
      .where("sessionId", "=", sessionId)
      .executeTakeFirstOrThrow();
    return {
      bytes,
      read: async () =>
        (await evidencePicture(stage, stage.db, session, { checkId: check.id, name: "zone" }))?.bytes ?? null,
      forget: () => inTransaction(stage.db, (tx) => forgetChecks(tx, subjectId)),
    };
  },
  async document(stage, project) {
    const { clock, random, keyring, files, db } = stage;
    const events = { clock, random, keyring, log: pino({ level: "silent" }) };
    const deps = { clock, keyring, files, events, verification: stage, maxDocumentBytes: 100_000 };
    const bytes = pdfForTest(randomBytes(2000).toString("hex"));
    const { user, added } = await inTransaction(db, async (tx) => {
      const made = await createUser(deps, tx, project.id, { email: "a.oak@example.com" });
      if (!made.ok) throw new Error("no user");
      const input = { userId: String(made.user.id), typeId: "17", name: "p.pdf", bytes } as const;
      const given = { ...input, documentTag: "", residenceId: "0" };
      return { user: made.user, added: await addDocument(deps, tx, project.id, given) };
    });
    if (added.kind !== "added") throw new Error(added.kind);
    const { document } = added;
    return {
      bytes,
      read: () => documentContent(stage, db, document),
      forget: async () => void (await inTransaction(db, (tx) => forgetDocuments(tx, user.subjectId))),
    };
  },
  async "document to sign"(stage, project) {
    const { session } = await methodSessionForTest(stage, project, { method: "qes" });
    const { subjectId } = session;
    if (subjectId === null) throw new Error("a session without a person");
    const pdf = randomBytes(5000);
    await supplyForTest(stage, session.id, pdf);
    return {
      bytes: pdf,
      read: () => documentToSign(stage, stage.db, session),
      forget: () => inTransaction(stage.db, (tx) => forgetSignatures(tx, subjectId)),
    };
  },
  async "signed document"(stage, project) {
    const { session } = await methodSessionForTest(stage, project, { method: "qes" });
    const { id, subjectId } = session;
    const key = subjectId && (await stage.keyring.subjectKey(stage.db, subjectId));
    if (!key) throw new Error("a session without a person");
    await supplyForTest(stage, id, Buffer.from("small"));
    const bytes = randomBytes(5000);
    await stage.db
      .updateTable("eSignatures")
      .set({ signedSealed: key.seal(bytes, sealedAs(id, "signed")), signedAt: new Date(stage.now) })
      .where("sessionId", "=", id)
      .execute();
    return {
      bytes,
      read: () => signedDocument(stage, stage.db, { ...session, state: "succeeded" }),
      forget: () => inTransaction(stage.db, (tx) => forgetSignatures(tx, subjectId)),
    };
  },
} as const satisfies Record<string, Store>;

/** Gives a session a document to sign, or another one. */
export async function supplyForTest(stage: Stage, id: SessionId, pdf: Buffer): Promise<void> {
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  const document = { name: "a.pdf", pdf, pages: 1, sha256, codeTo: null };
  const deps = { ...stage, verification: stage };
  const { kind } = await inTransaction(stage.db, (tx) => supplyDocument(deps, tx, id, document));
  if (kind !== "done") throw new Error(kind);
}
