import { treezorErrorSchema } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { pdfForTest } from "../../documents/testing/documents.ts";
import { type Answered, newUser, startTreezorApi, type TreezorApi } from "./testing/service.ts";

let at: TreezorApi;
const ids: Record<string, string> = {};
beforeAll(async () => {
  at = await startTreezorApi();
  ids.user = (await at.call("POST", "/v1/users", newUser)).body.users[0].userId;
  const document = { userId: ids.user, documentTypeId: 17, name: "x", ...file() };
  ids.document = (await at.call("POST", "/v1/documents", document)).body.documents[0].documentId;
  const hook = { url: "https://receiver.example/hook" };
  ids.hook = (await at.call("POST", "/settings/hooks", hook, "operator")).body.uuid;
  ids.query = (await at.call("POST", "/retry/query", period)).body.queryId;
  ids.session = (await at.call("POST", `/v1/users/${ids.user}/qes`)).body.identification.identificationId;
});

const period = { startAt: "2026-05-05T00:00:00Z", endAt: "2026-05-06T00:00:00Z" };
let marks = 0;
const file = () => ({ fileContentBase64: pdfForTest(`bad ${++marks}`).toString("base64") });

/** Every route, with the name of its id, a valid body, and its permitted callers. */
const routes: [method: string, path: string, id: string | null, body: object | null, caller?: "operator"][] =
  [
    ["POST", "/v1/users", null, newUser],
    ["GET", "/v1/users", null, null],
    ["GET", "/v1/users/:id", "user", null],
    ["PUT", "/v1/users/:id", "user", { city: "Paris" }],
    ["PUT", "/v1/users/:id/Kycreview", "user", { accessTag: "bad input" }],
    ["POST", "/v1/users/:id/kycliveness", "user", {}],
    ["GET", "/v1/users/:id/kycliveness", "user", null],
    ["POST", "/v1/users/:id/qes", "user", {}],
    ["GET", "/v1/users/:id/qes", "user", null],
    ["POST", "/v1/users/:id/videoconference", "user", {}],
    ["GET", "/v1/users/:id/videoconference", "user", null],
    ["POST", "/v1/documents", null, { documentTypeId: "17", name: "x" }],
    ["GET", "/v1/documents", null, null],
    ["GET", "/v1/documents/:id", "document", null],
    ["GET", "/v1/documents/:id/download", "document", null],
    ["PUT", "/v1/documents/:id", "document", { name: "y" }],
    ["DELETE", "/v1/documents/:id", "document", null],
    ["POST", "/settings/hooks", null, { url: "https://receiver.example/other" }, "operator"],
    ["GET", "/settings/hooks", null, null],
    ["GET", "/settings/hooks/:id", "hook", null],
    ["GET", "/settings/hooks/:id/events", "hook", null],
    ["PUT", "/settings/hooks/:id/events", "hook", { events: ["qes.created"] }, "operator"],
    ["POST", "/settings/hooks/:id/events", "hook", { events: ["qes.aborted"] }, "operator"],
    ["DELETE", "/settings/hooks/:id/events", "hook", { events: ["qes.aborted"] }, "operator"],
    ["DELETE", "/settings/hooks/:id", "hook", null, "operator"],
    ["POST", "/retry/query", null, period],
    ["POST", "/retry/query/:id", "query", {}],
    ["GET", "/retry/query/:id", "query", null],
  ];

const wrongValues: unknown[] = [
  null,
  7,
  -1.5,
  true,
  {},
  [],
  ["x"],
  { $gt: "" },
  "",
  "\u0000",
  "\ud800",
  "'; drop table users; --",
  "x".repeat(10_000),
  "9".repeat(30),
  "__proto__",
];

/** An error in the surface's shape that is not a failure of the service. */
function expectRefused(answer: Answered, what: string): void {
  expect(answer.status, what).toBeGreaterThanOrEqual(400);
  expect(answer.status, what).toBeLessThan(500);
  expect(treezorErrorSchema.safeParse(answer.body).success, `${what}: ${answer.raw}`).toBe(true);
}

function expectSound(answer: Answered, what: string): void {
  if (answer.status >= 400) expectRefused(answer, what);
}

const pathOf = (path: string, id: string | null) => path.replace(":id", id === null ? "" : (ids[id] ?? ""));
const badIds = [
  "0",
  "-1",
  "x",
  "9".repeat(15),
  "9".repeat(30),
  "1.5",
  "%00",
  "%F0%9F%98%80",
  "%ZZ",
  "a".repeat(200),
];

describe.each(routes)("%s %s", (method, path, id, body, caller = undefined) => {
  const as = caller ?? "project";

  test("wants a token, and one that may", async () => {
    const url = pathOf(path, id);
    const nobody = await at.call(method, url, body ?? undefined, "nobody");
    expect([nobody.status, nobody.body.errors[0].errorCode]).toEqual([401, 40101]);
    const reviewer = await at.call(method, url, body ?? undefined, "reviewer");
    expect([reviewer.status, reviewer.body.errors[0].errorCode]).toEqual([403, 40301]);
    if (as !== "operator") return;
    const project = await at.call(method, url, body ?? undefined, "project");
    expect([project.status, project.body.errors[0].errorCode]).toEqual([403, 40301]);
  });

  if (id !== null)
    test("finds nothing under an id that is none", async () => {
      for (const bad of badIds) {
        const answer = await at.call(method, path.replace(":id", bad), body ?? undefined, as);
        if (!path.endsWith("Kycreview") && answer.status === 200) {
          expect(Object.values(answer.body)).toEqual([[]]);
          continue;
        }
        expectRefused(answer, bad);
        expect(answer.status, bad).toBe(404);
      }
    });

  if (body !== null)
    test("refuses wrong bodies in this surface's shape", async () => {
      const url = pathOf(path, id);
      for (const [payload, type] of [
        ["{", "application/json"],
        ["[]", "application/json"],
        ["null and void", "application/json"],
        ['"x"', "application/json"],
        ['{"__proto__":{"x":1}}', "application/json"],
        ["a=b", "application/x-www-form-urlencoded"],
        ["<x/>", "text/xml"],
        [`{"x":${"[".repeat(5000)}${"]".repeat(5000)}}`, "application/json"],
        [`{"name":"${"x".repeat(2_000_000)}"}`, "application/json"],
      ] as const) {
        expectRefused(await at.send(method, url, payload, type, as), payload.slice(0, 40));
      }
      expectRefused(await at.call(method, url, { ...body, unknownField: 1 }, as), "an unknown field");
    });

  if (body !== null)
    test("takes no wrong value for a failure", async () => {
      for (const field of [
        ...Object.keys(body ?? {}),
        "accessTag",
        "events",
        "userId",
        "email",
        "fileContentBase64",
      ]) {
        for (const value of wrongValues) {
          const answer = await at.call(method, pathOf(path, id), { ...body, [field]: value }, as);
          expectSound(answer, `${field} ${JSON.stringify(value).slice(0, 40)}`);
        }
      }
    });
});

test.each(["/v1/users", "/v1/documents"])("%s takes no wrong query for a failure", async (path) => {
  for (const field of [
    "userId",
    "documentId",
    "userTag",
    "email",
    "pageNumber",
    "pageCount",
    "documentTypeId",
    "x",
  ]) {
    for (const value of ["", "x", "0", "-1", "1e9", "9".repeat(30), "%00", "%F0%9F%98%80", "a&userId=1"]) {
      expectSound(await at.call("GET", `${path}?${field}=${value}`), `${field}=${value}`);
    }
  }
});

test("a period of null is refused as one without its fields", async () => {
  expectRefused(await at.send("POST", "/retry/query", "null", "application/json"), "null");
});

test("an unknown path, and a method that a path does not have", async () => {
  for (const url of ["/v1/nothing", "/v1/users/1/x", "/settings/x", "/retry/x"]) {
    const answer = await at.call("GET", url);
    expect([answer.status, answer.body.errors[0].errorCode]).toEqual([404, 40401]);
  }
  const answer = await at.call("PATCH", "/v1/users/100001", {});
  expect([answer.status, answer.body.errors[0].errorCode]).toEqual([405, 40501]);
  expect(answer.headers.allow).toContain("PUT");
});

test("an internal error is 50001 and reveals nothing about its cause", async () => {
  const { deps } = at.api;
  const { db } = deps;
  Object.assign(deps, {
    db: new Proxy(db, {
      get() {
        throw new Error("connection to 10.0.0.7 refused for user app");
      },
    }),
  });
  const answer = await at.call("GET", "/v1/users");
  Object.assign(deps, { db });
  expect(answer.status).toBe(500);
  expect(answer.body).toEqual({ errors: [{ errorCode: 50001, errorMessage: "Internal error" }] });
});
