import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { eventDefinition } from "@countersign/wire";
import { expect, test } from "vitest";
import { childrenOf } from "./support/child-processes.ts";
import { countingSink } from "./support/counting-sink.ts";
import { operatorToken, serviceForFile, until } from "./support/service.ts";

const service = serviceForFile("processes", async () => ({ COUNTERSIGN_PROCESSES: "2" }));
const type = "kyc.completed";
const event = { type, payload: eventDefinition(type).example };
const restarts = "countersign_process_restarts_total";
const headers = { authorization: `Bearer ${operatorToken}` };

test("two processes serve one port, with one set of metrics and one log", async () => {
  const at = await service();
  const pids = await serving();
  expect(pids).toHaveLength(2);
  await Promise.all(Array.from({ length: 40 }, () => fetch(`${at.url()}/manage/v1/projects`, { headers })));
  const metrics = await (await fetch(`${at.url()}/metrics`)).text();
  expect(metrics).toMatch(/^countersign_processes 2$/m);
  expect(
    metricOf(
      metrics,
      'countersign_http_request_seconds_count{method="GET",route="/manage/v1/projects",status="200"}',
    ),
  ).toBe(40);
  expect(metricOf(metrics, "countersign_delivery_queue_depth")).toBe(0);

  await until("both have logged requests", () => new Set(loggedBy(at.logFile, "/projects")).size === 2);
  expect(pids.map(commandOf).join()).not.toContain(
    readFileSync(path.join(at.dataDir, "postgres.password"), "utf8").trim(),
  );
});

test("a killed process is replaced, and what it was sending arrives", async () => {
  const at = await service();
  let answerAfterMs = 300;
  const sink = await countingSink(() => answerAfterMs);
  const { id: projectId } = await at.manage("/projects", { name: "Two processes", mode: "test" });
  await at.manage("/webhooks", {
    projectId,
    name: "Sink",
    url: sink.url,
    events: ["*"],
    dialect: "standard",
  });
  await at.manage("/events/batch", { projectId, events: Array.from({ length: 300 }, () => event) });
  await until("some are in flight", () => sink.arrivals.size > 0);
  await until("the batch is in the log", () => loggedBy(at.logFile, "/events/batch").length === 1);
  const [number] = loggedBy(at.logFile, "/events/batch");
  const killed = (await serving()).filter((pid) => commandOf(pid).endsWith(`serving-process.ts ${number}`));
  expect(killed).toHaveLength(1);
  for (const pid of killed) process.kill(pid, "SIGKILL");
  answerAfterMs = 0;
  await until("all have arrived", () => sink.arrivals.size === 300, 20_000);
  await until("there are two again", async () => {
    const metrics = await (await fetch(`${at.url()}/metrics`)).text();
    return metricOf(metrics, "countersign_processes") === 2 && metricOf(metrics, restarts) === 1;
  });
});

test("SIGHUP replaces all processes, and no request fails meanwhile", async () => {
  const at = await service();
  const before = await serving();
  const statuses: number[] = [];
  let going = true;
  const callers = Array.from({ length: 6 }, async () => {
    while (going) {
      const response = await fetch(`${at.url()}/manage/v1/projects`, { headers });
      await response.arrayBuffer();
      statuses.push(response.status);
    }
  });
  at.running().process.kill("SIGHUP");
  await until("both are replaced", () =>
    readFileSync(at.logFile, "utf8").includes("all processes are replaced"),
  );
  going = false;
  await Promise.all(callers);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const after = await serving();
  expect(after).toHaveLength(2);
  expect(after.filter((pid) => before.includes(pid))).toEqual([]);
});

test("SIGTERM stops all of them and Postgres; without their supervisor they end by themselves", async () => {
  const at = await service();
  const before = await serving();
  await at.restart();
  expect(before.filter(isAlive)).toEqual([]);
  expect(readFileSync(at.logFile, "utf8")).toContain('"msg":"stopped"');

  const pids = await serving();
  await at.running().stop("SIGKILL");
  await until("no process is left", () => !pids.some(isAlive), 10_000);
  await until(
    "Postgres has stopped",
    () => !existsSync(path.join(at.dataDir, "postgres/postmaster.pid")),
    30_000,
  );
});

async function serving(): Promise<number[]> {
  return childrenOf((await service()).running().process.pid, "serving-process.ts");
}

/** The numbers of the processes that have logged requests to a route with this end. */
function loggedBy(logFile: string, route: string): number[] {
  return readFileSync(logFile, "utf8")
    .split("\n")
    .filter((line) => line.includes(`${route}",`))
    .map((line) => JSON.parse(line).process);
}

function commandOf(pid: number): string {
  return execFileSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" }).trim();
}

function metricOf(metrics: string, name: string): number {
  const line = metrics.split("\n").find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
