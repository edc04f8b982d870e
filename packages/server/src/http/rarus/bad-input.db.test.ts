import { languages, type OperationErrorCode, operationErrors, operationErrorText } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { startTestOperations, type TestOperations } from "./testing/operations.ts";

let at: TestOperations;
let routes: { method: string; path: string }[];
let userId: string;

beforeAll(async () => {
  at = await startTestOperations();
  userId = await at.user();
  routes = routesOf(at.app.printRoutes({ commonPrefix: false }));
});

/** Every route under /organization and /user, parsed from the router's own listing. */
function routesOf(drawing: string): { method: string; path: string }[] {
  const found: { method: string; path: string }[] = [];
  const steps: string[] = [];
  for (const line of drawing.split("\n")) {
    const [, indent = "", step, methods] = /^([\s│]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    if (step === undefined) continue;
    steps.length = Math.round(indent.length / 4);
    steps.push(step);
    const path = steps.join("");
    if (!/^\/(organization|user)\b/.test(path)) continue;
    for (const method of methods?.split(", ") ?? []) if (method !== "HEAD") found.push({ method, path });
  }
  return found;
}

const json = { "content-type": "application/json" };
const bodies: [name: string, headers: Record<string, string>, payload: string | Buffer][] = [
  ["no JSON at all", json, "{"],
  ["nothing", json, ""],
  ["a word", json, '"text"'],
  ["null", json, "null"],
  ["an array", json, "[[[]]]"],
  ["deep nesting", json, `{"items":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
  ["a poisoned prototype", json, '{"__proto__":{"role":"operator"},"constructor":{"prototype":{}}}'],
  ["bytes that are no UTF-8", json, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ["wrong types", json, JSON.stringify({ phone: 1, items: {}, term: [], tariff: 7, status: 5, weight: "x" })],
  [
    "NUL characters",
    json,
    JSON.stringify({ phone: "a\u0000", name: "\u0000", plan: "\u0000", id: "\u0000" }),
  ],
  ["numbers beyond all bounds", json, '{"discount":1e999,"weight":-1e308,"deliveryPrice":1.5,"version":0}'],
  ["11 MB", json, JSON.stringify({ comment: "x".repeat(11 * 1024 * 1024) })],
  ["XML", { "content-type": "application/xml" }, "<a/>"],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, "phone=1"],
  ["text", { "content-type": "text/plain" }, "text"],
  ["compressed JSON", { ...json, "content-encoding": "gzip" }, "{}"],
  ["a content type that is none", { "content-type": "\u007f/;;" }, "{}"],
];

test("all of the surface is looked at", () => {
  expect(routes.length).toBeGreaterThan(20);
});

describe.each(bodies)("a body of %s", (_name, headers, payload) => {
  test("is refused by every route in the surface's shape, never with a 500", async () => {
    for (const { method, path } of routes.filter(({ method }) => method === "POST"))
      expectRefusal(
        `${method} ${path}`,
        await send(method, path.replace(":id", "nothing"), headers, payload),
      );
  });
});

test("an id or a query that can't be one is refused", async () => {
  const ids = ["%00", "a%00b", "%F0%28", "..%2f..", "..", "x".repeat(5000), "'; --", "%E2%82%AC"];
  for (const { method, path } of routes.filter((route) => route.path.includes(":id")))
    for (const id of ids)
      expectRefusal(`${method} ${path} ${id}`, await send(method, path.replace(":id", id)));
  const queries = [
    "limit=0",
    "limit=x",
    "limit=1&limit=2",
    "cursor=%00",
    "cursor=x&cursor=y",
    "userId=%00",
    "orderId[]=1",
  ];
  for (const { path } of routes.filter(({ method, path }) => method === "GET" && !path.includes(":id")))
    for (const query of queries) {
      const answer = await send("GET", `${path}?${query}`);
      expect([path, query, answer.statusCode < 500]).toEqual([path, query, true]);
      if (answer.statusCode >= 400) expectRefusal(`${path}?${query}`, answer);
    }
});

test("only a project's key may call, and a user's call names the user", async () => {
  for (const { method, path } of routes) {
    const url = path.replace(":id", "nothing");
    const bare = await at.app.inject({ method: method as "GET", url });
    expect([path, bare.statusCode, bare.json().error.code]).toEqual([path, 401, "unauthenticated"]);
    const operator = { authorization: `Bearer ${at.tokens.operator}` };
    const person = await at.app.inject({ method: method as "GET", url, headers: operator });
    expect([path, person.statusCode, person.json().error.code]).toEqual([path, 403, "forbidden"]);
  }
  for (const user of ["", "a b", "x".repeat(65), "../..", "ю"]) {
    const headers = { authorization: `Bearer ${at.tokens.project}`, "x-user-id": user };
    const answer = await at.app.inject({ url: "/user/order", headers });
    expect([user, answer.json().error]).toMatchObject([
      user,
      { code: "invalid_request", field: "x-user-id" },
    ]);
  }
});

test("an unknown path or method gets an error in the same shape", async () => {
  for (const url of ["/organization", "/organization/", "/organization/none", "/user/none/at/all", "/user"])
    expectRefusal(url, await send("GET", url));
  const wrong = await send("PUT", "/organization/user/new");
  expect([wrong.statusCode, wrong.headers.allow, wrong.json().error.code]).toEqual([
    405,
    expect.stringContaining("POST"),
    "method_not_allowed",
  ]);
});

test("none of this is logged as an error, and no response repeats a value", async () => {
  expect(at.log.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  const answer = await send(
    "POST",
    "/organization/user/new",
    json,
    '{"phone":"secret-value","other":"secret-value"}',
  );
  expect(answer.payload).not.toContain("secret-value");
  expect(answer.json().error.errors.map(({ field }: { field: string }) => field)).toEqual(["phone", "other"]);
});

test.each(languages)("a project of language %s gets errors in it", async (language) => {
  const { id } = at.own.project;
  await at.deps.db.updateTable("projects").set({ language }).where("id", "=", id).execute();
  for (const [url, code] of [
    ["/organization/user/none", "not_found"],
    ["/organization/user?limit=0", "invalid_request"],
  ] as const) {
    const { error } = (await send("GET", url)).json();
    const precise = language === "en" ? error.message : error.detail;
    expect(precise).toEqual(expect.any(String));
    if (language !== "en") expect(error.message).toBe(operationErrorText(code, language));
  }
});

function send(method: string, url: string, headers: Record<string, string> = {}, payload?: string | Buffer) {
  return at.app.inject({
    method: method as "POST",
    url,
    headers: { authorization: `Bearer ${at.tokens.project}`, "x-user-id": userId, ...headers },
    ...(payload !== undefined && { payload }),
  });
}

function expectRefusal(what: string, answer: Awaited<ReturnType<typeof send>>): void {
  const { error } = answer.headers["content-type"]?.toString().includes("json") ? answer.json() : {};
  const known = typeof error?.code === "string" && Object.hasOwn(operationErrors, error.code);
  const fits = known && operationErrors[error.code as OperationErrorCode].status === answer.statusCode;
  const seen =
    fits && answer.statusCode < 500 ? "refused" : `${answer.statusCode} ${answer.payload.slice(0, 200)}`;
  expect(`${what}: ${seen}`).toBe(`${what}: refused`);
}
