import { randomBytes } from "node:crypto";
import { catalog, newPublicId, type ProjectId, type WebhookId, wantsEvent } from "@countersign/wire";
import { pino } from "pino";
import { Registry } from "prom-client";
import type { Db } from "../../db/index.ts";
import { createOutbound } from "../../outbound/index.ts";
import { createRendering } from "../../rendering/index.ts";
import { afterFile } from "../../testing/after-file.ts";
import { createSigners, type Webhook } from "../../webhooks/index.ts";
import { webhookForTest } from "../../webhooks/testing/webhook.ts";
import { createBreaker } from "../breaker.ts";
import type { InterceptionRequest, Payload, Verdict } from "../contract.ts";
import type { InterceptionDeps } from "../deps.ts";
import { intercept } from "../intercept.ts";
import { interceptionMetrics } from "../metrics.ts";
import type { BeforeEvent } from "../setup.ts";
import { type HookServer, startHookServer } from "./hooks.ts";

/** Interception over real HTTP, with its webhooks and its traces in memory. */
export interface Stage {
  deps: InterceptionDeps;
  server: HookServer;
  secret: string;
  clock: { now: number };
  kycLevels: Map<string, number>;
  /** The webhooks in their order; `hook` adds one. */
  hooks: Webhook[];
  hook(path: string, more?: Partial<Webhook>): Webhook;
  /** Runs the chain over the example of `before_order_add`. */
  run(more?: Partial<InterceptionRequest>): Promise<Verdict>;
  told: BeforeEvent[];
  traced: Verdict[];
}

export const examplePayload = catalog.before_order_add.example as unknown as Payload;
const random = (bytes: number) => randomBytes(bytes);

/** Call it at the top of a test file; it is closed after the file's tests. */
export function createStage(): Stage & { start(): Promise<void> } {
  const projectId = newPublicId<ProjectId>(random);
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const clock = { now: Date.UTC(2026, 4, 5, 10) };
  const outbound = createOutbound({ allow: ["127.0.0.0/8"] });
  const rendering = createRendering();
  const hooks: Webhook[] = [];
  const told: BeforeEvent[] = [];
  const traced: Verdict[] = [];
  const kycLevels = new Map<string, number>();
  const db = {} as Db;
  let server: HookServer | undefined;
  let made = 0;

  const webhooks: InterceptionDeps["webhooks"] = {
    gates: async (_db, _project, type) =>
      inOrder(hooks.filter((hook) => isGate(hook) && wantsEvent(hook.eventTypes, type))),
    matching: async (_db, _project, type) =>
      hooks.filter((hook) => !isGate(hook) && wantsEvent(hook.eventTypes, type)),
    signingSecrets: async () => [secret],
    credentials: async () => ({ headers: {}, clientCertificate: undefined }),
  };
  const deps: InterceptionDeps = {
    db,
    clock: () => clock.now,
    random,
    log: pino({ level: "silent" }),
    keyring: { payloadKeys: async () => null },
    outbound,
    webhooks,
    rendering,
    recordEvent: async (event) => void told.push(event),
    kycLevelOf: async (_project, userId) => kycLevels.get(userId) ?? 0,
    breaker: createBreaker(() => clock.now),
    signers: createSigners(),
    traces: { add: (_run, verdict) => void traced.push(verdict), flush: async () => undefined },
    counted: interceptionMetrics(new Registry()),
  };
  afterFile(async () => {
    await server?.close();
    await outbound.close();
    await rendering.close();
  });

  return {
    deps,
    get server() {
      if (server === undefined) throw new Error("the stage was not started");
      return server;
    },
    secret,
    clock,
    kycLevels,
    hooks,
    told,
    traced,
    async start() {
      server = await startHookServer();
    },
    hook(path, more = {}) {
      const hook = webhookForTest({
        id: `whk_${String(++made).padStart(26, "0")}` as WebhookId,
        projectId,
        name: path,
        url: path.startsWith("http") ? path : this.server.url(path),
        eventTypes: ["before_order_add"],
        dialect: "rarus",
        mode: "gate",
        timeoutMs: 2000,
        ...more,
      });
      hooks.push(hook);
      return hook;
    },
    run(more = {}) {
      return intercept(deps, { projectId, event: "before_order_add", payload: examplePayload, ...more });
    },
  };
}

function isGate({ mode }: Webhook): boolean {
  return mode === "gate" || mode === "gate_apply";
}

function inOrder(hooks: Webhook[]): Webhook[] {
  return hooks.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}
