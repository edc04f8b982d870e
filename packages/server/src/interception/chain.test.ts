import type { WebhookId } from "@countersign/wire";
import fc from "fast-check";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { cpuTimeMs } from "../testing/cpu-time.ts";
import { createStage, examplePayload } from "./testing/stage.ts";

const stage = createStage();
beforeAll(() => stage.start());
beforeEach(() => void stage.hooks.splice(0));

describe("a chain", () => {
  test("is called in ascending order, strictly one after another, each seeing what those before it changed", async () => {
    const anyHook = fc.record({
      position: fc.integer({ min: -3, max: 3 }),
      tie: fc.integer({ min: 0, max: 9999 }),
      mode: fc.constantFrom("gate" as const, "gate_apply" as const),
      change: fc.constantFrom("data" as const, "patch" as const, "none" as const),
      afterMs: fc.integer({ min: 0, max: 4 }),
      outcome: fc.constantFrom(..."aaaaaadb"),
    });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyHook, { minLength: 1, maxLength: 7, selector: ({ tie }) => tie }),
        async (hooks) => {
          stage.hooks.splice(0);
          const run = ++runs;
          for (const [at, { position, tie, mode, change, afterMs, outcome }] of hooks.entries()) {
            const path = `/run-${run}/${at}`;
            const id = `whk_${String(tie).padStart(26, "0")}` as WebhookId;
            stage.hook(path, { id, position, mode });
            stage.server.reply(path, (body) => {
              if (outcome === "d") return { body: { allow: false }, afterMs };
              if (outcome === "b") return { status: 500, afterMs };
              const { comment } = (body as { data: { order: { comment: string } } }).data.order;
              const next = `${comment}${at},`;
              if (change === "data") return { body: { data: { order: { comment: next } } }, afterMs };
              if (change === "patch")
                return { body: { patch: [{ op: "replace", path: "/order/comment", value: next }] }, afterMs };
              return { afterMs };
            });
          }
          const verdict = await stage.run();

          const order = [...hooks.entries()].sort(([, a], [, b]) => a.position - b.position || a.tie - b.tie);
          const stopsAt = order.findIndex(([, { outcome }]) => outcome !== "a");
          const reached = stopsAt === -1 ? order : order.slice(0, stopsAt + 1);
          const calls = stage.server.calls().filter(({ path }) => path.startsWith(`/run-${run}/`));
          expect(calls.map(({ path }) => path)).toEqual(reached.map(([at]) => `/run-${run}/${at}`));
          let comment = "";
          for (const [place, [at, { mode, change, outcome }]] of reached.entries()) {
            const call = calls[place];
            expect(JSON.parse(call?.body ?? "").data.order.comment).toBe(comment);
            const next = calls[place + 1];
            if (next) expect(next.startedAt).toBeGreaterThanOrEqual(call?.endedAt ?? Number.NaN);
            if (outcome === "a" && change !== "none" && mode === "gate_apply") comment += `${at},`;
          }
          expect(verdict.trace.steps).toHaveLength(hooks.length);
          const kinds = { a: "allowed", d: "denied", b: "broken" } as const;
          const last = reached.at(-1)?.[1].outcome as keyof typeof kinds;
          expect(verdict.kind).toBe(kinds[last]);
          if (verdict.kind === "allowed") expect(verdict.payload).toMatchObject({ order: { comment } });
          const skipped = verdict.trace.steps.slice(reached.length);
          expect(skipped.every(({ verdict: of, why }) => of === "skipped" && why === "chain_ended")).toBe(
            true,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test("sends the canonical body, signed by Standard Webhooks, under the run's id", async () => {
    stage.hook("/signed");
    const { trace } = await stage.run();
    const [call] = stage.server.calls("/signed");
    const headers = call?.headers as Record<string, string>;
    expect(headers).toMatchObject({
      "webhook-id": trace.id,
      "content-type": "application/json",
      "countersign-attempt": "1",
    });
    expect(headers["countersign-dry-run"]).toBeUndefined();
    const body = {
      event: "before_order_add",
      sequence: null,
      occurredAt: new Date(stage.clock.now).toISOString(),
      data: examplePayload,
    };
    expect(call?.body).toBe(JSON.stringify(body));
    const late = { ...headers, "webhook-timestamp": headers["webhook-timestamp"] ?? "" };
    expect(() => new StandardWebhook(stage.secret).verify(call?.body ?? "", late)).toThrow(/timestamp/i);
    // The stage's clock is not the library's.
    stage.clock.now = Date.now();
    await stage.run();
    const fresh = stage.server.calls("/signed").at(-1);
    expect(
      new StandardWebhook(stage.secret).verify(fresh?.body ?? "", fresh?.headers as Record<string, string>),
    ).toMatchObject({
      event: "before_order_add",
    });
  });

  test("validates the payload again after the last, not before, and names the field and the hook", async () => {
    const { server } = stage;
    server.reply("/breaks", { body: { data: { order: { currency: "roubles" } } } });
    server.reply("/mends", { body: { patch: [{ op: "replace", path: "/order/currency", value: "USD" }] } });
    server.reply("/adds", { body: { data: { order: { gift: true } } } });
    server.reply("/other", { body: { data: { order: { comment: "x" } } } });
    stage.hook("/breaks", { mode: "gate_apply" });
    stage.hook("/other", { mode: "gate_apply" });
    expect(await stage.run()).toMatchObject({
      kind: "broken",
      status: 502,
      hook: "/breaks",
      field: "order.currency",
      reason: "changed_payload_invalid",
      detail: expect.stringContaining("order.currency"),
    });
    stage.hook("/mends", { mode: "gate_apply" });
    expect(await stage.run()).toMatchObject({ kind: "allowed", payload: { order: { currency: "USD" } } });
    stage.hook("/adds", { mode: "gate_apply" });
    expect(await stage.run()).toMatchObject({ kind: "broken", hook: "/adds", field: "order.gift" });
    stage.hooks.pop();
    const revalidate = () => ({ field: "order.currency", problem: "is not sold in" });
    expect(await stage.run({ revalidate })).toMatchObject({
      kind: "broken",
      hook: "/mends",
      field: "order.currency",
    });
    stage.hooks.splice(0);
    expect(await stage.run({ revalidate })).toMatchObject({ kind: "allowed" });
  });

  test("collects warnings, and returns the payload unchanged if no hook changed it", async () => {
    stage.server.reply("/warns", { body: { warnings: ["slow today", 7, "x".repeat(900)] } });
    stage.hook("/warns");
    stage.hook("/silent");
    const verdict = await stage.run();
    expect(verdict).toMatchObject({ kind: "allowed", warnings: ["slow today", "x".repeat(500)] });
    expect(verdict.kind === "allowed" && verdict.payload).toBe(examplePayload);
  });
});

describe("time", () => {
  test("a period is [from, to), judged at the chain's own instant", async () => {
    const now = stage.clock.now;
    const at = (ms: number) => new Date(now + ms);
    stage.hook("/from-now", { validFrom: at(0), validTo: at(1) });
    stage.hook("/until-now", { validTo: at(0) });
    stage.hook("/not-yet", { validFrom: at(1) });
    stage.hook("/disabled", { disabledAt: at(-1) });
    // The clock advances during the chain.
    stage.server.reply("/from-now", () => {
      stage.clock.now += 10_000;
      return {};
    });
    stage.hook("/still-open", { validTo: at(1) });
    const { trace } = await stage.run();
    expect(trace.steps.map(({ name, verdict, why }) => [name, verdict, why])).toEqual([
      ["/from-now", "allowed", null],
      ["/until-now", "skipped", "expired"],
      ["/not-yet", "skipped", "not_yet_valid"],
      ["/disabled", "skipped", "disabled"],
      ["/still-open", "allowed", null],
    ]);
  });

  test("a chain has ten seconds: who comes too late is judged by its policy, unasked", async () => {
    // The hooks advance the clock; the last of the ten seconds is a real one, which ends the fourth call.
    let elapsedMs = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => elapsedMs);
    onTestFinished(() => clock.mockRestore());
    const send = vi.spyOn(stage.deps.outbound, "send");
    onTestFinished(() => send.mockRestore());
    for (const position of [1, 2, 3]) {
      const path = `/takes-three-${position}`;
      stage.server.reply(path, () => {
        elapsedMs += 3000;
        return {};
      });
      stage.hook(path, { position, timeoutMs: 10_000, failurePolicy: "continue" });
    }
    stage.server.reply("/takes-too-long", () => {
      elapsedMs += 1000;
      return { afterMs: 60_000 };
    });
    stage.hook("/takes-too-long", { position: 4, timeoutMs: 10_000, failurePolicy: "continue" });
    stage.hook("/late", { position: 5, failurePolicy: "continue" });
    stage.hook("/too-late", { position: 6 });
    const verdict = await stage.run();
    expect(verdict).toMatchObject({ kind: "broken", status: 504, hook: "/too-late", reason: "budget" });
    expect(verdict.trace.totalMs).toBe(10_000);
    expect(send.mock.calls.map(([{ timeoutMs }]) => timeoutMs)).toEqual([10_000, 7000, 4000, 1000]);
    expect(verdict.trace.steps.map(({ verdict: of, why, attemptCount }) => [of, why, attemptCount])).toEqual([
      ["allowed", null, 1],
      ["allowed", null, 1],
      ["allowed", null, 1],
      ["tolerated", "budget", 1],
      ["tolerated", "budget", 0],
      ["broken", "budget", 0],
    ]);
    expect(stage.server.calls("/late")).toEqual([]);
  });
});

describe("a broken hook", () => {
  test("opens its breaker after 20 calls with half of them failing; a probe that works closes it", async () => {
    let failing = true;
    stage.server.reply("/unsteady", (_body, nth) => ({ status: failing || nth % 2 === 0 ? 500 : 200 }));
    const hook = stage.hook("/unsteady");
    const calls = () => stage.server.calls("/unsteady").length;
    for (let at = 0; at < 19; at++) await stage.run();
    expect(calls()).toBe(19);
    expect(await stage.run()).toMatchObject({ kind: "broken", status: 502 });
    expect(await stage.run()).toMatchObject({ kind: "broken", status: 503, reason: "breaker_open" });
    expect(calls()).toBe(20);
    stage.clock.now += 29_999;
    expect(await stage.run()).toMatchObject({ reason: "breaker_open" });
    stage.clock.now += 1;
    expect(await stage.run()).toMatchObject({ status: 502 });
    expect(await stage.run()).toMatchObject({ reason: "breaker_open" });
    expect(calls()).toBe(21);
    failing = false;
    stage.server.reply("/unsteady", {});
    stage.clock.now += 30_000;
    expect(await stage.run()).toMatchObject({ kind: "allowed" });
    expect(await stage.run()).toMatchObject({ kind: "allowed" });
    // A change of its settings closes it too.
    stage.server.reply("/unsteady", { status: 500 });
    for (let at = 0; at < 25; at++) await stage.run();
    expect(await stage.run()).toMatchObject({ reason: "breaker_open" });
    hook.version++;
    expect(await stage.run()).toMatchObject({ reason: "bad_status" });
  });

  test("denials and a minute's pause don't open it", async () => {
    stage.server.reply("/denies-always", { body: { allow: false } });
    stage.hook("/denies-always");
    for (let at = 0; at < 30; at++) expect((await stage.run()).kind).toBe("denied");
    stage.hooks.splice(0);
    stage.server.reply("/rarely-asked", { status: 500 });
    stage.hook("/rarely-asked");
    for (let at = 0; at < 30; at++) {
      stage.clock.now += 4_000;
      expect(await stage.run()).toMatchObject({ reason: "bad_status" });
    }
  });

  test("returns a delivery's price from its fallback", async () => {
    stage.server.reply("/tariff", { status: 503 });
    stage.hook("/tariff", {
      eventTypes: ["before_delivery_service_calculate"],
      failurePolicy: "continue",
      fallback: { price: 30_000 },
    });
    expect(await stage.run({ event: "before_delivery_service_calculate", payload: {} })).toMatchObject({
      kind: "allowed",
      degraded: true,
      fallback: { price: 30_000 },
    });
  });
});

describe("bodies and conditions", () => {
  test("a template is the body; a condition that is false skips the hook", async () => {
    stage.hook("/own-body", { body: '{"buyer": {{ data.order.userId }}, "of": {{ event }}}' });
    stage.hook("/only-big", { condition: "data.order.deliveryPrice > 1000000" });
    stage.hook("/only-these", { condition: 'event == "before_order_add" && data.order.items.size() == 1' });
    const { trace } = await stage.run();
    expect(JSON.parse(stage.server.calls("/own-body")[0]?.body ?? "")).toEqual({
      buyer: "usr-1024",
      of: "before_order_add",
    });
    expect(trace.steps.map(({ verdict, why }) => [verdict, why])).toEqual([
      ["allowed", null],
      ["skipped", "condition"],
      ["allowed", null],
    ]);
  });

  test.each([
    [
      "a body that loops",
      "body",
      {
        body: "{% for i in (1..100000) %}{% for j in (1..100000) %}{% assign k = 1 %}{% endfor %}{% endfor %}1",
      },
    ],
    [
      "a body that explodes",
      "body",
      { body: `{% assign s = "xxxxxxxx" %}${"{% assign s = s | append: s %}".repeat(40)}{{ s }}` },
    ],
    ["a body that lacks something", "body", { body: "{{ data.order.nothing }}" }],
    ["a condition that throws", "condition", { condition: "data.order.nothing > 1" }],
    [
      "a condition that loops",
      "condition",
      {
        condition: ["a", "b", "c", "d", "e", "f"].reduce(
          (inner, name) => `[${Array.from({ length: 60 }, (_, at) => at)}].all(${name}, ${inner})`,
          "true",
        ),
      },
    ],
  ])("%s is stopped within the limit, and the policy decides", async (_name, why, settings) => {
    stage.hook("/never", settings);
    const before = cpuTimeMs();
    expect(await stage.run()).toMatchObject({ kind: "broken", status: 502, reason: why, hook: "/never" });
    expect(cpuTimeMs() - before).toBeLessThan(2000);
    stage.hooks.splice(0);
    stage.hook("/never", { ...settings, failurePolicy: "continue" });
    expect(await stage.run()).toMatchObject({ kind: "allowed", degraded: true });
    expect(stage.server.calls("/never")).toEqual([]);
  });
});

describe("the KYC gate", () => {
  const gate = { url: "", requireKycLevel: 2, name: "Verified buyers" };

  test.each([
    [0, false],
    [1, false],
    [2, true],
    [3, true],
    [4, false],
  ])("level %i lets pass: %s", async (level, passes) => {
    stage.kycLevels.set("usr-1024", level);
    stage.hook("/kyc", gate);
    const verdict = await stage.run();
    expect(verdict.kind).toBe(passes ? "allowed" : "denied");
    if (verdict.kind === "denied")
      expect(verdict).toMatchObject({
        status: 422,
        hook: "Verified buyers",
        error: {
          code: "kyc_level_insufficient",
          message: expect.stringContaining("2 (regular)"),
          field: "order.userId",
        },
      });
  });

  test("checks the user that the operation names; without one there is no level", async () => {
    stage.kycLevels.set("usr-7", 3);
    stage.hook("/kyc", { ...gate, eventTypes: ["before_order_update"] });
    const update = {
      event: "before_order_update",
      payload: { method: "/user/order/{id}", id: "usr-7", changes: {} },
    } as const;
    expect((await stage.run(update)).kind).toBe("denied");
    expect((await stage.run({ ...update, userId: "usr-7" })).kind).toBe("allowed");
  });
});

test("without hooks nothing is called, traced or recorded, and it takes almost no time", async () => {
  const traced = stage.traced.length;
  const first = await stage.run();
  expect(first).toMatchObject({ kind: "allowed", degraded: false, trace: { steps: [] } });
  const before = cpuTimeMs();
  for (let at = 0; at < 1000; at++) await stage.run();
  expect((cpuTimeMs() - before) / 1000).toBeLessThan(0.5);
  expect([stage.traced.length, stage.told.length]).toEqual([traced, 0]);
});
