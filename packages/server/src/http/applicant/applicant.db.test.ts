import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { greyPng } from "../../images/testing/images.ts";
import type { Project } from "../../projects/index.ts";
import { decideReview, listReviews, timeline } from "../../verification/index.ts";
import { faceForTest, projectForTest, sessionForTest } from "../../verification/testing/stage.ts";
import { createHttpStage, type HttpStage } from "../testing/stage.ts";

let db: Db;
let http: HttpStage;
let live: Project;
let trial: Project;
let pageDir: string;
beforeAll(async () => {
  ({ db } = await testDatabase());
  pageDir = await mkdtemp(join(tmpdir(), "countersign-page-"));
});
afterAll(() => rm(pageDir, { recursive: true, force: true }));
beforeEach(async () => {
  http = await createHttpStage(db, { applicantPageDir: pageDir });
  live = await projectForTest(http.stage, "live");
  trial = await projectForTest(http.stage, "test");
  const addresses = {
    successRedirectUrl: "https://shop.example/ok",
    errorRedirectUrl: "https://shop.example/no",
  };
  await db.updateTable("projects").set(addresses).where("id", "in", [live.id, trial.id]).execute();
});

async function page(project: Project) {
  const { session, pageToken } = await sessionForTest(http.stage, project);
  const url = `/s/${session.id}`;
  const headers = { "x-page-token": pageToken };
  const post = async (path: string, payload: Buffer | object = {}, more: Record<string, string> = {}) => {
    const answer = await http.app.inject({
      method: "POST",
      url: `${url}/${path}`,
      headers: { ...headers, ...more },
      payload,
    });
    return { status: answer.statusCode, ...answer.json() };
  };
  return {
    session,
    pageToken,
    url,
    consent: () => post("consent"),
    abort: () => post("abort"),
    extend: () => post("extend"),
    capture: (image: Buffer = faceForTest, more: Record<string, string> = {}) =>
      post("capture", image, { "content-type": "image/png", ...more }),
    async state(token = pageToken) {
      const answer = await http.app.inject({ url: `${url}/state`, headers: { "x-page-token": token } });
      return { status: answer.statusCode, ...answer.json() };
    },
  };
}

describe("the page's calls", () => {
  test("lead a live session from consent to a review, and tell its end", async () => {
    const { session, state, consent, capture } = await page(live);
    const now = http.stage.now;
    expect(await state()).toEqual({
      status: 200,
      attemptId: session.id,
      language: "ru",
      mode: "live",
      method: "identification",
      state: "created",
      expiresAt: new Date(now + 600_000).toISOString(),
      canExtend: true,
      serverTime: new Date(now).toISOString(),
      redirectUrl: null,
      canRetry: false,
      reasons: [],
      projectName: "Test",
      organisation: {
        logo: false,
        accent: null,
        privacyUrl: null,
        supportUrl: null,
        picturesKeptDays: null,
      },
      filesAllowed: false,
      documents: ["passport", "id_card"],
      handoff: "none",
      documentType: null,
      captures: [{ kind: "face", taken: false, retake: null }],
      desk: null,
      signing: null,
    });
    expect(await consent()).toMatchObject({ status: 200, state: "started" });
    expect(await consent()).toMatchObject({ status: 200, state: "started" });
    expect(await capture()).toMatchObject({ status: 200, state: "in_review", redirectUrl: null });
    const [review] = await listReviews(http.stage, db, { projectId: live.id, limit: 1 });
    const operator = { kind: "operator", id: "opr_1", name: "O" } as const;
    await inTransaction(db, (tx) =>
      decideReview(http.stage, tx, review?.id ?? "", { decision: "approve" }, operator),
    );
    expect(await state()).toMatchObject({ state: "succeeded", redirectUrl: "https://shop.example/ok" });
  });

  test("let a test project's applicant choose the outcome", async () => {
    const succeeding = await page(trial);
    await succeeding.consent();
    expect(await succeeding.capture(greyPng(1), { "x-test-outcome": "success" })).toMatchObject({
      state: "succeeded",
    });
    const failing = await page(trial);
    await failing.consent();
    const failed = await failing.capture(faceForTest, { "x-test-outcome": "failure" });
    expect(failed).toMatchObject({
      state: "failed",
      redirectUrl: "https://shop.example/no",
      reasons: ["simulated"],
    });
  });

  test.each([
    { refused: ["photo_unusable", "document_expired"], told: ["photo_unusable", "document_expired"] },
    { refused: ["photo_unusable", "suspected_fraud"], told: [] },
  ] as const)("tell the applicant $told of a refusal for $refused", async ({ refused, told }) => {
    const { consent, capture, state } = await page(live);
    await consent();
    await capture();
    const [review] = await listReviews(http.stage, db, { projectId: live.id, limit: 1 });
    const operator = { kind: "operator", id: "opr_1", name: "O" } as const;
    await inTransaction(db, (tx) =>
      decideReview(http.stage, tx, review?.id ?? "", { decision: "refuse", reasons: [...refused] }, operator),
    );
    const ended = await state();
    expect(ended).toMatchObject({ state: "failed", reasons: told });
    expect(JSON.stringify(ended)).not.toContain("fraud");
  });

  test("refuse a chosen outcome in a live project, and one that is none", async () => {
    const { consent, capture, state } = await page(live);
    await consent();
    const chosen = await capture(faceForTest, { "x-test-outcome": "success" });
    expect(chosen).toMatchObject({ status: 409, code: "test_mode_only" });
    const nonsense = await capture(faceForTest, { "x-test-outcome": "maybe" });
    expect(nonsense).toMatchObject({ status: 422, code: "invalid_request" });
    expect(await state()).toMatchObject({ state: "started" });
  });

  test("refuse a wrong token, a missing one and an unknown session, each call alike", async () => {
    const { url, session } = await page(live);
    const other = await page(live);
    const calls = [
      { method: "GET", path: "state" },
      { method: "POST", path: "consent" },
      { method: "POST", path: "capture" },
      { method: "POST", path: "abort" },
    ] as const;
    for (const { method, path } of calls) {
      const wrong = { "x-page-token": other.pageToken };
      for (const headers of [{}, wrong, { "x-page-token": "" }]) {
        const answer = await http.app.inject({ method, url: `${url}/${path}`, headers });
        expect(answer.statusCode, path).toBe(401);
        expect(answer.json()).toMatchObject({ code: "page_token_invalid" });
      }
      const unknown = await http.app.inject({ method, url: `/s/nothing/${path}`, headers: wrong });
      expect(unknown.statusCode, path).toBe(404);
      expect(unknown.json()).toMatchObject({ code: "session_unknown" });
    }
    expect(http.log.join("")).not.toContain(other.pageToken);
    expect(session.state).toBe("created");
  });

  test("refuse a picture before consent, and everything after the end, naming the state", async () => {
    const { consent, capture, abort } = await page(live);
    expect(await capture()).toMatchObject({
      status: 409,
      code: "session_not_open",
      sessionStatus: "created",
    });
    expect(await abort()).toMatchObject({
      status: 200,
      state: "aborted",
      redirectUrl: "https://shop.example/no",
    });
    expect(await abort()).toMatchObject({ status: 200, state: "aborted" });
    expect(await consent()).toMatchObject({ status: 409, code: "session_ended", sessionStatus: "aborted" });
    expect(await capture()).toMatchObject({ status: 409, code: "session_ended", sessionStatus: "aborted" });
  });

  test("give ten more minutes once, however often and however fast they are asked for", async () => {
    const { session, extend, state, consent } = await page(live);
    const end = new Date(http.stage.now + 1_200_000).toISOString();
    http.stage.now += 590_000;
    const both = await Promise.all([extend(), extend()]);
    for (const given of both) expect(given).toMatchObject({ status: 200, expiresAt: end, canExtend: false });
    const steps = await timeline(db, session.id);
    expect(steps.filter(({ trigger }) => trigger === "extend")).toMatchObject([
      { fromState: "created", toState: "created", actor: { kind: "applicant", id: session.id } },
    ]);
    http.stage.now += 609_999;
    expect(await consent()).toMatchObject({ status: 200, state: "started", expiresAt: end });
    expect(await extend()).toMatchObject({ status: 200, expiresAt: end });
    http.stage.now += 1;
    expect(await extend()).toMatchObject({ status: 409, code: "session_ended" });
    expect(await state()).toMatchObject({ state: "expired", canExtend: false });
  });

  test("give no more time once everything is submitted", async () => {
    const { consent, capture, extend } = await page(live);
    await consent();
    expect(await capture()).toMatchObject({ canExtend: false });
    expect(await extend()).toMatchObject({ status: 409, code: "session_not_open" });
  });

  test("see an expired session as expired at once", async () => {
    const { consent, state } = await page(live);
    http.stage.now += 600_000;
    expect(await state()).toMatchObject({ state: "expired", redirectUrl: "https://shop.example/no" });
    expect(await consent()).toMatchObject({ status: 409, code: "session_ended", sessionStatus: "expired" });
  });
});

describe("a picture", () => {
  test.each([
    ["garbage", Buffer.from("no picture"), 422, "image_unreadable"],
    ["empty", Buffer.alloc(0), 422, "image_unreadable"],
    ["cut short", faceForTest.subarray(0, 60), 422, "image_unreadable"],
    ["too small for a live project", greyPng(20), 422, "image_unreadable"],
    ["of 10 MB", Buffer.alloc(10_000_000), 413, "image_too_large"],
  ])("%s is refused and changes nothing", async (_name, bytes, status, code) => {
    const { consent, capture, state } = await page(live);
    await consent();
    expect(await capture(bytes)).toMatchObject({ status, code });
    expect(await state()).toMatchObject({ state: "started" });
    expect(await capture()).toMatchObject({ status: 200 });
  });

  test("of another content type is refused", async () => {
    const { consent, capture } = await page(live);
    await consent();
    for (const type of ["image/gif", "application/json", "text/plain"]) {
      expect(await capture(faceForTest, { "content-type": type })).toMatchObject({
        status: 415,
        code: "unsupported_media_type",
      });
    }
  });

  test("is judged forty times for a session, refused ones included", async () => {
    const { consent, capture } = await page(live);
    await consent();
    for (let i = 0; i < 40; i++) expect(await capture(Buffer.from("no"))).toMatchObject({ status: 422 });
    expect(await capture()).toMatchObject({ status: 429, code: "rate_limited" });
    const other = await page(live);
    await other.consent();
    expect(await other.capture()).toMatchObject({ status: 200 });
  });

  test("sent twice at once is taken once", async () => {
    const { consent, capture } = await page(live);
    await consent();
    const answers = await Promise.all([capture(), capture()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe("the page itself", () => {
  test("says how to build it where it isn't built, and is there once it is", async () => {
    const missing = await http.app.inject({ url: "/s/any" });
    expect(missing.statusCode).toBe(503);
    expect(missing.body).toContain("npm run build");

    await mkdir(join(pageDir, "assets"), { recursive: true });
    await writeFile(join(pageDir, "index.html"), "<!doctype html><title>page</title>");
    await writeFile(join(pageDir, "assets", "index-abc.js"), "1;");
    await writeFile(join(pageDir, "assets", "icon-abc.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    const shown = await http.app.inject({ url: "/s/any" });
    expect(shown.statusCode).toBe(200);
    expect(shown.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(shown.headers["content-security-policy"]).toMatch(/default-src 'none'; script-src 'self'/);
    const asset = await http.app.inject({ url: "/s/assets/index-abc.js" });
    expect(asset.headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    });
    const icon = await http.app.inject({ url: "/s/assets/icon-abc.svg" });
    expect(icon.headers).toMatchObject({
      "content-type": "image/svg+xml; charset=utf-8",
      "content-security-policy": expect.stringContaining("sandbox"),
    });
  });

  test("may be framed by the origins that its project names, and by no other; nothing else may be", async () => {
    await writeFile(join(pageDir, "index.html"), "<!doctype html><title>page</title>");
    await mkdir(join(pageDir, "assets"), { recursive: true });
    const framing = async (url: string) => {
      const { headers } = await http.app.inject({ url });
      const [, ancestors] = /frame-ancestors ([^;]*)/.exec(String(headers["content-security-policy"])) ?? [];
      return [ancestors, headers["x-frame-options"]];
    };
    const closed = ["'none'", "DENY"];
    const [own, other] = [await page(live), await page(trial)];
    expect(await framing(own.url)).toEqual(closed);
    const embedOrigins = ["https://bank.example", "https://shop.example:8443"];
    const changed = await http.app.inject({
      method: "PATCH",
      url: `/manage/v1/projects/${live.id}`,
      headers: { authorization: `Bearer ${http.operatorToken}` },
      payload: { applicantPage: { embedOrigins } },
    });
    expect(changed.json()).toMatchObject({ applicantPage: { embedOrigins } });
    expect(await framing(own.url)).toEqual([embedOrigins.join(" "), undefined]);
    const { headers } = await http.app.inject({ url: own.url });
    expect(headers["permissions-policy"]).toContain("camera=(self)");
    expect((await http.app.inject({ url: `${own.url}/embedding` })).json()).toEqual({
      origins: embedOrigins,
    });
    for (const url of [
      other.url,
      "/s/any",
      `${own.url}/state`,
      `${own.url}/embedding`,
      "/console/",
      "/docs/",
    ])
      expect(await framing(url), url).toEqual(closed);
    expect((await http.app.inject({ url: "/s/any/embedding" })).json()).toEqual({ origins: [] });
  });

  test("gives no file but its own", async () => {
    for (const url of [
      "/s/assets/other.js",
      "/s/assets/..%2findex.html",
      "/s/assets/%2e%2e%2f%2e%2e%2fpackage.json",
    ]) {
      expect((await http.app.inject({ url })).statusCode, url).toBe(404);
    }
  });
});
