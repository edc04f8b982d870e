import { catalog } from "@countersign/wire";
import { Registry } from "prom-client";
import { beforeEach, expect } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { record } from "../../events/index.ts";
import { dryRunDraft, intercept, openInterception, probeHook } from "../../interception/index.ts";
import { type HookServer, startHookServer } from "../../interception/testing/hooks.ts";
import { createOutbound } from "../../outbound/index.ts";
import { createRendering } from "../../rendering/index.ts";
import { afterFile } from "../../testing/after-file.ts";
import { createWebhookDirectory } from "../../webhooks/index.ts";
import { buildApp } from "../app.ts";
import { startTestApi, type TestApi } from "./api.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into responses of every shape
type Response = { status: number; body: any };

/** For `*.db.test.ts`: the API with hooks that are called, and no webhooks at the start of each test. */
export interface InterceptionApi {
  api: TestApi;
  server: HookServer;
  /** The KYC level of users; 0 where none is set. */
  levels: Map<string, number>;
  payload: typeof catalog.before_order_add.example;
  call(
    caller: "operator" | "project" | "stranger",
    method: string,
    url: string,
    body?: unknown,
  ): Promise<Response>;
  /** Asks the hooks as the project's own back end does. */
  ask(more?: object, event?: string): Promise<Response>;
  /** Creates a webhook. */
  add(more: object): Promise<Response["body"]>;
}

export async function startInterceptionApi(): Promise<InterceptionApi> {
  const server = await startHookServer();
  const api = await startTestApi();
  const { deps } = api;
  const outbound = createOutbound({ allow: ["127.0.0.0/8"] });
  const rendering = createRendering();
  const levels = new Map<string, number>();
  const payload = catalog.before_order_add.example;
  const webhooks = createWebhookDirectory(deps);
  await webhooks.watch(async () => async () => undefined);
  const interception = openInterception({
    ...deps,
    outbound,
    rendering,
    webhooks,
    recordEvent: (event) => inTransaction(deps.db, (tx) => record(deps.events, tx, event)),
    kycLevelOf: async (_project, userId) => levels.get(userId) ?? 0,
  });
  api.app = await buildApp({
    ...deps,
    outbound,
    rendering,
    intercept: (request) => intercept(interception, request),
    probe: (...tried) => probeHook(interception, ...tried),
    dryRun: (...asked) => dryRunDraft(interception, ...asked),
    writeTraces: () => interception.traces.flush(),
    metrics: new Registry(),
  });
  afterFile(async () => {
    await interception.close();
    await rendering.close();
    await outbound.close();
    await server.close();
  });

  const call: InterceptionApi["call"] = async (caller, method, url, body) => {
    const response = await api.app.inject({
      method: method as "GET",
      url: `/manage/v1${url}`,
      headers: { authorization: `Bearer ${api.tokens[caller]}` },
      ...(body !== undefined && { payload: body as object }),
    });
    const text = response.payload;
    return { status: response.statusCode, body: text.startsWith("{") ? JSON.parse(text) : text };
  };
  beforeEach(async () => {
    const { data } = (await call("operator", "GET", "/webhooks?limit=100")).body;
    for (const { id } of data) await call("operator", "DELETE", `/webhooks/${id}`);
  });
  return {
    api,
    server,
    levels,
    payload,
    call,
    ask: (more = {}, event = "before_order_add") =>
      call("project", "POST", `/intercept/${event}`, { projectId: api.own.project.id, payload, ...more }),
    async add(more) {
      const settings = {
        projectId: api.own.project.id,
        name: "Stock",
        events: ["before_order_add"],
        ...more,
      };
      const made = await call("operator", "POST", "/webhooks", settings);
      expect(made.body).toMatchObject({ id: expect.any(String) });
      return made.body;
    },
  };
}
