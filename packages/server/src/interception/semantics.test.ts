import type { BrokenReason } from "@countersign/wire";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closedPort } from "./testing/hooks.ts";
import { createStage } from "./testing/stage.ts";

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
  const text = (status: number, body: string, type = "text/plain") => ({
    status,
    body,
    headers: { "content-type": type },
  });
  server.reply("/ok", text(200, "OK"));
  server.reply("/ok-called-json", { body: "OK" });
  server.reply("/success-false", { body: { success: false } });
  server.reply("/loyalty", { body: { loyaltyId: 77 } });
  server.reply("/denying-as-text", text(200, JSON.stringify({ allow: false, error }), "text/html"));
  server.reply("/error-in-words", { body: { error: "Sold out" } });
  server.reply("/no-error", { body: { error: "", success: true } });
  server.reply("/bare-400", text(400, "Sold\nout\u0007 \u202etoday"));
  server.reply("/bare-403", text(403, ""));
  server.reply("/json-400", { status: 400, body: { success: false, message: "Sold out" } });
  server.reply("/html-400", text(400, "<h1>Not found</h1>", "text/html"));
  server.reply("/php-400", text(400, "Нет в наличии: осталось 3 шт.\n", "text/html; charset=UTF-8"));
  server.reply("/php-marked-400", text(400, "Sold <b>out</b>", "text/html"));
  server.reply("/php-entity-400", text(400, "Sold&nbsp;out", "text/html"));
  server.reply("/php-long-400", text(400, "Sold out. ".repeat(60), "text/html"));
  server.reply("/half-json-422", { status: 422, body: '{"allow": fal' });
  server.reply("/busy", text(429, "slow down"));
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
  | { denied: number; code: string; message?: string }
  | { broken: 502 | 503 | 504; why: BrokenReason };

const policy = (broken: 502 | 503 | 504, why: BrokenReason): Expected => ({ broken, why });
const withoutMessage = "The hook denied it without a message.";
const outOfStock = (denied: number): Expected => ({ denied, code: "out_of_stock" });

/** Column, address, and the result in `gate` and `gate_apply`. */
const cells: [outcome: string, path: string, gate: Expected, apply?: Expected][] = [
  ["2xx with data", "/changing", "allowed", "changed"],
  ["2xx with an envelope that denies", "/denying", outOfStock(422)],
  ["2xx with an envelope that denies badly", "/badly-denying", { denied: 422, code: "denied" }],
  ["2xx empty", "/empty", "allowed"],
  ["204", "/no-content", "allowed"],
  ["4xx with an envelope", "/denying-409", outOfStock(409)],
  ["403 with a bare denial", "/forbidding-403", { denied: 403, code: "denied" }],
  ["a plain OK", "/ok", "allowed"],
  ["a plain OK that is called JSON", "/ok-called-json", "allowed"],
  ["2xx with success: false", "/success-false", "allowed"],
  ["2xx with data without an envelope", "/loyalty", "allowed"],
  ["2xx with an envelope that denies, called HTML", "/denying-as-text", outOfStock(422)],
  ["2xx with an error in words", "/error-in-words", { denied: 422, code: "denied", message: "Sold out" }],
  ["2xx with an empty error", "/no-error", "allowed"],
  ["a bare 400", "/bare-400", { denied: 400, code: "denied", message: "Sold out today" }],
  ["a 403 without a word", "/bare-403", { denied: 403, code: "denied", message: withoutMessage }],
  ["a 400 with a message", "/json-400", { denied: 400, code: "denied", message: "Sold out" }],
  ["a 400 with a page", "/html-400", { denied: 400, code: "denied", message: withoutMessage }],
  [
    "a 400 with a sentence that is called HTML",
    "/php-400",
    { denied: 400, code: "denied", message: "Нет в наличии: осталось 3 шт." },
  ],
  ["a 400 with a tag", "/php-marked-400", { denied: 400, code: "denied", message: withoutMessage }],
  ["a 400 with an entity", "/php-entity-400", { denied: 400, code: "denied", message: withoutMessage }],
  [
    "a 400 with much text that is called HTML",
    "/php-long-400",
    { denied: 400, code: "denied", message: withoutMessage },
  ],
  ["a 422 with half an envelope", "/half-json-422", { denied: 422, code: "denied", message: withoutMessage }],
  ["a 429", "/busy", policy(502, "bad_status")],
  ["4xx of a wrong address", "/missing", policy(502, "bad_status")],
  ["4xx of a wrong address, as JSON", "/missing-json", policy(502, "bad_status")],
  ["4xx of a wrong password", "/locked", policy(502, "bad_status")],
  ["4xx that allows", "/allowing-400", policy(502, "bad_status")],
  [
    "4xx whose envelope is too long",
    "/long-denial",
    { denied: 422, code: "denied", message: withoutMessage },
  ],
  ["5xx, even with an envelope", "/failing", policy(502, "bad_status")],
  ["a redirect", "/moved", policy(502, "bad_status")],
  ["slow headers", "/slow-headers", policy(504, "timeout")],
  ["a slow body", "/slow-body", policy(504, "timeout")],
  ["a reset", "/reset", policy(502, "reset")],
  ["a reset midway", "/reset-midway", policy(502, "reset")],
  ["refused", "refused", policy(503, "refused")],
  ["malformed JSON", "/malformed", policy(502, "malformed_answer")],
  ["a page", "/html", "allowed"],
  ["JSON called text", "/json-as-text", "allowed"],
  ["JSON that is not an object", "/list", "allowed"],
  ["a bare false", "/false", "allowed"],
  ["an allowance in words", "/wordy-allow", policy(502, "malformed_answer")],
  ["a contradiction", "/contradicting", policy(502, "malformed_answer")],
  ["over 256 KiB", "/long", policy(502, "too_large")],
  ["an endless body", "/endless-body", policy(502, "too_large")],
];
const table = cells.flatMap(([outcome, path, gate, apply = gate]) => [
  { mode: "gate" as const, outcome, path, expected: gate },
  { mode: "gate_apply" as const, outcome, path, expected: apply },
]);
/** For a hook that never responds; the others have the maximum, and none of them needs it. */
const quick = 300;
const patient = 10_000;

describe.each(table)("$mode, $outcome", ({ mode, path, expected }) => {
  const hook = (failurePolicy: "fail" | "continue") =>
    stage.hook(path === "refused" ? refusedUrl : path, {
      name: "Stock",
      mode,
      timeoutMs: path.startsWith("/slow") ? quick : patient,
      failurePolicy,
    });

  test("under `fail`", async () => {
    hook("fail");
    const started = performance.now();
    const verdict = await stage.run();
    expect(performance.now() - started).toBeLessThan(patient / 2);
    const [step] = verdict.trace.steps;
    expect(verdict.trace.id).toMatch(/^icp_/);
    if (expected === "allowed" || expected === "changed") {
      const comment = expected === "changed" ? "changed" : "";
      expect(verdict).toMatchObject({ kind: "allowed", degraded: false, payload: { order: { comment } } });
      expect(step?.verdict).toBe("allowed");
      expect(step?.changes.map(({ path }) => path)).toEqual(expected === "changed" ? ["/order/comment"] : []);
    } else if ("denied" in expected) {
      const { denied: status, ...error } = expected;
      expect(verdict).toMatchObject({ kind: "denied", status, hook: "Stock", error });
      expect(step).toMatchObject({ verdict: "denied", error });
    } else {
      const { broken: status, why } = expected;
      expect(verdict).toMatchObject({ kind: "broken", status, reason: why, hook: "Stock" });
      expect(step).toMatchObject({ verdict: "broken", why, attemptCount: path === "refused" ? 2 : 1 });
      // The caller never gets the hook's raw response; an operator finds it in the trace of `gate_apply`.
      const shown = { ...verdict, trace: { ...verdict.trace, steps: [{ ...step, answer: null }] } };
      expect(JSON.stringify(shown)).not.toMatch(/Not found|out_of_stock|<p>|xxx/i);
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
  stage.hook("/changing", { mode: "gate_apply" });
  for (const mode of ["forget", "notify", "notify_keep"] as const) stage.hook(`/${mode}`, { mode });
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

test.each([
  ...[401, 404, 405, 406, 407, 408, 410, 411, 413, 414, 415, 417, 421, 425, 426, 429, 431].map(
    (status) => [status, "broken"] as const,
  ),
  ...[400, 402, 403, 409, 412, 416, 418, 422, 423, 424, 428, 451, 499].map(
    (status) => [status, "denied"] as const,
  ),
])("a bare %d is %s, and a denial is not a failure for the breaker", async (status, kind) => {
  stage.hook(`/bare-${status}`);
  stage.server.reply(`/bare-${status}`, { status, body: "No", headers: { "content-type": "text/plain" } });
  for (let call = 0; call < 21; call++) await stage.run();
  const verdict = await stage.run();
  expect(verdict).toMatchObject(
    kind === "denied"
      ? { kind, status, error: { code: "denied", message: "No" } }
      : { kind, status: 503, reason: "breaker_open" },
  );
});

test("a response to gate_apply is stored in the trace, up to 256 KiB, whatever its outcome", async () => {
  const answerOf = async (path: string, mode: "gate" | "gate_apply") => {
    stage.hooks.splice(0);
    stage.hook(path, { mode, failurePolicy: "continue" });
    return (await stage.run()).trace.steps[0]?.answer;
  };
  const json = "application/json";
  expect(await answerOf("/loyalty", "gate_apply")).toEqual({
    contentType: json,
    body: '{"loyaltyId":77}',
    cut: false,
  });
  expect(await answerOf("/loyalty", "gate")).toBe(null);
  expect(await answerOf("/empty", "gate_apply")).toBe(null);
  expect(await answerOf("/missing", "gate_apply")).toMatchObject({ body: "<h1>Not found</h1>" });
  const long = await answerOf("/long", "gate_apply");
  expect([long?.body.length, long?.cut]).toEqual([256 * 1024, true]);
});

test("the trace explains the effect of a response without an envelope", async () => {
  stage.hook("/success-false");
  const { steps } = (await stage.run()).trace;
  expect(steps[0]?.detail).toMatch(/without allow, error, data or patch: with 200 it lets pass/);
});
