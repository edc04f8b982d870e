import type { WebhookId } from "@countersign/wire";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { startTraffic } from "../../../stats/index.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let webhookId: WebhookId;
beforeAll(async () => {
  api = await startTestApi();
  const { body } = await api.call("operator", "POST", "/webhooks", {
    projectId: api.own.project.id,
    name: "Receiver",
    url: "https://receiver.example/hooks",
    events: ["session.expired"],
  });
  webhookId = body.id;
  const { db, clock } = api.deps;
  const traffic = startTraffic({ db, clock, log: pino({ level: "silent" }) });
  const attempt = { number: 1, durationMs: 100, outcome: "delivered" };
  const common = { webhookId, projectId: api.own.project.id, at: clock() };
  traffic.delivery({ ...common, attempt, became: "delivered" });
  traffic.delivery({ ...common, attempt: { ...attempt, outcome: "timeout" }, became: "exhausted" });
  traffic.session(api.own.project.id, "failed", 5000);
  traffic.review(api.other.project.id, "refused", 5000);
  await traffic.stop();
});

test("figures come step by step, and in all", async () => {
  const { status, body } = await api.call("operator", "GET", `/stats/deliveries?range=1h`);
  expect([status, body.range, body.stepSeconds, body.points.length]).toEqual([200, "1h", 60, 60]);
  expect(body.total).toEqual({
    attempts: 2,
    failedAttempts: 1,
    deliveredFirst: 1,
    deliveredLater: 0,
    done: 0,
    exhausted: 1,
    cancelled: 0,
    p50Ms: expect.closeTo(100, -1),
    p95Ms: expect.closeTo(100, -1),
  });
  expect(body.points.at(-1)).toMatchObject({ at: new Date(api.clock.now).toISOString(), attempts: 2 });
});

test("a project's key sees its own figures alone, whatever it asks for", async () => {
  const attempts = async (caller: "project" | "stranger", query = "") => {
    const { status, body } = await api.call(caller, "GET", `/stats/deliveries${query}`);
    return status === 200 ? body.total.attempts : [status, body.errors?.[0].field];
  };
  expect(await attempts("project")).toBe(2);
  expect(await attempts("project", `?webhookId=${webhookId}`)).toBe(2);
  expect(await attempts("stranger")).toBe(0);
  expect(await attempts("stranger", `?projectId=${api.own.project.id}`)).toEqual([422, "projectId"]);
  expect(await attempts("stranger", `?webhookId=${webhookId}`)).toEqual([404, undefined]);
  expect(
    (
      await api.call(
        "operator",
        "GET",
        `/stats/deliveries?projectId=${api.other.project.id}&webhookId=${webhookId}`,
      )
    ).status,
  ).toBe(422);
});

test("reviewers see sessions and reviews, but not deliveries", async () => {
  const { body } = await api.call("reviewer", "GET", "/stats/sessions?range=7d");
  expect(body.total).toMatchObject({ failed: 1, succeeded: 0 });
  expect((await api.call("reviewer", "GET", "/stats/reviews?range=30d")).body.total).toMatchObject({
    refused: 1,
  });
  expect((await api.call("reviewer", "GET", "/stats/deliveries")).status).toBe(403);
  expect((await api.call("operator", "GET", "/stats/sessions?range=2h")).status).toBe(422);
});

test("what is not known of the queue is null", async () => {
  const { body } = await api.call("operator", "GET", "/stats/queue");
  expect(body.now).toEqual({ depth: null, oldestSeconds: null });
  expect(body.points[0]).toMatchObject({ depth: null });
});

test("each webhook's health is returned with its last day", async () => {
  const health = async (caller: "operator" | "stranger") => {
    const { body } = await api.call(caller, "GET", `/webhooks/health?webhookId=${webhookId}&webhookId=whk_0`);
    return body.data;
  };
  expect(await health("stranger")).toEqual([]);
  const [own] = await health("operator");
  expect(own).toMatchObject({ webhookId, state: "ok", since: null, p50Ms: expect.closeTo(100, -1) });
  expect(own.hours).toHaveLength(24);
  expect(own.hours.at(-1)).toMatchObject({ calls: 2, failed: 1 });
  const failingSince = new Date(api.clock.now - 1000);
  await api.deps.db.updateTable("webhooks").set({ failingSince }).where("id", "=", webhookId).execute();
  expect((await health("operator"))[0]).toMatchObject({
    state: "failing",
    since: failingSince.toISOString(),
  });
  await api.call("operator", "POST", `/webhooks/${webhookId}/disable`);
  expect((await health("operator"))[0]).toMatchObject({ state: "disabled" });
  expect((await api.call("operator", "GET", "/webhooks/health")).status).toBe(422);
});
