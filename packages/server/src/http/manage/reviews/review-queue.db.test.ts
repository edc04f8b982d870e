import type { SessionId } from "@countersign/wire";
import { pino } from "pino";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction, unproven } from "../../../db/index.ts";
import { testDatabase } from "../../../db/testing/database.ts";
import { addDocument } from "../../../documents/index.ts";
import { pdfForTest } from "../../../documents/testing/documents.ts";
import { greyPng } from "../../../images/testing/images.ts";
import type { Project } from "../../../projects/index.ts";
import { createUser, requestKycReview } from "../../../users/index.ts";
import { projectForTest } from "../../../verification/testing/stage.ts";
import { createHttpStage, type HttpStage } from "../../testing/stage.ts";

let db: Db;
let http: HttpStage;
let project: Project;
let rita: string;
let sam: string;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  http = await createHttpStage(db);
  project = await projectForTest(http.stage, "live");
  await db
    .updateTable("projects")
    .set({ applicantPage: { allowFiles: true } })
    .where("id", "=", project.id)
    .execute();
  rita = await http.reviewerToken();
  sam = await http.reviewerToken();
});

function raw(token: string, method: "GET" | "POST", url: string, payload?: object) {
  const headers = { authorization: `Bearer ${token}` };
  return http.app.inject({ method, url, headers, ...(payload && { payload }) });
}

async function call(token: string, method: "GET" | "POST", path: string, payload?: object) {
  const response = await raw(token, method, `/manage/v1${path}`, payload);
  return { http: response.statusCode, ...(response.body === "" ? {} : response.json()) };
}

/** A session of liveness that waits for a person. */
async function inReview(more: object = {}): Promise<string> {
  const body = { projectId: project.id, method: "liveness", ...more };
  const { id, url } = await call(http.operatorToken, "POST", "/sessions", body);
  const { pathname, hash } = new URL(url);
  const headers = { "x-page-token": hash.slice(1), "content-type": "image/png" };
  await http.app.inject({
    method: "POST",
    url: `${pathname}/consent`,
    headers: { "x-page-token": hash.slice(1) },
    payload: {},
  });
  for (const [at, query] of [
    "kind=pose_front&source=camera",
    "kind=pose_left&source=file",
    "kind=pose_right",
  ].entries())
    await http.app.inject({
      method: "POST",
      url: `${pathname}/capture?${query}`,
      headers,
      payload: greyPng(120 + at),
    });
  const { data } = await call(rita, "GET", `/reviews?sessionId=${id}`);
  return data[0].id;
}

const next = (token: string) => call(token, "POST", "/reviews/next", { projectId: [project.id] });
const queue = async (token: string, which: string): Promise<string[]> => {
  const { data } = await call(token, "GET", `/reviews?projectId=${project.id}&queue=${which}`);
  return data.map(({ id }: { id: string }) => id);
};

describe("the next review", () => {
  test("is the most urgent one, a different one for each, and none once all are claimed", async () => {
    const first = await inReview();
    http.stage.now += 1000;
    const second = await inReview();
    expect(await next(rita)).toMatchObject({ http: 200, id: first, claim: { mine: true } });
    expect(await queue(rita, "mine")).toEqual([first]);
    expect(await queue(sam, "mine")).toEqual([]);
    expect(await queue(sam, "due")).toEqual([second]);
    expect(await next(sam)).toMatchObject({ http: 200, id: second });
    expect(await next(rita)).toEqual({ http: 204 });
    const audited = await db
      .selectFrom("auditRecords")
      .select("action")
      .where("target", "=", first)
      .execute();
    expect(audited.map(({ action }) => action)).toContain("review.claim");
  });

  test("of two people at once is never the same", async () => {
    const ids = [await inReview(), await inReview()];
    const claimed = await Promise.all([next(rita), next(sam)]);
    expect(claimed.map(({ id }) => id).sort()).toEqual(ids.sort());
  });

  test("is not one that the caller has approved already", async () => {
    const settings = { authorization: `Bearer ${http.operatorToken}` };
    await http.app.inject({
      method: "PATCH",
      url: `/manage/v1/projects/${project.id}`,
      headers: settings,
      payload: { twoPersonApproval: true },
    });
    const id = await inReview();
    await next(rita);
    await call(rita, "POST", `/reviews/${id}/decision`, { decision: "approved" });
    expect(await next(rita)).toEqual({ http: 204 });
    expect(await queue(rita, "due")).toEqual([]);
    expect(await next(sam)).toMatchObject({ id, firstApproval: { mine: false } });
  });

  test("is of the caller's projects alone", async () => {
    await inReview();
    expect(await call(rita, "POST", "/reviews/next", { projectId: ["prj_other"] })).toEqual({ http: 204 });
  });
});

describe("what a review is decided by", () => {
  test("has earlier sessions, fields, reasons, and pictures by address", async () => {
    const expectedIdentity = { firstName: "Alex", lastName: "Oak" };
    const earlier = await inReview({ userId: "7", expectedIdentity });
    http.stage.now += 1000;
    const id = await inReview({ userId: "7", expectedIdentity });
    const review = await call(rita, "GET", `/reviews/${id}`);
    const { sessionId } = await call(rita, "GET", `/reviews/${earlier}`);
    expect(review.earlierSessions).toMatchObject([{ id: sessionId, status: "in_review" }]);
    expect(review.fields).toContainEqual({
      field: "lastName",
      read: null,
      expected: "Oak",
      registry: null,
      matches: null,
    });
    expect(review.refusalReasons).toContain("poor_lighting");
    expect(review.refusalReasons).not.toContain("document_expired");
    const [picture] = review.pictures;
    expect(picture).toMatchObject({ name: "pose_front", contentType: "image/png" });
    const read = await raw(rita, "GET", picture.url);
    expect(read.headers).toMatchObject({ "content-type": "image/png", "cache-control": "no-store" });
    expect(read.rawPayload.equals(greyPng(120))).toBe(true);
    const looks = await db.selectFrom("auditRecords").select("action").where("target", "=", id).execute();
    expect(looks.map(({ action }) => action)).toEqual(["review.view", "review.picture"]);
  });

  test("is not for who may not review, and has no picture that it doesn't name", async () => {
    const id = await inReview();
    const key = await http.projectToken(project.id);
    const url = `/manage/v1/reviews/${id}/pictures`;
    expect((await raw(key, "GET", `${url}/pose_front`)).statusCode).toBe(403);
    expect((await raw(rita, "GET", `${url}/registry`)).statusCode).toBe(404);
    expect((await raw(rita, "GET", `${url}/..`)).statusCode).toBe(404);
  });
});

describe("what checks found", () => {
  /** A check of a review's session, as the worker stores it. */
  async function withCheck(reviewId: string): Promise<{ sessionId: SessionId; checkId: string }> {
    const { sessionId, subjectId } = await db
      .selectFrom("reviews")
      .select(["sessionId", "subjectId"])
      .where("id", "=", unproven(reviewId))
      .executeTakeFirstOrThrow();
    const key = subjectId && (await http.stage.keyring.subjectKey(db, subjectId));
    if (sessionId === null || !key) throw new Error("the review has no session");
    const run = { sessionId, number: 1, projectId: project.id, mode: "assist", outcome: "review" } as const;
    const at = new Date(http.stage.now);
    await db
      .insertInto("checkRuns")
      .values({ ...run, cause: "assist", open: ["liveness.pose"], createdAt: at, doneAt: at })
      .execute();
    const id = `chk_${reviewId.slice(4)}`;
    const evidence = { inputs: [], zone: null, fields: [], measures: [], sessionIds: [] };
    await db
      .insertInto("checks")
      .values({
        id,
        sessionId,
        run: 1,
        name: "liveness.pose",
        version: 1,
        capture: null,
        verdict: "fail",
        code: "poses_wrong",
        score: null,
        threshold: null,
        model: null,
        cpuMs: 1,
        evidenceSealed: key.seal(JSON.stringify(evidence), `check:${id}:evidence`),
        createdAt: at,
      })
      .execute();
    return { sessionId, checkId: id };
  }

  test("is shown with the reasons that it suggests", async () => {
    const id = await inReview();
    await withCheck(id);
    const detail = await call(rita, "GET", `/reviews/${id}`);
    expect(detail).toMatchObject({ checksHidden: false, suggestedReasons: ["not_live"], judgement: null });
    expect(detail.checks.data).toHaveLength(1);
  });

  test("is hidden from each reviewer until they judge, if the project wants it", async () => {
    const id = await inReview();
    const { sessionId, checkId } = await withCheck(id);
    const hide = { hideScores: true };
    const admin = http.operatorToken;
    const changed = await http.app.inject({
      method: "PATCH",
      url: `/manage/v1/projects/${project.id}`,
      headers: { authorization: `Bearer ${admin}` },
      payload: hide,
    });
    expect(changed.json()).toMatchObject(hide);
    const found = async (token: string) => {
      const detail = await call(token, "GET", `/reviews/${id}`);
      const session = await call(token, "GET", `/sessions/${sessionId}/checks`);
      const picture = await call(token, "GET", `/sessions/${sessionId}/checks/${checkId}/pictures/zone`);
      return {
        hidden: detail.checksHidden,
        seen: [...detail.checks.data, ...session.data].map(({ code }) => code),
        open: [...detail.checks.open, ...session.open],
        suggested: detail.suggestedReasons,
        picture: picture.code,
      };
    };
    const nothing = { hidden: true, seen: [], open: [], suggested: [], picture: "judgement_required" };
    const everything = {
      hidden: false,
      seen: ["poses_wrong", "poses_wrong"],
      open: ["liveness.pose", "liveness.pose"],
      suggested: ["not_live"],
      picture: "not_found",
    };
    expect(await found(rita)).toEqual(nothing);
    const judge = (judgement: string) => call(rita, "POST", `/reviews/${id}/judgement`, { judgement });
    expect(await judge("doubtful")).toMatchObject({ http: 200, id });
    // The first impression stands: what they think with the checks before them is another thing.
    expect((await judge("genuine")).http).toBe(200);
    expect(await call(rita, "GET", `/reviews/${id}`)).toMatchObject({ judgement: "doubtful" });
    expect(await found(rita)).toEqual(everything);
    expect(await found(sam)).toEqual(nothing);
    await call(rita, "POST", `/reviews/${id}/decision`, { decision: "refused", reasons: ["not_live"] });
    expect(await found(sam)).toEqual(everything);
    expect((await call(sam, "POST", `/reviews/${id}/judgement`, { judgement: "genuine" })).http).toBe(409);
  });
});

test("a picture tells whether the camera took it, and its size; nothing says what a page did not", async () => {
  const id = await inReview();
  const { pictures } = await call(rita, "GET", `/reviews/${id}`);
  expect(pictures.map(({ name, source }: Record<string, string>) => [name, source])).toEqual([
    ["pose_front", "camera"],
    ["pose_left", "file"],
    ["pose_right", null],
  ]);
  expect(pictures[0].bytes).toBe(greyPng(120).length);
  expect((await call(rita, "GET", `/reviews/${id}`)).captures).toHaveLength(3);
  const lean = await call(rita, "GET", `/reviews/${id}?base64=false`);
  expect(lean).toMatchObject({ captures: [], capturedPicture: null, registryPicture: null, pictures });
});

test("what the applicant will read is told in their language, and nothing of a suspected fraud", async () => {
  const id = await inReview({ language: "ru" });
  const { applicantIsTold } = await call(rita, "GET", `/reviews/${id}`);
  const told = new Map(applicantIsTold.map((one: Record<string, string>) => [one.reason, one.text]));
  expect(told.get("poor_lighting")).toMatch(/[а-я]/);
  expect(told.has("suspected_fraud")).toBe(false);
  expect(told.has("document_expired")).toBe(false);
});

test("the reviewer of a user sees their fields and documents, whose files are read at their address", async () => {
  const { stage } = http;
  const { clock, random, keyring, files } = stage;
  const events = { clock, random, keyring, log: pino({ level: "silent" }) };
  const deps = { clock, keyring, files, events, verification: stage, maxDocumentBytes: 10_000 };
  const made = await inTransaction(db, (tx) =>
    createUser(deps, tx, project.id, { email: "a.oak@example.com", firstname: "Alex", lastname: "Oak" }),
  );
  if (!made.ok) throw new Error("no user");
  const { user } = made;
  const userId = String(user.id);
  const bytes = pdfForTest("statutes");
  const file = { userId, typeId: "17", name: "p.pdf", documentTag: "", residenceId: "0", bytes } as const;
  const added = await inTransaction(db, (tx) => addDocument(deps, tx, project.id, file));
  if (added.kind !== "added") throw new Error(added.kind);
  await inTransaction(db, (tx) => requestKycReview(deps, tx, project.id, userId));
  const { data } = await call(rita, "GET", `/reviews?userId=${userId}&projectId=${project.id}`);
  const detail = await call(rita, "GET", `/reviews/${data[0].id}`);
  expect(detail.user).toMatchObject({ userId, status: "VALIDATED", frozen: false, kycReview: "1" });
  expect(detail.user.fields).toContainEqual({ name: "firstname", value: "Alex" });
  expect(detail.user.fields.map(({ value }: { value: string }) => value)).not.toContain("");
  const [document] = detail.documents;
  expect(document).toMatchObject({ name: "p.pdf", type: "PASSPORT", status: "PENDING", bytes: bytes.length });
  const read = await raw(rita, "GET", document.url);
  expect(read.rawPayload.equals(bytes)).toBe(true);
  expect(read.headers).toMatchObject({ "content-type": "application/pdf", "cache-control": "no-store" });
  const other = await inReview();
  expect((await raw(rita, "GET", document.url.replace(data[0].id, other))).statusCode).toBe(404);
  const audited = await db
    .selectFrom("auditRecords")
    .select("action")
    .where("target", "=", data[0].id)
    .execute();
  expect(audited.map(({ action }) => action)).toContain("review.document");
});
