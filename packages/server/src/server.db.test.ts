import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import type { Config } from "./config.ts";
import { testDatabase } from "./db/testing.ts";
import { startServer } from "./server.ts";

let config: Config;
beforeAll(async () => {
  const { url } = await testDatabase();
  config = {
    host: "127.0.0.1",
    port: 0,
    publicUrl: null,
    dataDir: "/nonexistent",
    databaseUrl: url,
    masterKey: new Uint8Array(32).fill(3),
    operatorToken: "server-test-operator-token",
    outboundAllow: [],
    maxDocumentBytes: 10 * 1024 * 1024,
    role: "all",
    quotas: { events: null, sessions: null, interceptions: null },
    tracing: null,
  };
});
const log = pino({ level: "silent" });
const get = (url: string, path: string) =>
  fetch(url + path, { headers: { authorization: "Bearer server-test-operator-token" } });

test("the whole service starts, answers and stops", async () => {
  const server = await startServer(config, { log });
  for (const path of [
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/docs/",
    "/docs/errors",
    "/manage/v1/projects",
  ]) {
    expect([path, (await get(server.url, path)).status]).toEqual([path, 200]);
  }
  expect((await get(server.url, "/check/dictionaries/document-types")).status).toBe(200);
  const metrics = await (await get(server.url, "/metrics")).text();
  expect(metrics).toContain(
    'countersign_http_request_seconds_count{method="GET",route="/manage/v1/projects",status="200"} 1',
  );
  await Promise.all([server.close(), server.close()]);
  await expect(get(server.url, "/healthz")).rejects.toThrow();
});

test("an api process serves and sends nothing; a worker serves its health alone", async () => {
  const api = await startServer({ ...config, role: "api" }, { log });
  const worker = await startServer({ ...config, role: "worker" }, { log });
  const statuses = async (url: string) => [
    (await get(url, "/readyz")).status,
    (await get(url, "/manage/v1/projects")).status,
  ];
  expect(await statuses(api.url)).toEqual([200, 200]);
  expect(await statuses(worker.url)).toEqual([200, 404]);
  await Promise.all([api.close(), worker.close()]);
});

test("another master key than the database's is refused, and the port is free again", async () => {
  const taken = await startServer(config, { log });
  const port = Number(new URL(taken.url).port);
  await expect(startServer({ ...config, port }, { log })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await taken.close();
  const wrong = { ...config, port, masterKey: new Uint8Array(32).fill(4) };
  await expect(startServer(wrong, { log })).rejects.toThrow(/master key doesn't fit/);
  await (await startServer({ ...config, port }, { log })).close();
});
