import { beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});

const deep = `{"a":{"b":${"[".repeat(1000)}${"]".repeat(1000)}}}`;
const many = `{"a":{"b":[${"1,".repeat(101_000)}1]}}`;
const nested = "is nested deeper than 68 levels";
const held = "contains more than 100000 values";

/** Every surface that reads JSON, and its refusal of a field. */
const surfaces: [path: string, shape: (problem: string) => object][] = [
  [
    "/manage/v1/events",
    (problem) => ({ status: 422, body: { code: "invalid_request", errors: [{ field: "a.b", problem }] } }),
  ],
  [
    "/check/start/second",
    (problem) => ({ status: 400, body: { statusCode: 20202, data: { field: "a.b", problem } } }),
  ],
  [
    "/api/v2/kyc/sessions",
    (problem) => ({
      status: 400,
      body: { error: { code: "validation_error", field: "a.b", message: expect.stringContaining(problem) } },
    }),
  ],
  [
    "/v1/users",
    (problem) => ({
      status: 400,
      body: { errors: [{ field: "a.b", errorMessage: expect.stringContaining(problem) }] },
    }),
  ],
  [
    "/organization/order/add",
    (problem) => ({ status: 422, body: { error: { field: "a.b", errors: [{ field: "a.b", problem }] } } }),
  ],
  [
    "/user/order/add",
    (problem) => ({ status: 422, body: { error: { field: "a.b", errors: [{ field: "a.b", problem }] } } }),
  ],
];

/** A body of this size is scanned for its credentials before it is parsed. */
const asksFirst = "/check/start/second";

describe.each(surfaces)("at %s", (path, shape) => {
  const bodies = [
    ["nested too deeply", deep, nested],
    ["of too many values", many, held],
  ] as const;
  test.each(bodies.slice(0, path === asksFirst ? 1 : 2))(
    "a body %s is refused in the surface's shape, by its field and the limit",
    async (_name, payload, problem) => {
      const response = await api.app.inject({
        method: "POST",
        url: path,
        headers: {
          "content-type": "application/json",
          "x-api-key": api.tokens.project,
          authorization: `Bearer ${api.tokens.project}`,
          "x-user-id": "usr-1",
        },
        payload,
      });
      expect({ status: response.statusCode, body: response.json() }).toMatchObject(shape(problem));
    },
  );
});

test("an event, an interception, an example and metadata are bounded on their own", async () => {
  const projectId = api.own.project.id;
  const list = Array.from({ length: 21_000 }, () => 1);
  const problem = "contains more than 20000 values";
  const event = { projectId, type: "kyc.completed", payload: { list } };
  expect(await api.call("project", "POST", "/events", event)).toMatchObject({
    status: 422,
    body: { errors: [{ field: "payload", problem }] },
  });
  const asked = { projectId, payload: { list } };
  expect(await api.call("project", "POST", "/intercept/before_order_add", asked)).toMatchObject({
    status: 422,
    body: { errors: [{ field: "payload", problem }] },
  });
  const title = { ru: "А", en: "A" };
  const own = { type: "custom.a.b", title, schema: { type: "object" }, example: { list } };
  expect(await api.call("operator", "POST", `/projects/${projectId}/event-types`, own)).toMatchObject({
    status: 422,
    body: { errors: [{ field: "example", problem }] },
  });
  const response = await api.app.inject({
    method: "POST",
    url: "/api/v2/kyc/sessions",
    headers: { "x-api-key": api.tokens.project },
    payload: { metadata: { list } },
  });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ error: { code: "validation_error", field: "metadata" } });
});
