import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type AnswerFlag, catalog, type WebhookMode } from "@countersign/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { storedMode } from "../../webhooks/index.ts";
import { startWorld, type World } from "../testing/world.ts";

let world: World;
let refusedUrl: string;
beforeAll(async () => {
  world = await startWorld();
});

const json = { "content-type": "application/json" };
/** What the address does, and whether it has been called. */
const behaviours: Record<string, (response: ServerResponse) => void> = {
  "2xx with data": (response) => response.writeHead(200, json).end('{"data": {"a": 1}}'),
  "2xx empty": (response) => response.writeHead(200).end(),
  "4xx": (response) => response.writeHead(404, json).end('{"error": "no"}'),
  "5xx": (response) => response.writeHead(500, json).end('{"error": "oops"}'),
  "5xx, malformed": (response) => response.writeHead(500).end("oops"),
  408: (response) => response.writeHead(408).end(),
  410: (response) => response.writeHead(410).end(),
  429: (response) => response.writeHead(429).end(),
  timeout: () => {},
  reset: (response) => void (response.socket as Socket).resetAndDestroy(),
  "malformed JSON": (response) => response.writeHead(200, json).end("{data: "),
  "JSON of 256 KiB": (response) => response.writeHead(200, json).end(`"${x(256).slice(2)}"`),
  "over 256 KiB": (response) => response.writeHead(200, json).end(x(300)),
};
const server = createServer((request, response) => {
  const name = decodeURIComponent((request.url ?? "").slice(1));
  request.resume().on("end", () => behaviours[name]?.(response));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
  refusedUrl = `http://127.0.0.1:${(free.address() as AddressInfo).port}/`;
  await new Promise<void>((resolve) => free.close(() => resolve()));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const fates = {
  done: { status: "done", reason: null },
  delivered: { status: "delivered", reason: null },
  final: { status: "exhausted", reason: "refused" },
  gone: { status: "exhausted", reason: "gone" },
  retry: { status: "retrying", reason: null },
};

/**
 * The delivery's status after its first attempt, the part of the response's body that is stored, and
 * its flag.
 */
type Cell = [fate: keyof typeof fates, kept: string | null, flag?: AnswerFlag];
const x = (kibibytes: number) => "x".repeat(kibibytes * 1024);

/**
 * The rows of `notify` and `notify_keep`, which also apply to `await` and `await_keep`; all of
 * `forget` are `done`, and those of gates are in interception/.
 */
const table: Record<string, [notify: Cell, keep: Cell]> = {
  "2xx with data": both("delivered", '{"data": {"a": 1}}'),
  "2xx empty": both("delivered", ""),
  "4xx": both("final", '{"error": "no"}'),
  "5xx": both("retry", '{"error": "oops"}'),
  "5xx, malformed": [
    ["retry", "oops"],
    ["retry", "oops", "malformed"],
  ],
  408: both("retry", ""),
  410: both("gone", ""),
  429: both("retry", ""),
  timeout: both("retry", null),
  refused: both("retry", null),
  reset: both("retry", null),
  "malformed JSON": [
    ["delivered", "{data: "],
    ["delivered", "{data: ", "malformed"],
  ],
  "JSON of 256 KiB": [
    ["delivered", `"${x(16).slice(1)}`, "cut"],
    ["delivered", `"${x(256).slice(2)}"`],
  ],
  "over 256 KiB": [
    ["delivered", x(16), "cut"],
    ["delivered", x(256), "cut"],
  ],
};

function both(...cell: Cell): [Cell, Cell] {
  return [cell, cell];
}

async function deliver(
  mode: WebhookMode,
  outcome: string,
  dialect: "rarus" | "able-id" | "standard" = "rarus",
) {
  const { db } = world;
  const timeoutMs = outcome === "timeout" ? 200 : 10_000;
  const { id } = await world.webhook("/", { dialect, delaysMs: [0, 3_600_000], timeoutMs });
  const { port } = server.address() as AddressInfo;
  const url = outcome === "refused" ? refusedUrl : `http://127.0.0.1:${port}/${encodeURIComponent(outcome)}`;
  await db
    .updateTable("webhooks")
    .set({ mode: storedMode(mode), url })
    .where("id", "=", id)
    .execute();
  const worker = world.worker();
  const type = dialect === "rarus" ? "before_order_add" : "check.outcome";
  const recorded = await world.record({ type, payload: catalog[type].example, onlyTo: [id] }, worker);
  await worker.idle();
  return { state: await world.stateOf(recorded), found: await world.find(recorded) };
}

describe.each(Object.entries(table))("%s", (outcome, [notify, keep]) => {
  test.each<[WebhookMode, Cell]>([
    ["forget", ["done", null]],
    ["notify", notify],
    ["notify_keep", keep],
    ["await", notify],
    ["await_keep", keep],
  ])("in mode %s", async (mode, [fate, kept, flag = null]) => {
    const { state, found } = await deliver(mode, outcome);
    expect(state).toEqual({ ...fates[fate], attempts: 1 });
    const [attempt] = found.log;
    expect(attempt?.responseBody?.toString("utf8") ?? null).toBe(kept);
    expect(attempt?.answerFlag).toBe(flag);
  });
});

test.each(["able-id", "standard"] as const)("a 4xx is not final in the format %s", async (dialect) => {
  const { state } = await deliver("notify", "4xx", dialect);
  expect(state).toEqual({ ...fates.retry, attempts: 1 });
});
