import type { ApplicantMethod, CaptureKind } from "@countersign/wire";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { greyPng } from "../../images/testing/images.ts";
import type { Project } from "../../projects/index.ts";
import {
  abortSession,
  chooseDocument,
  decideReview,
  expireDue,
  findSession,
  giveConsent,
  joinCall,
  listReviews,
  redactSession,
  reviewWriting,
  type Session,
  type SessionData,
  type SimulatedOutcome,
  sessionCaptures,
  sessionData,
  simulateOutcome,
  submitCapture,
  timeline,
} from "../index.ts";
import {
  createStage,
  faceForTest,
  methodSessionForTest,
  projectForTest,
  type Stage,
} from "../testing/stage.ts";

const minute = 60_000;
const agent = { kind: "operator", id: "opr_1", name: "R" } as const;
const expectedIdentity = {
  firstName: "Alex",
  lastName: "Oak",
  birthDate: "1983-08-12",
  gender: "M",
  birthPlace: "Berlin",
} as const;

let db: Db;
let stage: Stage;
let live: Project;
let trial: Project;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  // Sweeps see every project: what the test before has left open ends here.
  const cleaner = createStage(db);
  cleaner.now += 1_000 * 60 * minute;
  await expireDue(cleaner, db);
  stage = createStage(db);
  live = await projectForTest(stage, "live");
  trial = await projectForTest(stage, "test");
});

const start = async (method: ApplicantMethod, project = live, data: SessionData = {}) =>
  (await methodSessionForTest(stage, project, { method, data })).session;
const consent = ({ id }: Session) => inTransaction(db, (tx) => giveConsent(stage, tx, id));
const choose = ({ id }: Session, type: "passport" | "id_card") =>
  inTransaction(db, (tx) => chooseDocument(stage, tx, id, type));
const send = ({ id }: Session, kind: CaptureKind, outcome?: SimulatedOutcome, photo = faceForTest) =>
  inTransaction(db, (tx) => submitCapture(stage, tx, id, { photo, kind, ...(outcome && { outcome }) }));
const join = ({ id }: Session, outcome?: SimulatedOutcome) =>
  inTransaction(db, (tx) => joinCall(stage, tx, id, outcome));
const read = async ({ id }: Session) => {
  const session = await findSession(stage, db, null, id);
  if (session === null) throw new Error("the session is gone");
  return session;
};

describe("a document session", () => {
  test("asks for the sides of the chosen document and a selfie, in any order, and keeps each sealed", async () => {
    const session = await start("document");
    await consent(session);
    expect(await send(session, "document_front")).toEqual({ kind: "unwanted", wanted: [] });
    await choose(session, "passport");
    expect(await send(session, "document_back")).toEqual({
      kind: "unwanted",
      wanted: ["document_front", "selfie"],
    });
    await choose(session, "id_card");
    expect(await send(session, "selfie")).toMatchObject({ session: { state: "started" } });
    expect(await send(session, "document_back")).toMatchObject({ session: { state: "started" } });
    const done = await send(session, "document_front");
    expect(done).toMatchObject({ session: { state: "in_review", documentType: "id_card" } });
    expect((await sessionCaptures(stage, db, session)).map(({ kind }) => kind)).toEqual([
      "document_front",
      "document_back",
      "selfie",
    ]);
    const steps = await timeline(db, session.id);
    expect(steps.map(({ trigger }) => trigger)).toEqual([
      "start",
      "consent",
      "choose_document",
      "choose_document",
      "add_capture",
      "add_capture",
      "capture",
      "request_review",
    ]);
  });

  test("of a picture sent twice keeps the later one", async () => {
    const session = await start("document");
    await consent(session);
    await choose(session, "passport");
    await send(session, "document_front");
    stage.now += 1;
    const better = greyPng(200);
    await send(session, "document_front", undefined, better);
    await send(session, "selfie");
    const [front] = await sessionCaptures(stage, db, session);
    expect(front).toMatchObject({ kind: "document_front", bytes: better });
  });

  test("is handed over once, however its pictures come together", async () => {
    const session = await start("document");
    await consent(session);
    await choose(session, "id_card");
    const kinds = ["document_front", "document_back", "selfie"] as const;
    const results = await Promise.all(kinds.map((kind) => send(session, kind)));
    expect(results.map(({ kind }) => kind)).toEqual(["done", "done", "done"]);
    expect((await read(session)).state).toBe("in_review");
    expect(await listReviews(stage, db, { projectId: live.id, limit: 5 })).toHaveLength(1);
  });

  test("refuses an unusable picture and goes on", async () => {
    const session = await start("document");
    await consent(session);
    await choose(session, "passport");
    expect(await send(session, "selfie", undefined, Buffer.from("no"))).toMatchObject({ kind: "picture" });
    expect((await read(session)).state).toBe("started");
  });

  test("takes no document once it is handed over, and none before consent", async () => {
    const session = await start("document");
    expect(await choose(session, "passport")).toMatchObject({ kind: "refused" });
    await consent(session);
    await choose(session, "passport");
    await send(session, "document_front");
    await send(session, "selfie");
    expect(await choose(session, "id_card")).toMatchObject({
      kind: "refused",
      session: { state: "in_review" },
    });
  });
});

test("liveness asks for three poses, and sends events when they are submitted and when they are decided", async () => {
  const session = await start("liveness");
  await consent(session);
  expect(await send(session, "selfie")).toMatchObject({ kind: "unwanted" });
  await send(session, "pose_left");
  const same = await send(session, "pose_right");
  expect(same).toMatchObject({ kind: "picture", problem: "repeated" });
  await send(session, "pose_right", undefined, greyPng(121));
  await send(session, "pose_front", undefined, greyPng(122));
  expect(stage.told).toEqual(["kycliveness.create"]);
  const [review] = await listReviews(stage, db, { projectId: live.id, limit: 1 });
  const refusal = { decision: "refuse", reasons: ["poor_lighting", "identity_mismatch"] } as const;
  const decided = await inTransaction(db, (tx) => decideReview(stage, tx, review?.id ?? "", refusal, agent));
  expect(decided).toMatchObject({
    kind: "decided",
    review: { reason: "poor_lighting", reasons: ["poor_lighting", "identity_mismatch"] },
    session: { state: "failed", failureReason: "poor_lighting" },
  });
  expect(stage.told).toEqual(["kycliveness.create", "kycliveness.update"]);
});

describe.each(["qes", "video-conference"] as const)("%s", (method) => {
  test("has a code and a number, takes no picture, and waits for an agent", async () => {
    const session = await start(method);
    const data = await sessionData(stage, db, session);
    expect(data?.identId).toMatch(/^CSN-[A-Z]{5}$/);
    expect(data?.transactionNumber).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(await join(session)).toMatchObject({
      kind: "refused",
      legal: ["consent", "extend", "abort", "expire"],
    });
    await consent(session);
    expect(await send(session, "selfie")).toMatchObject({
      kind: "refused",
      // A signature may have a document to sign, and fails with wrong codes.
      legal: [...(method === "qes" ? ["sign", "refuse"] : []), "extend", "join", "abort", "expire"],
    });
    expect(await join(session)).toMatchObject({ session: { state: "in_review" } });
    expect(await join(session)).toMatchObject({ kind: "refused" });
  });

  test("keeps why the applicant gave up", async () => {
    const session = await start(method);
    await consent(session);
    await inTransaction(db, (tx) => abortSession(stage, tx, session.id, "document_expired"));
    expect((await sessionData(stage, db, session))?.abortReason).toBe("document_expired");
    const again = await inTransaction(db, (tx) => abortSession(stage, tx, session.id));
    expect(again).toMatchObject({ kind: "done", session: { state: "aborted" } });
  });
});

describe("starting", () => {
  test("keeps what was given sealed, and shows what names nobody", async () => {
    const { session } = await methodSessionForTest(stage, live, {
      method: "document",
      origin: "love-and-pay",
      userId: "client-7",
      language: "kk",
      lifeMs: 15 * minute,
      data: { expectedIdentity, metadata: { userId: "user_1" }, level: "basic" },
    });
    expect(session).toMatchObject({
      origin: "love-and-pay",
      userId: "client-7",
      language: "kk",
      personKind: null,
      expiresAt: new Date(stage.now + 15 * minute),
    });
    const row = await db.selectFrom("sessions").selectAll().where("id", "=", session.id).executeTakeFirst();
    expect(row?.dataSealed?.toString("latin1")).not.toMatch(/Oak|user_1/);
    expect(await sessionData(stage, db, session)).toEqual({
      expectedIdentity,
      metadata: { userId: "user_1" },
      level: "basic",
    });
  });

  test("gives the sessions of one user one subject, and everybody else one of their own", async () => {
    const start = async (who: { userId?: string; customerId?: string }) =>
      (await methodSessionForTest(stage, live, { method: "liveness", ...who })).session;
    const of = async (userId?: string) => (await start(userId === undefined ? {} : { userId })).subjectId;
    const [first, second, other] = [await of("a"), await of("a"), await of("b")];
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    expect(await of()).not.toBe(await of());
    const [a, b] = [await start({ customerId: "a" }), await start({ customerId: "a" })];
    expect(b.subjectId).toBe(a.subjectId);
    expect([a.userId, a.subjectId === first]).toEqual([null, false]);
  });

  test("refuses a transaction id that the project has used, and wants none", async () => {
    await methodSessionForTest(stage, live, { method: "qes", transactionId: "t" });
    await expect(methodSessionForTest(stage, live, { method: "qes", transactionId: "t" })).rejects.toThrow(
      "duplicate",
    );
    await start("qes");
    await start("qes");
  });
});

describe("simulation", () => {
  test.each([
    ["document", ["kyc.completed"]],
    ["liveness", ["kycliveness.create", "kycliveness.update"]],
    ["qes", ["qes.created", "qes.finalized"]],
    ["video-conference", ["videoConference.created", "videoConference.finalized"]],
  ] as const)("of %s ends it from the start, with a person to report", async (method, told) => {
    const session = await start(method, trial);
    const done = await inTransaction(db, (tx) =>
      simulateOutcome(stage, tx, { projectId: null, id: session.id }, { result: "success" }, agent),
    );
    expect(done).toMatchObject({ kind: "done", session: { state: "succeeded" } });
    expect(stage.told).toEqual(told);
    const verified = (await sessionData(stage, db, session))?.verifiedIdentity;
    expect(verified?.firstName).toBe(method === "liveness" ? undefined : "TEST");
  });

  test("by the applicant comes with the last picture, and with joining a call", async () => {
    const failure = { result: "failure", reason: "simulated" } as const;
    const document = await start("document", trial, { expectedIdentity });
    await consent(document);
    await choose(document, "passport");
    expect(await send(document, "selfie", { result: "success" })).toMatchObject({
      session: { state: "started" },
    });
    expect(await send(document, "document_front", { result: "success" })).toMatchObject({
      session: { state: "succeeded" },
    });
    expect((await sessionData(stage, db, document))?.verifiedIdentity).toMatchObject({
      ...expectedIdentity,
      documentType: "passport",
    });
    const call = await start("qes", trial);
    await consent(call);
    expect(await join(call, failure)).toMatchObject({
      session: { state: "failed", failureReason: "simulated" },
    });
    const real = await start("qes");
    await consent(real);
    expect(await join(real, failure)).toEqual({ kind: "test-mode-only" });
  });
});

test("a session that ends by itself tells it once", async () => {
  const session = await start("qes");
  await consent(session);
  stage.now += 30 * minute;
  await Promise.all([expireDue(stage, db), expireDue(stage, db)]);
  expect((await read(session)).state).toBe("expired");
  expect(stage.told).toEqual(["qes.created", "qes.aborted"]);
});

test("erasing a person leaves nothing of their data and the results", async () => {
  const session = await start("document", live, { expectedIdentity });
  await consent(session);
  await choose(session, "passport");
  await send(session, "document_front");
  await send(session, "selfie");
  const [review] = await listReviews(stage, db, { projectId: live.id, limit: 1 });
  if (review === undefined) throw new Error("no review was opened");
  const erasing = { ...stage, cancelDeliveries: async () => 0 };
  await inTransaction(db, (tx) =>
    redactSession(erasing, tx, { projectId: null, id: session.id }, { kind: "operator", id: "o", name: "O" }),
  );
  expect(await sessionData(stage, db, session)).toBeNull();
  expect(await sessionCaptures(stage, db, session)).toEqual([]);
  expect(await reviewWriting(stage, db, review)).toEqual({
    comment: null,
    notes: null,
    override: null,
    identity: null,
  });
  expect((await read(session)).state).toBe("aborted");
});
