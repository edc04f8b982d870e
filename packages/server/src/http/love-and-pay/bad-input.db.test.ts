import { loveAndPayErrorSchema, loveAndPayErrors } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { type KycService, startKycService } from "./testing/service.ts";

/** Every route with a valid request; `-` stands for an unknown id. */
const routes: [method: string, path: string, caller: "project" | "operator", body?: () => object][] = [
  ["POST", "/v2/kyc/sessions", "project", () => ({ metadata: { userId: "1" } })],
  ["GET", "/v2/kyc/sessions", "project"],
  ["GET", "/v2/kyc/sessions/-", "project"],
  ["POST", "/v1/webhooks", "operator", () => ({ url: "https://receiver.example/x", events: ["kyc.failed"] })],
  ["GET", "/v1/webhooks", "operator"],
  ["DELETE", "/v1/webhooks/-", "operator"],
];
const posts = routes.flatMap(([, path, caller, body]) => (body ? [[path, caller, body] as const] : []));

let service: KycService;
beforeAll(async () => {
  service = await startKycService();
});

type Answered = Awaited<ReturnType<KycService["kyc"]>>;

const headersOf = (caller: "project" | "operator") =>
  caller === "operator" ? service.operator : { "x-api-key": service.tokens.project };

/** In this surface's shape, with the status of its code. */
function expectRefusal(what: string, { status, body }: Answered): void {
  const { error } = loveAndPayErrorSchema.parse(body, { error: () => `${what}: ${JSON.stringify(body)}` });
  expect([what, status]).toEqual([what, loveAndPayErrors[error.code].http]);
  expect([what, status < 500]).toEqual([what, true]);
}

const bodies: [name: string, headers: Record<string, string>, payload: string][] = [
  ["no JSON at all", {}, "{"],
  ["nothing", {}, ""],
  ["a word", {}, '"text"'],
  ["null", {}, "null"],
  ["an array", {}, "[[[]]]"],
  ["deep nesting", {}, "[".repeat(100_000)],
  ["deep metadata", {}, `{"metadata":{"a":${"[".repeat(5000)}${"]".repeat(5000)}}}`],
  ["a poisoned prototype", {}, '{"__proto__":{"language":"en"},"constructor":{"prototype":{}}}'],
  ["a NUL character in each field", {}, '{"customerId":"\\u0000","url":"\\u0000","events":["\\u0000"]}'],
  ["2 MB", {}, JSON.stringify({ metadata: { a: "x".repeat(2_000_000) } })],
  ["text", { "content-type": "text/plain" }, "text"],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, "a=1"],
  ["no content type", { "content-type": "" }, "{}"],
];

describe.each(bodies)("a body of %s", (name, headers, payload) => {
  test("is refused in this surface's shape", async () => {
    for (const [path, caller] of posts) {
      const answer = await service.kyc("POST", path, payload, { ...headersOf(caller), ...headers });
      expectRefusal(`${path}: ${name}`, answer);
    }
  });
});

const wrong: unknown[] = [null, 7, true, {}, [], ["x"], "", "\u0000", "x".repeat(20_000), { $gt: "" }];

test("every wrong value of every field is refused by name or taken, never a failure", async () => {
  const fields = [
    "customerId",
    "customerEmail",
    "customerPhone",
    "level",
    "language",
    "metadata",
    "callbackUrl",
  ];
  for (const [path, caller, body] of posts) {
    for (const field of [...fields, "url", "events", "secret", "unknown"]) {
      for (const value of wrong) {
        const answer = await service.kyc("POST", path, { ...body(), [field]: value }, headersOf(caller));
        if (answer.status === 201) continue;
        expectRefusal(`${path} ${field} ${JSON.stringify(value).slice(0, 40)}`, answer);
        expect(answer.body.error.field).toContain(field);
        expect(answer.body.error.message).not.toContain("xxxx");
      }
    }
  }
});

test.each([undefined, "", "x", "csk_short", `csk_${"a".repeat(43)}`, "a b", "x".repeat(5000), "\u00ff"])(
  "the key %j is nobody's",
  async (key) => {
    for (const [method, path] of routes) {
      const headers: Record<string, string> = key === undefined ? {} : { "x-api-key": key };
      const answer = await service.kyc(method, path, method === "POST" ? {} : undefined, headers);
      expectRefusal(`${method} ${path}`, answer);
      expect(answer).toMatchObject({ status: 401, body: { error: { code: "unauthorized" } } });
    }
  },
);

test("ids, queries, methods and paths that can't be are refused in this surface's shape", async () => {
  for (const id of ["kyc_", "kyc_%00", "kyc_x", "%F0%28", "..%2f", "x".repeat(5000), "whk_zzz", "'; --"]) {
    for (const [method, path, caller] of routes.filter(([, each]) => each.endsWith("/-"))) {
      const answer = await service.kyc(
        method,
        path.replace("-", encodeURI(id)),
        undefined,
        headersOf(caller),
      );
      expectRefusal(`${method} ${id.slice(0, 20)}`, answer);
    }
  }
  for (const query of [
    "limit=0",
    "limit=x",
    "limit=101",
    "limit=1&limit=2",
    "offset=-1",
    "status=x",
    "a=1",
    "offset=1e99",
  ]) {
    const answer = await service.kyc("GET", `/v2/kyc/sessions?${query}`);
    expectRefusal(query, answer);
    expect(answer.body.error).toMatchObject({ code: "validation_error", field: query.split("=")[0] });
  }
  for (const [method, path] of [
    ["PUT", "/v2/kyc/sessions"],
    ["DELETE", "/v2/kyc/sessions/kyc_x"],
    ["PATCH", "/v1/webhooks/x"],
  ] as const) {
    const answer = await service.kyc(method, path);
    expectRefusal(`${method} ${path}`, answer);
    expect(answer).toMatchObject({ status: 405, headers: { allow: expect.any(String) } });
  }
  for (const path of ["", "/", "/v1", "/v2/kyc", "/v3/kyc/sessions"]) {
    expect((await service.kyc("GET", path)).status).toBe(404);
  }
});

test("an unknown or malformed project of an operator is refused by name", async () => {
  for (const id of ["", "x", "a".repeat(21), "'; --"]) {
    const headers = { ...service.operator, "x-project-id": id };
    const answer = await service.kyc("GET", "/v1/webhooks", undefined, headers);
    expect(answer).toMatchObject({ status: 400, body: { error: { field: "x-project-id" } } });
  }
  const foreign = { "x-api-key": service.tokens.project, "x-project-id": service.other.project.id };
  expect((await service.kyc("GET", "/v2/kyc/sessions", undefined, foreign)).status).toBe(403);
});

test("an internal error is a 500 that reveals nothing about its cause", async () => {
  const { db } = service.deps;
  const broken = new Proxy(db, {
    get() {
      throw new Error("connection to 10.0.0.7 refused for user app");
    },
  });
  Object.assign(service.deps, { db: broken });
  const answer = await service.kyc("GET", "/v2/kyc/sessions");
  Object.assign(service.deps, { db });
  expect(answer).toMatchObject({ status: 500, body: { error: { code: "internal_error" } } });
  expect(JSON.stringify(answer.body)).not.toContain("10.0.0.7");
});
