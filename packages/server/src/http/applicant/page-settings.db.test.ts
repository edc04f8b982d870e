import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { greyPng } from "../../images/testing/images.ts";
import type { Project } from "../../projects/index.ts";
import { faceForTest, projectForTest } from "../../verification/testing/stage.ts";
import { createHttpStage, type HttpStage } from "../testing/stage.ts";

let db: Db;
let http: HttpStage;
let live: Project;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  http = await createHttpStage(db);
  live = await projectForTest(http.stage, "live");
});

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

async function manage(method: Method, path: string, payload?: object, contentType?: string) {
  const response = await http.app.inject({
    method,
    url: `/manage/v1${path}`,
    headers: {
      authorization: `Bearer ${http.operatorToken}`,
      ...(contentType && { "content-type": contentType }),
    },
    ...(payload && { payload }),
  });
  const isJson = String(response.headers["content-type"]).includes("json");
  return { status: response.statusCode, body: isJson ? response.json() : response.rawPayload };
}

const set = (applicantPage: object) => manage("PATCH", `/projects/${live.id}`, { applicantPage });
const upload = (bytes: Buffer, type = "image/png") => manage("PUT", `/projects/${live.id}/logo`, bytes, type);

/** A session of the live project, and the calls of its page. */
async function session(method = "document") {
  const { body } = await manage("POST", "/sessions", { projectId: live.id, method, language: "en" });
  const { pathname, hash } = new URL(body.url);
  const call = async (
    path: string,
    payload?: Buffer | object,
    headers: Record<string, string> = {},
    token = hash.slice(1),
  ) => {
    const response = await http.app.inject({
      method: payload === undefined ? "GET" : "POST",
      url: `${pathname}/${path}`,
      headers: { "x-page-token": token, ...headers },
      ...(payload !== undefined && { payload }),
    });
    const isJson = String(response.headers["content-type"]).includes("json");
    return { status: response.statusCode, ...(isJson ? response.json() : { bytes: response.rawPayload }) };
  };
  return { id: body.id as string, token: hash.slice(1), call };
}

describe("what a project says about itself", () => {
  test("reaches its applicants, and each change is audited and versioned", async () => {
    const page = {
      displayName: "Demo bank",
      accentColour: "#003366",
      privacyUrl: "https://bank.example/privacy",
      supportUrl: "mailto:help@bank.example",
      picturesKeptDays: 30,
      embedOrigins: ["https://bank.example"],
    };
    const changed = await set(page);
    expect(changed).toMatchObject({
      status: 200,
      body: { version: live.version + 1, applicantPage: { ...page, allowFiles: false } },
    });
    const { call } = await session();
    expect(await call("state")).toMatchObject({
      projectName: "Demo bank",
      organisation: {
        logo: false,
        accent: { light: "#003366", dark: expect.stringMatching(/^#[0-9a-f]{6}$/) },
        privacyUrl: page.privacyUrl,
        supportUrl: page.supportUrl,
        picturesKeptDays: 30,
      },
    });
    await set({ displayName: null });
    expect(await call("state")).toMatchObject({
      projectName: live.name,
      organisation: { picturesKeptDays: 30 },
    });
    const { body } = await manage("GET", `/audit?projectId=${live.id}&limit=10`);
    expect(body.data).toContainEqual(
      expect.objectContaining({ action: "project.settings", details: { applicantPage: page } }),
    );
  });

  test.each([
    [{ accentColour: "#ffcc00" }, "applicantPage.accentColour", /4\.5:1 with white; it has 1\.5/],
    [{ accentColour: "teal" }, "applicantPage.accentColour", /#0b6e5f/],
    [{ privacyUrl: "http://bank.example" }, "applicantPage.privacyUrl", /https/],
    [{ supportUrl: "javascript:alert(1)" }, "applicantPage.supportUrl", /mailto/],
    [{ documents: [] }, "applicantPage.documents", /./],
    [{ documents: ["passport", "passport"] }, "applicantPage.documents", /twice/],
    [{ embedOrigins: ["https://*.bank.example"] }, "applicantPage.embedOrigins.0", /wildcard/],
    [
      { embedOrigins: ["https://bank.example/", "https://a.example"] },
      "applicantPage.embedOrigins.0",
      /path/,
    ],
    [{ embedOrigins: ["https://a.example; script-src *"] }, "applicantPage.embedOrigins.0", /origin/],
    [{ embedOrigins: ["https://a.example https://b.example"] }, "applicantPage.embedOrigins.0", /origin/],
    [{ embedOrigins: ["https://a.example:443"] }, "applicantPage.embedOrigins.0", /default port/],
    [{ embedOrigins: ["http://bank.example"] }, "applicantPage.embedOrigins.0", /https/],
    [
      { embedOrigins: ["https://a.example", "http://localhost:3000"] },
      "applicantPage.embedOrigins.1",
      /test-mode/,
    ],
    [{ embedOrigins: ["https://a.example", "https://a.example"] }, "applicantPage.embedOrigins", /twice/],
    [{ embedOrigins: Array(21).fill("https://a.example") }, "applicantPage.embedOrigins", /./],
    [{ picturesKeptDays: 0 }, "applicantPage.picturesKeptDays", /./],
  ])("is refused as %j, by field", async (page, field, problem) => {
    const { status, body } = await set(page);
    expect([status, body.errors[0].field]).toEqual([422, field]);
    expect(body.errors[0].problem).toMatch(problem);
  });

  test("may name this machine's http origins in test mode", async () => {
    const { id } = await projectForTest(http.stage, "test");
    const applicantPage = { embedOrigins: ["http://localhost:3000", "http://127.0.0.1"] };
    expect(await manage("PATCH", `/projects/${id}`, { applicantPage })).toMatchObject({
      status: 200,
      body: { applicantPage },
    });
  });

  test("has a logo: a small PNG or JPEG, which its applicants' pages may load", async () => {
    const { call } = await session();
    expect(await call("logo")).toMatchObject({ status: 404, code: "not_found" });
    const logo = greyPng(64);
    expect(await upload(logo)).toMatchObject({
      status: 200,
      body: { logoSha256: expect.stringMatching(/^[0-9a-f]{64}$/), version: live.version + 1 },
    });
    expect(await call("state")).toMatchObject({ organisation: { logo: true } });
    expect((await call("logo")).bytes).toEqual(logo);
    expect((await manage("GET", `/projects/${live.id}/logo`)).body).toEqual(logo);
    expect(await call("logo", undefined, {}, "wrong")).toMatchObject({ status: 401 });
    expect(await manage("DELETE", `/projects/${live.id}/logo`)).toMatchObject({ body: { logoSha256: null } });
    expect(await call("logo")).toMatchObject({ status: 404 });
  });

  test("has no logo that is a script, broken or large", async () => {
    const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    const statuses = [
      await upload(svg, "image/svg+xml"),
      await upload(svg),
      await upload(greyPng(1025)),
      await upload(greyPng(64).subarray(0, 40)),
      await upload(Buffer.alloc(300 * 1024)),
    ].map(({ status }) => status);
    expect(statuses).toEqual([415, 422, 422, 422, 413]);
  });
});

describe("what a project asks for", () => {
  test("are the documents that it accepts, in its order", async () => {
    await set({ documents: ["id_card"], captureOrder: "selfie_first" });
    const { call } = await session();
    await call("consent", {});
    expect(await call("document-type", { documentType: "passport" })).toMatchObject({
      status: 422,
      errors: [{ field: "documentType", problem: "must be one of: id_card" }],
    });
    const { captures } = await call("document-type", { documentType: "id_card" });
    expect(captures.map(({ kind }: { kind: string }) => kind)).toEqual([
      "selfie",
      "document_front",
      "document_back",
    ]);
  });

  test("is the camera's picture in live sessions, unless the project allows files", async () => {
    const { call } = await session();
    await call("consent", {});
    await call("document-type", { documentType: "passport" });
    const send = (source: string) =>
      call(`capture?kind=document_front&source=${source}`, faceForTest, { "content-type": "image/png" });
    expect(await call("state")).toMatchObject({ filesAllowed: false });
    expect(await send("file")).toMatchObject({ status: 422, errors: [{ field: "source" }] });
    expect(await send("camera")).toMatchObject({ status: 200 });
    await set({ allowFiles: true });
    expect(await call("state")).toMatchObject({ filesAllowed: true });
    expect(await send("file")).toMatchObject({ status: 200 });
  });
});

test("the text of the consent is kept with the session, as it was given first", async () => {
  const { id, call } = await session();
  expect((await manage("GET", `/sessions/${id}`)).body.consent).toBeNull();
  const text = { version: "2026-11", language: "kk" };
  await call("consent", { text });
  await call("consent", { text: { version: "2027-01", language: "en" } });
  const givenAt = new Date(http.stage.now).toISOString();
  expect((await manage("GET", `/sessions/${id}`)).body.consent).toEqual({ ...text, givenAt });
  expect(await call("consent", { text: { version: "a b", language: "en" } })).toMatchObject({ status: 422 });
});

describe("a session that goes on at another device", () => {
  test("is taken with its code once, and both devices see it", async () => {
    const { id, token, call } = await session("liveness");
    const offer = await call("handoff", {});
    expect(offer).toMatchObject({ expiresAt: new Date(http.stage.now + 300_000).toISOString() });
    expect(await call("state")).toMatchObject({ handoff: "offered" });
    // A code is no page token.
    expect(await call("state", undefined, {}, offer.code)).toMatchObject({ status: 401 });
    const both = await Promise.all([
      call("handoff/take", {}, {}, offer.code),
      call("handoff/take", {}, {}, offer.code),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const pageToken = both.find(({ status }) => status === 200)?.pageToken;
    expect(await call("consent", {}, {}, pageToken)).toMatchObject({ status: 200, state: "started" });
    expect(await call("state")).toMatchObject({ state: "started", handoff: "taken" });
    const { body } = await manage("GET", `/audit?projectId=${live.id}&limit=10`);
    expect(body.data).toContainEqual(expect.objectContaining({ action: "session.handoff", target: id }));
    for (const secret of [token, offer.code, pageToken]) expect(http.log.join("")).not.toContain(secret);
  });

  test("is not taken with a code that is wrong, too old or replaced, and a new code ends the other device", async () => {
    const { call } = await session("liveness");
    const { code: first } = await call("handoff", {});
    expect(await call("handoff/take", {}, {}, "guess")).toMatchObject({ code: "page_token_invalid" });
    http.stage.now += 300_000;
    expect(await call("handoff/take", {}, {}, first)).toMatchObject({ status: 401 });
    expect(await call("state")).toMatchObject({ handoff: "none" });
    const { code: second } = await call("handoff", {});
    expect(await call("handoff/take", {}, {}, first)).toMatchObject({ status: 401 });
    const { pageToken } = await call("handoff/take", {}, {}, second);
    expect(await call("state", undefined, {}, pageToken)).toMatchObject({ status: 200 });
    await call("handoff", {});
    expect(await call("state", undefined, {}, pageToken)).toMatchObject({ status: 401 });
    const unknown = await http.app.inject({ method: "POST", url: "/s/nothing/handoff/take" });
    expect(unknown.statusCode).toBe(401);
  });
});
