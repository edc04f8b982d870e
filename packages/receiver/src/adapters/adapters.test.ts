import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { fastify } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import { createReceiver } from "../receiver.ts";
import { everySample, sampleMessage, sampleSecret, sendSample } from "../samples/index.ts";
import { toExpressHandler } from "./express.ts";
import { toFastifyPlugin } from "./fastify.ts";
import { toNodeListener } from "./node.ts";

const setup = () => {
  const handled: string[] = [];
  const receiver = createReceiver({
    secrets: [sampleSecret],
    maxBodyBytes: 100_000,
    otherwise: ({ type }) => void handled.push(type),
  });
  return { handled, receiver };
};

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
}

const servers: Record<string, () => Promise<{ url: string; handled: string[] }>> = {
  async "node:http"() {
    const { handled, receiver } = setup();
    return { url: await listen(createServer(toNodeListener(receiver))), handled };
  },
  async Express() {
    const { handled, receiver } = setup();
    const app = express();
    app.post("/webhooks", toExpressHandler(receiver));
    app.use(express.json());
    return { url: await listen(createServer(app)), handled };
  },
  async "Express with express.raw() before it"() {
    const { handled, receiver } = setup();
    const app = express();
    app.use(express.raw({ type: "*/*", limit: "1mb" }));
    app.post("/webhooks", toExpressHandler(receiver));
    return { url: await listen(createServer(app)), handled };
  },
  async "Express with a parser before it that leaves other types unread, as Express 4's do"() {
    const { handled, receiver } = setup();
    const app = express();
    app.use((request, _response, next) => {
      request.body = {};
      next();
    });
    app.post("/webhooks", toExpressHandler(receiver));
    return { url: await listen(createServer(app)), handled };
  },
  async Fastify() {
    const { handled, receiver } = setup();
    const app = fastify();
    // It doesn't matter what the application's own routes do with bodies.
    app.addContentTypeParser("text/plain", { parseAs: "string" }, (_request, _body, done) =>
      done(new Error("not here")),
    );
    await app.register(toFastifyPlugin(receiver, "/webhooks"));
    app.post("/orders", async ({ body }) => body);
    await app.listen({ host: "127.0.0.1", port: 0 });
    onTestFinished(() => app.close());
    return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/webhooks`, handled };
  },
};

describe.each(Object.entries(servers))("%s", (name, start) => {
  test("takes every example in every format", async () => {
    const { url, handled } = await start();
    const all = everySample();
    for (const { type, format } of all) {
      const response = await sendSample(url, type, { format });
      expect([type, response.status, await response.text()]).toEqual([type, 200, '{"received":true}']);
    }
    expect(handled).toEqual(all.map(({ type }) => type));
  });

  test("refuses forgeries and large bodies, and goes on with the connection's next request", async () => {
    const { url, handled } = await start();
    const { headers, body } = sampleMessage("kyc.completed");
    const post = async (text: string) => (await fetch(url, { method: "POST", headers, body: text })).status;
    expect([await post(body.replace("5678", "5679")), await post("")]).toEqual([401, 401]);
    expect(await post("x".repeat(200_000))).toBe(413);
    expect(await post(body)).toBe(200);
    if (!name.startsWith("Express")) expect((await fetch(url)).status).toBe(405);
    expect(handled).toEqual(["kyc.completed"]);
  });
});

test("Express with express.json() before it responds that the bytes are lost, and handles nothing", async () => {
  const { handled, receiver } = setup();
  const app = express();
  app.use(express.json());
  app.post("/webhooks", toExpressHandler(receiver));
  const response = await sendSample(await listen(createServer(app)), "kyc.completed");
  expect([response.status, await response.json()]).toMatchObject([
    500,
    { error: { code: "body-lost", message: /before express\.json/ } },
  ]);
  expect(handled).toEqual([]);
});

test("Fastify's other routes keep their own parsers", async () => {
  const { receiver } = setup();
  const app = fastify();
  await app.register(toFastifyPlugin(receiver, "/webhooks"));
  app.post("/orders", async ({ body }) => body);
  const response = await app.inject({ method: "POST", url: "/orders", payload: { a: 1 } });
  expect(response.json()).toEqual({ a: 1 });
});
