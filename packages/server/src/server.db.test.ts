import { pino } from "pino";
import { beforeAll, expect, test, vi } from "vitest";
import type { Config } from "./config.ts";
import { connect } from "./db/connection.ts";
import { testDatabase } from "./db/testing/database.ts";
import { startServer } from "./server.ts";

let config: Config;
beforeAll(async () => {
  const { url } = await testDatabase();
  config = {
    host: "127.0.0.1",
    port: 0,
    healthPort: null,
    trustedProxies: [],
    connectionsPerAddress: 1024,
    failuresPerAddress: 300,
    publicUrl: null,
    cell: null,
    dataDir: "/nonexistent",
    databaseUrl: url,
    masterKey: new Uint8Array(32).fill(3),
    previousMasterKey: null,
    masterKeyInFile: false,
    operatorToken: "server-test-operator-token",
    sessions: { idleMs: 3_600_000, maxMs: 43_200_000 },
    provider: null,
    outboundAllow: [],
    dnsServers: null,
    maxDocumentBytes: 10 * 1024 * 1024,
    acceptLoss: false,
    eSigning: { certificateFile: null, passphrase: "", codes: null },
    files: { bucket: null, to: "bucket", afterMs: 3_600_000, keepMs: 0 },
    ice: { urls: [], turnSecret: null },
    storeTimeoutMs: 8000,
    scrubSeconds: 60,
    backupDir: null,
    backupSeconds: 60,
    uploadCheckMs: 5000,
    faceChecks: true,
    role: "all",
    processes: 1,
    quotas: { events: null, sessions: null, interceptions: null },
    storage: { project: null, total: null },
    tracing: null,
  };
});
const log = pino({ level: "silent" });
const get = (url: string, path: string) =>
  fetch(url + path, { headers: { authorization: "Bearer server-test-operator-token" } });

test("the whole service starts, responds and stops", async () => {
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

test("while nobody can sign in, the log says what to do, and the link is printed and never logged", async () => {
  const lines: string[] = [];
  const printed: string[] = [];
  const server = await startServer(
    { ...config, operatorToken: null },
    {
      log: pino({}, { write: (line: string) => void lines.push(line) }),
      print: (text) => void printed.push(text),
    },
  );
  const secret = /\/console\/welcome#(csl_\S+)/.exec(printed.join())?.[1] ?? "";
  expect(secret.length).toBeGreaterThan(40);
  expect(lines.join()).toContain("open the link that is printed to stderr");
  expect(lines.join()).not.toContain(secret);
  await server.close();
});

test("with a public URL of elsewhere, metrics are on HEALTH_PORT alone", async () => {
  const elsewhere = { ...config, publicUrl: "https://id.example.com" };
  const statuses = async (url: string) =>
    Promise.all(["/healthz", "/readyz", "/metrics"].map(async (path) => (await get(url, path)).status));

  const without = await startServer(elsewhere, { log });
  expect(await statuses(without.url)).toEqual([200, 200, 404]);
  expect(without.healthUrl).toBeNull();
  await without.close();

  const apart = await startServer({ ...elsewhere, healthPort: 0 }, { log });
  expect(await statuses(apart.url)).toEqual([200, 200, 404]);
  expect(await statuses(apart.healthUrl ?? "")).toEqual([200, 200, 200]);
  expect((await get(apart.healthUrl ?? "", "/manage/v1/projects")).status).toBe(404);
  await apart.close();
  await expect(get(apart.healthUrl ?? "", "/healthz")).rejects.toThrow();

  const here = await startServer({ ...config, healthPort: 0 }, { log });
  expect(await statuses(here.url)).toEqual([200, 200, 404]);
  await here.close();
});

test.each(["key_scopes", "access_tokens"])(
  "a start continues after its connection is lost while it reads %s",
  async (table) => {
    const [holder, admin] = [
      await connect({ url: config.databaseUrl ?? "" }),
      await connect({ url: config.databaseUrl ?? "" }),
    ];
    await holder.query("begin");
    await holder.query(`lock table countersign.${table} in access exclusive mode`);
    const starting = startServer(config, { log });
    await vi.waitFor(async () => {
      const { rows } = await admin.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    }, 10_000);
    await holder.query("commit");
    const server = await starting;
    expect((await get(server.url, "/readyz")).status).toBe(200);
    await Promise.all([server.close(), holder.close(), admin.close()]);
  },
);

test("five hundred probes at once open one connection to the store", async () => {
  const server = await startServer(config, { log });
  const watcher = await connect({ url: config.databaseUrl ?? "", name: "watcher" });
  const probes = async () => {
    const { rows } = await watcher.query<{ open: number }>(
      "select count(*)::integer as open from pg_stat_activity where application_name = 'countersign probe' and datname = current_database()",
    );
    return rows[0]?.open ?? 0;
  };
  let ended = false;
  const answers = Promise.all(Array.from({ length: 500 }, () => get(server.url, "/readyz"))).finally(() => {
    ended = true;
  });
  let most = 0;
  while (!ended) most = Math.max(most, await probes());
  expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([200]));
  expect(most).toBeLessThanOrEqual(1);
  await watcher.close();
  await server.close();
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
