import type { BrokenReason } from "@countersign/wire";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createStage } from "./testing.ts";
import { closedPort } from "./testing-hooks.ts";

const stage = createStage();
let refusedUrl: string;
beforeAll(async () => {
  await stage.start();
  refusedUrl = `http://127.0.0.1:${await closedPort()}/`;
  const { server } = stage;
  const error = { code: "out_of_stock", message: "Sold out", field: "order.items.0" };
  server.reply("/changing", { body: { data: { order: { comment: "changed" } } } });
  server.reply("/no-content", { status: 204, headers: {} });
  server.reply("/denying", { body: { allow: false, error } });
  server.reply("/denying-409", { status: 409, body: { error } });
  server.reply("/forbidding-403", { status: 403, body: { allow: false } });
  server.reply("/missing", {
    status: 404,
    body: "<h1>Not found</h1>",
    headers: { "content-type": "text/html" },
  });
  server.reply("/missing-json", { status: 404, body: { error: "Not Found", statusCode: 404 } });
  server.reply("/locked", { status: 401, body: "" });
  server.reply("/allowing-400", { status: 400, body: { allow: true } });
  server.reply("/failing", { status: 500, body: { allow: false, error } });
  server.reply("/moved", { status: 302, headers: { location: "/changing" } });
  server.reply("/malformed", { body: "{allow: true" });
  server.reply("/html", { body: "<p>ok</p>", headers: { "content-type": "text/html" } });
  server.reply("/json-as-text", { body: { allow: true }, headers: { "content-type": "text/plain" } });
  server.reply("/list", { body: [] });
  server.reply("/false", { body: "false" });
  server.reply("/wordy-allow", { body: { allow: "yes" } });
  server.reply("/contradicting", { body: { allow: true, error } });
  server.reply("/badly-denying", { body: { allow: false, error: "no", warnings: 7 } });
  server.reply("/long", { body: { warnings: ["x".repeat(300 * 1024)] } });
  server.reply("/long-denial", { status: 422, body: { allow: false, padding: "x".repeat(300 * 1024) } });
});
beforeEach(() => void stage.hooks.splice(0));

type Expected =
  | "allowed"
  | "changed"
  | { denied: number; code: string }
  | { broken: 502 | 503 | 504; why: BrokenReason };

const policy = (broken: 502 | 503 | 504, why: BrokenReason): Expected => ({ broken, why });
const outOfStock = (denied: number): Expected => ({ denied, code: "out_of_stock" });

/** Column, address, and what `gate` and `gate-apply` make of it. */
const cells: [outcome: string, path: string, gate: Expected, apply?: Expected][] = [
  ["2xx with data", "/changing", "allowed", "changed"],
  ["2xx with an envelope that denies", "/denying", outOfStock(422)],
  ["2xx with an envelope that denies badly", "/badly-denying", { denied: 422, code: "denied" }],
  ["2xx empty", "/empty", "allowed"],
  ["204", "/no-content", "allowed"],
  ["4xx with an envelope", "/denying-409", outOfStock(409)],
  ["403 with a bare denial", "/forbidding-403", { denied: 403, code: "denied" }],
  ["4xx of a wrong address", "/missing", policy(502, "bad-status")],
  ["4xx of a wrong address, as JSON", "/missing-json", policy(502, "bad-status")],
  ["4xx of a wrong password", "/locked", policy(502, "bad-status")],
  ["4xx that allows", "/allowing-400", policy(502, "bad-status")],
  ["4xx whose envelope is too long", "/long-denial", policy(502, "bad-status")],
  ["5xx, even with an envelope", "/failing", policy(502, "bad-status")],
  ["a redirect", "/moved", policy(502, "bad-status")],
  ["slow headers", "/slow-headers", policy(504, "timeout")],
  ["a slow body", "/slow-body", policy(504, "timeout")],
  ["a reset", "/reset", policy(502, "reset")],
  ["a reset midway", "/reset-midway", policy(502, "reset")],
  ["refused", "refused", policy(503, "refused")],
  ["malformed JSON", "/malformed", policy(502, "malformed-answer")],
  ["a wrong content type", "/html", policy(502, "wrong-content-type")],
  ["JSON called text", "/json-as-text", policy(502, "wrong-content-type")],
  ["JSON that is no object", "/list", policy(502, "malformed-answer")],
  ["a bare false", "/false", policy(502, "malformed-answer")],
  ["an allowance in words", "/wordy-allow", policy(502, "malformed-answer")],
  ["a contradiction", "/contradicting", policy(502, "malformed-answer")],
  ["over 256 KiB", "/long", policy(502, "too-large")],
  ["an endless body", "/endless-body", policy(502, "too-large")],
];
const table = cells.flatMap(([outcome, path, gate, apply = gate]) => [
  { mode: "gate" as const, outcome, path, expected: gate },
  { mode: "gate-apply" as const, outcome, path, expected: apply },
]);
const quick = 300;

describe.each(table)("$mode, $outcome", ({ mode, path, expected }) => {
  const hook = (failurePolicy: "fail" | "continue") =>
    stage.hook(path === "refused" ? refusedUrl : path, {
      name: "Stock",
      mode,
      timeoutMs: quick,
      failurePolicy,
    });

  test("under `fail`", async () => {
    hook("fail");
    const started = performance.now();
    const verdict = await stage.run();
    expect(performance.now() - started).toBeLessThan(quick + 500);
    const [step] = verdict.trace.steps;
    expect(verdict.trace.id).toMatch(/^icp_/);
    if (expected === "allowed" || expected === "changed") {
      const comment = expected === "changed" ? "changed" : "";
      expect(verdict).toMatchObject({ kind: "allowed", degraded: false, payload: { order: { comment } } });
      expect(step?.verdict).toBe("allowed");
      expect(step?.changes.map(({ path }) => path)).toEqual(expected === "changed" ? ["/order/comment"] : []);
    } else if ("denied" in expected) {
      const { denied: status, code } = expected;
      expect(verdict).toMatchObject({ kind: "denied", status, hook: "Stock", error: { code } });
      expect(step).toMatchObject({ verdict: "denied", error: { code } });
    } else {
      const { broken: status, why } = expected;
      expect(verdict).toMatchObject({ kind: "broken", status, reason: why, hook: "Stock" });
      expect(step).toMatchObject({ verdict: "broken", why, attempts: path === "refused" ? 2 : 1 });
      // Never the hook's raw answer to the caller.
      expect(JSON.stringify(verdict)).not.toMatch(/Not found|out_of_stock|<p>|xxx/i);
    }
  });

  test("under `continue`", async () => {
    hook("continue");
    const verdict = await stage.run();
    if (typeof expected === "string" || "denied" in expected) {
      expect(verdict.kind).toBe(typeof expected === "string" ? "allowed" : "denied");
      return;
    }
    expect(verdict).toMatchObject({ kind: "allowed", degraded: true, payload: { order: { comment: "" } } });
    expect(verdict.trace.steps).toMatchObject([{ verdict: "tolerated", why: expected.why }]);
  });
});

test("who hears of it without deciding hears of it once all allowed, and of what they made of it", async () => {
  stage.hook("/changing", { mode: "gate-apply" });
  for (const mode of ["forget", "notify", "notify-keep"] as const) stage.hook(`/${mode}`, { mode });
  const calls = stage.server.calls().length;
  await stage.run({ subject: "ord-1" });
  expect(stage.told.splice(0)).toMatchObject([
    { type: "before_order_add", subject: "ord-1", payload: { order: { comment: "changed" } } },
  ]);
  expect(stage.server.calls()).toHaveLength(calls + 1);

  await stage.run({ dryRun: true });
  expect(stage.server.calls().at(-1)?.headers["countersign-dry-run"]).toBe("true");
  stage.hook("/denying");
  await stage.run();
  stage.hooks.pop();
  stage.hook("/failing");
  await stage.run();
  expect(stage.told).toEqual([]);
});
