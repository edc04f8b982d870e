import { catalog } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../../db/index.ts";
import { createProject } from "../../../projects/index.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let path: string;
beforeAll(async () => {
  api = await startTestApi();
  path = `/projects/${api.own.project.id}`;
});

const operator = (method: string, url: string, body?: unknown, headers?: Record<string, string>) =>
  api.call("operator", method, url, body, headers);
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const refused = [409, "project_archived"];

/** A call of a compatible API with the project's own key. */
async function call(method: "GET" | "POST", url: string, payload?: object) {
  const { apiKey } = api.own;
  const headers = { authorization: `Bearer ${apiKey}`, "x-api-key": apiKey, "x-user-id": "u1" };
  const response = await api.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

test("a project is renamed and changes its language, for those who have seen its version", async () => {
  const { version } = (await operator("GET", path)).body;
  const seen = { "if-match": `"${version}"` };
  const changed = await operator("PATCH", path, { name: "Renamed", language: "en" }, seen);
  expect(changed.body).toMatchObject({ name: "Renamed", language: "en", version: version + 1 });
  expect(changed.headers.etag).toBe(`"${version + 1}"`);
  expect((await operator("GET", path)).body).toEqual(changed.body);
  const late = await operator("PATCH", path, { name: "Mine" }, seen);
  expect([...codeOf(late), late.body.version]).toEqual([412, "version_mismatch", version + 1]);
  const started = await operator("POST", "/sessions", { projectId: api.own.project.id, method: "liveness" });
  expect(started.body.language).toBe("en");
  expect((await operator("PATCH", path, { name: "" })).body.errors[0].field).toBe("name");
  expect((await operator("PATCH", path, { language: "fr" })).body.errors[0].field).toBe("language");
});

test("static addresses have their project's version", async () => {
  const { body, headers } = await operator("GET", `${path}/config`);
  expect([headers.etag, body.version]).toEqual([
    `"${body.version}"`,
    (await operator("GET", path)).body.version,
  ]);
  const address = { SUCCESS_REDIRECT_URL: "https://shop.example/back" };
  const seen = { "if-match": `"${body.version}"` };
  const changed = await operator("PATCH", `${path}/config`, address, seen);
  expect(changed.body).toMatchObject({ ...address, version: body.version + 1 });
  expect(codeOf(await operator("PATCH", `${path}/config`, address, seen))).toEqual([412, "version_mismatch"]);
  expect(codeOf(await operator("PATCH", path, { name: "Late" }, seen))).toEqual([412, "version_mismatch"]);
});

test("an archived project takes nothing new over any API, can be read, and can be restored", async () => {
  const { id } = api.own.project;
  const before = (await operator("GET", path)).body;
  const started = await api.call("project", "POST", "/sessions", { projectId: id, method: "liveness" });
  const { body: archived } = await operator("POST", `${path}/archive`);
  expect(archived).toMatchObject({
    status: "archived",
    archivedAt: new Date(api.clock.now).toISOString(),
    version: before.version + 1,
  });
  expect(codeOf(await operator("POST", `${path}/archive`))).toEqual([409, "conflict"]);

  const event = { projectId: id, type: "kyc.completed", payload: {} };
  const hook = { projectId: id, payload: catalog.before_order_add.example };
  for (const caller of ["operator", "project"] as const) {
    const calls = [
      ["/sessions", { projectId: id, method: "liveness" }],
      ["/events", event],
      ["/events/batch", { projectId: id, events: [{ type: "kyc.completed", payload: {} }] }],
      ["/intercept/before_order_add", hook],
    ] as const;
    for (const [url, body] of calls)
      expect(codeOf(await api.call(caller, "POST", url, body)), url).toEqual(refused);
  }
  const kyc = await call("POST", "/api/v2/kyc/sessions", {});
  expect([kyc.status, kyc.body.error.code]).toEqual([409, "project_archived"]);
  const order = await call("POST", "/organization/order/add", { order: {} });
  expect([order.status, order.body.error.code]).toEqual([409, "project_archived"]);
  const user = await call("POST", "/v1/users", { email: "ann@example.com" });
  expect([user.status, user.body.errors[0].errorCode]).toEqual([409, 40906]);
  const check = await call("POST", "/check/start_direct", {
    projectId: id,
    secret: api.own.secret,
    transactionId: "t1",
  });
  expect([check.status, check.body.statusCode, check.body.data]).toEqual([
    400,
    10202,
    { field: "projectId", problem: "is archived: an operator can restore it" },
  ]);

  const reads = [path, `/sessions/${started.body.id}`, "/sessions", "/events", "/deliveries", "/webhooks"];
  for (const url of reads) expect((await api.call("project", "GET", url)).status, url).toBe(200);
  expect((await call("GET", "/api/v2/kyc/sessions")).status).toBe(200);
  expect((await call("GET", "/v1/users")).status).toBe(200);
  const ended = await api.call("project", "POST", `/sessions/${started.body.id}/simulate`, {
    outcome: "succeeded",
  });
  expect(ended.status).toBe(200);

  const { body: restored } = await operator("POST", `${path}/restore`);
  expect(restored).toEqual({ ...before, version: before.version + 2 });
  expect(codeOf(await operator("POST", `${path}/restore`))).toEqual([409, "conflict"]);
  const again = await api.call("project", "POST", "/sessions", { projectId: id, method: "liveness" });
  expect(again.status).toBe(201);
});

test("projects are archived by operators alone, and it is audited", async () => {
  const { deps } = api;
  const actor = { kind: "system", id: "test" } as const;
  const { project } = await inTransaction(deps.db, (tx) =>
    createProject(deps, tx, { name: "Old shop", mode: "test" }, actor),
  );
  for (const caller of ["project", "reviewer"] as const)
    expect((await api.call(caller, "POST", `/projects/${project.id}/archive`)).status).toBe(403);
  await operator("POST", `/projects/${project.id}/archive`);
  await operator("POST", `/projects/${project.id}/restore`);
  const { body } = await operator("GET", `/audit?projectId=${project.id}`);
  expect(body.data.map(({ action }: { action: string }) => action).sort()).toEqual([
    "project.archive",
    "project.create",
    "project.restore",
  ]);
  expect((await operator("POST", "/projects/aaaaaaaaaaaaaaaaaaaaa/archive")).status).toBe(404);
});
