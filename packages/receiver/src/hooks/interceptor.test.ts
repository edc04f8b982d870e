import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { fastify } from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { intercept as interceptExpress, interceptionOf } from "../adapters/express.ts";
import { intercept as interceptFastify } from "../adapters/fastify.ts";
import type { EventPayload } from "../event.ts";
import { examplePayload } from "../samples/index.ts";
import { createInterceptor, type InterceptorOptions } from "./interceptor.ts";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
type Order = EventPayload<"before_order_add">["order"];

/** A server that responds as the test says; how the service itself responds is tested with the service. */
async function serverForTest(listener: Listener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const responding =
  (status: number, body: string): Listener =>
  (_request, response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(body);

const payload = examplePayload("before_order_add");
const ask = (baseUrl: string, more: Partial<InterceptorOptions> = {}) =>
  createInterceptor({ baseUrl, apiKey: "csk_test", projectId: "prj_1", ...more }).ask("before_order_add", {
    payload,
  });

const away: [string, Listener | null, RegExp][] = [
  ["is not there", null, /could not be reached/],
  ["does not respond", () => {}, /within 200 ms/],
  ["breaks off", (request) => void request.socket.destroy(), /could not be reached/],
  ["fails", responding(500, "{}"), /responded with 500/],
  ["has no room", responding(429, "{}"), /responded with 429/],
  ["is another service", responding(200, '{"hello":1}'), /not Countersign/],
  ["sends no JSON", responding(200, "<html>"), /could not be reached/],
];

test.each(away)("the local policy decides while Countersign %s", async (_name, listener, detail) => {
  const baseUrl = listener === null ? "http://127.0.0.1:1" : await serverForTest(listener);
  const refused = await ask(baseUrl, { timeoutMs: 200 });
  expect(refused).toEqual({ kind: "refused-unasked", detail: expect.stringMatching(detail) });
  const allowed = await ask(baseUrl, { timeoutMs: 200, whenAway: "allow" });
  expect(allowed).toEqual({ kind: "allowed-unasked", payload, detail: expect.stringMatching(detail) });
  const told: string[] = [];
  await ask(baseUrl, {
    timeoutMs: 200,
    whenAway: (absence) => {
      told.push(absence.event);
      return "allow";
    },
  });
  expect(told).toEqual(["before_order_add"]);
});

test("a question that Countersign rejects is an error of the caller, without its values", async () => {
  const problem = { code: "invalid_request", errors: [{ field: "payload.order", problem: "is missing" }] };
  const baseUrl = await serverForTest(responding(422, JSON.stringify(problem)));
  await expect(ask(baseUrl, { whenAway: "allow" })).rejects.toMatchObject({
    name: "InterceptError",
    statusCode: 422,
    code: "invalid_request",
    message: "Countersign rejected the question (422 invalid_request): payload.order: is missing",
  });
});

const order = payload.order;
const mapping = {
  question: ({ body }: { body?: unknown }) => ({
    payload: { method: "/user/order/add" as const, order: body as Order },
  }),
  apply: (request: { body?: unknown }, { order }: EventPayload<"before_order_add">) => {
    request.body = order;
  },
};

/** The same shop, on two frameworks; `POST /orders` returns the order that it would add. */
const shops = {
  async Express(options: InterceptorOptions): Promise<string> {
    const app = express();
    app.use(express.json());
    app.post(
      "/orders",
      interceptExpress(createInterceptor(options), "before_order_add", mapping),
      (request, response) => {
        response.json({ order: request.body, kind: interceptionOf(request)?.kind });
      },
    );
    app.use((error: Error, _request: unknown, response: express.Response, _next: unknown) => {
      response.status(500).json({ name: error.name });
    });
    return serverForTest(app);
  },
  async Fastify(options: InterceptorOptions): Promise<string> {
    const app = fastify();
    app.setErrorHandler((error: Error, _request, reply) => reply.code(500).send({ name: error.name }));
    const preHandler = interceptFastify(createInterceptor(options), "before_order_add", mapping);
    app.post("/orders", { preHandler }, async (request) => ({
      order: request.body,
      kind: interceptionOf(request)?.kind,
    }));
    await app.listen({ host: "127.0.0.1", port: 0 });
    onTestFinished(() => app.close());
    return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  },
};

test.each(Object.entries(shops))(
  "a route of %s proceeds, responds in its place, or passes the error on",
  async (_name, start) => {
    let response: object = {};
    let status = 200;
    const baseUrl = await serverForTest((_request, reply) =>
      responding(status, JSON.stringify(response))(_request, reply),
    );
    const shop = await start({ baseUrl, apiKey: "csk_test", projectId: "prj_1" });
    const add = async () => {
      const init = {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(order),
      };
      const added = await fetch(`${shop}/orders`, init);
      return [added.status, await added.json()];
    };
    const changed = { ...order, comment: "checked" };
    response = {
      allow: true,
      payload: { ...payload, order: changed },
      degraded: false,
      warnings: [],
      traceId: "icp_1",
    };
    expect(await add()).toEqual([200, { order: changed, kind: "allowed" }]);

    const error = {
      code: "too_many",
      message: "At most 10",
      field: "order.items",
      name: "Stock",
      statusCode: 409,
    };
    response = { allow: false, payload: null, error, degraded: false, warnings: [], traceId: "icp_2" };
    expect(await add()).toEqual([
      409,
      { error: { code: "too_many", message: "At most 10", field: "order.items" } },
    ]);

    status = 503;
    expect(await add()).toMatchObject([503, { error: { code: "hooks_unavailable" } }]);
    status = 401;
    expect(await add()).toEqual([500, { name: "InterceptError" }]);
  },
);
