import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import type { Project } from "../../projects/index.ts";
import {
  decideReview,
  findSession,
  giveConsent,
  listReviews,
  redactSession,
  reviewWriting,
  type Session,
  sessionPerson,
  sessionPhoto,
  submitCapture,
} from "../index.ts";
import {
  createStage,
  faceForTest,
  foreignerForTest,
  projectForTest,
  type Stage,
  sessionForTest,
} from "../testing/stage.ts";

const operator = { kind: "operator", id: "opr_1", name: "O" } as const;

let db: Db;
let stage: Stage;
let project: Project;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  stage = createStage(db);
  project = await projectForTest(stage, "live");
});

async function reviewed() {
  const { session } = await sessionForTest(stage, project);
  await inTransaction(db, (tx) => giveConsent(stage, tx, session.id));
  await inTransaction(db, (tx) => submitCapture(stage, tx, session.id, { photo: faceForTest }));
  const [review] = await listReviews(stage, db, { projectId: project.id, state: "open", limit: 1 });
  if (review === undefined) throw new Error("no review was opened");
  const decision = { decision: "approve", comment: "a scar" } as const;
  await inTransaction(db, (tx) => decideReview(stage, tx, review.id, decision, operator));
  return { session, review };
}

const redact = ({ id }: Pick<Session, "id">, cancelled: string[] = []) => {
  const cancelDeliveries = async (_tx: unknown, keyId: string) => cancelled.push(keyId);
  return inTransaction(db, (tx) =>
    redactSession({ ...stage, cancelDeliveries }, tx, { projectId: null, id }, operator),
  );
};

test("leaves no readable data of the person, and everything that identifies nobody", async () => {
  const { session, review } = await reviewed();
  const cancelled: string[] = [];
  expect(await redact(session, cancelled)).toMatchObject({ kind: "redacted", sessions: 1 });
  expect(cancelled).toEqual([session.subjectId]);
  const left = await findSession(stage, db, null, session.id);
  expect(left).toMatchObject({ state: "succeeded", redactedAt: new Date(stage.now) });
  expect(await sessionPerson(stage, db, session)).toBeNull();
  expect(await sessionPhoto(stage, db, session)).toBeNull();
  expect((await reviewWriting(stage, db, review)).comment).toBeNull();
  const row = await db
    .selectFrom("sessions")
    .select("personSealed")
    .where("id", "=", session.id)
    .executeTakeFirst();
  expect(row?.personSealed).toBeNull();
  const audits = await db
    .selectFrom("auditRecords")
    .select("action")
    .where("target", "=", session.id)
    .execute();
  expect(audits).toEqual([{ action: "session.redact" }]);
});

test("aborts what the person has open in the project, and nobody else's", async () => {
  const { session } = await reviewed();
  const open = await sessionForTest(stage, project);
  const bystander = await sessionForTest(stage, project, { person: foreignerForTest() });
  expect(await redact(session)).toMatchObject({ sessions: 2 });
  expect((await findSession(stage, db, null, open.session.id))?.state).toBe("aborted");
  expect(stage.ended).toContainEqual({ id: open.session.id, outcome: { state: "aborted" } });
  expect((await findSession(stage, db, null, bystander.session.id))?.state).toBe("created");
  expect(await sessionPerson(stage, db, bystander.session)).toEqual(foreignerForTest());
});

test("of a person who is just coming back leaves the new session a living subject", async () => {
  const { session } = await reviewed();
  const [, again] = await Promise.all([redact(session), sessionForTest(stage, project)]);
  const now = await findSession(stage, db, null, again.session.id);
  const person = await sessionPerson(stage, db, again.session);
  expect(person === null ? now?.state : "readable").toBe(person === null ? "aborted" : "readable");
});

test("can be done again, and knows what it doesn't know", async () => {
  const { session } = await reviewed();
  await redact(session);
  expect(await redact(session)).toMatchObject({ kind: "redacted" });
  expect(await redact({ id: "nothing" as Session["id"] })).toEqual({ kind: "unknown" });
});
