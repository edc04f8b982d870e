import { beforeAll, describe, expect, test } from "vitest";
import { selfSignedCertificate } from "../../../outbound/testing/certificate.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});

const blank = () => ({
  projectId: api.own.project.id,
  name: "CRM",
  url: "https://hooks.example.com/in",
  events: ["session.expired"],
});
const create = (more: object = {}) => api.call("operator", "POST", "/webhooks", { ...blank(), ...more });
const created = async (more: object = {}) => {
  const { status, body } = await create(more);
  expect(status).toBe(201);
  return body;
};
const change = (id: string, body: object) => api.call("operator", "PATCH", `/webhooks/${id}`, body);
const fields = (answer: { body: { errors?: { field: string }[] } }) =>
  (answer.body.errors ?? []).map(({ field }) => field);

describe("bad settings are refused, field by field", () => {
  const pair = selfSignedCertificate("client-one");
  const clientCertificate = { certificate: pair.cert, key: pair.key };
  const week = 7 * 24 * 3600;
  test.each<[string, object, string[]]>([
    ["no name", { name: " " }, ["name"]],
    ["a name of two lines", { name: "a\nb" }, ["name"]],
    ["a long name", { name: "x".repeat(201) }, ["name"]],
    ["an address that is none", { url: "hooks.example.com" }, ["url"]],
    ["no events", { events: [] }, ["events"]],
    ["an unknown type", { events: ["session.expire"] }, ["events.0"]],
    ["an unknown family", { events: ["*", "sessions.*"] }, ["events.1"]],
    ["a type twice", { events: ["*", "*"] }, ["events"]],
    ["an unknown format", { dialect: "xml" }, ["dialect"]],
    ["a format without the type", { dialect: "able-id" }, ["dialect"]],
    ["an unknown mode", { mode: "shout" }, ["mode"]],
    ["a gate on what has happened", { mode: "gate" }, ["mode"]],
    ["a wait after what no operation causes", { mode: "await" }, ["mode"]],
    ["a wait before", { mode: "await", events: ["before_registration"] }, ["mode"]],
    ["a wait on everything", { mode: "await_keep", events: ["*"] }, ["mode"]],
    [
      "a wait both before and after",
      {
        events: ["before_registration", "after_registration"],
        flags: { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: false },
      },
      ["flags.awaitAnswer"],
    ],
    [
      "contradictory flags after an event",
      {
        events: ["after_registration"],
        flags: { blockWithoutAnswer: true, awaitAnswer: true, answerHasData: true },
      },
      ["flags.blockWithoutAnswer", "flags.awaitAnswer"],
    ],
    ["a long wait", { mode: "await", events: ["after_registration"], timeoutMs: 10_001 }, ["timeoutMs"]],
    [
      "a wait for what is sent later",
      { mode: "await", events: ["after_registration"], retry: { delaysSeconds: [1] } },
      ["retry"],
    ],
    [
      "a wait that may fail the operation",
      { mode: "await", events: ["after_registration"], failurePolicy: "continue" },
      ["failurePolicy"],
    ],
    ["a gate on everything", { mode: "gate_apply", events: ["*"] }, ["mode"]],
    [
      "contradictory flags",
      { flags: { blockWithoutAnswer: true, awaitAnswer: true, answerHasData: false } },
      ["flags.blockWithoutAnswer", "flags.awaitAnswer"],
    ],
    [
      "flags beside the mode",
      { mode: "notify", flags: { blockWithoutAnswer: false, awaitAnswer: false, answerHasData: false } },
      ["flags"],
    ],
    [
      "half of the flags",
      { flags: { awaitAnswer: true } },
      ["flags.blockWithoutAnswer", "flags.answerHasData"],
    ],
    ["an order that is no integer", { order: 1.5 }, ["order"]],
    ["a short timeout", { timeoutMs: 99 }, ["timeoutMs"]],
    ["a long timeout", { timeoutMs: 60_001 }, ["timeoutMs"]],
    [
      "a period that ends before it begins",
      { validFrom: "2026-02-01T00:00:00Z", validTo: "2026-01-01T00:00:00Z" },
      ["validTo"],
    ],
    ["an empty period", { validFrom: "2026-02-01T00:00:00Z", validTo: "2026-02-01T00:00:00Z" }, ["validTo"]],
    ["a day in place of a moment", { validFrom: "2026-02-01" }, ["validFrom"]],
    ["the year nought", { validFrom: "0000-01-01T00:00:00Z" }, ["validFrom"]],
    ["a user name with a colon", { basicAuth: { username: "a:b", password: "c" } }, ["basicAuth.username"]],
    [
      "a password with a line break",
      { basicAuth: { username: "a", password: "c\r\nx: y" } },
      ["basicAuth.password"],
    ],
    ["a token with spaces", { bearer: "a b" }, ["bearer"]],
    ["basic and bearer at once", { basicAuth: { username: "a", password: "b" }, bearer: "c" }, ["bearer"]],
    [
      "a certificate that is none",
      { clientCertificate: { ...clientCertificate, certificate: "x" } },
      ["clientCertificate.certificate"],
    ],
    [
      "another's key",
      { clientCertificate: { ...clientCertificate, key: selfSignedCertificate("other").key } },
      ["clientCertificate.key"],
    ],
    ["a header name that is none", { headers: [{ name: "X Key", value: "1" }] }, ["headers.0.name"]],
    [
      "a header of the service's own",
      { headers: { Authorization: "x", Host: "y" } },
      ["headers.Authorization", "headers.Host"],
    ],
    [
      "a signature by hand",
      { headers: { "Webhook-Signature": "v1,x", "countersign-attempt": "1", "Content-Length": "1" } },
      ["headers.Webhook-Signature", "headers.countersign-attempt", "headers.Content-Length"],
    ],
    [
      "a header value of two lines",
      { headers: [{ name: "X-Key", value: "1\r\nX-Other: 2" }] },
      ["headers.0.value"],
    ],
    [
      "a header twice",
      {
        headers: [
          { name: "X-Key", value: "1" },
          { name: "x-key", value: "2" },
        ],
      },
      ["headers.1.name"],
    ],
    [
      "too many headers",
      { headers: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`X-${i}`, "1"])) },
      ["headers"],
    ],
    ["headers that are none", { headers: "X-Key: 1" }, ["headers"]],
    ["an unknown schedule", { retry: "often" }, ["retry"]],
    ["no waits", { retry: { delaysSeconds: [] } }, ["retry.delaysSeconds"]],
    ["too many waits", { retry: { delaysSeconds: Array(51).fill(0) } }, ["retry"]],
    ["too long a wait", { retry: { delaysSeconds: [0, week + 1] } }, ["retry.delaysSeconds.1"]],
    ["no requests at all", { rateLimitPerSecond: 0 }, ["rateLimitPerSecond"]],
    ["too many requests", { rateLimitPerSecond: 10_001 }, ["rateLimitPerSecond"]],
    ["an unknown order", { fifo: "all" }, ["fifo"]],
    ["an unknown content type", { contentType: "text/html" }, ["contentType"]],
    ["a short secret", { secret: `whsec_${Buffer.alloc(23).toString("base64")}` }, ["secret"]],
    ["a secret without its prefix", { secret: Buffer.alloc(32).toString("base64") }, ["secret"]],
    ["no project", { projectId: undefined }, ["projectId"]],
    ["an unknown project", { projectId: "nobody" }, ["projectId"]],
    ["an unknown setting", { urls: [] }, ["urls"]],
    ["a setting that is read only", { disabledAt: null }, ["disabledAt"]],
  ])("%s", async (_, more, expected) => {
    const answer = await create(more);
    expect([answer.status, answer.body.code, fields(answer)]).toEqual([422, "invalid_request", expected]);
    if ("projectId" in more || "secret" in more) return;
    const { id } = await created();
    const changed = await change(id, more);
    expect([changed.status, fields(changed)]).toEqual([422, expected]);
    expect((await api.call("operator", "GET", `/webhooks/${id}`)).body).toMatchObject({ name: "CRM" });
  });

  test("an address that may not be called is refused by the rule", async () => {
    for (const bad of ["http://hooks.example.com/", "https://127.0.0.1/", "https://u:p@hooks.example.com/"]) {
      const answer = await create({ url: bad });
      expect([answer.status, answer.body.code, fields(answer)]).toEqual([422, "address_refused", ["url"]]);
    }
  });

  test("near names are offered for an unknown type", async () => {
    const { body } = await create({ events: ["sesion.expired"] });
    expect(body.errors[0].problem).toContain("session.expired");
  });

  test("a gate works on before_ events, and gets no deliveries", async () => {
    const gate = await created({ events: ["before_registration"], mode: "gate" });
    expect(gate.flags).toEqual({ blockWithoutAnswer: false, awaitAnswer: true, answerHasData: false });
    expect(fields(await change(gate.id, { events: ["session.expired"] }))).toEqual(["events"]);
  });
});
