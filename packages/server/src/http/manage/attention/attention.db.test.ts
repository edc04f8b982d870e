import { gunzipSync } from "node:zlib";
import type { WebhookId } from "@countersign/wire";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { startTraffic } from "../../../stats/index.ts";
import { type Caller, startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
const hour = 3_600_000;
beforeAll(async () => {
  api = await startTestApi();
});

async function webhook(settings: object) {
  const { body } = await api.call("operator", "POST", "/webhooks", {
    projectId: api.own.project.id,
    url: "https://receiver.example/hooks",
    events: ["session.expired"],
    ...settings,
  });
  return body.id as WebhookId;
}

async function attention(caller: Caller, query = "") {
  const { status, body } = await api.call(caller, "GET", `/attention${query}`);
  expect(status).toBe(200);
  return body.data as { kind: string; target: string | null; count: number | null }[];
}

test("nothing needs attention where all is well", async () => {
  await webhook({ name: "Fine" });
  expect(await attention("operator")).toEqual([]);
});

test("what fails, waits or ends soon is shown with since when and how much, to whom it concerns", async () => {
  const { db, clock } = api.deps;
  const at = (ms: number) => new Date(clock() + ms);
  const failing = await webhook({ name: "DWH" });
  await db
    .updateTable("webhooks")
    .set({ failingSince: at(-hour) })
    .where("id", "=", failing)
    .execute();
  const disabled = await webhook({ name: "Old" });
  await api.call("operator", "POST", `/webhooks/${disabled}/disable`);
  const gate = await webhook({
    name: "Stock",
    events: ["before_order_add"],
    mode: "gate",
    validTo: at(24 * hour).toISOString(),
  });
  const rotated = await webhook({ name: "Rotated" });
  await api.call("operator", "POST", `/webhooks/${rotated}/rotate-secret`);
  const key = await api.call("operator", "POST", `/projects/${api.own.project.id}/api-keys`, {
    name: "soon",
    expiresAt: at(48 * hour).toISOString(),
  });
  await db
    .insertInto("reviews")
    .values({
      id: "rev_00000000000000000000000001" as never,
      projectId: api.own.project.id,
      kind: "user",
      userId: "7",
      subjectId: await api.deps.keyring.subjectFor(db, api.own.project.id, Buffer.from("the blind index")),
      state: "open",
      createdAt: at(-30 * hour),
    })
    .execute();
  const traffic = startTraffic({ db, clock, log: pino({ level: "silent" }) });
  const attempt = { number: 1, durationMs: 9, outcome: "timeout" };
  const projectId = api.own.project.id;
  for (let count = 0; count < 3; count++)
    traffic.delivery({ webhookId: failing, projectId, at: clock(), attempt, became: "retry" });
  traffic.interception({ projectId, verdict: "allowed", degraded: true, totalMs: 5, hooks: [] });
  await traffic.stop();

  const found = await attention("operator");
  expect(found.map(({ kind, target, count }) => [kind, target, count])).toEqual([
    ["webhook_failing", failing, 3],
    ["webhook_disabled", disabled, null],
    ["interceptions_degraded", null, 1],
    ["review_waiting", null, 1],
    ["gate_expiring", gate, null],
    ["api_key_expiring", key.body.id, null],
    ["secret_overlap", rotated, null],
  ]);
  expect(found[0]).toMatchObject({ name: "DWH", projectId, since: at(-hour).toISOString(), until: null });
  const kinds = async (caller: Caller, query = "") =>
    (await attention(caller, query)).map(({ kind }) => kind);
  expect(await kinds("reviewer")).toEqual(["review_waiting"]);
  expect(await kinds("project")).toEqual([
    "webhook_failing",
    "webhook_disabled",
    "interceptions_degraded",
    "gate_expiring",
  ]);
  expect(await kinds("stranger")).toEqual([]);
  expect(await kinds("outsider")).toEqual([]);
  expect(await kinds("operator", `?projectId=${api.other.project.id}`)).toEqual([]);
});

test("the service tells of itself to who may read it", async () => {
  const { status, body } = await api.call("operator", "GET", "/system");
  expect([status, body]).toEqual([
    200,
    {
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      node: process.versions.node,
      role: "all",
      startedAt: expect.any(String),
      store: {
        kind: "external",
        version: expect.any(String),
        bytes: expect.any(Number),
        migration: expect.any(Number),
      },
      queue: { depth: null, oldestSeconds: null },
      retention: { reached: expect.any(String), ranAt: expect.any(String) },
    },
  ]);
  expect(body.store.migration).toBeGreaterThan(30);
});

test("the audit log is exported as lines, as filtered, and that is recorded", async () => {
  const lines = async (query: string) => {
    const { headers, body } = await api.call("operator", "GET", `/audit/export${query}`);
    expect(headers["content-type"]).toBe("application/x-ndjson; charset=utf-8");
    return (body as string).split("\n").filter((line) => line !== "");
  };
  const all = (await lines("")).map((line) => JSON.parse(line));
  const { body } = await api.call("operator", "GET", "/audit?limit=200");
  expect(all).toEqual(body.data.slice(body.data.length - all.length));
  api.clock.now += 1;
  const some = (await lines("?action=webhook.disable")).map((line) => JSON.parse(line).action);
  expect(some).toEqual(["webhook.disable"]);
  const { body: recorded } = await api.call("operator", "GET", "/audit?action=audit.export");
  expect(recorded.data[0].details).toEqual({ filters: ["action"] });
});

test("long JSON is compressed for who accepts it, and what may be personal is not", async () => {
  const encoding = async (path: string, accepted: string) => {
    const { headers, status } = await api.call("operator", "GET", path, undefined, {
      "accept-encoding": accepted,
    });
    expect(status).toBe(200);
    return headers["content-encoding"] ?? null;
  };
  expect(await encoding("/audit?limit=200", "br, gzip;q=0.5")).toBe("gzip");
  expect(await encoding("/audit?limit=200", "gzip;q=0")).toBeNull();
  expect(await encoding("/audit?limit=200", "br")).toBeNull();
  expect(await encoding("/audit?limit=1", "gzip")).toBeNull();
  expect(await encoding("/reviews", "gzip")).toBeNull();
  const response = await api.app.inject({
    url: "/manage/v1/audit?limit=200",
    headers: { authorization: `Bearer ${api.tokens.operator}`, "accept-encoding": "gzip" },
  });
  expect(response.headers.vary).toBe("accept-encoding");
  expect(JSON.parse(gunzipSync(response.rawPayload).toString()).data.length).toBeGreaterThan(5);
});
