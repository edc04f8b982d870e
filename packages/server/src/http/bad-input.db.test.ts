import { problems } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/api.ts";

let api: TestApi;
let routes: { method: string; path: string; hasBody: boolean }[];
beforeAll(async () => {
  api = await startTestApi();
  const { paths } = (await api.app.inject("/openapi/manage.json")).json<{
    paths: Record<string, Record<string, { requestBody?: object }>>;
  }>();
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path: path.replace("/manage/v1", ""),
      hasBody: requestBody !== undefined,
    })),
  );
});

const json = { "content-type": "application/json" };
const bodies: [name: string, headers: Record<string, string>, payload: string | Buffer][] = [
  ["no JSON at all", json, "{"],
  ["nothing", json, ""],
  ["a word", json, '"text"'],
  ["null", json, "null"],
  ["a number", json, "1e999"],
  ["an array", json, "[[[]]]"],
  ["deep nesting", json, "[".repeat(100_000)],
  ["a poisoned prototype", json, '{"__proto__":{"role":"operator"},"constructor":{"prototype":{}}}'],
  ["bytes that are no UTF-8", json, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  [
    "wrong types",
    json,
    JSON.stringify({ name: 1, mode: [], what: {}, role: null, deliveryIds: "x", url: 5, outcome: 1 }),
  ],
  [
    "NUL characters",
    json,
    JSON.stringify({ name: "a\u0000b", mode: "test", role: "reviewer", eventId: "\u0000" }),
  ],
  ["10 MB", json, JSON.stringify({ name: "x".repeat(10 * 1024 * 1024) })],
  ["XML", { "content-type": "application/xml" }, "<a/>"],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, "a=1"],
  ["text", { "content-type": "text/plain" }, "text"],
  ["a content type that is none", { "content-type": "\u007f/;;" }, "{}"],
];

describe.each(bodies)("a body of %s", (_name, headers, payload) => {
  test("is refused by every route with a code, never with a 500", async () => {
    // Without a body and an id there is nothing to refuse: such a route takes effect, and reads nothing.
    const refusing = routes.filter(
      ({ method, path, hasBody }) => method !== "GET" && (hasBody || path.includes("{id}")),
    );
    expect(refusing.length).toBeGreaterThan(50);
    for (const { method, path } of refusing) {
      const answer = await send(method, path.replace("{id}", "nothing"), headers, payload);
      expectRefusal(`${method} ${path}`, answer);
    }
  });
});

const ids = [
  "%00",
  "a%00b",
  "%F0%28",
  "..%2f..",
  "x".repeat(5000),
  "evt_",
  "dlv_zzzzzzzzzzzzzzzzzzzzzzzzzz",
  "'; --",
  "%E2%82%AC",
];
const queries = [
  "limit=0",
  "limit=x",
  "limit=1&limit=2",
  "cursor=%00",
  "cursor=AA",
  "cursor=x&cursor=y",
  "projectId=%00",
  "type=%00",
  "unknown=1",
  "subject=a%00",
  "state[]=1",
];

test("an id that can't be one is not found, by every route", async () => {
  for (const { method, path } of routes.filter((route) => route.path.includes("{id}"))) {
    for (const id of ids) {
      const answer = await send(method, path.replace("{id}", encodeURI(id).replaceAll("%25", "%")));
      expectRefusal(`${method} ${path} ${id.slice(0, 20)}`, answer);
    }
  }
});

test("a query that can't be one gets a list, nothing, or a refusal", async () => {
  for (const { path } of routes.filter((route) => route.method === "GET" && !route.path.includes("{id}"))) {
    for (const query of queries) {
      const answer = await send("GET", `${path}?${query}`);
      expect([path, query, answer.statusCode < 500]).toEqual([path, query, true]);
      if (answer.statusCode >= 400) expectRefusal(`${path}?${query}`, answer);
    }
  }
});

test("a parameter that comes twice, and names of prototypes, are refused on every surface", async () => {
  const headers = { authorization: `Bearer ${api.tokens.operator}`, "x-project-id": api.own.project.id };
  for (const url of [
    "/manage/v1/sessions?limit=1&limit=2",
    "/manage/v1/events?projectId=a&projectId=b",
    "/v1/users?userTag=a&userTag=b",
    "/manage/v1/sessions?__proto__=1",
    "/manage/v1/sessions?limit[a]=1",
  ]) {
    const { statusCode } = await api.app.inject({ url, headers });
    expect([url, statusCode >= 400 && statusCode < 500]).toEqual([url, true]);
  }
  const malformed = [
    ["/manage/v1/projects", "invalid_json"],
    ["/v1/users", "40002"],
    ["/check/start/second", "20202"],
  ] as const;
  for (const own of ['"__proto__": {"mode": "live"}', '"constructor": {"prototype": {"mode": "live"}}'])
    for (const [url, code] of malformed) {
      const payload = `{"name": "a", "mode": "test", ${own}}`;
      const typed = { ...headers, "content-type": "application/json" };
      const answer = await api.app.inject({ method: "POST", url, headers: typed, payload });
      expect([url, own, answer.statusCode, answer.body]).toEqual([
        url,
        own,
        400,
        expect.stringContaining(code),
      ]);
    }
});

test("a wrong field is named, without its value", async () => {
  const answer = await api.call("operator", "POST", "/projects", {
    name: "  ",
    mode: "secret-value",
    extra: "secret-value",
  });
  expect(answer.body).toMatchObject({ code: "invalid_request", status: 422 });
  expect(answer.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
    "extra",
    "mode",
    "name",
  ]);
  expect(JSON.stringify(answer.body)).not.toContain("secret-value");
});

test.each([
  "",
  "Bearer",
  "Bearer ",
  "Basic YTpi",
  "Bearer csk_short",
  "Bearer a b",
  `Bearer ${"x".repeat(5000)}`,
])("the authorization %j is nobody's", async (authorization) => {
  const answer = await api.app.inject({ url: "/manage/v1/projects", headers: { authorization } });
  expect([answer.statusCode, answer.json().code]).toEqual([401, "unauthenticated"]);
  expect(answer.headers["www-authenticate"]).toContain("Bearer");
});

test("an unknown path is not found, with the headers of every response", async () => {
  for (const url of [
    "/nothing",
    "/manage/v1/nothing",
    "/manage/v2/projects",
    "/s",
    "/%F0%28",
    "/manage/v1/%zz",
  ]) {
    const answer = await api.app.inject({ url });
    expect([url, answer.statusCode < 500 && answer.statusCode >= 400]).toEqual([url, true]);
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    });
  }
});

test("none of this is in the log as an error", () => {
  expect(api.log.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});

function send(method: string, path: string, headers: Record<string, string> = {}, payload?: string | Buffer) {
  return api.app.inject({
    method: method as "POST",
    url: `/manage/v1${path}`,
    headers: { authorization: `Bearer ${api.tokens.operator}`, ...headers },
    ...(payload !== undefined && { payload }),
  });
}

function expectRefusal(what: string, answer: Awaited<ReturnType<typeof send>>): void {
  const { code, kept, refused } = answer.headers["content-type"]?.toString().includes("json")
    ? answer.json()
    : {};
  // An import returns its report: what was refused, and that nothing was stored.
  const reported = answer.statusCode === 200 && kept === 0 && /\/registry\/(people|crossings)$/.test(what);
  const problem = answer.statusCode >= 400 && answer.statusCode < 500 && Object.hasOwn(problems, code ?? "");
  const seen =
    problem || (reported && refused <= 1)
      ? "refused"
      : `${answer.statusCode} ${answer.payload.slice(0, 200)}`;
  expect(`${what}: ${seen}`).toBe(`${what}: refused`);
}
