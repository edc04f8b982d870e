import { describe, expect, test } from "vitest";
import type { HookReply } from "../../../interception/testing/hooks.ts";
import { startInterceptionApi } from "../../testing/interception.ts";

const { api, server, call, ask, add } = await startInterceptionApi();

describe("settings", () => {
  const refused = async (settings: object) => {
    const all = {
      projectId: api.own.project.id,
      name: "Stock",
      events: ["before_order_add"],
      mode: "gate",
      url: server.url("/x"),
    };
    const { status, body } = await call("operator", "POST", "/webhooks", { ...all, ...settings });
    expect(status).toBe(422);
    return body.errors;
  };

  test.each<[string, object, string, RegExp]>([
    [
      "a value in quotes",
      { body: '{"u": "{{ data.order.userId }}"}' },
      "body",
      /line 1, column 8: .*without quotes/,
    ],
    ["a body that isn't JSON", { body: "hello {{ event }}" }, "body", /not JSON/],
    [
      "a body that lacks a member",
      { body: '{"a":\n {{ data.user }}}' },
      "body",
      /line 2, column 5: .*data\.user/,
    ],
    ["a template that reads others", { body: '{% include "a" %}' }, "body", /include/],
    ["a condition with a mistake", { condition: "data.order.discount >" }, "condition", /line 1, column \d+/],
    ["a condition that is a number", { condition: "1 + 1" }, "condition", /true or false/],
    ["a gate that may take a minute", { timeoutMs: 60_000 }, "timeoutMs", /10000/],
    ["a gate on what has happened", { events: ["after_registration"] }, "mode", /before_/],
    ["a fallback of an order", { fallback: { price: 1 }, failurePolicy: "continue" }, "fallback", /delivery/],
    [
      "a fallback without `continue`",
      { events: ["before_delivery_service_calculate"], fallback: { price: 1 } },
      "fallback",
      /continue/,
    ],
    [
      "a policy of one that nobody waits for",
      { mode: "notify", failurePolicy: "continue" },
      "failurePolicy",
      /gates/,
    ],
    ["a KYC gate with an address", { require: { kycLevel: 1 } }, "require", /address/],
    ["no address", { url: undefined }, "url", /required/],
    [
      "a body for a format of its own",
      { mode: "notify", events: ["check.photo"], body: "{}" },
      "body",
      /able-id/,
    ],
  ])("%s is refused, with the fix", async (_name, settings, field, problem) => {
    expect(await refused(settings)).toContainEqual({ field, problem: expect.stringMatching(problem) });
  });

  test("a KYC gate without a user is refused", async () => {
    const errors = await refused({
      url: undefined,
      require: { kycLevel: 1 },
      events: ["before_registration"],
    });
    expect(errors).toMatchObject([{ field: "events" }]);
  });

  test("a gate has two seconds by default, and a change of mode changes the default timeout", async () => {
    const { id, timeoutMs } = await add({ url: server.url("/x"), mode: "gate" });
    expect(timeoutMs).toBe(2000);
    const change = async (settings: object) =>
      (await call("operator", "PATCH", `/webhooks/${id}`, settings)).body.timeoutMs;
    expect(await change({ mode: "notify" })).toBe(15_000);
    expect(await change({ mode: "gate_apply" })).toBe(2000);
    expect(await change({ timeoutMs: 500 })).toBe(500);
    expect(await change({ mode: "notify" })).toBe(500);
  });

  test("a gate that expires within seven days is flagged", async () => {
    const at = (days: number) => new Date(api.clock.now + days * 86_400_000).toISOString();
    const soon = await add({ url: server.url("/x"), mode: "gate", validTo: at(6) });
    expect(soon.warnings).toEqual([expect.stringContaining(at(6))]);
    expect((await add({ url: server.url("/x"), mode: "gate", validTo: at(8) })).warnings).toEqual([]);
    expect((await add({ url: server.url("/x"), mode: "notify", validTo: at(6) })).warnings).toEqual([]);
  });
});

describe("the test of a gate", () => {
  const answers: [name: string, reply: HookReply, more: object, outcome: string][] = [
    ["a plain OK", { body: "OK", headers: { "content-type": "text/plain" } }, {}, "allowed"],
    ["changes", { body: { data: { order: { comment: "x" } } } }, { mode: "gate_apply" }, "allowed"],
    ["a bare 400", { status: 400, body: "Нет", headers: { "content-type": "text/plain" } }, {}, "denied"],
    [
      "an envelope that denies",
      { body: { error: { code: "no", message: "Нет", field: "order" } } },
      {},
      "denied",
    ],
    ["a 404", { status: 404 }, {}, "broken"],
    ["a 500 that is tolerated", { status: 500 }, { failurePolicy: "continue" }, "tolerated"],
    ["a badly made envelope", { body: { allow: "no" } }, {}, "broken"],
    [
      "changes that don't fit",
      { body: { data: { order: { currency: 7 } } } },
      { mode: "gate_apply" },
      "broken",
    ],
  ];
  test.each(answers)("of %s tells what a real call does", async (_name, reply, more, outcome) => {
    server.reply("/tried", reply);
    const { id } = await add({ url: server.url("/tried"), mode: "gate", ...more });
    const { status, body } = await call("operator", "POST", `/webhooks/${id}/test`);
    const real = (await ask()).body;
    expect([status, body.verdict.outcome, body.verdict.accepted]).toEqual([
      200,
      outcome,
      outcome === "allowed",
    ]);
    const { gate } = body.verdict;
    expect([
      gate.caller?.statusCode,
      gate.caller?.error.detail ?? gate.caller?.error.message,
      gate.changes,
    ]).toEqual([real.error?.statusCode, real.error?.message, real.trace[0].changes]);
    const [tried] = server.calls("/tried").slice(-2);
    expect(tried?.headers).toMatchObject({ "countersign-test": "true" });
    expect(body.request.body).toBe(tried?.body);
    expect((await call("operator", "GET", "/interceptions?limit=100")).body.data).not.toContainEqual(
      expect.objectContaining({ id: tried?.headers["webhook-id"] }),
    );
  });

  test("says why an operation would not ask it now", async () => {
    const url = server.url("/tried");
    const { id } = await add({ url, mode: "gate", condition: "data.order.discount > 100000", active: false });
    const { body } = await call("operator", "POST", `/webhooks/${id}/test`);
    expect(body.verdict.gate.idle).toEqual(["It is not active.", "Its condition is not met by the example."]);
  });
});
