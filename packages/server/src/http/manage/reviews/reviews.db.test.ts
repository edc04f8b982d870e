import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../../../db/index.ts";
import { testDatabase } from "../../../db/testing/database.ts";
import { greyPng } from "../../../images/testing/images.ts";
import type { Project } from "../../../projects/index.ts";
import { openUserReview, subjectNamed, userSubjectName } from "../../../verification/index.ts";
import { faceForTest, projectForTest } from "../../../verification/testing/stage.ts";
import { createHttpStage, type HttpStage } from "../../testing/stage.ts";

let db: Db;
let http: HttpStage;
let project: Project;
let operator: string;
let rita: string;
let sam: string;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  http = await createHttpStage(db);
  project = await projectForTest(http.stage, "live");
  operator = http.operatorToken;
  rita = await http.reviewerToken();
  sam = await http.reviewerToken();
});

async function call(token: string, method: "GET" | "POST" | "PUT" | "PATCH", path: string, payload?: object) {
  const headers = { authorization: `Bearer ${token}` };
  const request = { method, url: `/manage/v1${path}`, headers } as const;
  const answer = await http.app.inject(payload === undefined ? request : { ...request, payload });
  return { http: answer.statusCode, ...answer.json() };
}

async function start(method: string, more: object = {}) {
  const started = await call(operator, "POST", "/sessions", { projectId: project.id, method, ...more });
  const { pathname, hash } = new URL(started.url);
  const headers = { "x-page-token": hash.slice(1) };
  return {
    started,
    async page(path: string, payload: object | Buffer = {}) {
      const type = Buffer.isBuffer(payload) ? { "content-type": "image/png" } : {};
      const request = { method: "POST", url: `${pathname}/${path}`, payload } as const;
      const answer = await http.app.inject({ ...request, headers: { ...headers, ...type } });
      return { http: answer.statusCode, ...answer.json() };
    },
    async state() {
      return (await http.app.inject({ url: `${pathname}/state`, headers })).json();
    },
    async review() {
      const { data } = await call(operator, "GET", `/reviews?projectId=${project.id}`);
      return data.find(({ sessionId }: { sessionId: string }) => sessionId === started.id);
    },
  };
}

const alex = {
  firstName: "Alex",
  lastName: "Oak",
  birthDate: "1983-08-12",
  gender: "M",
  birthPlace: "Berlin",
};

async function callInReview(more: object = {}) {
  const session = await start("qes", { expectedIdentity: alex, ...more });
  await session.page("consent");
  await session.page("join");
  return { ...session, id: (await session.review()).id as string };
}

describe("an agent's call", () => {
  test("goes from the queue over claim and notes to a decision; the applicant sees where it stands", async () => {
    const { id, state } = await callInReview();
    expect(await state()).toMatchObject({ state: "in_review", desk: { agent: "waiting" } });
    expect(await call(rita, "POST", `/reviews/${id}/decision`, { decision: "approved" })).toMatchObject({
      http: 409,
      code: "claim_required",
    });
    expect(await call(rita, "POST", `/reviews/${id}/claim`)).toMatchObject({
      http: 200,
      claim: { expiresAt: new Date(http.stage.now + 30 * 60_000).toISOString() },
    });
    const seen = await state();
    expect(seen.desk).toMatchObject({ agent: "here" });
    expect(await call(sam, "POST", `/reviews/${id}/claim`)).toMatchObject({
      http: 409,
      code: "review_claimed",
    });
    const noted = { notes: "speaks freely", identity: { issuingPlace: "Ashtown" } };
    expect(await call(rita, "PUT", `/reviews/${id}/notes`, noted)).toMatchObject({ http: 200 });
    const shown = await call(rita, "GET", `/reviews/${id}`);
    expect(shown).toMatchObject({
      notes: "speaks freely",
      expectedIdentity: alex,
      verifiedIdentity: { issuingPlace: "Ashtown" },
      identId: seen.desk.identId,
      captures: [],
      registryPicture: null,
    });
    expect(await call(rita, "POST", `/reviews/${id}/decision`, { decision: "approved" })).toMatchObject({
      http: 200,
      status: "decided",
      claim: null,
    });
    expect(await state()).toMatchObject({ state: "succeeded" });
    const audited = await db.selectFrom("auditRecords").select("action").where("target", "=", id).execute();
    expect(audited.map(({ action }) => action).sort()).toEqual([
      "review.claim",
      "review.decide",
      "review.note",
      "review.view",
    ]);
    expect(http.log.join("")).not.toMatch(/Oak|Ash|speaks freely/);
  });

  test("names the identity data that are missing", async () => {
    const session = await start("video_conference");
    await session.page("consent");
    await session.page("join");
    const { id } = await session.review();
    await call(rita, "POST", `/reviews/${id}/claim`);
    const answer = await call(rita, "POST", `/reviews/${id}/decision`, {
      decision: "approved",
      identity: { firstName: "Alex" },
    });
    expect(answer).toMatchObject({ http: 422, code: "identity_required" });
    expect(answer.errors.map(({ field }: { field: string }) => field)).toEqual([
      "identity.lastName",
      "identity.birthDate",
      "identity.gender",
      "identity.birthPlace",
    ]);
  });

  test("is put back into the queue", async () => {
    const { id } = await callInReview();
    await call(rita, "POST", `/reviews/${id}/claim`);
    expect(await call(sam, "POST", `/reviews/${id}/release`)).toMatchObject({ code: "review_claimed" });
    expect(await call(operator, "POST", `/reviews/${id}/release`)).toMatchObject({ claim: null });
    expect(await call(sam, "PUT", `/reviews/${id}/notes`, {})).toMatchObject({ code: "claim_required" });
  });
});

describe("a decision", () => {
  test.each([
    ["without a reason", { decision: "refused" }, "reason_required"],
    [
      "for a reason of another method",
      { decision: "refused", reasons: ["poor_lighting"] },
      "invalid_request",
    ],
    ["for no reason of the list", { decision: "refused", reasons: ["simulated"] }, "invalid_request"],
    ["for none in a list", { decision: "refused", reasons: [] }, "reason_required"],
    ["for a single reason", { decision: "refused", reason: "not_live" }, "invalid_request"],
    ["that approves for a reason", { decision: "approved", reasons: ["not_live"] }, "invalid_request"],
    ["with a level", { decision: "approved", kycLevel: 2 }, "invalid_request"],
    ["with a day that is none", { decision: "approved", nextReviewDate: "2030-02-30" }, "invalid_request"],
    ["with a day of nobody", { decision: "approved", nextReviewDate: "2030-02-20" }, "invalid_request"],
    [
      "with an unknown field of identity",
      { decision: "approved", identity: { name: "x" } },
      "invalid_request",
    ],
  ])("%s is refused and changes nothing", async (_name, body, code) => {
    const { id, state } = await callInReview();
    await call(rita, "POST", `/reviews/${id}/claim`);
    expect(await call(rita, "POST", `/reviews/${id}/decision`, body)).toMatchObject({ http: 422, code });
    expect(await state()).toMatchObject({ state: "in_review" });
  });

  test("of two people at once is one's, the other gets 409 and the state that it left", async () => {
    const { started, page } = await start("liveness");
    await page("consent");
    for (const [at, kind] of ["pose_front", "pose_left", "pose_right"].entries())
      expect(await page(`capture?kind=${kind}`, greyPng(120 + at))).toMatchObject({ http: 200 });
    const { data } = await call(rita, "GET", `/reviews?projectId=${project.id}&kind=session`);
    const path = `/reviews/${data[0].id}/decision`;
    const answers = await Promise.all([
      call(rita, "POST", path, { decision: "approved" }),
      call(sam, "POST", path, { decision: "refused", reasons: ["face_not_shown", "poor_lighting"] }),
    ]);
    expect(answers.map(({ http: code }) => code).sort()).toEqual([200, 409]);
    const { status } = await call(operator, "GET", `/sessions/${started.id}`);
    expect(answers.find(({ http: code }) => code === 409)).toMatchObject({
      code: "already_decided",
      sessionStatus: status,
    });
  });

  test("needs two people where the project wants it", async () => {
    const settings = await call(operator, "PATCH", `/projects/${project.id}`, { twoPersonApproval: true });
    expect(settings).toMatchObject({ http: 200, twoPersonApproval: true });
    const { id, state } = await callInReview();
    const approve = async (token: string) => {
      await call(token, "POST", `/reviews/${id}/claim`);
      return call(token, "POST", `/reviews/${id}/decision`, { decision: "approved" });
    };
    expect(await approve(rita)).toMatchObject({ http: 200, status: "open", claim: null, decision: null });
    expect((await call(sam, "GET", `/reviews/${id}`)).firstApproval.approvedAt).toBeTruthy();
    expect(await approve(rita)).toMatchObject({ http: 409, code: "second_person_required" });
    await call(rita, "POST", `/reviews/${id}/release`);
    expect(await approve(sam)).toMatchObject({ http: 200, status: "decided", decision: "approved" });
    expect(await state()).toMatchObject({ state: "succeeded" });
  });

  test("about a user has a level and a next date", async () => {
    const { review } = await inTransaction(db, async (tx) => {
      const { stage } = http;
      const subject = await subjectNamed(stage.keyring, tx, project.id, userSubjectName("7"));
      return openUserReview(stage, tx, { projectId: project.id, userId: "7", subjectId: subject.id });
    });
    const { data } = await call(rita, "GET", `/reviews?projectId=${project.id}&kind=user`);
    expect(data).toMatchObject([{ id: review.id, kind: "user", userId: "7", sessionId: null, method: null }]);
    expect(await call(rita, "GET", `/reviews/${review.id}`)).toMatchObject({ http: 200, captures: [] });
    const decision = { decision: "approved", kycLevel: 2, nextReviewDate: "2030-01-01", comment: "fine" };
    expect(await call(rita, "POST", `/reviews/${review.id}/decision`, decision)).toMatchObject({
      http: 200,
      decision: "approved",
      nextReviewDate: "2030-01-01",
    });
    expect(http.stage.decided).toMatchObject([{ userId: "7", decision: { kycLevel: 2, comment: "fine" } }]);
    expect(await call(rita, "POST", `/reviews/${review.id}/decision`, decision)).toMatchObject({
      http: 409,
      code: "already_decided",
    });
    expect(await call(rita, "POST", `/reviews/${review.id}/claim`)).toMatchObject({
      code: "already_decided",
    });
  });
});

describe("starting a session", () => {
  test("gives a link for each method, in Kazakh too, and asks no registry", async () => {
    for (const method of ["document", "liveness", "qes", "video_conference"]) {
      const { started, state } = await start(method, { language: "kk", userId: "u", transactionId: method });
      expect(started).toMatchObject({ http: 201, origin: "manage", method, userId: "u", status: "created" });
      const onPage = method === "video_conference" ? "video-conference" : method;
      expect(await state()).toMatchObject({ method: onPage, language: "kk", documentType: null });
    }
    const { data } = await call(operator, "GET", `/sessions?projectId=${project.id}&userId=u&method=qes`);
    expect(data).toMatchObject([{ method: "qes", transactionId: "qes" }]);
    const again = { projectId: project.id, method: "qes", transactionId: "qes" };
    expect(await call(operator, "POST", "/sessions", again)).toMatchObject({ http: 409, code: "conflict" });
  });

  test.each([
    ["a method that asks a registry", { method: "identification" }, "method"],
    ["an address", { callbackUrl: "https://a.example" }, "callbackUrl"],
    ["a user id that is an e-mail address", { userId: "a@example.com" }, "userId"],
    ["an unknown language", { language: "de" }, "language"],
    [
      "an identity that is none",
      { expectedIdentity: { birthDate: "yesterday" } },
      "expectedIdentity.birthDate",
    ],
  ])("with %s is refused by name", async (_name, more, field) => {
    const answer = await call(operator, "POST", "/sessions", {
      projectId: project.id,
      method: "qes",
      ...more,
    });
    expect(answer).toMatchObject({ http: 422, errors: [{ field }] });
  });

  test("is for a project's own key, in its own project", async () => {
    const other = await projectForTest(http.stage, "live");
    const key = await http.projectToken(project.id);
    const body = { projectId: project.id, method: "liveness" };
    expect(await call(key, "POST", "/sessions", body)).toMatchObject({ http: 201 });
    const foreign = { ...body, projectId: other.id };
    expect(await call(key, "POST", "/sessions", foreign)).toMatchObject({ http: 422 });
    expect(await call(operator, "POST", "/sessions", { ...body, projectId: "none" })).toMatchObject({
      http: 422,
    });
  });
});

describe("the page's calls", () => {
  test("choose a document and send its pictures, of which the state says what is left", async () => {
    const { page, state } = await start("document");
    expect(await page("document-type", { documentType: "passport" })).toMatchObject({
      http: 409,
      code: "session_not_open",
    });
    await page("consent");
    expect(await page("capture?kind=selfie", faceForTest)).toMatchObject({ http: 422 });
    expect(await page("document-type", { documentType: "diploma" })).toMatchObject({ http: 422 });
    expect(await page("document-type", { documentType: "id_card" })).toMatchObject({
      documentType: "id_card",
      captures: [
        { kind: "document_front", taken: false },
        { kind: "document_back", taken: false },
        { kind: "selfie", taken: false },
      ],
    });
    expect(await page("capture?kind=document_back", faceForTest)).toMatchObject({ state: "started" });
    expect((await state()).captures).toContainEqual({
      kind: "document_back",
      taken: true,
      retake: null,
    });
    expect(await page("capture?kind=pose_left", faceForTest)).toMatchObject({ http: 422 });
    expect(await page("capture?kind=nonsense", faceForTest)).toMatchObject({ http: 422 });
    expect(await page("capture?kind=document_front", Buffer.from("no"))).toMatchObject({
      code: "image_unreadable",
    });
    await page("capture?kind=document_front", faceForTest);
    const done = await page("capture?kind=selfie", faceForTest);
    expect(done).toMatchObject({ state: "in_review" });
    expect(done.captures.every(({ taken }: { taken: boolean }) => taken)).toBe(true);
  });

  test("refuse what the method doesn't have, naming what is legal", async () => {
    const { page } = await start("qes");
    await page("consent");
    expect(await page("capture?kind=selfie", faceForTest)).toMatchObject({
      http: 409,
      code: "session_not_open",
      triggers: ["sign", "refuse", "extend", "join", "abort", "expire"],
    });
    expect(await page("abort", { reason: "bored" })).toMatchObject({ http: 422 });
    expect(await page("abort", { reason: "document_expired" })).toMatchObject({ state: "aborted" });
  });
});
