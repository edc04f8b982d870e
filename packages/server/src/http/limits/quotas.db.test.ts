import { catalog, type ProjectId } from "@countersign/wire";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createQuotas } from "../../quotas/index.ts";
import { type Storage, startStorage } from "../../storage/index.ts";
import { roomy } from "../../storage/testing/storage.ts";
import { pinflOf } from "../able-id/testing/people.ts";
import { startTestApi, type TestApi } from "../testing/api.ts";

let api: TestApi;
let projectId: string;
let now = 0;
beforeAll(async () => {
  api = await startTestApi();
  projectId = api.own.project.id;
});

const payload = catalog["check.outcome"].example;
const event = { type: "check.outcome", payload };
const record = (
  caller: "project" | "stranger" | "operator" = "project",
  key?: string,
  project = caller === "stranger" ? api.other.project.id : projectId,
) =>
  api.call(
    caller,
    "POST",
    "/events",
    { projectId: project, ...event },
    key === undefined ? {} : { "idempotency-key": key },
  );
const batch = (count: number) =>
  api.call("project", "POST", "/events/batch", {
    projectId,
    events: Array.from({ length: count }, () => event),
  });
const startSession = () => api.call("project", "POST", "/sessions", { projectId, method: "document" });
const quotas = (settings: object) =>
  api.call("operator", "PATCH", `/projects/${projectId}`, { quotas: settings });
/** So slow that nothing is refilled during a test. */
const only = (burst: number) => ({ perSecond: 0.01, burst });

async function raw(url: string, headers: Record<string, string>, body: object) {
  const answer = await api.app.inject({ method: "POST", url, headers, payload: body });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

beforeEach(async () => {
  now = 0;
  api.deps.quotas = createQuotas({
    defaults: { events: null, sessions: null, interceptions: null },
    now: () => now,
  });
  await quotas({ events: null, sessions: null, interceptions: null, keySharePercent: null, weight: null });
});

const intercept = () =>
  api.call("project", "POST", "/intercept/before_order_add", {
    projectId,
    payload: catalog.before_order_add.example,
  });

describe("a project's quota of events", () => {
  test("refuses what is beyond it, says so in a problem, and touches no other project", async () => {
    await quotas({ events: only(3) });
    expect([(await record()).status, (await batch(2)).status]).toEqual([202, 202]);
    const refused = await record();
    expect(refused.status).toBe(429);
    expect(refused.headers["retry-after"]).toBe("100");
    expect(refused.body).toMatchObject({
      code: "rate_limited",
      quota: { name: "events", of: "project", perSecond: 0.01, burst: 3 },
    });
    expect((await record("operator")).status).toBe(429);
    expect((await record("stranger")).status).toBe(202);
    now += 100_000;
    expect((await record()).status).toBe(202);
  });

  test("takes a batch whole or not at all", async () => {
    await quotas({ events: only(5) });
    expect((await batch(3)).status).toBe(202);
    expect((await batch(3)).status).toBe(429);
    expect((await batch(2)).status).toBe(202);
  });

  test("tells the caller of a batch that it could never take to send a smaller one", async () => {
    await quotas({ events: only(5) });
    const { status, body, headers } = await batch(6);
    expect([status, body.code, headers["retry-after"]]).toEqual([422, "invalid_request", undefined]);
    expect(body.errors).toEqual([
      { field: "events", problem: "must be at most 5: the project's quota takes no more at once" },
    ]);
  });

  test("isn't charged for a repetition that gets the first response, and a refused one can be repeated", async () => {
    await quotas({ events: only(2) });
    const first = await record("project", "once");
    for (let n = 0; n < 5; n++) {
      const again = await record("project", "once");
      expect([again.status, again.body, again.headers["idempotent-replayed"]]).toEqual([
        202,
        first.body,
        "true",
      ]);
    }
    expect((await record("project", "twice")).status).toBe(202);
    expect((await record("project", "thrice")).status).toBe(429);
    await quotas({ events: null });
    expect((await record("project", "thrice")).status).toBe(202);
  });

  test("lets one key use its share", async () => {
    await quotas({ events: only(4), keySharePercent: 50 });
    expect([(await record()).status, (await record()).status]).toEqual([202, 202]);
    expect((await record()).body.quota).toMatchObject({ of: "key", burst: 2 });
    expect((await record("operator")).status).toBe(202);
  });
});

describe("a project's quota of sessions", () => {
  test("counts those of every API together, and each says it in its own way", async () => {
    await quotas({ sessions: only(2) });
    const project = { authorization: `Bearer ${api.tokens.project}` };
    const user = await raw("/v1/users", project, { email: "someone@example.com" });
    const userId = user.body.users?.[0]?.userId ?? user.body.user?.userId;
    expect((await startSession()).status).toBe(201);
    const treezor = () => raw(`/v1/users/${userId}/kycliveness`, project, {});
    expect((await treezor()).status).toBe(201);

    const manage = await startSession();
    expect([manage.status, manage.body.code, manage.body.quota?.name]).toEqual([
      429,
      "rate_limited",
      "sessions",
    ]);
    const treezorRefused = await treezor();
    expect([treezorRefused.status, treezorRefused.body.errors[0].errorCode]).toEqual([429, 42901]);
    const kyc = await raw("/api/v2/kyc/sessions", { "x-api-key": api.tokens.project }, { level: "basic" });
    expect([kyc.status, kyc.body.error.code]).toEqual([429, "rate_limited"]);
    const credentials = { projectId, secret: api.own.secret, transactionId: "beyond-the-quota", lang: "oz" };
    const resident = { pinfl: pinflOf(1), birthDate: "01.01.2000", hooks: [] };
    const able = [
      await raw("/check/start/second", {}, { ...credentials, ...resident }),
      await raw("/check/start_direct", {}, credentials),
    ];
    for (const { status, body } of able)
      expect([status, body]).toEqual([
        429,
        {
          statusCode: 10429,
          type: "FACE_TOO_MANY_REQUESTS",
          message: "Soʻrovlar juda koʻp. Keyinroq qaytaring",
          data: null,
        },
      ]);
    for (const { headers } of [manage, treezorRefused, kyc, ...able])
      expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1);
  });

  test("a refusal isn't kept under an idempotency key", async () => {
    await quotas({ sessions: only(1) });
    expect((await startSession()).status).toBe(201);
    const key = { "idempotency-key": "session-of-later" };
    const body = { projectId, method: "document" };
    expect((await api.call("project", "POST", "/sessions", body, key)).status).toBe(429);
    await quotas({ sessions: null });
    expect((await api.call("project", "POST", "/sessions", body, key)).status).toBe(201);
  });
});

test("a project's quota of interceptions counts calls that ask hooks, here and in operations", async () => {
  await quotas({ interceptions: only(1) });
  expect((await intercept()).status).toBe(200);
  expect((await intercept()).body.quota).toMatchObject({ name: "interceptions" });
  const operation = await raw(
    "/user/new",
    { authorization: `Bearer ${api.tokens.project}` },
    { phone: "+70000000001" },
  );
  expect([operation.status, operation.body.error.code]).toEqual([429, "rate_limited"]);
  expect(Number(operation.headers["retry-after"])).toBeGreaterThanOrEqual(1);
});

describe("a project that stores as much as it may", () => {
  let storage: Storage;
  beforeEach(async () => {
    const { db, log } = api.deps;
    await db.deleteFrom("storedBytes").execute();
    storage = await startStorage({
      db,
      log,
      limits: { project: null, total: null },
      isDiskLow: async () => false,
    });
    api.deps.storage = storage;
    await quotas({ storedBytes: 1_000_000 });
  });
  afterEach(async () => {
    await storage.stop();
    api.deps.storage = roomy;
    await quotas({ storedBytes: null });
  });
  const fill = () => storage.countRecord(projectId as ProjectId, 1_000_000);
  const project = () => ({ authorization: `Bearer ${api.tokens.project}` });

  test("takes nothing new over any API, says why and when to try again, and hinders no other", async () => {
    const user = await raw("/v1/users", project(), { email: "fullness@example.com" });
    const userId = user.body.users[0].userId;
    const { id: sessionId, url } = (await startSession()).body;
    const pageToken = url.split("#")[1];
    const { body: recorded } = await record();
    fill();
    for (const { status, body, headers } of [
      await record(),
      await record("operator"),
      await batch(2),
      await startSession(),
      await intercept(),
      await api.call("project", "POST", "/replays", { projectId, eventId: [recorded.id] }),
    ]) {
      expect([status, body.code, body.storage.limitBytes]).toEqual([429, "storage_full", 1_000_000]);
      expect(body.detail).toContain("quotas.storedBytes");
      expect(headers["retry-after"]).toBe("3600");
    }
    const file = { documentTypeId: "9", name: "a.pdf", fileContentBase64: "JVBERi0=", userId };
    const others = [
      await raw("/v1/users", project(), { email: "second@example.com" }),
      await raw("/v1/documents", project(), file),
      await raw(`/v1/users/${userId}/kycliveness`, project(), {}),
      await raw("/api/v2/kyc/sessions", { "x-api-key": api.tokens.project }, { level: "basic" }),
      await raw("/user/new", project(), { phone: "+70000000002" }),
      await raw("/check/start_direct", {}, { projectId, secret: api.own.secret, transactionId: "full" }),
    ];
    const codes = others.map(({ body }) => body.errors?.[0].errorCode ?? body.error?.code ?? body.statusCode);
    expect(codes).toEqual([42901, 42901, 42901, "rate_limited", "rate_limited", 10429]);
    for (const { status, headers } of others) expect([status, headers["retry-after"]]).toEqual([429, "3600"]);
    const picture = await api.app.inject({
      method: "POST",
      url: `/s/${sessionId}/capture?kind=face`,
      headers: { "x-page-token": pageToken, "content-type": "image/png" },
      payload: Buffer.alloc(10),
    });
    expect([picture.statusCode, picture.json().code]).toEqual([429, "storage_full"]);
    expect((await record("stranger")).status).toBe(202);
  });

  test("can be read, changed and emptied, and shows how much it stores", async () => {
    await record();
    fill();
    expect((await api.call("project", "GET", `/projects/${projectId}`)).body.storage).toEqual({
      storedBytes: expect.any(Number),
      limitBytes: 1_000_000,
    });
    expect((await api.call("project", "GET", "/events")).status).toBe(200);
    const erase = await api.call("operator", "POST", "/subjects/erase", { projectId, subject: "somebody" });
    expect(erase.status).toBeLessThan(300);
    storage.countRecord(projectId as ProjectId, -1_000_000);
    expect((await record()).status).toBe(202);
  });

  test("keeps no refusal under an idempotency key", async () => {
    fill();
    expect((await record("project", "when-there-is-room")).status).toBe(429);
    await quotas({ storedBytes: null });
    expect((await record("project", "when-there-is-room")).status).toBe(202);
  });

  test("is told by the service's own limit that the service is not ready", async () => {
    api.deps.storage = { ...roomy, full: () => ({ of: "service" }) };
    const { status, body, headers } = await record();
    expect([status, body.code, headers["retry-after"]]).toEqual([503, "not_ready", "60"]);
    const able = await raw(
      "/check/start_direct",
      {},
      { projectId, secret: api.own.secret, transactionId: "f" },
    );
    expect([able.status, able.body.statusCode, able.headers["retry-after"]]).toEqual([503, 10500, "60"]);
  });
});

describe("quotas as settings", () => {
  test("are an operator's to change, shown, and left in the audit log; absent ones stay", async () => {
    expect((await quotas({ events: only(3), weight: 5 })).body.quotas).toMatchObject({
      events: only(3),
      weight: 5,
    });
    const { body } = await quotas({ events: null });
    expect(body.quotas).toMatchObject({ events: null, weight: 5 });
    const mine = await api.call("project", "PATCH", `/projects/${projectId}`, { quotas: { events: null } });
    expect(mine.status).toBe(403);
    const { body: audit } = await api.call("operator", "GET", "/audit");
    expect(audit.data).toContainEqual(
      expect.objectContaining({
        action: "project.settings",
        target: projectId,
        details: { quotas: { events: only(3), weight: 5 } },
      }),
    );
  });

  test.each([
    [{ events: { perSecond: 0, burst: 1 } }, "quotas.events.perSecond"],
    [{ sessions: { perSecond: 1, burst: 0 } }, "quotas.sessions.burst"],
    [{ keySharePercent: 101 }, "quotas.keySharePercent"],
    [{ storedBytes: 1000 }, "quotas.storedBytes"],
    [{ deliveries: null }, "quotas.deliveries"],
  ])("%j is refused by its field", async (settings, field) => {
    const { status, body } = await quotas(settings);
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });
});
