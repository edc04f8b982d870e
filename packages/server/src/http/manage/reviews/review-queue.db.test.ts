import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "../../../db/index.ts";
import { testDatabase } from "../../../db/testing/database.ts";
import { greyPng } from "../../../images/testing/images.ts";
import type { Project } from "../../../projects/index.ts";
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
  for (const [at, kind] of ["pose_front", "pose_left", "pose_right"].entries())
    await http.app.inject({
      method: "POST",
      url: `${pathname}/capture?kind=${kind}`,
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
