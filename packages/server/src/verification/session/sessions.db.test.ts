import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import type { Project } from "../../projects/index.ts";
import {
  abortSession,
  decideReview,
  enterPage,
  expireDue,
  failedLately,
  findSession,
  giveConsent,
  listReviews,
  listSessions,
  lockSession,
  type Session,
  type SimulatedOutcome,
  sessionPerson,
  sessionPhoto,
  simulateOutcome,
  startDirectSession,
  startSession,
  submitCapture,
  submitDirect,
  timeline,
} from "../index.ts";
import {
  createStage,
  faceForTest,
  foreignerForTest,
  projectForTest,
  residentForTest,
  type Stage,
  sessionForTest,
} from "../testing/stage.ts";

const minute = 60_000;
const hour = 60 * minute;
const reviewer = { kind: "operator", id: "opr_1", name: "R" } as const;
const other = { kind: "operator", id: "opr_2", name: "S" } as const;

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
  cleaner.now += 1_000 * hour;
  await expireDue(cleaner, db);
  stage = createStage(db);
  live = await projectForTest(stage, "live");
  trial = await projectForTest(stage, "test");
});

const consent = ({ id }: Session) => inTransaction(db, (tx) => giveConsent(stage, tx, id));
const capture = ({ id }: Session, outcome?: SimulatedOutcome) =>
  inTransaction(db, (tx) =>
    submitCapture(stage, tx, id, { photo: faceForTest, ...(outcome && { outcome }) }),
  );
const read = async ({ id }: Session) => {
  const session = await findSession(stage, db, null, id);
  if (session === null) throw new Error("the session is gone");
  return session;
};
const endings = ({ id }: Session) => stage.ended.filter((end) => end.id === id).map((end) => end.outcome);

async function inReview(project: Project) {
  const { session } = await sessionForTest(stage, project);
  await consent(session);
  await capture(session);
  const [review] = await listReviews(stage, db, { projectId: project.id, limit: 1 });
  if (review === undefined) throw new Error("no review was opened");
  return { session, review };
}
const approve = (id: string, actor: typeof reviewer | typeof other = reviewer) =>
  inTransaction(db, (tx) => decideReview(stage, tx, id, { decision: "approve" }, actor));
const refuse = (id: string, comment?: string) => {
  const decision = { decision: "refuse", reasons: ["face_not_matched"], comment } as const;
  return inTransaction(db, (tx) => decideReview(stage, tx, id, decision, other));
};

describe("starting", () => {
  test("keeps the person sealed and the page token hashed", async () => {
    const { session, pageToken } = await sessionForTest(stage, live);
    expect(session).toMatchObject({ state: "created", version: 1, flow: "page", mode: "live" });
    expect(session.expiresAt.getTime()).toBe(stage.now + 10 * minute);
    expect(pageToken).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const row = await db.selectFrom("sessions").selectAll().where("id", "=", session.id).executeTakeFirst();
    const stored = [row?.personSealed, row?.pageTokenHash].map((bytes) => bytes?.toString("latin1"));
    for (const text of stored) expect(text).not.toMatch(new RegExp(`12345678901234|2000-01-01|${pageToken}`));
    expect(await sessionPerson(stage, db, session)).toEqual(residentForTest());
  });

  test("gives one person one subject in a project, and another in another", async () => {
    const first = await sessionForTest(stage, live);
    const second = await sessionForTest(stage, live);
    const elsewhere = await sessionForTest(stage, trial);
    const somebody = await sessionForTest(stage, live, { person: foreignerForTest() });
    expect(second.session.subjectId).toBe(first.session.subjectId);
    expect(elsewhere.session.subjectId).not.toBe(first.session.subjectId);
    expect(somebody.session.subjectId).not.toBe(first.session.subjectId);
  });

  test("refuses a transaction id twice in a project, also for two at once", async () => {
    const input = { project: live, method: "identification", language: "ru", transactionId: "t-1" } as const;
    const start = () =>
      inTransaction(db, (tx) =>
        startSession(stage, tx, { ...input, person: residentForTest(), outcomeWebhookIds: [] }),
      );
    const results = await Promise.all([start(), start(), start()]);
    expect(results.map((result) => result.kind).sort()).toEqual(["duplicate", "duplicate", "started"]);
    await sessionForTest(stage, trial, { transactionId: "t-1" });
  });

  test("direct, the same transaction id gives the same session for an hour and is a duplicate then", async () => {
    const start = () =>
      inTransaction(db, (tx) =>
        startDirectSession(stage, tx, { project: live, transactionId: "d-1", language: "en" }),
      );
    const [a, b] = await Promise.all([start(), start()]);
    const kinds = [a.kind, b.kind].sort();
    expect(kinds).toEqual(["again", "started"]);
    stage.now += hour - 1;
    expect(await start()).toMatchObject({ kind: "again" });
    stage.now += 1;
    expect(await start()).toEqual({ kind: "duplicate" });
  });

  test("is refused after ten failures within a day, in live projects alone", async () => {
    const failing = async (project: Project) => {
      for (let i = 0; i < 10; i++) {
        const { session } = await sessionForTest(stage, project);
        await consent(session);
        const failed: SimulatedOutcome = { result: "failure", reason: "simulated" };
        await capture(session, project.mode === "test" ? failed : undefined);
        const [review] = await listReviews(stage, db, { projectId: project.id, state: "open", limit: 1 });
        if (review) await refuse(review.id);
      }
    };
    await failing(live);
    await failing(trial);
    await expect(sessionForTest(stage, live)).rejects.toThrow("limit");
    await sessionForTest(stage, trial);
    const { session } = await sessionForTest(stage, live, { person: foreignerForTest() });
    if (session.subjectId) expect(await failedLately(stage, db, session.subjectId)).toBe(0);
    stage.now += 24 * hour;
    await sessionForTest(stage, live);
  });
});

describe("the applicant", () => {
  test("enters with their token alone", async () => {
    const { session, pageToken } = await sessionForTest(stage, live);
    const elsewhere = await sessionForTest(stage, live);
    expect(await enterPage(stage, db, session.id, pageToken)).toMatchObject({ kind: "open" });
    expect(await enterPage(stage, db, session.id, elsewhere.pageToken)).toEqual({ kind: "token" });
    expect(await enterPage(stage, db, session.id, "")).toEqual({ kind: "token" });
    expect(await enterPage(stage, db, "nothing", pageToken)).toEqual({ kind: "unknown" });
  });

  test("agrees, sends a picture and waits for a review", async () => {
    const { session } = await sessionForTest(stage, live);
    expect(await capture(session)).toMatchObject({
      kind: "refused",
      legal: ["consent", "extend", "abort", "expire"],
    });
    await consent(session);
    expect(await consent(session)).toMatchObject({ kind: "done", session: { state: "started", version: 2 } });
    expect(await capture(session)).toMatchObject({ kind: "done", session: { state: "in_review" } });
    const steps = await timeline(db, session.id);
    expect(steps.map(({ trigger, toState }) => `${trigger} ${toState}`)).toEqual([
      "start created",
      "consent started",
      "capture processing",
      "request_review in_review",
    ]);
    expect(stage.events.map(({ type, sequence }) => ({ type, sequence }))).toEqual([
      { type: "session.started", sequence: 1 },
      { type: "session.submitted", sequence: 2 },
      { type: "review.requested", sequence: 3 },
    ]);
    expect((await sessionPhoto(stage, db, session))?.bytes).toEqual(faceForTest);
    expect(endings(session)).toEqual([]);
  });

  test("in a test project chooses the outcome", async () => {
    const { session } = await sessionForTest(stage, trial);
    await consent(session);
    expect(await capture(session, { result: "success" })).toMatchObject({ session: { state: "succeeded" } });
    expect(endings(session)).toEqual([{ state: "succeeded" }]);
  });

  test("in a live project chooses nothing", async () => {
    const { session } = await sessionForTest(stage, live);
    await consent(session);
    expect(await capture(session, { result: "success" })).toEqual({ kind: "test-mode-only" });
    expect((await read(session)).state).toBe("started");
  });

  test("who sends two pictures at once has one taken", async () => {
    const { session } = await sessionForTest(stage, live);
    await consent(session);
    const results = await Promise.all([capture(session), capture(session), capture(session)]);
    expect(results.map((result) => result.kind).sort()).toEqual(["done", "refused", "refused"]);
    const kept = await db
      .selectFrom("sessionCaptures")
      .select("id")
      .where("sessionId", "=", session.id)
      .execute();
    expect(kept).toHaveLength(1);
  });

  test("may give up until the decision, and not after it", async () => {
    const { session, review } = await inReview(live);
    const abort = () => inTransaction(db, (tx) => abortSession(stage, tx, session.id));
    const results = await Promise.all([abort(), approve(review.id)]);
    const final = (await read(session)).state;
    expect(["aborted", "succeeded"]).toContain(final);
    expect(endings(session)).toEqual([{ state: final }]);
    expect(results[0].kind).toBe(final === "aborted" ? "done" : "refused");
    expect(results[1].kind).toBe(final === "aborted" ? "session-ended" : "decided");
  });
});

describe("the direct flow", () => {
  test("learns the person with the picture", async () => {
    const started = await inTransaction(db, (tx) =>
      startDirectSession(stage, tx, { project: trial, transactionId: "d-2", language: "ru" }),
    );
    if (started.kind === "duplicate") throw new Error("the transaction id was new");
    const { session } = started;
    expect(session).toMatchObject({ personKind: null, subjectId: null });
    const submission = {
      person: foreignerForTest(),
      photo: faceForTest,
      outcome: { result: "success" },
    } as const;
    const submit = () => inTransaction(db, (tx) => submitDirect(stage, tx, trial.id, session.id, submission));
    expect(await submit()).toMatchObject({
      kind: "done",
      session: { state: "succeeded", personKind: "foreign" },
    });
    expect(await submit()).toMatchObject({ kind: "refused", legal: [] });
    expect(await sessionPerson(stage, db, await read(session))).toEqual(foreignerForTest());
  });

  test("knows no session of another project", async () => {
    const { session } = await sessionForTest(stage, trial);
    const submission = { person: residentForTest(), photo: faceForTest };
    const result = await inTransaction(db, (tx) => submitDirect(stage, tx, live.id, session.id, submission));
    expect(result).toEqual({ kind: "unknown" });
  });
});

describe("expiry", () => {
  test("is seen at once, and written down once, with its event", async () => {
    const { session } = await sessionForTest(stage, live);
    stage.now += 10 * minute - 1;
    expect((await read(session)).state).toBe("created");
    stage.now += 1;
    expect((await read(session)).state).toBe("expired");
    const listed = await listSessions(stage, db, { projectId: live.id, state: "expired", limit: 5 });
    expect(listed.map(({ id }) => id)).toEqual([session.id]);
    expect(await listSessions(stage, db, { projectId: live.id, state: "created", limit: 5 })).toEqual([]);
    const sweeps = await Promise.all([expireDue(stage, db), expireDue(stage, db), expireDue(stage, db)]);
    expect(sweeps.map(({ expired }) => expired).sort()).toEqual([0, 0, 1]);
    expect(endings(session)).toEqual([{ state: "expired" }]);
    expect(stage.events.map(({ type }) => type)).toEqual(["session.expired"]);
    expect((await read(session)).decidedAt).toEqual(session.expiresAt);
  });

  test("comes before whatever else is tried too late", async () => {
    const { session } = await sessionForTest(stage, live);
    await consent(session);
    stage.now += 10 * minute;
    const late = await capture(session);
    expect(late).toMatchObject({ kind: "refused", session: { state: "expired" }, legal: [] });
    expect(endings(session)).toEqual([{ state: "expired" }]);
    expect(await sessionPhoto(stage, db, session)).toBeNull();
  });

  test("comes when a session is locked too late", async () => {
    const { session } = await sessionForTest(stage, live);
    stage.now += 10 * minute;
    const locked = await inTransaction(db, (tx) => lockSession(stage, tx, live.id, session.id));
    expect(locked?.state).toBe("expired");
    expect(endings(session)).toEqual([{ state: "expired" }]);
  });

  test("leaves a review its own time", async () => {
    const { session, review } = await inReview(live);
    stage.now += 72 * hour - 1;
    expect(await expireDue(stage, db)).toMatchObject({ expired: 0 });
    expect((await read(session)).state).toBe("in_review");
    stage.now += 1;
    expect(await approve(review.id)).toMatchObject({ kind: "session-ended", session: { state: "expired" } });
    const [withdrawn] = await listReviews(stage, db, { projectId: live.id, limit: 1 });
    expect(withdrawn).toMatchObject({ id: review.id, state: "withdrawn", decision: null });
  });

  test("and a decision at the same time end a session once", async () => {
    const { session, review } = await inReview(live);
    stage.now += 72 * hour;
    await Promise.all([expireDue(stage, db), approve(review.id), expireDue(stage, db)]);
    expect(endings(session)).toEqual([{ state: "expired" }]);
  });

  test("of one session is not held up by another that can't be ended", async () => {
    const stuck = await sessionForTest(stage, live);
    const { session } = await sessionForTest(stage, live);
    const onEnded = stage.onEnded;
    stage.onEnded = async (tx, ended, outcome) => {
      if (ended.id === stuck.session.id) throw new Error("no");
      await onEnded(tx, ended, outcome);
    };
    stage.now += 10 * minute;
    const sweep = await expireDue(stage, db);
    expect(sweep.failed.map(({ id }) => id)).toEqual([stuck.session.id]);
    expect(endings(session)).toEqual([{ state: "expired" }]);
    stage.onEnded = onEnded;
    await expireDue(stage, db);
    expect(endings(stuck.session)).toEqual([{ state: "expired" }]);
  });
});

describe("reviews", () => {
  test("are decided once, by the quicker of two", async () => {
    const { session, review } = await inReview(live);
    const results = await Promise.all([approve(review.id), refuse(review.id), approve(review.id, other)]);
    const kinds = results.map((result) => result.kind).sort();
    expect(kinds).toEqual(["already-decided", "already-decided", "decided"]);
    expect(endings(session)).toHaveLength(1);
    expect(await approve(review.id)).toMatchObject({ kind: "already-decided" });
  });

  test("show a refusal's reason and keep its comment sealed", async () => {
    const { session, review } = await inReview(live);
    expect(await refuse(review.id, "the ears differ")).toMatchObject({
      kind: "decided",
      review: { state: "decided", decision: "refused", reason: "face_not_matched", decidedBy: other.id },
    });
    expect(endings(session)).toEqual([{ state: "failed", reason: "face_not_matched" }]);
    const row = await db.selectFrom("reviews").selectAll().where("id", "=", review.id).executeTakeFirst();
    expect(row?.commentSealed?.toString("latin1")).not.toContain("ears");
  });

  test("are listed open ones first, page by page", async () => {
    const first = await inReview(live);
    await approve(first.review.id);
    stage.now += 1_000;
    const second = await sessionForTest(stage, live);
    await consent(second.session);
    await capture(second.session);
    const page = await listReviews(stage, db, { projectId: live.id, limit: 1 });
    expect(page.map(({ state, sessionId }) => ({ state, sessionId }))).toEqual([
      { state: "open", sessionId: second.session.id },
    ]);
    const after = { open: true, id: page[0]?.id ?? "" };
    const rest = await listReviews(stage, db, { projectId: live.id, after, limit: 5 });
    expect(rest.map(({ id }) => id)).toEqual([first.review.id]);
  });
});

describe("simulation", () => {
  const simulate = (session: Session, outcome: SimulatedOutcome) => {
    const target = { projectId: session.projectId, id: session.id };
    return inTransaction(db, (tx) => simulateOutcome(stage, tx, target, outcome, reviewer));
  };

  test("ends an open session of a test project from any state, once", async () => {
    const { session } = await inReview(trial);
    const results = await Promise.all([
      simulate(session, { result: "success" }),
      simulate(session, { result: "failure", reason: "simulated" }),
    ]);
    expect(results.map((result) => result.kind).sort()).toEqual(["done", "refused"]);
    expect(endings(session)).toHaveLength(1);
    const [review] = await listReviews(stage, db, { projectId: trial.id, limit: 1 });
    expect(review?.state).toBe("withdrawn");
  });

  test("is not for live projects", async () => {
    const { session } = await sessionForTest(stage, live);
    expect(await simulate(session, { result: "success" })).toEqual({ kind: "test-mode-only" });
  });
});
