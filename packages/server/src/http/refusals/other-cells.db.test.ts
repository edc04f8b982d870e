import { beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/api.ts";

let here: TestApi;
/** A token and ids as another cell makes them. */
const others = {
  token: `csk_b${"x".repeat(43)}`,
  id: `b${"y".repeat(21)}`,
};

beforeAll(async () => {
  here = await startTestApi((deps) => ({
    ...deps,
    cell: "a",
    verification: { ...deps.verification, cell: "a" },
  }));
});

async function call(url: string, headers: Record<string, string>, payload?: object) {
  const response = await here.app.inject({
    url,
    method: payload ? "POST" : "GET",
    headers,
    ...(payload && { payload }),
  });
  return { status: response.statusCode, cell: response.headers["countersign-cell"], body: response.json() };
}

test("projects, sessions and tokens of a cell begin with its name, and work", async () => {
  const { own, tokens } = here;
  expect(own.project.id).toMatch(/^a[\w-]{21}$/);
  expect([own.apiKey, tokens.admin]).toEqual([
    expect.stringMatching(/^csk_a[\w-]{43}$/),
    expect.stringMatching(/^cso_a[\w-]{43}$/),
  ]);
  const session = { projectId: own.project.id, method: "document" };
  const started = await here.call("project", "POST", "/sessions", session);
  expect(started.status).toBe(201);
  expect(started.body.id).toMatch(/^a[\w-]{21}$/);
  expect((await here.call("project", "GET", `/sessions/${started.body.id}`)).status).toBe(200);
  const key = { authorization: `Bearer ${own.apiKey}` };
  expect((await call(`/api/v2/kyc/sessions/kyc_${started.body.id}`, key)).status).toBe(404);
});

test("every surface refuses a token of another cell and names that cell", async () => {
  const headers = { authorization: `Bearer ${others.token}` };
  const told = "belongs to cell b, and this is cell a";
  expect(await call("/manage/v1/projects", headers)).toEqual({
    status: 421,
    cell: "b",
    body: expect.objectContaining({
      code: "wrong_cell",
      cell: "b",
      errors: [{ field: "authorization", problem: told }],
    }),
  });
  expect(await call("/api/v2/kyc/sessions", { "x-api-key": others.token })).toMatchObject({
    status: 421,
    cell: "b",
    body: {
      error: { code: "wrong_cell", field: "x-api-key", message: expect.stringContaining(told) },
    },
  });
  expect(await call("/v1/users", headers)).toMatchObject({
    status: 421,
    cell: "b",
    body: { errors: [{ errorCode: 42101, errorMessage: expect.stringContaining(told) }] },
  });
  expect(await call("/organization/user/new", headers, {})).toMatchObject({
    status: 421,
    cell: "b",
    body: { error: { code: "wrong_cell", message: `authorization ${told}.` } },
  });
});

test("ids of another cell are refused wherever they are: in paths and in bodies", async () => {
  const headers = { authorization: `Bearer ${here.tokens.admin}` };
  const belongs = { status: 421, cell: "b" };
  expect(await call(`/manage/v1/projects/${others.id}`, headers)).toMatchObject(belongs);
  expect(await call(`/api/v2/kyc/sessions/kyc_${others.id}`, headers)).toMatchObject(belongs);
  expect(await call(`/s/${others.id}/state`, {})).toMatchObject(belongs);
  const recorded = { projectId: others.id, type: "kyc.completed", payload: {} };
  expect(await call("/manage/v1/events", headers, recorded)).toMatchObject(belongs);
  const credentials = { projectId: here.own.project.id, secret: here.own.secret };
  expect(await call("/check/get_photo", {}, { ...credentials, attemptId: others.id })).toMatchObject({
    ...belongs,
    body: { statusCode: 10421, type: "FACE_WRONG_CELL", data: { field: "attemptId" } },
  });
});

test("an able-id call of another cell's project is refused before it is authenticated, however large it is", async () => {
  for (const photo of ["", "p".repeat(100_000)]) {
    const body = { projectId: others.id, secret: "a secret of the other cell", photo };
    expect(await call("/check/get_person_direct", {}, body)).toMatchObject({
      status: 421,
      cell: "b",
      body: { statusCode: 10421, data: { field: "projectId" } },
    });
  }
});

test("what callers name themselves may have the form of an id", async () => {
  const own = here.own.project.id;
  const level = await here.call("admin", "PUT", `/projects/${own}/users/${others.id}/kyc-level`, {
    kycLevel: 1,
  });
  expect(level.status).not.toBe(421);
  const erased = await here.call("admin", "POST", "/subjects/erase", { projectId: own, subject: others.id });
  expect(erased.status).not.toBe(421);
});

test("ids and tokens from before the installation was a cell are its own", async () => {
  const older = { authorization: `Bearer csk_${"b".repeat(43)}` };
  expect(await call("/manage/v1/projects", older)).toMatchObject({ status: 401, cell: undefined });
  expect((await call(`/s/${"b".repeat(21)}/state`, {})).status).toBe(404);
});
