import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Service, startService } from "@countersign/server/spawn";
import { type FuzzRequest, requestOf } from "./inputs/request.ts";
import { judge } from "./judge.ts";
import { bugsInLog } from "./log-findings.ts";
import { type MemorySummary, watchMemory } from "./memory.ts";
import { createRandom } from "./random.ts";
import { type OpenApi, routesOf } from "./routes/from-openapi.ts";
import type { Route } from "./routes/route.ts";
import { createHttpSender, type Reply } from "./send/http.ts";
import { rawRequest, sendRaw } from "./send/raw.ts";
import { createTally, type Finding, type Tally } from "./tally.ts";
import { makeWorld } from "./world/world.ts";

export interface FuzzOptions {
  /** The total number of requests. */
  requests: number;
  /** With the same seed and the same responses, the same requests are sent. */
  seed: number;
  /** The number of concurrent requests. */
  connections: number;
  /** The run ends after this many minutes, whatever was sent by then. */
  maxMinutes: number;
  /** Called from time to time with the progress. */
  onProgress?(done: number, findings: number): void;
  /** Called with the first finding of each kind as soon as it is found. */
  onFinding?(finding: Finding): void;
}

export interface FuzzReport {
  sent: number;
  findings: Finding[];
  routes: ReturnType<Tally["routes"]>;
  memory: MemorySummary;
  /** Whether the service still responded at the end. */
  alive: boolean;
}

/** The documentation pages, which the OpenAPI document does not describe. */
const documentation: Route = {
  name: "GET /docs/",
  method: "GET",
  path: "/docs/",
  auth: ["none"],
  query: () => ({}),
  body: () => ({ kind: "none" }),
};
/** The fraction of requests that are written to a bare socket. */
const rawShare = 0.01;
const timeoutMs = 60_000;
const samples = 200;
/** The world is created again after this many requests. */
const renewEvery = 2000;
const operatorToken = "operator-token-of-the-fuzz-run";
/**
 * So high that no limit on callers rejects the requests before the code that is to be tested, and
 * that no statement is late because the machine is busy.
 */
const settings = {
  PORT: "0",
  COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
  COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8,::1/128",
  COUNTERSIGN_STORE_TIMEOUT_SECONDS: "120",
  COUNTERSIGN_FAILURES_PER_ADDRESS: "999999",
  COUNTERSIGN_QUOTA_EVENTS: "off",
  COUNTERSIGN_QUOTA_SESSIONS: "off",
  COUNTERSIGN_QUOTA_INTERCEPTIONS: "off",
};

/**
 * Starts a service in a temporary directory and sends it requests that could succeed, most of them
 * changed at random: their body, bytes, query, path, headers, credentials or method; some are bytes
 * on a bare socket. Finds responses of 500 and above that the caller caused, internals in errors,
 * errors in the service's log, and its crash.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-fuzz-"));
  const logFile = path.join(directory, "service.log");
  const service = await startService({ ...settings, DATA_DIR: path.join(directory, "data") }, logFile);
  try {
    const report = await attack(service, options);
    for (const line of await bugsInLog(logFile))
      report.findings.push({ route: "log", problem: line, request: "", count: 1 });
    return report;
  } finally {
    await service.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function attack(service: Service, options: FuzzOptions): Promise<FuzzReport> {
  const { url } = service;
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
  const routes: readonly Route[] = [...routesOf(document), documentation];
  const world = await makeWorld(url, operatorToken);
  const tally = createTally(routes.map(({ name }) => name));
  const random = createRandom(options.seed);
  const memory = watchMemory(`${url}/metrics`);
  const sender = createHttpSender(url, options.connections, timeoutMs);
  const until = Date.now() + options.maxMinutes * 60_000;
  const every = Math.max(1, Math.floor(options.requests / samples));
  let sent = 0;
  // Each route unchanged at first, so that later requests can use ids from its responses.
  const first = [...routes, ...routes].values();

  const one = async (): Promise<void> => {
    const number = sent;
    sent += 1;
    if (number > 0 && number % renewEvery === 0) await world.renew();
    const next = first.next();
    if (next.done === true && random.chance(rawShare)) {
      const bytes = rawRequest(random, new URL(url).host);
      const reply = await sendRaw(url, bytes);
      tally.count("raw", reply, false);
      note("raw", reply, `#${number} ${JSON.stringify(bytes.toString("latin1").slice(0, 200))}`);
      return;
    }
    const route = next.done === true ? random.pick(routes) : next.value;
    const request = requestOf(random, world, route, ...(next.done === true ? [] : ["none" as const]));
    const reply = await sender.send(request);
    tally.count(route.name, reply, request.change === "none");
    if (reply.kind === "answer" && reply.status < 300) harvest(reply.body);
    note(route.name, reply, `#${number} ${describe(request)}`);
  };
  const note = (route: string, reply: Reply, request: string) => {
    const verdict = judge(reply, route);
    const isLate = reply.kind === "closed" && reply.reason === "timeout";
    const problem = isLate ? `no response within ${timeoutMs} ms` : verdict.ok ? null : verdict.problem;
    const finding = problem === null ? null : tally.find(route, problem, request);
    if (finding !== null) options.onFinding?.(finding);
  };
  const harvest = (body: string) => {
    try {
      world.known.harvest(JSON.parse(body));
    } catch {
      // Not JSON, or truncated: it contains no ids.
    }
  };
  const worker = async (): Promise<void> => {
    while (sent < options.requests && Date.now() < until && service.process.exitCode === null) {
      const at = sent;
      await one();
      if (at % every !== 0) continue;
      await memory.sample(at, options.requests).catch(() => undefined);
      options.onProgress?.(at, tally.findings().length);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.connections }, worker));
    const alive = await isAlive(service);
    if (!alive) tally.find("service", "it ended", "");
    return { sent, findings: tally.findings(), routes: tally.routes(), memory: memory.summary(), alive };
  } finally {
    sender.close();
    await world.close();
  }
}

async function isAlive({ url, process }: Service): Promise<boolean> {
  if (process.exitCode !== null || process.signalCode !== null) return false;
  return (await fetch(`${url}/readyz`).catch(() => null))?.ok === true;
}

/** Without credentials and truncated, so that a report can be shared. */
function describe({ method, target, headers, body }: FuzzRequest): string {
  const shown = Object.entries(headers).filter(([name]) => !/authorization|key|token/.test(name));
  const text = body === null ? "" : ` ${JSON.stringify(body.subarray(0, 400).toString("latin1"))}`;
  return `${method} ${target.slice(0, 300)} ${JSON.stringify(Object.fromEntries(shown)).slice(0, 300)}${text}`.replaceAll(
    /"secret\\?":\\?"[^"\\]*/g,
    '"secret":"…',
  );
}
