import type { SessionReason } from "@countersign/wire";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { changeSettings, type Project, setArchived } from "../../projects/index.ts";
import {
  enterPage,
  findSession,
  listSessions,
  redactSession,
  renewPage,
  retryLinkToken,
  retryOffer,
  retrySession,
  type Session,
  sessionData,
  sessionPerson,
  simulateOutcome,
  timeline,
} from "../index.ts";
import {
  createStage,
  methodSessionForTest,
  projectForTest,
  residentForTest,
  type Stage,
  sessionForTest,
} from "../testing/stage.ts";

const hour = 60 * 60_000;
const operator = { kind: "operator", id: "opr_1", name: "R" } as const;
const erasing = { cancelDeliveries: async () => 0 };

let db: Db;
let stage: Stage;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(() => {
  stage = createStage(db);
});

async function projectWith(retries: number): Promise<Project> {
  const { id } = await projectForTest(stage, "test");
  const settings = { applicantPage: { retries } };
  const changed = await inTransaction(db, (tx) => changeSettings(stage, tx, id, settings, operator));
  if (changed.kind !== "changed") throw new Error(changed.kind);
  return changed.project;
}

const fail = ({ id }: { id: string }, reason: SessionReason = "document_unreadable") =>
  inTransaction(db, (tx) =>
    simulateOutcome(stage, tx, { projectId: null, id }, { result: "failure", reason }, operator),
  );
const again = ({ id }: Session) => inTransaction(db, (tx) => retrySession(stage, tx, id));
const read = async ({ id }: Session) => {
  const session = await findSession(stage, db, null, id);
  if (session === null) throw new Error("the session is gone");
  return session;
};
const offerOf = async (session: Session) => retryOffer(stage, db, await read(session));

/** A session of the user `client-7` that failed. */
async function failedSession(retries = 1, reason?: SessionReason) {
  const project = await projectWith(retries);
  const { session } = await methodSessionForTest(stage, project, {
    method: "document",
    origin: "love-and-pay",
    userId: "client-7",
    transactionId: "order-1",
    withPoses: true,
    language: "kk",
    data: { metadata: { cart: 1 }, level: "full", expectedIdentity: { firstName: "Ada" } },
  });
  await fail(session, reason);
  return session;
}

test("another attempt is the same person's, with the same data and transaction id, and counted", async () => {
  const failed = await failedSession();
  expect(await offerOf(failed)).toEqual({ kind: "open", until: new Date(stage.now + 72 * hour) });
  const result = await again(failed);
  if (result.kind !== "started") throw new Error(result.kind);
  const { session, pageToken } = result;
  const { subjectId, userId, transactionId, origin, method, language, withPoses } = failed;
  expect(session).toMatchObject({ subjectId, userId, transactionId, origin, method, language, withPoses });
  expect(session).toMatchObject({
    state: "created",
    attempt: 2,
    retryOf: failed.id,
    expiresAt: new Date(stage.now + hour / 2),
  });
  expect(await sessionData(stage, db, session)).toEqual({
    metadata: { cart: 1 },
    level: "full",
    expectedIdentity: { firstName: "Ada" },
  });
  const named = { projectId: failed.projectId, transactionId: "order-1", limit: 5 };
  const both = await listSessions(stage, db, named);
  expect(both.map(({ id }) => id).sort()).toEqual([failed.id, session.id].sort());
  const [start] = await timeline(db, session.id);
  expect(start).toMatchObject({ trigger: "start", actor: { kind: "applicant" } });
  expect((await enterPage(stage, db, session.id, pageToken)).kind).toBe("open");
});

test("a registry session keeps the person and where its outcome goes; an agent's call has another code", async () => {
  const project = await projectWith(1);
  const { session: face } = await sessionForTest(stage, project);
  await fail(face, "face_not_matched");
  const second = await again(face);
  if (second.kind !== "started") throw new Error(second.kind);
  expect(await sessionPerson(stage, db, second.session)).toEqual(residentForTest());
  expect(second.session.expiresAt).toEqual(new Date(stage.now + hour / 6));

  const { session: call } = await methodSessionForTest(stage, project, { method: "qes" });
  await fail(call);
  const next = await again(call);
  if (next.kind !== "started") throw new Error(next.kind);
  const codes = [await sessionData(stage, db, call), await sessionData(stage, db, next.session)];
  expect(codes[0]?.identId).toBeTruthy();
  expect(codes[1]?.identId).toBeTruthy();
  expect(codes[1]?.identId).not.toBe(codes[0]?.identId);
});

test("clicks in many tabs begin one session, with one link", async () => {
  const failed = await failedSession();
  const results = await Promise.all([1, 2, 3, 4].map(() => again(failed)));
  expect(results.map(({ kind }) => kind).sort()).toEqual(["begun", "begun", "begun", "started"]);
  const links = new Set(
    results.map((result) => ("session" in result ? `${result.session.id} ${result.pageToken}` : "none")),
  );
  expect([...links]).toEqual([expect.stringMatching(/^[\w-]{21} [\w-]{43}$/)]);
  expect(await offerOf(failed)).toMatchObject({ kind: "begun" });
});

test("a link that was replaced is not given again", async () => {
  const failed = await failedSession();
  const begun = await again(failed);
  if (begun.kind !== "started") throw new Error(begun.kind);
  await inTransaction(db, (tx) => renewPage(stage, tx, begun.session.id));
  expect(await again(failed)).toEqual({ kind: "replaced" });
});

test("there are as many attempts as the project allows", async () => {
  const first = await failedSession(2);
  let session = first;
  for (const attempt of [2, 3]) {
    const result = await again(session);
    if (result.kind !== "started") throw new Error(result.kind);
    expect(result.session.attempt).toBe(attempt);
    session = result.session;
    await fail(session);
  }
  expect(await offerOf(session)).toBeNull();
  expect(await again(session)).toEqual({ kind: "refused" });
});

test.each([
  ["where the project allows none", () => failedSession(0)],
  ["after suspected fraud", () => failedSession(1, "suspected_fraud")],
  ["where the registry has no picture", () => failedSession(1, "registry_photo_missing")],
  [
    "three days later",
    async () => {
      const session = await failedSession();
      stage.now += 72 * hour;
      return session;
    },
  ],
  [
    "in an archived project",
    async () => {
      const session = await failedSession();
      await inTransaction(db, (tx) => setArchived(stage, tx, session.projectId, true, operator));
      return session;
    },
  ],
  [
    "before it failed",
    async () => (await methodSessionForTest(stage, await projectWith(1), { method: "liveness" })).session,
  ],
  [
    "once the person was erased",
    async () => {
      const session = await failedSession();
      const target = { projectId: null, id: session.id };
      await inTransaction(db, (tx) => redactSession({ ...stage, ...erasing }, tx, target, operator));
      return session;
    },
  ],
])("none begins %s", async (_, prepare) => {
  const session = await prepare();
  expect(await offerOf(session)).toBeNull();
  expect(await again(session)).toEqual({ kind: "refused" });
});

test("an erasure at the same moment leaves no session with anything of the person", async () => {
  const failed = await failedSession();
  const target = { projectId: null, id: failed.id };
  await Promise.all([
    again(failed),
    inTransaction(db, (tx) => redactSession({ ...stage, ...erasing }, tx, target, operator)),
  ]);
  const rows = await db
    .selectFrom("sessions")
    .select(["state", "dataSealed", "redactedAt"])
    .where("projectId", "=", failed.projectId)
    .execute();
  for (const row of rows) {
    expect(row).toMatchObject({ dataSealed: null, redactedAt: expect.any(Date) });
    expect(["failed", "aborted"]).toContain(row.state);
  }
});

test("the link to a failed session opens its page, and no other's", async () => {
  const failed = await failedSession();
  const token = await retryLinkToken(stage, db, failed);
  expect((await enterPage(stage, db, failed.id, token)).kind).toBe("open");
  const begun = await again(failed);
  if (begun.kind !== "started") throw new Error(begun.kind);
  expect((await enterPage(stage, db, begun.session.id, token)).kind).toBe("token");
  const early = await retryLinkToken(stage, db, begun.session);
  expect((await enterPage(stage, db, begun.session.id, early)).kind).toBe("token");
});
