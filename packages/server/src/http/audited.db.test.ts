import { beforeAll, expect, test } from "vitest";
import { listAudit } from "../access/index.ts";
import { startTestApi, type TestApi } from "./testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});

/** The audit records since the last call, oldest first. */
const seen = new Set<string>();
async function audited() {
  await api.deps.failures.flush();
  const records = await listAudit(api.deps.db, { limit: 100 });
  const fresh = records.filter(({ id }) => !seen.has(id)).reverse();
  for (const { id } of records) seen.add(id);
  return fresh.map(({ action, actorKind, projectId, target, address, reason }) => ({
    action,
    actorKind,
    projectId,
    target,
    address,
    reason,
  }));
}

async function treezor(caller: "operator" | "project", method: string, url: string, payload?: object) {
  api.clock.now += 10; // records of one millisecond have no order
  const response = await api.app.inject({
    method: method as "GET",
    url,
    headers: { authorization: `Bearer ${api.tokens[caller]}`, "x-project-id": api.own.project.id },
    ...(payload !== undefined && { payload }),
  });
  return { status: response.statusCode, body: response.json() };
}

test("operators' reads and changes by the Treezor calls are audited, with their address; a project's own are not", async () => {
  await audited();
  const user = { userTypeId: 1, email: "anna@example.com", firstname: "Anna", lastname: "Orlova" };
  expect((await treezor("project", "POST", "/v1/users", user)).status).toBe(200);
  const { userId } = (await treezor("project", "GET", "/v1/users")).body.users[0];
  expect(await audited()).toEqual([]);

  await treezor("operator", "GET", "/v1/users");
  await treezor("operator", "GET", `/v1/users/${userId}`);
  await treezor("operator", "PUT", `/v1/users/${userId}`, { firstname: "Olga" });
  await treezor("operator", "GET", "/v1/documents");
  await treezor("operator", "GET", "/v1/documents/1");
  await treezor("operator", "GET", `/v1/users/${userId}/kycliveness`);
  const common = { actorKind: "operator", projectId: api.own.project.id, address: "127.0.0.1", reason: null };
  expect(await audited()).toEqual([
    { action: "user.list", target: null, ...common },
    { action: "user.view", target: String(userId), ...common },
    { action: "user.change", target: String(userId), ...common },
    { action: "document.list", target: null, ...common },
    { action: "document.view", target: "1", ...common },
    { action: "identification.list", target: String(userId), ...common },
  ]);
});

test("failed authentication and refused access are audited on every surface", async () => {
  await audited();
  const wrong = { authorization: "Bearer wrong", "x-api-key": "wrong" };
  for (const url of ["/manage/v1/audit", "/v1/users", "/api/v2/kyc/sessions", "/settings/hooks"])
    expect((await api.app.inject({ url, headers: wrong })).statusCode).toBe(401);
  for (const url of ["/organization/order/find", "/user/order/find"])
    expect((await api.app.inject({ method: "POST", url, headers: wrong })).statusCode).toBeGreaterThanOrEqual(
      401,
    );
  const bad = { projectId: api.own.project.id, secret: "wrong", attemptId: "x" };
  await api.app.inject({ method: "POST", url: "/check/get_photo", payload: bad });
  await api.app.inject({ url: `/s/${"A".repeat(21)}/state`, headers: { "x-page-token": "wrong" } });
  expect((await api.call("reviewer", "GET", "/audit")).status).toBe(403);
  const records = await audited();
  expect(
    records
      .filter(({ action }) => action === "authentication.failed")
      .every(({ address }) => address === "127.0.0.1"),
  ).toBe(true);
  expect(records).toContainEqual({
    action: "access.denied",
    actorKind: "operator",
    projectId: null,
    target: "/manage/v1/audit",
    address: "127.0.0.1",
    reason: null,
  });
  const metric = await api.deps.metrics.getSingleMetricAsString("countersign_authentication_failures_total");
  for (const surface of ["manage", "treezor", "love-and-pay", "check", "applicant"])
    expect(metric).toContain(`{surface="${surface}"}`);
});

test("the log line of a request names who called, on every surface", async () => {
  const from = api.log.length;
  const headers = { authorization: `Bearer ${api.tokens.project}`, "x-api-key": api.tokens.project };
  for (const url of ["/manage/v1/sessions", "/v1/users", `/api/v2/kyc/sessions/${"A".repeat(21)}`])
    await api.app.inject({ url, headers });
  await api.app.inject({ method: "POST", url: "/organization/order/find", headers });
  const { project, secret } = api.own;
  const payload = { projectId: project.id, secret, attemptId: "A".repeat(21) };
  await api.app.inject({ method: "POST", url: "/check/get_photo", payload });
  const lines = api.log.slice(from).map((line) => JSON.parse(line));
  const requests = lines.filter(({ msg }) => msg === "request");
  expect(requests.map(({ route, actor }) => [route, actor?.slice(0, 4)])).toEqual([
    ["/manage/v1/sessions", "tok_"],
    ["/v1/users", "tok_"],
    ["/api/v2/kyc/sessions/:id", "tok_"],
    ["/organization/order/:id", "tok_"],
    ["/check/get_photo", undefined],
  ]);
  expect(requests.at(-1)).toMatchObject({ project: project.id });
});

test("resends and replays keep the reason; the list of records shows it and the address", async () => {
  await audited();
  const projectId = api.own.project.id;
  const post = (path: string, body?: object) => {
    api.clock.now += 10;
    return api.call("operator", "POST", path, body);
  };
  const replay = await post("/replays", { projectId, confirmedCount: 0, reason: "They asked." });
  expect(replay.status).toBe(202);
  const cancel = `/replays/${replay.body.id}/cancel`;
  expect((await post(cancel, { reason: "Enough." })).status).toBe(200);
  expect((await post(cancel)).status).toBe(200);
  expect((await audited()).map(({ action, reason }) => [action, reason])).toEqual([
    ["replay.start", "They asked."],
    ["replay.cancel", "Enough."],
    ["replay.cancel", null],
  ]);
  const { body } = await api.call("operator", "GET", `/audit?projectId=${projectId}&limit=2`);
  expect(body.data).toMatchObject([
    { action: "replay.cancel", reason: null, address: "127.0.0.1" },
    { action: "replay.cancel", reason: "Enough.", address: "127.0.0.1" },
  ]);
  const long = await api.call("operator", "POST", "/replays", {
    projectId,
    confirmedCount: 0,
    reason: "x".repeat(501),
  });
  expect(long.status).toBe(422);
});
