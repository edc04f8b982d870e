import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { selfSignedCertificate } from "../../../outbound/testing/certificate.ts";
import { changeConfig } from "../../../projects/index.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(() => {
  api.clock.now += 1000;
});

const url = "https://hooks.example.com/in";
const blank = () => ({ projectId: api.own.project.id, name: "CRM", url, events: ["session.expired"] });
const create = (more: object = {}) => api.call("operator", "POST", "/webhooks", { ...blank(), ...more });
const change = (id: string, body: object) => {
  api.clock.now += 1000;
  return api.call("operator", "PATCH", `/webhooks/${id}`, body);
};
const created = async (more: object = {}) => {
  const answer = await create(more);
  expect(answer.body).toMatchObject({ id: expect.stringMatching(/^whk_/) });
  return answer.body;
};
const fields = (answer: { body: { errors?: { field: string }[] } }) =>
  (answer.body.errors ?? []).map(({ field }) => field);
const auditOf = async (target: string) => {
  const rows = await api.deps.db
    .selectFrom("auditRecords")
    .select(["action", "details"])
    .where("target", "=", target)
    .orderBy("id")
    .execute();
  return rows;
};

describe("a change under If-Match", () => {
  const withVersion = (method: string, id: string, version: string, body?: object) =>
    api.call("operator", method, `/webhooks/${id}`, body, { "if-match": version });

  test("is made where the version is the current one, which the ETag names", async () => {
    const { id } = await created();
    const read = await api.call("operator", "GET", `/webhooks/${id}`);
    expect([read.headers.etag, read.body.version]).toEqual(['"1"', 1]);
    const changed = await withVersion("PATCH", id, '"1"', { name: "ERP" });
    expect([changed.status, changed.headers.etag, changed.body.version]).toEqual([200, '"2"', 2]);
    expect(changed.body.name).toBe("ERP");
  });

  test("is refused where somebody else was faster, and changes nothing", async () => {
    const { id } = await created();
    await change(id, { name: "ERP" });
    const late = await withVersion("PATCH", id, '"1"', { name: "CRM 2" });
    expect(late).toMatchObject({ status: 412, body: { code: "version_mismatch", version: 2 } });
    expect((await withVersion("DELETE", id, '"1"')).status).toBe(412);
    expect((await api.call("operator", "GET", `/webhooks/${id}`)).body).toMatchObject({ name: "ERP" });
    expect((await withVersion("DELETE", id, '"2"')).status).toBe(204);
  });

  test("of two at the same time that saw the same version one succeeds", async () => {
    const { id } = await created();
    const both = await Promise.all(["A", "B"].map((name) => withVersion("PATCH", id, '"1"', { name })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  test("is refused by name where the header is no version", async () => {
    const { id } = await created();
    const answer = await withVersion("PATCH", id, "1", { name: "ERP" });
    expect([answer.status, fields(answer)]).toEqual([422, ["If-Match"]]);
  });
});

test("times may have an offset, and are shown in UTC", async () => {
  const { body } = await create({ validFrom: "2026-06-01T00:00:00+05:00" });
  expect(body.validFrom).toBe("2026-05-31T19:00:00.000Z");
});

describe("a webhook", () => {
  test("has sensible defaults, and shows its secret once", async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    const { secret, ...webhook } = body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toEqual({
      id: expect.stringMatching(/^whk_/),
      projectId: api.own.project.id,
      kind: "configured",
      configKey: null,
      name: "CRM",
      url,
      events: ["session.expired"],
      dialect: "standard",
      mode: "notify",
      flags: { blockWithoutAnswer: false, awaitAnswer: false, answerHasData: false },
      order: 0,
      timeoutMs: 15_000,
      validFrom: null,
      validTo: null,
      active: true,
      status: "active",
      hasBasicAuth: false,
      hasBearer: false,
      clientCertificate: null,
      headerNames: [],
      retry: "standard",
      rateLimitPerSecond: null,
      fifo: "none",
      contentType: null,
      body: null,
      condition: null,
      failurePolicy: "fail",
      fallback: null,
      require: null,
      warnings: [],
      disabledAt: null,
      disabledReason: null,
      failingSince: null,
      signing: {
        rotatedAt: new Date(api.clock.now).toISOString(),
        previousValidUntil: null,
        signsWith: "current",
      },
      version: 1,
      createdAt: new Date(api.clock.now).toISOString(),
      updatedAt: new Date(api.clock.now).toISOString(),
    });
    const read = await api.call("project", "GET", `/webhooks/${webhook.id}`);
    expect([read.status, read.body]).toEqual([200, webhook]);
  });

  test("takes every setting; credentials are written, never read", async () => {
    const pair = selfSignedCertificate("client-one");
    const given = {
      name: "Everything",
      events: ["check.*"],
      dialect: "standard",
      flags: { blockWithoutAnswer: false, awaitAnswer: false, answerHasData: true },
      order: -3,
      timeoutMs: 2500,
      validFrom: "2026-01-01T00:00:00Z",
      validTo: "2027-01-01T00:00:00Z",
      active: false,
      basicAuth: { username: "shop", password: "pass-w0rd" },
      clientCertificate: { certificate: pair.cert, key: pair.key },
      headers: { "X-Api-Key": "k3y-value", "X-Tenant": "7" },
      retry: { delaysSeconds: [5, 1.5, 60] },
      rateLimitPerSecond: 25,
      fifo: "subject",
      contentType: "text/plain",
      secret: `whsec_${Buffer.alloc(24, 7).toString("base64")}`,
    };
    const { body } = await create(given);
    expect(body).toMatchObject({
      dialect: "standard",
      mode: "notify_keep",
      flags: given.flags,
      order: -3,
      timeoutMs: 2500,
      validFrom: "2026-01-01T00:00:00.000Z",
      active: false,
      hasBasicAuth: true,
      hasBearer: false,
      clientCertificate: { subject: "CN=client-one" },
      headerNames: ["X-Api-Key", "X-Tenant"],
      retry: given.retry,
      rateLimitPerSecond: 25,
      fifo: "subject",
      contentType: "text/plain",
      secret: given.secret,
    });
    const answers = JSON.stringify([body, await api.call("operator", "GET", "/webhooks")]);
    const stored = JSON.stringify(await api.deps.db.selectFrom("webhooks").selectAll().execute());
    const audited = JSON.stringify(await auditOf(body.id));
    for (const hidden of ["pass-w0rd", "k3y-value", pair.key.slice(30, 60)]) {
      for (const text of [answers, stored, audited, api.log.join("")]) expect(text).not.toContain(hidden);
    }
  });

  test("reads the form's flags by what its events are: a gate before them, a wait after", async () => {
    const flags = { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: false };
    const { id, ...made } = await created({ events: ["after_registration"], flags });
    expect(made).toMatchObject({ mode: "await", flags, timeoutMs: 2000, warnings: [] });
    const keeping = { ...flags, answerHasData: true };
    expect((await change(id, { flags: keeping })).body).toMatchObject({ mode: "await_keep", flags: keeping });
    // The mode stays what it is unless something says otherwise.
    const moved = await change(id, { events: ["before_registration"] });
    expect(moved.body.errors).toMatchObject([
      { field: "events", problem: expect.stringContaining("send mode gate_apply, or the flags again") },
    ]);
    const both = { events: ["before_registration"], flags: keeping };
    expect((await change(id, both)).body).toMatchObject({ mode: "gate_apply", flags: keeping });
    const back = await change(id, { events: ["on_subscription"], mode: "await" });
    expect(back.body.warnings).toEqual([expect.stringContaining("nobody waits")]);
    expect((await change(id, { mode: "notify" })).body).toMatchObject({ timeoutMs: 15_000, warnings: [] });
  });

  test("speaks the native format of its types where they agree, the standard one elsewhere", async () => {
    for (const [events, dialect] of [
      [["check.*"], "able-id"],
      [["check.photo", "check.outcome"], "able-id"],
      [["session.expired"], "standard"],
      [["check.photo", "session.expired"], "standard"],
      [["*"], "standard"],
    ]) {
      expect(await created({ events })).toMatchObject({ events, dialect });
    }
  });

  test("takes its timeout from the retry preset when it has none of its own", async () => {
    expect(await created({ retry: "able-id" })).toMatchObject({ timeoutMs: 10_000, retry: "able-id" });
    const { id } = await created({ timeoutMs: 100 });
    expect((await change(id, { timeoutMs: null })).body).toMatchObject({ timeoutMs: 15_000 });
  });
});

describe("a change", () => {
  test("touches what it names, is written down by names, and leaves the rest", async () => {
    const made = await created({ headers: { "X-Key": "1" }, bearer: "t0ken", rateLimitPerSecond: 5 });
    const answer = await change(made.id, { name: "New", rateLimitPerSecond: null, headers: null, order: 2 });
    const { secret: _, ...before } = made;
    expect(answer.body).toEqual({
      ...before,
      version: 2,
      name: "New",
      rateLimitPerSecond: null,
      headerNames: [],
      order: 2,
      updatedAt: new Date(api.clock.now).toISOString(),
    });
    expect(await auditOf(made.id)).toEqual([
      {
        action: "webhook.create",
        details: { events: ["session.expired"], origin: "https://hooks.example.com" },
      },
      { action: "webhook.change", details: { fields: ["name", "order", "rateLimitPerSecond", "headers"] } },
    ]);
    await change(made.id, { name: "New" });
    expect(await auditOf(made.id)).toHaveLength(2);
  });

  test("of one authorization replaces the other", async () => {
    const { id } = await created({ basicAuth: { username: "a", password: "b" } });
    expect((await change(id, { bearer: "c" })).body).toMatchObject({ hasBasicAuth: false, hasBearer: true });
    expect((await change(id, { bearer: null })).body).toMatchObject({
      hasBasicAuth: false,
      hasBearer: false,
    });
  });

  test("of the period is checked against the end that stays", async () => {
    const { id } = await created({ validTo: "2026-06-01T00:00:00Z" });
    expect(fields(await change(id, { validFrom: "2026-07-01T00:00:00Z" }))).toEqual(["validFrom"]);
    expect((await change(id, { validFrom: "2026-07-01T00:00:00Z", validTo: null })).status).toBe(200);
  });

  test("of the types needs a format that has them", async () => {
    const { id } = await created({ events: ["check.*"] });
    expect(fields(await change(id, { events: ["session.expired"] }))).toEqual(["events"]);
    expect((await change(id, { events: ["session.expired"], dialect: null })).body).toMatchObject({
      dialect: "standard",
    });
  });

  test("to another host needs the credentials again: none goes where it was not given for", async () => {
    const { id } = await created({ bearer: "t0ken", headers: { "X-Key": "1" } });
    const elsewhere = "https://other.example.com/in";
    expect((await change(id, { url: `${url}/deeper` })).status).toBe(200);
    expect(fields(await change(id, { url: elsewhere }))).toEqual(["bearer", "headers"]);
    expect((await change(id, { url: elsewhere, bearer: "t0ken", headers: null })).status).toBe(200);
  });

  test("of a static address leaves what its project's configuration says", async () => {
    const operator = { kind: "operator", id: "test", name: "test" } as const;
    await changeConfig(api.deps, api.own.project.id, { PHOTO_WEBHOOK_URL: url }, operator);
    const { body } = await api.call("project", "GET", "/webhooks?kind=static");
    const fixed = body.data[0];
    expect(fixed).toMatchObject({ configKey: "PHOTO_WEBHOOK_URL", url, dialect: "able-id" });
    expect((await change(fixed.id, { timeoutMs: 5000, rateLimitPerSecond: 3 })).body).toMatchObject({
      timeoutMs: 5000,
    });
    const refused = await change(fixed.id, { url: `${url}/2`, active: false, fifo: "none" });
    expect([refused.status, fields(refused)]).toEqual([422, ["url", "active"]]);
    for (const [method, path] of [
      ["DELETE", ""],
      ["POST", "/rotate-secret"],
    ] as const) {
      expect((await api.call("operator", method, `/webhooks/${fixed.id}${path}`)).status).toBe(409);
    }
  });
});

describe("the list", () => {
  test("tells paused and disabled webhooks apart, and finds each by its status", async () => {
    const made: { id: string }[] = [];
    for (const active of [true, false, true, false]) {
      api.clock.now += 1;
      made.push(await created({ active }));
    }
    const [on = "", paused = "", disabled = "", both = ""] = made.map(({ id }) => id);
    for (const id of [disabled, both]) await api.call("operator", "POST", `/webhooks/${id}/disable`);
    const found = async (statuses: string) => {
      const { body } = await api.call("operator", "GET", `/webhooks?limit=4&${statuses}`);
      return body.data.map(({ id, status }: { id: string; status: string }) => [id, status]);
    };
    expect(await found("")).toEqual([
      [both, "paused"],
      [disabled, "disabled"],
      [paused, "paused"],
      [on, "active"],
    ]);
    expect((await found("status=disabled")).at(0)).toEqual([disabled, "disabled"]);
    expect((await found("status=paused&status=active")).slice(0, 3)).toEqual([
      [both, "paused"],
      [paused, "paused"],
      [on, "active"],
    ]);
  });

  test("goes page by page, newest first, narrowed by project and by being active", async () => {
    const other = { projectId: api.other.project.id };
    const made = [await created(other), await created({ ...other, active: false }), await created(other)];
    const ids = made.map(({ id }) => id).reverse();
    const query = `projectId=${api.other.project.id}`;
    const first = await api.call("operator", "GET", `/webhooks?${query}&limit=2`);
    const second = await api.call(
      "operator",
      "GET",
      `/webhooks?${query}&limit=2&cursor=${first.body.nextCursor}`,
    );
    const seen = [...first.body.data, ...second.body.data].map(({ id }) => id);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(second.body.nextCursor).toBeNull();
    const off = await api.call("stranger", "GET", "/webhooks?status=paused");
    expect(off.body.data.map(({ id }: { id: string }) => id)).toEqual([made[1].id]);
    expect(
      (await api.call("stranger", "GET", `/webhooks?projectId=${api.own.project.id}`)).body.data,
    ).toEqual([]);
    expect((await api.call("operator", "GET", "/webhooks?status=maybe")).status).toBe(422);
    expect((await api.call("stranger", "GET", `/webhooks/${(await created()).id}`)).status).toBe(404);
  });
});
