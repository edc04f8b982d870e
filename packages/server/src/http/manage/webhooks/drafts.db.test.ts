import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openInterception, probeHook } from "../../../interception/index.ts";
import { createOutbound } from "../../../outbound/index.ts";
import { createWebhookDirectory } from "../../../webhooks/index.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let url: string;
const received: { headers: Record<string, string>; body: string }[] = [];
let answer = { status: 200, body: "thanks" };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => void chunks.push(chunk));
  request.on("end", () => {
    received.push({
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(answer.status).end(answer.body);
  });
});

beforeAll(async () => {
  const outbound = createOutbound({ allow: ["127.0.0.0/8"], resolve: async () => ["127.0.0.1"] });
  api = await startTestApi((deps) => {
    const webhooks = createWebhookDirectory(deps);
    const interception = openInterception({
      ...deps,
      outbound,
      webhooks,
      recordEvent: async () => undefined,
      kycLevelOf: async () => 0,
    });
    return { ...deps, outbound, probe: (...tried) => probeHook(interception, ...tried) };
  });
  // Published verifiers compare timestamps with the machine's clock.
  api.clock.now = Date.now();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
});
afterAll(() => void server.close());

const post = (path: string, body: object) => api.call("operator", "POST", path, body);
const draft = (settings: object, more: object = {}) => ({ projectId: api.own.project.id, settings, ...more });

describe("validation", () => {
  test("says what saving would, and what the settings come to", async () => {
    const settings = { name: "Gate", events: ["before_order_add"], url, flags: flags(false, true, true) };
    const { status, body } = await post("/webhooks/validate", draft(settings));
    expect([status, body]).toEqual([
      200,
      {
        valid: true,
        problems: [],
        effective: expect.objectContaining({ mode: "gate_apply", dialect: "rarus", timeoutMs: 2000 }),
      },
    ]);
  });

  test("names each setting that is wrong, the address and the texts included", async () => {
    const settings = {
      events: ["before_order_add"],
      url: "http://10.0.0.1/",
      body: "{{ data.",
      condition: "data.",
      flags: flags(true, true, false),
    };
    const { body } = await post("/webhooks/validate", draft(settings));
    expect(body.valid).toBe(false);
    const fields = body.problems.map(({ field }: { field: string }) => field);
    expect(new Set(fields)).toEqual(
      new Set(["name", "flags.blockWithoutAnswer", "flags.awaitAnswer", "url", "body", "condition"]),
    );
    const list = await api.call("operator", "GET", "/webhooks?search=Gate");
    expect(list.body.data).toEqual([]);
  });

  test("finds what is malformed, as in a form that is being filled in", async () => {
    const settings = {
      name: "",
      events: [],
      url: "htt",
      timeoutMs: 5,
      rateLimitPerSecond: 1.5,
      basicAuth: { username: "shop" },
      headers: [{ name: "", value: "" }],
      order: 7,
      flags: flags(true, true, false),
      colour: "red",
    };
    const { status, body } = await post("/webhooks/validate", draft(settings));
    expect([status, body.valid]).toEqual([200, false]);
    const fields = body.problems.map(({ field }: { field: string }) => field);
    expect(new Set(fields)).toEqual(
      new Set([
        "name",
        "events",
        "url",
        "timeoutMs",
        "rateLimitPerSecond",
        "basicAuth.password",
        "headers.0.name",
        "flags.blockWithoutAnswer",
        "flags.awaitAnswer",
        "colour",
      ]),
    );
    expect(fields).toHaveLength(new Set(fields).size);
  });

  test("refuses what is not about a setting", async () => {
    const refused = (body: object) => post("/webhooks/validate", body);
    const refusals = await Promise.all([
      refused({ ...draft({ name: "" }), colour: "red" }),
      refused({ settings: {} }),
      refused({ ...draft({}), settings: "none" }),
      refused(draft({}, { webhookId: 7 })),
    ]);
    expect(refusals.map(({ status, body }) => [status, body.errors.at(-1).field])).toEqual([
      [422, "colour"],
      [422, "projectId"],
      [422, "settings"],
      [422, "webhookId"],
    ]);
  });

  test("of a change takes what it leaves out from the webhook", async () => {
    const made = await post("/webhooks", {
      projectId: api.own.project.id,
      name: "CRM",
      events: ["session.expired"],
      url,
      bearer: "t0ken",
    });
    const webhookId = made.body.id;
    expect((await post("/webhooks/validate", draft({ timeoutMs: 500 }, { webhookId }))).body).toMatchObject({
      valid: true,
      effective: { timeoutMs: 500, mode: "notify" },
    });
    const moved = await post(
      "/webhooks/validate",
      draft({ url: "https://elsewhere.example/" }, { webhookId }),
    );
    expect(moved.body.problems[0].field).toBe("bearer");
    const foreign = { ...draft({}, { webhookId }), projectId: api.other.project.id };
    expect((await post("/webhooks/validate", foreign)).status).toBe(422);
  });
});

describe("a test of a draft", () => {
  test("calls the address as the settings say, and saves nothing", async () => {
    const settings = {
      name: "Draft",
      events: ["session.expired"],
      url,
      bearer: "t0ken",
      dialect: "standard",
    };
    const { status, body } = await post("/webhooks/test", draft(settings));
    expect([status, body.verdict.outcome]).toEqual([200, "delivered"]);
    const last = received.at(-1);
    expect(last?.headers).toMatchObject({ authorization: "Bearer t0ken", "countersign-test": "true" });
    expect(body.request.headers.authorization).toBe("***");
    expect((await api.call("operator", "GET", "/webhooks?search=Draft")).body.data).toEqual([]);
    const { body: audit } = await api.call("operator", "GET", "/audit?action=webhook.test&limit=1");
    expect(audit.data[0].details).toMatchObject({ outcome: "delivered", origin: new URL(url).origin });
  });

  test("of a webhook signs with its own secret, and sends the given payload", async () => {
    const made = await post("/webhooks", {
      projectId: api.own.project.id,
      name: "Signed",
      events: ["session.expired"],
      url,
    });
    const payload = {
      attemptId: "MpccESxm63Ui5Lxg6kE17",
      transactionId: "mine",
      method: "identification",
      expiredAt: "2026-05-04T12:00:00.000Z",
    };
    const asked = draft({ dialect: "standard" }, { webhookId: made.body.id, payload });
    expect((await post("/webhooks/test", asked)).status).toBe(200);
    const { headers, body } = received.at(-1) ?? { headers: {}, body: "" };
    new StandardWebhook(made.body.secret).verify(body, headers);
    expect(JSON.parse(body).data).toMatchObject({ transactionId: "mine" });
    const wrong = await post("/webhooks/test", { ...asked, payload: { attemptId: 1 } });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, expect.stringMatching(/^payload\./)]);
  });

  test("of a gate judges the answer as an operation would", async () => {
    answer = { status: 422, body: JSON.stringify({ error: { code: "too_many", message: "At most 10" } }) };
    const settings = { name: "Stock", events: ["before_order_add"], url, mode: "gate" };
    const { body } = await post("/webhooks/test", draft(settings));
    answer = { status: 200, body: "thanks" };
    expect(body.verdict).toMatchObject({ accepted: false, outcome: "denied", gate: { verdict: "denied" } });
  });

  test("with wrong settings, or of a built-in gate, calls nobody", async () => {
    const before = received.length;
    const wrong = await post("/webhooks/test", draft({ name: "x", events: ["session.expired"] }));
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, "settings.url"]);
    const gate = { name: "KYC", events: ["before_order_add"], require: { kycLevel: 1 } };
    expect((await post("/webhooks/test", draft(gate))).status).toBe(409);
    expect(received).toHaveLength(before);
  });

  test("of a project's own event type sends its example", async () => {
    await post(`/projects/${api.own.project.id}/event-types`, {
      type: "custom.paid",
      title: { ru: "Оплачено", en: "Paid" },
      schema: { type: "object", properties: { amount: { type: "integer" } }, required: ["amount"] },
      example: { amount: 5 },
    });
    const settings = { name: "Own", events: ["custom.*"], url };
    const asked = draft(settings, { type: "custom.paid" });
    expect((await post("/webhooks/test", asked)).body.type).toBe("custom.paid");
    expect(JSON.parse(received.at(-1)?.body ?? "")).toMatchObject({
      type: "custom.paid",
      data: { amount: 5 },
    });
    const wrong = await post("/webhooks/test", { ...asked, payload: { amount: "much" } });
    expect(wrong.body.errors[0].field).toBe("payload.amount");
    const none = await post("/webhooks/test", { ...asked, type: "custom.lost" });
    expect(none.body.errors[0].field).toBe("type");
  });
});

test("a preview renders the body and evaluates the condition, and says where they are wrong", async () => {
  const common = { projectId: api.own.project.id, type: "session.expired" };
  const fine = await post("/webhooks/preview", {
    ...common,
    body: '{"id": {{ data.attemptId }}}',
    condition: "data.method == 'identification'",
  });
  expect(fine.body.body.problem).toBeNull();
  expect(JSON.parse(fine.body.body.text).id).toBe(fine.body.payload.attemptId);
  expect(fine.body.condition).toEqual({ met: expect.any(Boolean), problem: null });
  const broken = await post("/webhooks/preview", { ...common, body: "{\n{{ data.", condition: "data." });
  expect(broken.body).toMatchObject({
    body: { text: null, problem: { line: 2, detail: expect.any(String) } },
    condition: { met: null, problem: { detail: expect.any(String) } },
  });
  expect((await post("/webhooks/preview", common)).body).toMatchObject({ body: null, condition: null });
});

function flags(blockWithoutAnswer: boolean, awaitAnswer: boolean, answerHasData: boolean) {
  return { blockWithoutAnswer, awaitAnswer, answerHasData };
}
