import type { SubjectId } from "@countersign/wire";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { changeSettings, type Project } from "../../projects/index.ts";
import {
  claimReview,
  type Decision,
  decideReview,
  findReview,
  findSession,
  giveConsent,
  joinCall,
  listReviews,
  noteInReview,
  openDueReviews,
  openReviewOf,
  openUserReview,
  type ReviewedUser,
  redactSession,
  releaseReview,
  reviewWriting,
  type Session,
  scheduleReview,
  sessionData,
  subjectNamed,
  submitCapture,
  userSubjectName,
} from "../index.ts";
import {
  createStage,
  faceForTest,
  methodSessionForTest,
  projectForTest,
  type Stage,
  sessionForTest,
} from "../testing/stage.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const rita = { kind: "operator", id: "opr_rita", name: "Rita" } as const;
const sam = { kind: "operator", id: "opr_sam", name: "Sam" } as const;
const olga = { kind: "operator", id: "opr_olga", name: "Olga" } as const;
type Somebody = typeof rita | typeof sam | typeof olga;

const person = {
  firstName: "Alex",
  lastName: "Oak",
  birthDate: "1983-08-12",
  gender: "M",
  birthPlace: "Berlin",
} as const;

let db: Db;
let stage: Stage;
let project: Project;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  await db.deleteFrom("reviewSchedule").execute();
  stage = createStage(db);
  project = await projectForTest(stage, "live");
});

async function reviewOf(session: Session) {
  const reviews = await listReviews(stage, db, { projectId: project.id, limit: 20 });
  const review = reviews.find(({ sessionId }) => sessionId === session.id);
  if (review === undefined) throw new Error("no review was opened");
  return review;
}

async function faceInReview() {
  const { session } = await sessionForTest(stage, project);
  await inTransaction(db, (tx) => giveConsent(stage, tx, session.id));
  await inTransaction(db, (tx) => submitCapture(stage, tx, session.id, { photo: faceForTest }));
  return { session, review: await reviewOf(session) };
}

async function callInReview(userId?: string) {
  const input = { method: "qes", data: { expectedIdentity: person }, ...(userId && { userId }) } as const;
  const { session } = await methodSessionForTest(stage, project, input);
  await inTransaction(db, (tx) => giveConsent(stage, tx, session.id));
  await inTransaction(db, (tx) => joinCall(stage, tx, session.id));
  return { session, review: await reviewOf(session) };
}

const claim = (id: string, by: Somebody) => inTransaction(db, (tx) => claimReview(stage, tx, id, by));
const release = (id: string, by: Somebody) =>
  inTransaction(db, (tx) => releaseReview(stage, tx, id, by, by === olga));
const note = (id: string, by: Somebody, what: Parameters<typeof noteInReview>[3]) =>
  inTransaction(db, (tx) => noteInReview(stage, tx, id, what, by));
const decide = (id: string, decision: Decision, by: Somebody = rita) =>
  inTransaction(db, (tx) => decideReview(stage, tx, id, decision, by));
const approve = (id: string, by: Somebody = rita) => decide(id, { decision: "approve" }, by);
const stateOf = async ({ id }: Session) => (await findSession(stage, db, null, id))?.state;

describe("a claim", () => {
  test("keeps others from deciding for half an hour, and lapses then", async () => {
    const { review } = await faceInReview();
    expect(await claim(review.id, rita)).toMatchObject({ kind: "done", review: { claim: { by: rita.id } } });
    expect(await claim(review.id, sam)).toMatchObject({ kind: "claimed" });
    expect(await approve(review.id, sam)).toMatchObject({ kind: "claimed" });
    expect(await approve(review.id, olga)).toMatchObject({ kind: "claimed" });
    stage.now += 30 * minute - 1;
    expect(await claim(review.id, sam)).toMatchObject({ kind: "claimed" });
    stage.now += 1;
    expect((await findReview(stage, db, review.id))?.claim).toBeNull();
    expect(await claim(review.id, sam)).toMatchObject({ kind: "done", review: { claim: { by: sam.id } } });
    expect(await approve(review.id, rita)).toMatchObject({ kind: "claimed" });
    expect(await approve(review.id, sam)).toMatchObject({ kind: "decided" });
  });

  test("is one person's, however many want it at once", async () => {
    const { review } = await faceInReview();
    const results = await Promise.all([
      claim(review.id, rita),
      claim(review.id, sam),
      claim(review.id, olga),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(["claimed", "claimed", "done"]);
  });

  test("restarts when its holder claims again", async () => {
    const { review } = await faceInReview();
    await claim(review.id, rita);
    stage.now += 20 * minute;
    await claim(review.id, rita);
    stage.now += 20 * minute;
    expect(await claim(review.id, sam)).toMatchObject({ kind: "claimed" });
  });

  test("is put back by its holder or an operator, and by nobody else", async () => {
    const { review } = await faceInReview();
    await claim(review.id, rita);
    expect(await release(review.id, sam)).toMatchObject({ kind: "claimed" });
    expect(await release(review.id, rita)).toMatchObject({ kind: "done", review: { claim: null } });
    expect(await release(review.id, rita)).toMatchObject({ kind: "done" });
    await claim(review.id, sam);
    expect(await release(review.id, olga)).toMatchObject({ kind: "done", review: { claim: null } });
  });

  test("is not for what is decided", async () => {
    const { review } = await faceInReview();
    await approve(review.id);
    expect(await claim(review.id, rita)).toMatchObject({ kind: "closed" });
    expect(await claim("rev_none", rita)).toEqual({ kind: "unknown" });
  });
});

describe("an agent's call", () => {
  test("is noted and decided only by who has claimed it", async () => {
    const { review } = await callInReview();
    expect(await approve(review.id)).toMatchObject({ kind: "unclaimed" });
    expect(await note(review.id, rita, { notes: "hello" })).toMatchObject({ kind: "unclaimed" });
    await claim(review.id, rita);
    expect(await note(review.id, sam, { notes: "hello" })).toMatchObject({ kind: "claimed" });
    expect(await note(review.id, rita, { notes: "speaks clearly" })).toMatchObject({ kind: "done" });
    expect(await approve(review.id)).toMatchObject({ kind: "decided", session: { state: "succeeded" } });
    expect(stage.told).toEqual(["qes.created", "qes.processing", "qes.finalized"]);
  });

  test("records the person as verified over what was expected, sealed", async () => {
    const { session, review } = await callInReview();
    await claim(review.id, rita);
    await note(review.id, rita, { notes: "shows a card", identity: { lastName: "Ashdown" } });
    expect(await reviewWriting(stage, db, review)).toEqual({
      comment: null,
      notes: "shows a card",
      override: null,
      identity: { lastName: "Ashdown" },
    });
    const identity = { lastName: "Elmsworth", issuingPlace: "Stadt Köln" };
    const decision = { decision: "approve", identity, comment: "all is in order" } as const;
    expect(await decide(review.id, decision)).toEqual({ kind: "blocked", blocks: ["name_differs"] });
    const override = { reason: "Mrs Elmsworth has married" };
    expect(await decide(review.id, { ...decision, override })).toMatchObject({
      kind: "decided",
      overridden: ["name_differs"],
    });
    expect((await reviewWriting(stage, db, review)).override).toBe(override.reason);
    expect((await sessionData(stage, db, session))?.verifiedIdentity).toEqual({
      ...person,
      ...identity,
    });
    const row = await db.selectFrom("reviews").selectAll().where("id", "=", review.id).executeTakeFirst();
    for (const sealed of [row?.notesSealed, row?.identitySealed, row?.commentSealed, row?.overrideSealed])
      expect(sealed?.toString("latin1")).not.toMatch(/Elmsworth|Ashdown|shows a card|in order/);
  });

  test("is not approved while it is unknown who the person is", async () => {
    const { session } = await methodSessionForTest(stage, project, { method: "video-conference" });
    await inTransaction(db, (tx) => giveConsent(stage, tx, session.id));
    await inTransaction(db, (tx) => joinCall(stage, tx, session.id));
    const review = await reviewOf(session);
    await claim(review.id, rita);
    expect(await approve(review.id)).toEqual({
      kind: "identity",
      missing: ["firstName", "lastName", "birthDate", "gender", "birthPlace"],
    });
    expect(await stateOf(session)).toBe("in_review");
    expect(await decide(review.id, { decision: "approve", identity: person })).toMatchObject({
      kind: "decided",
    });
  });
});

describe("a decision", () => {
  test("of two at once is one's", async () => {
    const { session, review } = await faceInReview();
    const refusal = { decision: "refuse", reasons: ["not_live"] } as const;
    const results = await Promise.all([approve(review.id, rita), decide(review.id, refusal, sam)]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(["already-decided", "decided"]);
    expect(stage.ended.filter(({ id }) => id === session.id)).toHaveLength(1);
  });

  test("names only reasons of its method", async () => {
    const { review } = await faceInReview();
    const refused = await decide(review.id, { decision: "refuse", reasons: ["not_live", "poor_lighting"] });
    expect(refused).toMatchObject({ kind: "field", field: "reason" });
  });

  test("gives a next date only to somebody who is known again, and only a day to come", async () => {
    const nobody = await faceInReview();
    const tomorrow = "2026-01-02";
    const dated = (nextReviewDate: string): Decision => ({ decision: "approve", nextReviewDate });
    expect(await decide(nobody.review.id, dated(tomorrow))).toMatchObject({ field: "nextReviewDate" });
    const known = await callInReview("u-1");
    await claim(known.review.id, rita);
    expect(await decide(known.review.id, dated("2026-01-01"))).toMatchObject({ field: "nextReviewDate" });
    expect(await decide(known.review.id, dated(tomorrow))).toMatchObject({
      kind: "decided",
      review: { nextReviewDate: tomorrow, userId: "u-1" },
    });
    expect(await db.selectFrom("reviewSchedule").select(["userId", "dueOn"]).execute()).toEqual([
      { userId: "u-1", dueOn: tomorrow },
    ]);
  });
});

describe("approval by two", () => {
  beforeEach(() =>
    inTransaction(db, (tx) => changeSettings(stage, tx, project.id, { twoPersonApproval: true }, olga)),
  );

  test("needs two different people; between them the review is back in the queue", async () => {
    const { session, review } = await callInReview();
    await claim(review.id, rita);
    const first = { decision: "approve", identity: { issuingPlace: "Stadt Köln" } } as const;
    expect(await decide(review.id, first)).toMatchObject({
      kind: "first-approval",
      review: { state: "open", claim: null, firstApproval: { by: rita.id } },
      session: { state: "in_review" },
    });
    await claim(review.id, rita);
    expect(await approve(review.id, rita)).toEqual({ kind: "second-person" });
    await release(review.id, rita);
    await claim(review.id, sam);
    expect(await approve(review.id, sam)).toMatchObject({ kind: "decided", review: { decidedBy: sam.id } });
    expect(await stateOf(session)).toBe("succeeded");
    expect((await sessionData(stage, db, session))?.verifiedIdentity?.issuingPlace).toBe("Stadt Köln");
  });

  test("is theirs when they come at once", async () => {
    const { review } = await faceInReview();
    const results = await Promise.all([approve(review.id, rita), approve(review.id, sam)]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(["decided", "first-approval"]);
    const same = await faceInReview();
    const twice = await Promise.all([approve(same.review.id, rita), approve(same.review.id, rita)]);
    expect(twice.map(({ kind }) => kind).sort()).toEqual(["first-approval", "second-person"]);
  });

  test("lets one refuse, the first one too", async () => {
    const { session, review } = await faceInReview();
    await approve(review.id, rita);
    await decide(review.id, { decision: "refuse", reasons: ["suspected_fraud"] }, rita);
    expect(await stateOf(session)).toBe("failed");
  });
});

describe("users", () => {
  let user: ReviewedUser;
  beforeEach(async () => {
    const subject = await inTransaction(db, (tx) =>
      subjectNamed(stage.keyring, tx, project.id, userSubjectName("42")),
    );
    user = { projectId: project.id, userId: "42", subjectId: subject.id as SubjectId };
  });
  const open = () => inTransaction(db, (tx) => openUserReview(stage, tx, user));

  test("have one open review, however often it is asked for", async () => {
    const results = await Promise.all([open(), open(), open()]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(["open", "open", "opened"]);
    expect(new Set(results.map(({ review }) => review.id)).size).toBe(1);
    expect(stage.events).toMatchObject([{ type: "review.requested", subject: "42" }]);
    const [listed] = await listReviews(stage, db, { projectId: project.id, kind: "user", limit: 5 });
    expect(listed).toMatchObject({ kind: "user", userId: "42", sessionId: null, deadlineAt: null });
    stage.now += 1000 * day;
    expect(await openReviewOf(stage, db, user)).toMatchObject({ state: "open" });
  });

  test("are decided with a level, a comment and a next date, and their surface is notified", async () => {
    const { review } = await open();
    const decision = {
      decision: "approve",
      kycLevel: 2,
      comment: "REGULAR",
      nextReviewDate: "2027-01-01",
    } as const;
    expect(await decide(review.id, decision)).toMatchObject({ kind: "decided", session: null });
    expect(stage.decided).toEqual([
      {
        userId: "42",
        decision: {
          decision: "approved",
          kycLevel: 2,
          comment: "REGULAR",
          nextReviewDate: "2027-01-01",
          decidedAt: new Date(stage.now),
        },
      },
    ]);
    expect(await approve(review.id)).toMatchObject({ kind: "already-decided", session: null });
    expect(await open()).toMatchObject({ kind: "opened" });
  });

  test("are refused for reasons; of two who decide at once one wins", async () => {
    const { review } = await open();
    const refusal = { decision: "refuse", reasons: ["document_expired", "selfie_mismatch"] } as const;
    const results = await Promise.all([decide(review.id, refusal, sam), decide(review.id, refusal, rita)]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(["already-decided", "decided"]);
    expect(stage.decided).toHaveLength(1);
    expect(stage.decided[0]?.decision).toMatchObject({ decision: "refused", reasons: refusal.reasons });
  });

  test("whose surface can't be notified are not decided", async () => {
    const { review } = await open();
    stage.onUserDecided = async () => {
      throw new Error("no");
    };
    await expect(approve(review.id)).rejects.toThrow("no");
    expect((await findReview(stage, db, review.id))?.state).toBe("open");
  });

  test("come due once on their date, however many look", async () => {
    const { review } = await open();
    await decide(review.id, { decision: "approve", nextReviewDate: "2026-01-03" });
    stage.now += day;
    expect(await openDueReviews(stage, db)).toEqual({ opened: 0, failed: [] });
    stage.now += day;
    const looks = await Promise.all([1, 2, 3, 4].map(() => openDueReviews(stage, db)));
    expect(looks.reduce((sum, { opened }) => sum + opened, 0)).toBe(1);
    expect(stage.due).toEqual(["42"]);
    expect(await openReviewOf(stage, db, user)).not.toBeNull();
    expect(await openDueReviews(stage, db)).toEqual({ opened: 0, failed: [] });
  });

  test("keep their date when its review can't be opened, and delay nobody", async () => {
    await inTransaction(db, (tx) => scheduleReview(tx, user, "2026-01-01"));
    const other = { ...user, userId: "43" };
    await inTransaction(db, (tx) => scheduleReview(tx, other, "2026-01-01"));
    const tell = stage.onUserReviewDue;
    stage.onUserReviewDue = async (tx, due) => {
      if (due.userId === "42") throw new Error("no");
      await tell(tx, due);
    };
    expect(await openDueReviews(stage, db)).toMatchObject({ opened: 1, failed: [{ userId: "42" }] });
    expect(await openReviewOf(stage, db, user)).toBeNull();
    stage.onUserReviewDue = tell;
    expect(await openDueReviews(stage, db)).toEqual({ opened: 1, failed: [] });
    expect(stage.due).toEqual(["43", "42"]);
  });

  test("who are under review when their date comes need no other", async () => {
    await open();
    await inTransaction(db, (tx) => scheduleReview(tx, user, "2026-01-01"));
    expect(await openDueReviews(stage, db)).toEqual({ opened: 0, failed: [] });
    expect(stage.due).toEqual([]);
  });

  test("who are refused, or approved without a date, have none any more", async () => {
    const { review } = await open();
    await inTransaction(db, (tx) => scheduleReview(tx, user, "2030-01-01"));
    await approve(review.id);
    expect(await db.selectFrom("reviewSchedule").selectAll().execute()).toEqual([]);
  });

  test("who are erased are reviewed neither now nor later", async () => {
    const { session } = await methodSessionForTest(stage, project, { method: "liveness", userId: "42" });
    const { review } = await open();
    await inTransaction(db, (tx) => scheduleReview(tx, user, "2030-01-01"));
    const erasing = { ...stage, cancelDeliveries: async () => 0 };
    await inTransaction(db, (tx) => redactSession(erasing, tx, { projectId: null, id: session.id }, olga));
    expect((await findReview(stage, db, review.id))?.state).toBe("withdrawn");
    expect(await db.selectFrom("reviewSchedule").selectAll().execute()).toEqual([]);
    expect(await approve(review.id)).toMatchObject({ kind: "already-decided" });
  });
});
