import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type AnyReceivedEvent,
  type AwayPolicy,
  allow,
  change,
  createHookResponder,
  createInterceptor,
  createReceiver,
  deny,
  type EventPayload,
  type Interception,
  memoryInbox,
} from "@countersign/receiver";
import { intercept as interceptExpress, interceptionOf } from "@countersign/receiver/express";
import { intercept as interceptFastify } from "@countersign/receiver/fastify";
import { toNodeListener } from "@countersign/receiver/node";
import { examplePayload, formatsOf, sampleTypes } from "@countersign/receiver/testing";
import express from "express";
import { fastify } from "fastify";
import { expect, onTestFinished, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { serviceForFile, until } from "./support/service.ts";

/**
 * The published receiver against the service itself: its events, its hooks, and calls that ask its
 * hooks.
 */

const serviceOfFile = serviceForFile("receiver-live");
type Order = EventPayload<"before_order_add">["order"];

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("the receiver accepts what the service sends, in every format", async () => {
  const service = await serviceOfFile();
  const project = await service.manage("/projects", { name: "Shop", mode: "test" });
  const secret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
  const received: AnyReceivedEvent[] = [];
  const problems: unknown[] = [];
  const receiver = createReceiver({
    secrets: [`whsec_${Buffer.alloc(32, 8).toString("base64")}`, secret],
    inbox: memoryInbox(),
    otherwise: (event) => void received.push(event),
    onOutcome: (outcome) => {
      if (outcome.kind !== "handled" && outcome.kind !== "duplicate") problems.push(outcome);
    },
  });
  const url = await listen(toNodeListener(receiver));
  const types = sampleTypes.filter((type) => !type.startsWith("check."));
  for (const dialect of ["love-and-pay", "treezor", "rarus", "standard"] as const) {
    const events = types.filter((type) => formatsOf(type).includes(dialect));
    await service.manage("/webhooks", { projectId: project.id, name: dialect, url, events, dialect, secret });
  }
  const recorded = types.map((type) => ({
    type,
    subject: `subject of ${type}`,
    payload: examplePayload(type),
  }));
  await service.manage("/events/batch", { projectId: project.id, events: recorded });
  await until("every event arrives", () => received.length === types.length);
  // One event goes to several webhooks here: it takes effect once.
  expect(received.map(({ type }) => type).sort()).toEqual([...types].sort());
  expect(problems).toEqual([]);
  for (const { type, payload, sequence } of received)
    expect([type, payload, sequence]).toEqual([type, examplePayload(type as (typeof types)[number]), 1]);
});

/**
 * A hook that denies more than ten pieces and adds a warning to all others, as a webhook of the
 * project.
 */
async function stage() {
  const service = await serviceOfFile();
  const project = await service.manage("/projects", { name: "Shop", mode: "test" });
  const secret = `whsec_${Buffer.alloc(32, 6).toString("base64")}`;
  const hook = createHookResponder({
    secrets: [secret],
    on: {
      before_order_add: ({ payload: { order }, dryRun }) => {
        const pieces = order.items.reduce((sum, { quantity }) => sum + quantity, 0);
        if (pieces > 10)
          return deny({ code: "too_many", message: "At most 10 pieces", field: "order.items" });
        return pieces === 10
          ? allow({ warnings: ["the last ones"] })
          : change({ order: { comment: `dry run: ${dryRun}` } });
      },
    },
  });
  const webhook = await service.manage("/webhooks", {
    projectId: project.id,
    name: "Stock",
    url: await listen(toNodeListener(hook)),
    events: ["before_order_add"],
    mode: "gate_apply",
    timeoutMs: 10_000,
    secret,
  });
  return { service, project, webhook };
}

const order = (quantity: number): Order => ({
  ...examplePayload("before_order_add").order,
  items: [{ sku: "TEA-1", name: "Чай", quantity, price: 35_000 }],
});

test("a hook responder allows, changes and denies, as the webhook's own test call sees it", async () => {
  const { service, project, webhook } = await stage();
  const tried = await service.manage(`/webhooks/${webhook.id}/test`, {});
  expect(tried.verdict.gate).toMatchObject({ verdict: "allowed" });
  const ask = (quantity: number, more: object = {}) => {
    const payload = { method: "/user/order/add", order: order(quantity) };
    return service.manage("/intercept/before_order_add", { projectId: project.id, payload, ...more });
  };
  expect(await ask(2)).toMatchObject({ allow: true, payload: { order: { comment: "dry run: false" } } });
  expect(await ask(2, { dryRun: true })).toMatchObject({ payload: { order: { comment: "dry run: true" } } });
  expect(await ask(10)).toMatchObject({ allow: true, warnings: ["the last ones"] });
  expect(await ask(11)).toMatchObject({ allow: false, error: { code: "too_many", statusCode: 422 } });

  // With another secret no call is genuine: the hook fails, which by itself denies nothing.
  await service.manage(`/webhooks/${webhook.id}/rotate-secret`, { overlapSeconds: 0 });
  expect(await ask(2)).toMatchObject({ allow: false, error: { code: "hook_broken", statusCode: 502 } });
  await service.manage(`/webhooks/${webhook.id}`, { failurePolicy: "continue" }, "PATCH");
  expect(await ask(2)).toMatchObject({ allow: true, degraded: true });
});

const mapping = {
  question: ({ body }: { body?: unknown }) => ({
    payload: { method: "/user/order/add" as const, order: body as Order },
  }),
  apply: (request: { body?: unknown }, payload: EventPayload<"before_order_add">) => {
    request.body = payload.order;
  },
};

type Shop = (options: Parameters<typeof createInterceptor>[0]) => Promise<string>;
const shops: Record<string, Shop> = {
  Express(options) {
    const app = express();
    const ask = interceptExpress(createInterceptor(options), "before_order_add", mapping);
    app.post("/orders", express.json(), ask, (request, response) => {
      response.status(201).json(added(request.body, interceptionOf(request)));
    });
    return listen(app);
  },
  async Fastify(options) {
    const app = fastify();
    const preHandler = interceptFastify(createInterceptor(options), "before_order_add", mapping);
    app.post("/orders", { preHandler }, async (request, reply) => {
      reply.code(201);
      return added(request.body, interceptionOf(request));
    });
    await app.listen({ host: "127.0.0.1", port: 0 });
    onTestFinished(() => app.close());
    return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  },
};

function added(body: unknown, interception: Interception | undefined): Answer {
  const warnings = interception?.kind === "allowed" ? interception.warnings : [];
  return { order: body, kind: interception?.kind, warnings };
}

test.each(Object.entries(shops))(
  "a route of %s asks the hooks, and decides alone while the service is unreachable",
  async (_name, start) => {
    const { service, project } = await stage();
    let policy: AwayPolicy = "refuse";
    let baseUrl = service.url();
    const shop = await start({
      baseUrl: "http://countersign",
      apiKey: project.apiKey,
      projectId: project.id,
      whenAway: () => policy,
      // The same service, and later an address without a listener.
      fetch: (input, init) => fetch(String(input).replace("http://countersign", baseUrl), init),
    });
    const add = async (quantity: number) => {
      const response = await fetch(`${shop}/orders`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(order(quantity)),
      });
      return [response.status, await response.json()];
    };
    expect(await add(2)).toMatchObject([201, { order: { comment: "dry run: false" }, kind: "allowed" }]);
    expect(await add(10)).toMatchObject([201, { warnings: ["the last ones"] }]);
    expect(await add(11)).toEqual([
      422,
      { error: { code: "too_many", message: "At most 10 pieces", field: "order.items" } },
    ]);
    baseUrl = "http://127.0.0.1:1";
    expect(await add(2)).toMatchObject([503, { error: { code: "hooks_unavailable" } }]);
    policy = "allow";
    expect(await add(11)).toMatchObject([201, { order: { comment: "" }, kind: "allowed-unasked" }]);
  },
);
