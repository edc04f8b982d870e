import { agentVideoSchema, applicantVideoSchema } from "@countersign/wire";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listAudit } from "../../access/index.ts";
import type { Db } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import type { Project } from "../../projects/index.ts";
import { projectForTest } from "../../verification/testing/stage.ts";
import { forgetOldRounds } from "../../video-calls/index.ts";
import { createHttpStage, type HttpStage } from "../testing/stage.ts";

const offer = "v=0\r\no=- 1 2 IN IP4 192.0.2.7\r\n";
const answer = "v=0\r\no=- 3 4 IN IP4 192.0.2.8\r\n";

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

async function send(
  method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH",
  url: string,
  headers: object,
  payload?: object,
) {
  const request = { method, url, headers: { ...headers } } as const;
  const response = await http.app.inject(payload === undefined ? request : { ...request, payload });
  return { http: response.statusCode, ...(response.body === "" ? {} : response.json()) };
}

const manage = (
  token: string,
  method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH",
  path: string,
  payload?: object,
) => send(method, `/manage/v1${path}`, { authorization: `Bearer ${token}` }, payload);

/** A session whose applicant waits for an agent: the calls of its page, and of whoever reviews it. */
async function waiting() {
  const body = { projectId: project.id, method: "video_conference", userId: "client-1" };
  const { id, url } = await manage(http.operatorToken, "POST", "/sessions", body);
  const { pathname, hash } = new URL(url);
  const page = (method: "GET" | "POST", path: string, payload?: object) =>
    send(method, `${pathname}/${path}`, { "x-page-token": hash.slice(1) }, payload);
  await page("POST", "consent");
  await page("POST", "join");
  const { data } = await manage(http.operatorToken, "GET", `/reviews?sessionId=${id}`);
  const review = `/reviews/${data[0].id}`;
  return {
    id,
    page,
    review,
    call: (round: string, token = rita) => manage(token, "PUT", `${review}/video`, { round, offer }),
  };
}

describe("a call with video", () => {
  test("is offered by who claimed the review, answered once by the applicant's page, and hung up", async () => {
    const { page, review, call } = await waiting();
    await manage(rita, "POST", `${review}/claim`);
    expect(await page("GET", "video")).toEqual({
      http: 200,
      iceServers: [],
      round: null,
      offer: null,
      answered: false,
    });
    expect(await call("round-one")).toEqual({ http: 204 });
    const { http: _, ...seen } = await page("GET", "video");
    expect(applicantVideoSchema.parse(seen)).toMatchObject({ round: "round-one", offer, answered: false });
    expect(await page("POST", "video/answer", { round: "round-one", answer })).toEqual({ http: 204 });
    expect(await page("POST", "video/answer", { round: "round-one", answer })).toMatchObject({ http: 404 });
    const { http: __, ...read } = await manage(rita, "GET", `${review}/video`);
    expect(agentVideoSchema.parse(read)).toEqual({
      iceServers: [],
      round: "round-one",
      answer,
      again: false,
    });
    expect(await manage(rita, "DELETE", `${review}/video`)).toEqual({ http: 204 });
    expect(await page("GET", "video")).toMatchObject({ round: null });
    const looks = (await listAudit(db, { limit: 20 })).filter(({ action }) => action === "review.video");
    expect(looks.filter(({ target }) => review.endsWith(String(target)))).toHaveLength(1);
  });

  test("goes on in another round, which the applicant's page can ask for", async () => {
    const { page, review, call } = await waiting();
    await manage(rita, "POST", `${review}/claim`);
    await call("round-one");
    await page("POST", "video/answer", { round: "round-one", answer });
    expect(await page("POST", "video/again", { round: "round-one" })).toEqual({ http: 204 });
    expect(await manage(rita, "GET", `${review}/video`)).toMatchObject({ again: true });
    await call("round-two");
    expect(await manage(rita, "GET", `${review}/video`)).toMatchObject({ answer: null, again: false });
    expect(await page("POST", "video/answer", { round: "round-one", answer })).toMatchObject({ http: 404 });
    // Of a page that has not seen the new round yet.
    await page("POST", "video/again", { round: "round-one" });
    expect(await manage(rita, "GET", `${review}/video`)).toMatchObject({ round: "round-two", again: false });
  });

  test("is nobody's who has not claimed the review, and not of other sessions", async () => {
    const { page, review, call } = await waiting();
    expect(await call("round-one")).toMatchObject({ http: 409, code: "claim_required" });
    await manage(rita, "POST", `${review}/claim`);
    expect(await call("round-one", sam)).toMatchObject({ http: 409, code: "review_claimed" });
    expect(await manage(sam, "GET", `${review}/video`)).toMatchObject({ http: 409 });
    const stranger = await waiting();
    expect(await send("GET", `/s/${stranger.id}/video`, {})).toMatchObject({ http: 401 });
    await manage(rita, "POST", `${review}/decision`, { decision: "refused", reasons: ["suspected_fraud"] });
    expect(await page("GET", "video")).toMatchObject({ http: 200, round: null });
    expect(await page("POST", "video/answer", { round: "round-one", answer })).toMatchObject({ http: 404 });
    expect(await call("round-two")).toMatchObject({ http: 409, code: "already_decided" });
  });

  test("is off where the project's agents have tools of their own", async () => {
    await manage(http.operatorToken, "PATCH", `/projects/${project.id}`, {
      applicantPage: { videoCalls: false },
    });
    const { page, review, call } = await waiting();
    await manage(rita, "POST", `${review}/claim`);
    expect(await call("round-one")).toMatchObject({ http: 404 });
    expect(await page("GET", "state")).toMatchObject({ desk: { video: false } });
    expect(await manage(rita, "GET", review)).toMatchObject({ video: false });
  });

  test.each([
    [{ round: "short", offer }, "round"],
    [{ round: "round-one", offer: "hello" }, "offer"],
    [{ round: "round-one", offer: `v=0\r\n${"a".repeat(60_000)}` }, "offer"],
  ])("refuses what is none: %#", async (body, field) => {
    const { review } = await waiting();
    await manage(rita, "POST", `${review}/claim`);
    expect(await manage(rita, "PUT", `${review}/video`, body)).toMatchObject({
      http: 422,
      errors: [{ field }],
    });
  });
});

describe("what browsers exchange", () => {
  const stored = async (id: string) =>
    db
      .selectFrom("videoCalls")
      .selectAll()
      .where("sessionId", "=", id as never)
      .executeTakeFirst();

  test("is sealed, and deleted an hour later", async () => {
    const { id, review, call } = await waiting();
    await manage(rita, "POST", `${review}/claim`);
    await call("round-one");
    const row = await stored(id);
    expect(row?.offerSealed.includes("192.0.2.7")).toBe(false);
    const hourMs = 60 * 60_000;
    await forgetOldRounds(db, http.stage.clock() + hourMs);
    expect(await stored(id)).toBeDefined();
    await forgetOldRounds(db, http.stage.clock() + hourMs + 1);
    expect(await stored(id)).toBeUndefined();
  });

  test("is deleted with the person", async () => {
    const { id, review, call } = await waiting();
    await manage(rita, "POST", `${review}/claim`);
    await call("round-one");
    await manage(http.operatorToken, "POST", `/sessions/${id}/redact`);
    expect(await stored(id)).toBeUndefined();
  });
});
