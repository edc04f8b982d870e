import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { serviceForFile, type TestService, until } from "./support/service.ts";

/**
 * Webhooks that an operation's response waits for after its event: they can delay the response, but
 * not change it.
 */

const service = serviceForFile("awaited-hooks");

interface Call {
  path: string;
  id: string;
  /** Of the body. */
  event: string;
  answer(status: number, body?: string): void;
}

/** A receiver that responds by path when the test says so; `soon` responds immediately. */
async function receiver(soon: Record<string, (nth: number) => number> = {}) {
  const calls: Call[] = [];
  const of = (path: string) => calls.filter((call) => call.path === path);
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece) => {
      text += piece;
    });
    request.on("end", () => {
      const path = request.url ?? "";
      const answer = (status: number, body = "") => {
        response.writeHead(status, { "content-type": "application/json" }).end(body);
      };
      const { event = "" } = text === "" ? {} : JSON.parse(text);
      calls.push({ path, id: String(request.headers["webhook-id"]), event, answer });
      const status = soon[path]?.(of(path).length);
      if (status !== undefined) answer(status);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    of,
    async got(path: string, count = 1): Promise<Call> {
      await until(`${count} calls of ${path}`, () => of(path).length >= count);
      const call = of(path)[count - 1];
      if (!call) throw new Error("no such call");
      return call;
    },
  };
}

interface Added {
  status: number;
  degraded: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests read responses field by field
  body: any;
  ms: number;
}

/** A separate project, and its backend's calls. */
async function shop(at: TestService) {
  const project = await at.manage("/projects", { name: "Shop", mode: "test" });
  let users = 0;
  const post = async (path: string, body: object): Promise<Added> => {
    const started = performance.now();
    const response = await fetch(at.url() + path, {
      method: "POST",
      headers: { authorization: `Bearer ${project.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      degraded: response.headers.get("countersign-degraded"),
      body: await response.json(),
      ms: performance.now() - started,
    };
  };
  return {
    project,
    post,
    webhook: (url: string, more: object = {}): Promise<Answer> =>
      at.manage("/webhooks", {
        projectId: project.id,
        name: "CRM",
        url,
        events: ["after_registration"],
        flags: { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: false },
        retry: { delaysSeconds: [0, 0.2, 0.2, 0.2] },
        ...more,
      }),
    register: (more: object = {}) =>
      post("/organization/user/new", { phone: `+7999${String(++users).padStart(7, "0")}`, ...more }),
    deliveries: async (): Promise<Answer[]> =>
      (await at.manage(`/deliveries?projectId=${project.id}&limit=10`)).data,
  };
}

test("the operation's response waits for the hook, whose response is stored", async () => {
  const at = await service();
  const { webhook, register, deliveries } = await shop(at);
  const hook = await receiver();
  const flags = { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: true };
  const made = await webhook(`${hook.url}/crm`, { flags });
  expect(made).toMatchObject({ mode: "await_keep", flags, timeoutMs: 2000 });
  await at.manage(`/webhooks/${made.id}`, { timeoutMs: 10_000 }, "PATCH");

  let answered = false;
  const registering = register().finally(() => {
    answered = true;
  });
  const call = await hook.got("/crm");
  // The user already exists: the waiting call blocks nobody else.
  expect([call.event, (await deliveries()).length, answered]).toEqual(["after_registration", 1, false]);
  call.answer(200, '{"allow": false, "loyaltyId": 77}');
  const added = await registering;
  expect(added).toMatchObject({ status: 201, degraded: null, body: { user: { kycLevel: 0 }, warnings: [] } });

  // The log contains it once the response has been sent.
  const [delivery] = await deliveries();
  expect(delivery).toMatchObject({ status: "delivered", attemptCount: 1 });
  const content = await at.manage(`/deliveries/${delivery.id}/content`);
  expect(JSON.stringify(content)).toContain("loyaltyId");
});

test("the response waits no longer than the timeout, and the queue continues with the retries", async () => {
  const at = await service();
  const { webhook, register, deliveries } = await shop(at);
  const hook = await receiver({ "/failing": (nth) => (nth < 3 ? 500 : 200) });
  await webhook(`${hook.url}/silent`, { name: "Молчит", timeoutMs: 300, order: 1 });
  await webhook(`${hook.url}/failing`, { name: "Fails", order: 2 });

  const added = await register();
  expect(added).toMatchObject({ status: 201, body: { user: { version: 1 }, warnings: [] } });
  expect(added.degraded).toBe(`${encodeURIComponent("Молчит")}, Fails`);
  expect(added.ms).toBeGreaterThan(290);
  // Sequentially: the second was called once the first one's timeout had expired.
  expect(hook.calls.slice(0, 2).map(({ path }) => path)).toEqual(["/silent", "/failing"]);

  (await hook.got("/silent", 2)).answer(200);
  await until("both are delivered", async () =>
    (await deliveries()).every(({ status }) => status === "delivered"),
  );
  expect(new Set(hook.calls.map(({ id }) => id)).size).toBe(1);
  expect(hook.of("/failing")).toHaveLength(3);
  const metrics = await (await fetch(`${at.url()}/metrics`)).text();
  for (const line of ['{outcome="late"} 1', '{outcome="failed"} 1'])
    expect(metrics).toContain(`countersign_awaited_deliveries_total${line}`);
});

test("hooks are called in order, one after another, independently of other webhooks", async () => {
  const at = await service();
  const { webhook, register } = await shop(at);
  const hook = await receiver({ "/unawaited": () => 200 });
  await webhook(`${hook.url}/second`, { order: 2, timeoutMs: 10_000 });
  await webhook(`${hook.url}/first`, { order: 1, timeoutMs: 10_000 });
  await webhook(`${hook.url}/unawaited`, { order: 3, flags: undefined, mode: "notify" });

  const registering = register();
  const first = await hook.got("/first");
  await hook.got("/unawaited");
  expect(hook.of("/second")).toEqual([]);
  first.answer(200);
  (await hook.got("/second")).answer(200);
  expect(await registering).toMatchObject({ status: 201, degraded: null });
});

test("the response of an upstream waits as well", async () => {
  const at = await service();
  const { project, webhook, post } = await shop(at);
  const upstream = createServer((_request, response) => {
    response.writeHead(201, { "content-type": "application/json" }).end('{"id": 1024}');
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  onTestFinished(() => void upstream.close());
  const hook = await receiver({ "/failing": () => 500 });
  await webhook(`${hook.url}/crm`, { timeoutMs: 10_000 });
  await webhook(`${hook.url}/failing`, { name: "Fails", order: 1 });
  const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const operations = { "/organization/user/new": { baseUrl, pathPattern: "/users" } };
  await at.manage(`/projects/${project.id}/gateway`, { operations }, "PUT");

  let answered = false;
  const registering = post("/organization/user/new", { phone: "+79990000001" }).finally(() => {
    answered = true;
  });
  const call = await hook.got("/crm");
  expect([call.event, answered]).toEqual(["after_registration", false]);
  call.answer(200);
  expect(await registering).toMatchObject({ status: 201, body: { id: 1024 }, degraded: "Fails" });
});

test("kill -9 while the response waits: the user exists, and the hook is called again", async () => {
  const at = await service();
  const { webhook, register, deliveries } = await shop(at);
  const hook = await receiver();
  await webhook(`${hook.url}/crm`, { timeoutMs: 10_000 });
  const registering = register({ externalId: "customer-1" }).catch((error: unknown) => error);
  const first = await hook.got("/crm");
  await at.crash();
  expect(await registering).toBeInstanceOf(Error);

  const second = await hook.got("/crm", 2);
  second.answer(200);
  expect(second.id).toBe(first.id);
  await until("it is delivered", async () => (await deliveries())[0]?.status === "delivered");
  // The caller repeats its call: nothing happens twice, and nothing is waited for.
  const again = await register({ phone: "+79990000001", externalId: "customer-1" });
  expect([again.status, hook.calls.length]).toEqual([200, 2]);
});

test("a process of the role api makes the calls that its responses wait for", async () => {
  const at = await service();
  await at.restart({ COUNTERSIGN_ROLE: "api" });
  const { webhook, register, deliveries } = await shop(at);
  const hook = await receiver({ "/crm": () => 200, "/failing": () => 500 });
  await webhook(`${hook.url}/crm`, { order: 1 });
  await webhook(`${hook.url}/failing`, { name: "Fails", order: 2 });
  await webhook(`${hook.url}/unawaited`, { flags: undefined, mode: "notify" });

  expect(await register()).toMatchObject({ status: 201, degraded: "Fails" });
  const states = (await deliveries()).map(({ status }) => status).sort();
  expect(states).toEqual(["delivered", "pending", "retrying"]);
  expect(hook.calls.map(({ path }) => path)).toEqual(["/crm", "/failing"]);
  // The retry and the other delivery are left to a worker.
  await at.restart({ COUNTERSIGN_ROLE: "worker" });
  (await hook.got("/unawaited")).answer(200);
  await hook.got("/failing", 2);
});
