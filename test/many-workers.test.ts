import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Service, startService } from "@countersign/server/spawn";
import { eventDefinition } from "@countersign/wire";
import { expect, onTestFinished, test } from "vitest";
import { type Call, caller } from "../examples/demo/client.ts";
import { countingSink } from "./support/counting-sink.ts";
import { databaseForTest } from "./support/database.ts";
import { operatorToken, until } from "./support/service.ts";

const logs = path.resolve(import.meta.dirname, "../.test-logs");
const type = "kyc.completed";
const event = { type, payload: eventDefinition(type).example };
const underWayPerWorker = 32;
/** A lease of half a minute, and the poll after it. */
const takeOverMs = 45_000;

test("two workers on one Postgres share the work without duplicates; one sends what the other held when it was killed", async () => {
  let answerAfterMs = 5;
  const sink = await countingSink(() => answerAfterMs);
  const { start, manage } = await cluster();
  const [first, second] = [await start("worker"), await start("worker")];
  const record = await recorder(manage, sink.url);

  await record(3000);
  await until("all have arrived", () => sink.arrivals.size === 3000);
  expect(sink.duplicates()).toBe(0);
  await until("all are settled", async () => (await delivered(first)) + (await delivered(second)) === 3000);
  expect(await delivered(first)).toBeGreaterThan(300);
  expect(await delivered(second)).toBeGreaterThan(300);

  answerAfterMs = 500;
  await record(1000);
  await until("both have some in flight", () => sink.arrivals.size > 3000 + underWayPerWorker);
  await first.stop("SIGKILL");
  await until("the other has sent the rest", () => sink.arrivals.size === 4000, takeOverMs);
  expect(sink.duplicates()).toBeLessThanOrEqual(2 * underWayPerWorker);
});

test("a token and a browser's session that one process ends are dead in the other with the next request", async () => {
  const { start, manage } = await cluster();
  const other = await start("api");
  const made = await manage("/operators", { name: "Ann Oak", role: "viewer", email: "ann@example.com" });
  const link = String(made.invitation.url).split("#")[1];
  const ownPage = { "x-countersign-console": "1", "content-type": "application/json" };
  const accepted = await fetch(`${other.url}/manage/v1/links/accept`, {
    method: "POST",
    headers: ownPage,
    body: JSON.stringify({ link, password: "plum-kettle-orbit-7" }),
  });
  const cookie = accepted.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const { id, token } = await manage(`/operators/${made.id}/tokens`, { name: "script" });
  const statusWith = async (headers: Record<string, string>) =>
    (await fetch(`${other.url}/manage/v1/me`, { headers })).status;
  const byToken = { authorization: `Bearer ${token}` };
  expect([await statusWith({ cookie }), await statusWith(byToken)]).toEqual([200, 200]);

  await manage(`/operators/${made.id}/tokens/${id}/revoke`, {});
  expect([await statusWith(byToken), await statusWith({ cookie })]).toEqual([401, 200]);
  await manage(`/operators/${made.id}/sessions`, undefined, "DELETE");
  expect(await statusWith({ cookie })).toBe(401);
});

/**
 * Processes on one database: an `api` immediately, more by `start`; all are stopped when the test
 * ends.
 */
async function cluster(): Promise<{ start: (role: string) => Promise<Service>; manage: Call }> {
  mkdirSync(logs, { recursive: true });
  const url = await databaseForTest();
  const masterKey = randomBytes(32).toString("base64");
  let started = 0;
  const start = async (role: string) => {
    const settings = {
      DATABASE_URL: url,
      COUNTERSIGN_MASTER_KEY: masterKey,
      COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
      COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
      COUNTERSIGN_ROLE: role,
      PORT: "0",
    };
    const service = await startService(settings, path.join(logs, `many-workers-${++started}.log`));
    onTestFinished(() => service.stop());
    return service;
  };
  const api = await start("api");
  return { start, manage: caller(`${api.url}/manage/v1`, { authorization: `Bearer ${operatorToken}` }) };
}

/** Records events of a project whose only webhook is the sink. */
async function recorder(manage: Call, url: string): Promise<(count: number) => Promise<void>> {
  const { id: projectId } = await manage("/projects", { name: "Many workers", mode: "test" });
  await manage("/webhooks", { projectId, name: "Sink", url, events: ["*"], dialect: "standard" });
  return async (count) => {
    for (let left = count; left > 0; left -= 1000) {
      await manage("/events/batch", {
        projectId,
        events: Array.from({ length: Math.min(left, 1000) }, () => event),
      });
    }
  };
}

/** Successful attempts of this process. */
async function delivered({ url }: Service): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(
    /^countersign_delivery_attempts_total\{outcome="delivered"\} (\d+)$/m.exec(metrics)?.[1] ?? 0,
  );
}
