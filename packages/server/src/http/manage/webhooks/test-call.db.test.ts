import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { TLSSocket } from "node:tls";
import { Registry } from "prom-client";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { beforeAll, describe, expect, test } from "vitest";
import { createOutbound } from "../../../outbound/index.ts";
import { selfSignedCertificate } from "../../../outbound/testing/certificate.ts";
import { listen } from "../../../outbound/testing/receivers.ts";
import { buildApp } from "../../app.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";
import type { App } from "../../types.ts";

const authority = selfSignedCertificate("hooks.example.com");
let api: TestApi;
let app: App;
beforeAll(async () => {
  api = await startTestApi();
  // Published verifiers compare timestamps with the machine's clock.
  api.clock.now = Date.now();
  const outbound = createOutbound({
    allow: ["127.0.0.0/8"],
    resolve: async () => ["127.0.0.1"],
    trustedCertificates: [authority.cert],
  });
  app = await buildApp({ ...api.deps, outbound, metrics: new Registry() });
});

interface Received {
  headers: Record<string, string>;
  body: string;
}

/** A receiver that keeps what it gets. */
async function receiver(answer: { status: number; body?: string } = { status: 200, body: "thanks" }) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void keep(request, received).then(() => response.writeHead(answer.status).end(answer.body));
  });
  return { url: `http://127.0.0.1:${await listen(server)}/in`, received };
}

async function keep(request: IncomingMessage, received: Received[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  received.push({
    headers: request.headers as Record<string, string>,
    body: Buffer.concat(chunks).toString(),
  });
}

async function call(path: string, payload?: object) {
  const response = await app.inject({
    method: "POST",
    url: `/manage/v1${path}`,
    headers: { authorization: `Bearer ${api.tokens.operator}` },
    ...(payload && { payload }),
  });
  return { status: response.statusCode, body: response.json() };
}

async function created(more: object) {
  const projectId = api.own.project.id;
  const { body } = await call("/webhooks", { projectId, name: "CRM", events: ["session.expired"], ...more });
  expect(body).toMatchObject({ id: expect.stringMatching(/^whk_/) });
  return body as { id: string; secret: string };
}

describe("a test", () => {
  test("sends the webhook's own body; a built-in gate has nobody to send to", async () => {
    const { url, received } = await receiver();
    const events = ["before_order_add"];
    const { id } = await created({ url, events, body: '{"buyer": {{ data.order.userId }}}' });
    const { body } = await call(`/webhooks/${id}/test`);
    expect(body).toMatchObject({ verdict: { accepted: true }, request: { body: '{"buyer": "usr-1024"}' } });
    expect(received[0]?.body).toBe('{"buyer": "usr-1024"}');
    const gate = await created({ events, require: { kycLevel: 1 } });
    expect((await call(`/webhooks/${gate.id}/test`)).status).toBe(409);
  });

  test("sends a signed example as a delivery is sent, and returns the whole exchange", async () => {
    const { url, received } = await receiver();
    const { id, secret } = await created({
      url,
      bearer: "t0ken",
      headers: { "X-Key": "k3y" },
      contentType: "text/plain",
    });
    const { status, body } = await call(`/webhooks/${id}/test`);
    expect([status, received.length]).toEqual([200, 1]);
    const [got] = received;
    if (!got) throw new Error("nothing came");
    expect(got.headers).toMatchObject({
      authorization: "Bearer t0ken",
      "x-key": "k3y",
      "content-type": "text/plain",
      "countersign-test": "true",
      "countersign-attempt": "1",
    });
    expect(new StandardWebhook(secret).verify(got.body, got.headers)).toMatchObject({
      type: "session.expired",
    });
    expect(body).toMatchObject({
      type: "session.expired",
      verdict: { accepted: true, outcome: "delivered" },
      request: { url, method: "POST", body: got.body },
      response: { statusCode: 200, body: "thanks", truncated: false },
      dialled: new URL(url).host,
      timings: { total: expect.any(Number), connect: expect.any(Number) },
    });
    expect(body.request.headers).toMatchObject({
      authorization: "***",
      "X-Key": "***",
      "webhook-signature": got.headers["webhook-signature"],
    });
    expect(JSON.stringify(body)).not.toMatch(/t0ken|k3y/);
    expect(await api.deps.db.selectFrom("deliveries").selectAll().execute()).toEqual([]);
  });

  test("reports what went wrong", async () => {
    const { url } = await receiver({ status: 500, body: "no" });
    const failing = await created({ url, basicAuth: { username: "me", password: "пароль" } });
    expect((await call(`/webhooks/${failing.id}/test`)).body).toMatchObject({
      verdict: { accepted: false, outcome: "server_error" },
      response: { statusCode: 500, body: "no" },
    });
    const hangingUp = createServer((request) => request.socket.destroy());
    const mute = await created({ url: `http://127.0.0.1:${await listen(hangingUp)}/` });
    expect((await call(`/webhooks/${mute.id}/test`)).body).toMatchObject({
      verdict: {
        accepted: false,
        outcome: "reset",
        detail: expect.stringContaining("closed the connection"),
      },
      response: null,
    });
  });

  test("reports what an operation would do that waits for the response", async () => {
    const events = ["after_registration", "on_subscription"];
    const accepting = await receiver({ status: 200, body: '{"loyaltyId": 77}' });
    const { id } = await created({ url: accepting.url, events, mode: "await_keep" });
    const { body } = await call(`/webhooks/${id}/test`);
    expect(body).toMatchObject({
      verdict: {
        accepted: true,
        gate: null,
        awaited: { waitedMs: body.timings.total, degraded: false, deliveryStatus: "delivered", idle: [] },
      },
      response: { body: '{"loyaltyId": 77}' },
    });
    const timed = await call(`/webhooks/${id}/test`, { type: "on_subscription" });
    expect(timed.body.verdict.awaited.idle).toEqual([expect.stringContaining("on_subscription")]);

    for (const [status, delivery] of [
      [503, "retrying"],
      [404, "exhausted"],
    ] as const) {
      const failing = await receiver({ status });
      const made = await created({ url: failing.url, events, mode: "await", active: false });
      const { awaited } = (await call(`/webhooks/${made.id}/test`)).body.verdict;
      expect(awaited).toMatchObject({
        degraded: true,
        deliveryStatus: delivery,
        idle: ["It is not active, or disabled."],
      });
    }
  });

  test("may name one of the webhook's types, and no other", async () => {
    const { url, received } = await receiver();
    const { id } = await created({ url, events: ["check.*"] });
    await call(`/webhooks/${id}/test`, { type: "check.photo" });
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
      data: { data: { crc: expect.any(String) } },
    });
    const other = await call(`/webhooks/${id}/test`, { type: "session.expired" });
    expect([other.status, other.body.errors[0].field]).toEqual([422, "type"]);
  });

  test("sends basic authentication in UTF-8", async () => {
    const { url, received } = await receiver();
    const { id } = await created({ url, basicAuth: { username: "me", password: "пароль" } });
    await call(`/webhooks/${id}/test`);
    const [, encoded = ""] = received[0]?.headers.authorization?.split(" ") ?? [];
    expect(Buffer.from(encoded, "base64").toString()).toBe("me:пароль");
  });

  test("shows the client certificate to a receiver that asks for one", async () => {
    const client = selfSignedCertificate("client-one");
    const server = createTlsServer(
      { ...authority, requestCert: true, rejectUnauthorized: true, ca: [client.cert] },
      (request, response) => {
        const subject: unknown = (request.socket as TLSSocket).getPeerCertificate().subject?.CN;
        response.end(`hello ${subject}`);
      },
    );
    server.on("tlsClientError", () => {});
    const url = `https://hooks.example.com:${await listen(server)}/in`;
    const { id } = await created({ url, clientCertificate: { certificate: client.cert, key: client.key } });
    expect((await call(`/webhooks/${id}/test`)).body).toMatchObject({
      verdict: { accepted: true },
      response: { body: "hello client-one" },
    });
    const without = await created({ url });
    expect((await call(`/webhooks/${without.id}/test`)).body).toMatchObject({
      verdict: { accepted: false },
      response: null,
    });
  });
});

describe("a rotation", () => {
  test("lets both secrets sign for a day; the published verifier takes either", async () => {
    const { url, received } = await receiver();
    const { id, secret } = await created({ url });
    const own = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
    const rotated = await call(`/webhooks/${id}/rotate-secret`, { secret: own });
    expect(rotated.body).toEqual({
      secret: own,
      previousValidUntil: new Date(api.clock.now + 24 * 3600_000).toISOString(),
    });
    await call(`/webhooks/${id}/test`);
    const [got] = received;
    if (!got) throw new Error("nothing came");
    for (const each of [secret, own]) new StandardWebhook(each).verify(got.body, got.headers);
    const next = await call(`/webhooks/${id}/rotate-secret`, { overlapSeconds: 0 });
    expect(next.body.secret).toMatch(/^whsec_/);
    await call(`/webhooks/${id}/test`);
    const after = received[1];
    if (!after) throw new Error("nothing came");
    new StandardWebhook(next.body.secret).verify(after.body, after.headers);
    expect(() => new StandardWebhook(secret).verify(after.body, after.headers)).toThrow();
    expect((await call(`/webhooks/${id}/rotate-secret`, { secret: "whsec_short" })).status).toBe(422);
  });
});
