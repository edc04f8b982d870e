import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { eventDefinition } from "@countersign/wire";
import { expect, onTestFinished, test } from "vitest";
import {
  operatorToken,
  ordinaryPeople,
  projectFor,
  queryEmbedded,
  receiverForTest,
  serviceForTest,
  until,
} from "./support/service.ts";

interface Call {
  path: string;
  headers: Record<string, string>;
  body?: object;
}

const statementSeconds = 1;
/** Time for one statement and the wait for a connection, with a margin for a busy machine. */
const patienceMs = 10_000;
const type = "kyc.completed";

test("while Postgres hangs every surface returns 503 in time; afterwards everything continues, and what was accepted exists once", async () => {
  const service = await serviceForTest("hung-store", {
    COUNTERSIGN_STORE_TIMEOUT_SECONDS: String(statementSeconds),
  });
  const project = await projectFor(service, await receiverForTest());
  const json = { "content-type": "application/json" };
  const operator = { ...json, authorization: `Bearer ${operatorToken}` };
  const bearer = { ...json, authorization: `Bearer ${project.apiKey}` };
  const [person] = ordinaryPeople();
  const { pinfl, birthDate } = person.person;
  const event = { projectId: project.id, type, payload: eventDefinition(type).example };
  const recording = {
    path: "/manage/v1/events",
    headers: { ...operator, "idempotency-key": "asked-while-it-hangs" },
    body: event,
  };
  const calls: Call[] = [
    { path: "/manage/v1/projects", headers: operator },
    { path: "/manage/v1/deliveries", headers: bearer },
    recording,
    {
      path: "/check/start/second",
      headers: json,
      body: {
        projectId: project.id,
        secret: project.secret,
        pinfl,
        birthDate,
        transactionId: "hung-1",
        hooks: [],
      },
    },
    { path: "/v1/users/1", headers: bearer },
    { path: "/organization/delivery_service", headers: bearer },
    { path: "/user/order", headers: { ...bearer, "x-user-id": "1" } },
    { path: "/api/v2/kyc/sessions", headers: { "x-api-key": project.apiKey } },
    { path: "/s/abcdefghijklmnopqrstu/state", headers: { "x-page-token": "x".repeat(43) } },
  ];
  const ask = async ({ path, headers, body }: Call) => {
    const method = body ? "POST" : "GET";
    const from = Date.now();
    const response = await fetch(service.url() + path, {
      method,
      headers,
      signal: AbortSignal.timeout(3 * patienceMs),
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const retryAfter = response.headers.get("retry-after");
    return { path, status: response.status, retryAfter, text, ms: Date.now() - from };
  };

  const stopped = processesOf(service.dataDir);
  onTestFinished(resume);
  for (const pid of stopped) process.kill(pid, "SIGSTOP");
  // The first calls get connections that hang, later ones get none.
  for (let round = 0; round < 2; round++) {
    for (const answer of await Promise.all(calls.map(ask))) {
      expect(answer).toMatchObject({ status: 503, retryAfter: "1" });
      expect(answer.text).toMatch(/^\{.+\}$/);
      expect(answer.ms).toBeLessThan(patienceMs);
    }
  }
  expect((await ask({ path: "/readyz", headers: {} })).status).toBe(503);
  expect((await ask({ path: "/healthz", headers: {} })).status).toBe(200);

  resume();
  await until("it is ready", async () => (await ask({ path: "/readyz", headers: {} })).status === 200);
  // Whether the first one was accepted is unknown; its key decides.
  const again = await ask(recording);
  expect(again.status).toBe(202);
  const rows = await queryEmbedded(service.dataDir, "select id from countersign.events where type = $1", [
    type,
  ]);
  expect(rows.map(({ id }) => id)).toEqual([JSON.parse(again.text).id]);
  for (const answer of await Promise.all(calls.map(ask))) expect(answer.status).not.toBe(503);

  function resume(): void {
    for (const pid of stopped.splice(0)) process.kill(pid, "SIGCONT");
  }
});

/** All processes of the Postgres that a service runs, the postmaster first. */
function processesOf(dataDir: string): number[] {
  const file = readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8");
  const postmaster = Number(file.split("\n")[0]);
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return [postmaster, ...pairs.flatMap(([pid, parent]) => (pid && parent === postmaster ? [pid] : []))];
}
