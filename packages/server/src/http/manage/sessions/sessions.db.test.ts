import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../../../db/index.ts";
import { testDatabase } from "../../../db/testing/database.ts";
import type { Project } from "../../../projects/index.ts";
import {
  enterPage,
  giveConsent,
  type Session,
  startDirectSession,
  submitCapture,
} from "../../../verification/index.ts";
import {
  faceForTest,
  projectForTest,
  residentForTest,
  sessionForTest,
} from "../../../verification/testing/stage.ts";
import { createHttpStage, type HttpStage } from "../../testing/stage.ts";

let db: Db;
let http: HttpStage;
let live: Project;
let trial: Project;
let operator: string;
let reviewer: string;
let key: string;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  http = await createHttpStage(db);
  live = await projectForTest(http.stage, "live");
  trial = await projectForTest(http.stage, "test");
  operator = http.operatorToken;
  reviewer = await http.reviewerToken();
  key = await http.projectToken(trial.id);
});

async function call(token: string, path: string, payload?: object) {
  const method = payload === undefined ? "GET" : "POST";
  const headers = { authorization: `Bearer ${token}` };
  const request = { method, url: `/manage/v1${path}`, headers } as const;
  const answer = await http.app.inject(payload === undefined ? request : { ...request, payload });
  return { http: answer.statusCode, ...answer.json() };
}

async function inReview(project: Project) {
  const person = residentForTest();
  person.record.photo = faceForTest.toString("base64");
  const { session } = await sessionForTest(http.stage, project, { person });
  await inTransaction(db, (tx) => giveConsent(http.stage, tx, session.id));
  await inTransaction(db, (tx) => submitCapture(http.stage, tx, session.id, { photo: faceForTest }));
  const { data } = await call(operator, `/reviews?projectId=${project.id}&status=open`);
  return { session, review: data.find((one: { sessionId: string }) => one.sessionId === session.id) };
}

const auditOf = (target: string) =>
  db
    .selectFrom("auditRecords")
    .select(["action", "actorId"])
    .where("target", "=", target)
    .orderBy("id")
    .execute();

describe("sessions", () => {
  test("are listed newest first, page by page, filtered", async () => {
    const made: Session[] = [];
    for (let i = 0; i < 5; i++) {
      http.stage.now += i % 2; // some in the same millisecond
      made.push((await sessionForTest(http.stage, trial, { transactionId: `order-${i}` })).session);
    }
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await call(operator, `/sessions?projectId=${trial.id}&limit=2${cursor}`);
      seen.push(...page.data.map(({ id }: Session) => id));
      cursor = page.nextCursor === null ? "" : `&cursor=${page.nextCursor}`;
    } while (cursor !== "");
    expect(seen.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    const one = await call(operator, `/sessions?projectId=${trial.id}&transactionId=order-3&status=created`);
    expect(one.data.map(({ id }: Session) => id)).toEqual([made[3]?.id]);
    expect((await call(operator, `/sessions?projectId=${trial.id}&status=failed`)).data).toEqual([]);
    expect(await call(operator, "/sessions?cursor=nonsense")).toMatchObject({ http: 422 });
    expect(await call(operator, "/sessions?status=happy")).toMatchObject({ http: 422 });
  });

  test("show their timeline, and nothing personal", async () => {
    const { session } = await inReview(live);
    const shown = await call(reviewer, `/sessions/${session.id}`);
    expect(shown).toMatchObject({
      http: 200,
      status: "in_review",
      personKind: "resident",
      failureReason: null,
    });
    expect(shown.timeline[0]).toMatchObject({ version: 1, trigger: "start", from: null, to: "created" });
    expect(shown.timeline[1]).toMatchObject({
      trigger: "consent",
      actor: { kind: "applicant", id: session.id },
    });
    expect(JSON.stringify(shown)).not.toMatch(/12345678901234|2000-01-01/);
  });

  test("of other projects don't exist for a project's key", async () => {
    const { session } = await sessionForTest(http.stage, live);
    expect(await call(key, `/sessions/${session.id}`)).toMatchObject({ http: 404 });
    expect((await call(key, `/sessions?projectId=${live.id}`)).data).toEqual([]);
    expect(await call(key, `/sessions/${session.id}/simulate`, { outcome: "succeeded" })).toMatchObject({
      http: 404,
    });
    expect(await call(operator, "/sessions/nothing")).toMatchObject({ http: 404, code: "not_found" });
  });
});

describe("a session that an operator looks after", () => {
  test("is aborted with its review withdrawn, once, and the audit log says by whom", async () => {
    const { session, review } = await inReview(live);
    const path = `/sessions/${session.id}/abort`;
    expect(await call(reviewer, path, {})).toMatchObject({ http: 403 });
    expect(await call(key, path, {})).toMatchObject({ http: 404 });
    expect(await call(operator, path, {})).toMatchObject({ http: 200, status: "aborted" });
    expect(await call(operator, path, {})).toMatchObject({ http: 200, status: "aborted" });
    expect(await call(operator, `/reviews/${review.id}`)).toMatchObject({ status: "withdrawn" });
    const { timeline } = await call(operator, `/sessions/${session.id}`);
    expect(timeline.at(-1)).toMatchObject({ trigger: "abort", actor: { kind: "operator", id: "bootstrap" } });
    const [record] = (await call(operator, `/audit?projectId=${live.id}&action=session.abort`)).data;
    expect(record).toMatchObject({ target: session.id, actor: { id: "bootstrap" } });
    expect(http.stage.ended.filter(({ id }) => id === session.id)).toHaveLength(1);
  });

  test("can't be aborted once it was decided", async () => {
    const { session } = await sessionForTest(http.stage, trial);
    await call(key, `/sessions/${session.id}/simulate`, { outcome: "succeeded" });
    expect(await call(key, `/sessions/${session.id}/abort`, {})).toMatchObject({
      http: 409,
      code: "session_ended",
    });
  });

  test("gets a new link to its page, and the one before stops working", async () => {
    const { session, pageToken } = await sessionForTest(http.stage, live);
    const enter = async (token: string) => (await enterPage(http.stage, db, session.id, token)).kind;
    expect(await enter(pageToken)).toBe("open");
    const link = await call(operator, `/sessions/${session.id}/page-link`, {});
    expect(link).toMatchObject({ http: 200, expiresAt: session.expiresAt.toISOString() });
    const [address, token = ""] = link.url.split("#");
    expect(address).toMatch(new RegExp(`/s/${session.id}$`));
    expect([await enter(pageToken), await enter(token)]).toEqual(["token", "open"]);
    expect((await auditOf(session.id)).map(({ action }) => action)).toEqual(["session.page_link"]);
    expect(http.log.join("")).not.toContain(token);
  });

  test("gets no link once it has ended, nor where the integrator takes the picture", async () => {
    const { session } = await sessionForTest(http.stage, trial);
    await call(key, `/sessions/${session.id}/abort`, {});
    expect(await call(key, `/sessions/${session.id}/page-link`, {})).toMatchObject({
      http: 409,
      code: "session_ended",
    });
    const direct = await inTransaction(db, (tx) =>
      startDirectSession(http.stage, tx, { project: trial, transactionId: "direct-1", language: "en" }),
    );
    if (direct.kind === "duplicate") throw new Error("the transaction id was used before");
    expect(await call(key, `/sessions/${direct.session.id}/page-link`, {})).toMatchObject({
      http: 409,
      code: "conflict",
    });
  });

  test("shows whom it is about to operators alone, and each look is written down", async () => {
    const { session } = await inReview(live);
    const path = `/sessions/${session.id}/personal-data`;
    expect(await call(reviewer, path)).toMatchObject({ http: 403 });
    expect(await call(key, path)).toMatchObject({ http: 403 });
    expect(await auditOf(session.id)).toEqual([]);
    const seen = await http.app.inject({
      url: `/manage/v1${path}`,
      headers: { authorization: `Bearer ${operator}`, "accept-encoding": "gzip" },
    });
    expect(seen.headers).toMatchObject({ "cache-control": "no-store" });
    expect(seen.headers).not.toHaveProperty("content-encoding");
    expect(seen.json()).toMatchObject({
      erased: false,
      pinfl: "12345678901234",
      registryPerson: { birthDate: "2000-01-01" },
      pictures: [{ name: "face", base64: faceForTest.toString("base64") }, { name: "registry" }],
    });
    expect(await auditOf(session.id)).toEqual([{ action: "session.view", actorId: "bootstrap" }]);
    await call(operator, `/sessions/${session.id}/redact`, {});
    expect(await call(operator, path)).toMatchObject({
      erased: true,
      pinfl: null,
      registryPerson: null,
      pictures: [],
    });
  });

  test("leads to its review, its events and their deliveries", async () => {
    const { session, review } = await inReview(live);
    const { links } = await call(operator, `/sessions/${session.id}`);
    expect((await call(operator, links.reviews)).data.map(({ id }: { id: string }) => id)).toEqual([
      review.id,
    ]);
    expect(await call(operator, links.events)).toMatchObject({ http: 200, data: [] });
    expect(await call(operator, links.deliveries)).toMatchObject({ http: 200, data: [] });
    expect(links.otherSessions).toBe(null);
  });
});

describe("simulation", () => {
  test("ends a test project's session with the requested outcome, once", async () => {
    const { session } = await sessionForTest(http.stage, trial);
    const path = `/sessions/${session.id}/simulate`;
    const failure = { outcome: "failed", reason: "suspected_fraud" };
    expect(await call(key, path, failure)).toMatchObject({
      status: "failed",
      failureReason: "suspected_fraud",
    });
    expect(await call(key, path, { outcome: "succeeded" })).toMatchObject({
      http: 409,
      code: "session_ended",
      sessionStatus: "failed",
    });
    expect(http.stage.ended.map(({ outcome }) => outcome.state)).toEqual(["failed"]);
  });

  test("of a failure is found by its reason", async () => {
    const { session } = await sessionForTest(http.stage, trial);
    await call(key, `/sessions/${session.id}/simulate`, { outcome: "failed", reason: "not_live" });
    const found = async (query: string) =>
      (await call(key, `/sessions?${query}`)).data.map(({ id }: Session) => id);
    expect(await found("failureReason=not_live&failureReason=photo_unusable")).toEqual([session.id]);
    expect(await found("failureReason=photo_unusable")).toEqual([]);
    expect(await call(key, "/sessions?failureReason=bad")).toMatchObject({ http: 422 });
  });

  test("is refused in a live project, to a reviewer, and with nonsense", async () => {
    const { session } = await sessionForTest(http.stage, live);
    const path = `/sessions/${session.id}/simulate`;
    const success = { outcome: "succeeded" };
    expect(await call(operator, path, success)).toMatchObject({ http: 409, code: "test_mode_only" });
    expect(await call(reviewer, path, success)).toMatchObject({ http: 403 });
    for (const body of [
      {},
      { outcome: "maybe" },
      { outcome: "succeeded", reason: "simulated" },
      { outcome: 1 },
    ]) {
      expect(await call(operator, path, body)).toMatchObject({ http: 422, code: "invalid_request" });
    }
  });
});

describe("redaction", () => {
  test("is an operator's, erases the person and is written down", async () => {
    const { session, review } = await inReview(live);
    const path = `/sessions/${session.id}/redact`;
    expect(await call(reviewer, path, {})).toMatchObject({ http: 403 });
    expect(await call(operator, path, {})).toMatchObject({ http: 200, status: "aborted", sessions: 1 });
    expect(await call(operator, `/reviews/${review.id}`)).toMatchObject({
      status: "withdrawn",
      capturedPicture: null,
      registryPicture: null,
    });
    expect(await auditOf(session.id)).toEqual([{ action: "session.redact", actorId: "bootstrap" }]);
    expect(await call(operator, "/sessions/nothing/redact", {})).toMatchObject({ http: 404 });
  });
});

describe("reviews", () => {
  test("show both pictures side by side, and each look is written down", async () => {
    const { review } = await inReview(live);
    const shown = await call(reviewer, `/reviews/${review.id}`);
    const face = { contentType: "image/png", base64: faceForTest.toString("base64") };
    expect(shown).toMatchObject({ http: 200, status: "open", capturedPicture: face, registryPicture: face });
    expect((await auditOf(review.id)).map(({ action }) => action)).toEqual(["review.view"]);
    expect(await call(key, `/reviews/${review.id}`)).toMatchObject({ http: 403 });
    expect(await call(key, "/reviews")).toMatchObject({ http: 403 });
  });

  test("are decided once; of two concurrent decisions one is refused", async () => {
    const { session, review } = await inReview(live);
    const path = `/reviews/${review.id}/decision`;
    const refusal = { decision: "refused", reasons: ["face_not_matched"], comment: "the ears differ" };
    const answers = await Promise.all([
      call(operator, path, { decision: "approved" }),
      call(reviewer, path, refusal),
    ]);
    const statuses = answers.map(({ http: code }) => code).sort();
    expect(statuses).toEqual([200, 409]);
    expect(answers.find(({ http: code }) => code === 409)).toMatchObject({ code: "already_decided" });
    expect(http.stage.ended.filter(({ id }) => id === session.id)).toHaveLength(1);
    expect((await auditOf(review.id)).map(({ action }) => action)).toEqual(["review.decide"]);
    expect(http.log.join("")).not.toContain("ears");
  });

  test("want a reason of the list for a refusal, and none for an approval", async () => {
    const { review } = await inReview(live);
    const path = `/reviews/${review.id}/decision`;
    expect(await call(operator, path, { decision: "refused" })).toMatchObject({
      http: 422,
      code: "reason_required",
    });
    const wrong = [
      { decision: "refused", reasons: ["simulated"] },
      { decision: "refused", reasons: ["ugly"] },
      { decision: "approved", reasons: ["face_not_matched"] },
      { decision: "maybe" },
      { decision: "approved", comment: "x".repeat(2001) },
      {},
    ];
    for (const body of wrong) {
      expect(await call(operator, path, body)).toMatchObject({ http: 422, code: "invalid_request" });
    }
    const refused = await call(operator, path, { decision: "refused", reasons: ["not_live"] });
    expect(refused).toMatchObject({ http: 200, decision: "refused", reasons: ["not_live"] });
    expect(await call(operator, "/reviews/rev_none/decision", { decision: "approved" })).toMatchObject({
      http: 404,
    });
  });

  test("of a session that has ended return its state", async () => {
    const { review } = await inReview(live);
    http.stage.now += 72 * 60 * 60_000;
    expect(await call(operator, `/reviews/${review.id}/decision`, { decision: "approved" })).toMatchObject({
      http: 409,
      code: "session_ended",
      sessionStatus: "expired",
    });
  });
});
