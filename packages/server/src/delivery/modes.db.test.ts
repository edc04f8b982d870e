import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { catalog, type WebhookMode } from "@countersign/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWorld, type World } from "./testing/world.ts";

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
  "5xx": (response) => response.writeHead(500).end("oops"),
  timeout: () => {},
  reset: (response) => void (response.socket as Socket).resetAndDestroy(),
  "malformed JSON": (response) => response.writeHead(200, json).end("{data: "),
  "over 256 KiB": (response) => response.writeHead(200, json).end("x".repeat(300 * 1024)),
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

/** How the delivery stands after its first attempt, and what of the answer's body is kept. */
type Cell = [fate: "done" | "delivered" | "final" | "retry", kept: string | null];
const done: Cell = ["done", null];
const cut = "x".repeat(16 * 1024);

/** The rows of `forget`, `notify` and `notify-keep`; the gates' are in interception/. */
const table: Record<string, [forget: Cell, notify: Cell["0"], keep: Cell]> = {
  "2xx with data": [done, "delivered", ["delivered", '{"data": {"a": 1}}']],
  "2xx empty": [done, "delivered", ["delivered", ""]],
  "4xx": [done, "final", ["final", '{"error": "no"}']],
  "5xx": [done, "retry", ["retry", "oops"]],
  timeout: [done, "retry", ["retry", null]],
  refused: [done, "retry", ["retry", null]],
  reset: [done, "retry", ["retry", null]],
  "malformed JSON": [done, "delivered", ["delivered", "{data: "]],
  "over 256 KiB": [done, "delivered", ["delivered", cut]],
};

async function deliver(mode: WebhookMode, outcome: string) {
  const { db } = world;
  const { id } = await world.webhook("/", { dialect: "rarus", delaysMs: [0, 3_600_000], timeoutMs: 200 });
  const { port } = server.address() as AddressInfo;
  const url = outcome === "refused" ? refusedUrl : `http://127.0.0.1:${port}/${encodeURIComponent(outcome)}`;
  await db.updateTable("webhooks").set({ mode, url }).where("id", "=", id).execute();
  const worker = world.worker();
  const payload = catalog.before_order_add.example;
  const recorded = await world.record({ type: "before_order_add", payload, onlyTo: [id] }, worker);
  await worker.idle();
  return { state: await world.stateOf(recorded), found: await world.find(recorded) };
}

const fates = {
  // Settled by its one attempt: accepted or not, it is never repeated.
  done: { status: expect.stringMatching(/^(delivered|exhausted)$/) },
  delivered: { status: "delivered" },
  final: { status: "exhausted", reason: "refused" },
  retry: { status: "retrying" },
};

describe.each(Object.entries(table))("%s", (outcome, [forget, notify, keep]) => {
  test.each<[WebhookMode, Cell[0], string | null | undefined]>([
    ["forget", forget[0], forget[1]],
    ["notify", notify, undefined],
    ["notify-keep", keep[0], keep[1]],
  ])("in mode %s is %s", async (mode, fate, kept) => {
    const { state, found } = await deliver(mode, outcome);
    expect(state).toMatchObject({ ...fates[fate], attempts: 1 });
    const [attempt] = found.log;
    if (kept !== undefined) expect(attempt?.responseBody?.toString("utf8") ?? null).toBe(kept);
  });
});
