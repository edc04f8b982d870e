import type { CaptureKind, RetakeReason } from "@countersign/wire";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { greyPng } from "../../images/testing/images.ts";
import {
  chooseDocument,
  decideReview,
  expireDue,
  failureReasons,
  findSession,
  giveConsent,
  listReviews,
  openRetakes,
  requestResubmission,
  type Session,
  submitCapture,
  takenCaptures,
} from "../index.ts";
import { createStage, methodSessionForTest, projectForTest, type Stage } from "../testing/stage.ts";

const hour = 60 * 60_000;
const reviewer = { kind: "operator", id: "opr_1", name: "R" } as const;
const other = { kind: "operator", id: "opr_2", name: "S" } as const;

let db: Db;
let stage: Stage;
let pictures = 0;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(() => {
  stage = createStage(db);
});

const send = (session: Session, ...kinds: CaptureKind[]) =>
  kinds.reduce(async (before, kind) => {
    await before;
    const photo = greyPng(120 + ++pictures);
    await inTransaction(db, (tx) => submitCapture(stage, tx, session.id, { kind, photo }));
  }, Promise.resolve());

async function inReview(method: "document" | "liveness" = "document"): Promise<Session> {
  const owner = await projectForTest(stage, "live");
  const { session } = await methodSessionForTest(stage, owner, { method });
  await inTransaction(db, (tx) => giveConsent(stage, tx, session.id));
  if (method === "liveness") await send(session, "pose_front", "pose_left", "pose_right");
  else {
    await inTransaction(db, (tx) => chooseDocument(stage, tx, session.id, "passport"));
    await send(session, "document_front", "selfie");
  }
  return session;
}

const stateOf = async (session: Session) => (await findSession(stage, db, null, session.id))?.state;

async function sendBack(
  session: Session,
  captures: { kind: CaptureKind; reason: RetakeReason }[] = [{ kind: "document_front", reason: "glare" }],
  actor: typeof reviewer | typeof other = reviewer,
) {
  const reviews = await listReviews(stage, db, { sessionId: session.id, state: "open", limit: 1 });
  return inTransaction(db, (tx) =>
    requestResubmission(stage, tx, reviews[0]?.id ?? "none", { captures }, actor),
  );
}

test("a reviewer's request opens the step again, for three days, and its picture returns to a review", async () => {
  const session = await inReview();
  stage.events.length = 0;
  expect(await sendBack(session)).toMatchObject({
    kind: "requested",
    review: { state: "decided", decision: "resubmission_requested", decidedBy: "opr_1" },
  });
  const expiresAt = new Date(stage.now + 72 * hour);
  expect(await findSession(stage, db, null, session.id)).toMatchObject({
    state: "resubmission_requested",
    resubmissions: 1,
    expiresAt,
    deadlineAt: expiresAt,
  });
  expect(stage.events).toMatchObject([
    {
      type: "session.resubmission_requested",
      payload: {
        attemptId: session.id,
        captures: [{ kind: "document_front", reason: "glare" }],
        expiresAt: expiresAt.toISOString(),
      },
    },
  ]);
  expect(await takenCaptures(db, session.id)).toEqual(["selfie"]);
  expect(await openRetakes(db, session.id)).toEqual([
    { kind: "document_front", reason: "glare", askedBy: "reviewer", count: 1 },
  ]);
  await send(session, "document_front");
  expect(await stateOf(session)).toBe("in_review");
  expect(await openRetakes(db, session.id)).toEqual([]);
  const all = await listReviews(stage, db, { sessionId: session.id, limit: 5 });
  expect(all.map(({ state }) => state).sort()).toEqual(["decided", "open"]);
});

test("a session is sent back twice at most, and a refusal afterwards has its own reasons", async () => {
  const session = await inReview();
  for (const _ of [1, 2]) {
    expect((await sendBack(session)).kind).toBe("requested");
    await send(session, "document_front");
  }
  expect(await sendBack(session)).toEqual({ kind: "limit" });
  const [review] = await listReviews(stage, db, { sessionId: session.id, state: "open", limit: 1 });
  const refusal = { decision: "refuse", reasons: ["document_unreadable", "selfie_mismatch"] } as const;
  await inTransaction(db, (tx) => decideReview(stage, tx, review?.id ?? "", refusal, reviewer));
  const ended = await findSession(stage, db, null, session.id);
  expect(ended && (await failureReasons(db, ended))).toEqual(refusal.reasons);
});

test("of several pictures each is required; one pose means all poses", async () => {
  const session = await inReview("liveness");
  await sendBack(session, [{ kind: "pose_left", reason: "face_unclear" }]);
  expect(await takenCaptures(db, session.id)).toEqual([]);
  await send(session, "pose_left", "pose_right");
  expect(await stateOf(session)).toBe("resubmission_requested");
  await send(session, "pose_front");
  expect(await stateOf(session)).toBe("in_review");
  expect(stage.told).toEqual(["kycliveness.create"]);
});

test("an applicant who doesn't come back is late, and the review is no longer open", async () => {
  const session = await inReview();
  await sendBack(session);
  stage.now += 72 * hour;
  await expireDue(stage, db);
  expect(await stateOf(session)).toBe("expired");
  expect(await listReviews(stage, db, { sessionId: session.id, state: "open", limit: 1 })).toEqual([]);
});

test("of two requests at once one wins, and wrong pictures and reasons are named", async () => {
  const session = await inReview();
  expect(await sendBack(session, [{ kind: "pose_left", reason: "blurred" }])).toMatchObject({
    kind: "field",
    field: "captures.0.kind",
  });
  expect(await sendBack(session, [{ kind: "selfie", reason: "glare" }])).toMatchObject({
    kind: "field",
    field: "captures.0.reason",
  });
  const both = await Promise.all([sendBack(session), sendBack(session, undefined, other)]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["already-decided", "requested"]);
});
