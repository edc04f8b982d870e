import { execFile, spawn } from "node:child_process";
import { createCipheriv, hkdfSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { type Service, startService } from "@countersign/server/spawn";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { type Answer, type Call, caller } from "../examples/demo/client.ts";
import type { Receiver } from "../examples/demo/receiver.ts";
import { databaseForTest } from "./support/database.ts";
import { query } from "./support/query.ts";
import {
  demoPeople,
  operatorToken,
  ordinaryPeople,
  queryEmbedded,
  receiverForTest,
  serviceForTest,
  until,
} from "./support/service.ts";

const logs = path.resolve(import.meta.dirname, "../.test-logs");
const command = path.resolve(import.meta.dirname, "../packages/server/src/rotate-master-key.ts");
const newKey = () => randomBytes(32).toString("base64");

// biome-ignore lint/style/noProcessEnv: the child finds programs by the caller's PATH
const searchPath = process.env.PATH ?? "";

/** Runs `npm run rotate-master-key` with these variables; resolves to its output. */
async function rotate(settings: Record<string, string>): Promise<string> {
  const env = { PATH: searchPath, ...settings };
  return (await promisify(execFile)(process.execPath, [command], { env })).stdout;
}

/** Starts the command, and kills it when it has reached a row that another transaction locks. */
async function rotateAndKill(settings: Record<string, string>, url: string, row: string): Promise<void> {
  const other = new pg.Client(url);
  await other.connect();
  await other.query("begin");
  await other.query("select from countersign.key_scopes where id = $1 for update", [row]);
  const child = spawn(process.execPath, [command], { env: { PATH: searchPath, ...settings } });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const gone = once(child, "exit");
  await until("some keys are done", () => /^keys: \d+ of/m.test(said));
  child.kill("SIGKILL");
  await gone;
  await other.end();
}

/**
 * Adds keys of more projects, wrapped by the same master key as the others; the last one is
 * `zz-last`.
 */
async function addScopes(url: string, masterKey: string, count: number): Promise<void> {
  const master = Buffer.from(masterKey, "base64");
  const wrapping = Buffer.from(hkdfSync("sha256", master, "", "countersign:wrap", 32));
  const ids = Array.from({ length: count }, (_, n) => (n === 0 ? "zz-last" : `scope-${n}`));
  const boxes = ids.map((id) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", wrapping, nonce);
    cipher.setAAD(Buffer.from(`\u0001key-scope:${id}`));
    const body = Buffer.concat([cipher.update(randomBytes(32)), cipher.final()]);
    return Buffer.concat([Buffer.of(1), nonce, body, cipher.getAuthTag()]);
  });
  await query(
    { connectionString: url },
    `insert into countersign.key_scopes (id, wrapped_key, wrapped_by)
      select w.id, w.box, (select wrapped_by from countersign.key_scopes where id = 'registry')
      from unnest($1::text[], $2::bytea[]) as w (id, box)`,
    [ids, boxes],
  );
}

/**
 * Uses everything that a key protects through the API; created once, then tried against several
 * processes.
 */
async function shop(url: string): Promise<{ works: (url: string) => Promise<void> }> {
  const receiver = await receiverForTest();
  const registry = await registryForTest();
  const manage = managing(url);
  const project = await manage("/projects", { name: "Test bank", mode: "test", language: "en" });
  receiver.trust(project);
  await manage(
    `/projects/${project.id}/config`,
    { PERSON_WEBHOOK_URL: `${receiver.url}/person`, SUCCESS_REDIRECT_URL: `${receiver.url}/success` },
    "PATCH",
  );
  await manage("/registry/people", demoPeople());
  const source = await manage("/registry/sources", {
    name: "Elsewhere",
    url: registry.url,
    apiKey: registry.key,
  });
  let round = 0;
  return {
    async works(url) {
      round++;
      await verifies(url, project, receiver, round);
      const token = caller(url, { authorization: `Bearer ${project.apiKey}` });
      await token("/v1/users", { email: `a${round}@example.com`, firstname: "Alex" });
      const { users } = await token("/v1/users");
      expect(users.map((user: Answer) => user.email)).toContain("a1@example.com");
      await managing(url)(`/registry/sources/${source.id}/test`, { pinfl: "31405909999015" });
      expect(registry.asked.at(-1)).toBe(`Bearer ${registry.key}`);
      expect(registry.asked.length).toBe(round);
    },
  };
}

/**
 * Starts a session of somebody in the registry with the able-id secret, and expects a signed and
 * hashed outcome.
 */
async function verifies(url: string, project: Answer, receiver: Receiver, round: number): Promise<void> {
  const [person] = ordinaryPeople();
  const { data } = await caller(url)("/check/start/second", {
    projectId: project.id,
    secret: project.secret,
    pinfl: person.person.pinfl,
    birthDate: person.person.birthDate,
    transactionId: `round-${round}`,
    hooks: [`${receiver.url}/outcome`],
  });
  await managing(url)(`/sessions/${data.attemptId}/simulate`, { outcome: "succeeded" });
  const mine = () => receiver.received.filter((one) => one.body.data.attemptId === data.attemptId);
  await until("the outcome arrives", () => mine().length > 0);
  expect(mine().map(({ signed, hashed }) => ({ signed, hashed }))).toEqual([{ signed: true, hashed: true }]);
}

const managing = (url: string): Call =>
  caller(`${url}/manage/v1`, { authorization: `Bearer ${operatorToken}` });

/** An external registry that knows nobody and records the credentials that it receives. */
async function registryForTest() {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, key: newKey(), asked };
}

test("the master key is rotated while the service runs, and afterwards only the new one is needed", async () => {
  mkdirSync(logs, { recursive: true });
  const [old, fresh] = [newKey(), newKey()];
  const database = { DATABASE_URL: await databaseForTest() };
  const before = { ...database, COUNTERSIGN_MASTER_KEY: old };
  const both = {
    ...database,
    COUNTERSIGN_MASTER_KEY: fresh,
    COUNTERSIGN_PREVIOUS_MASTER_KEY: old,
  };
  const after = { ...database, COUNTERSIGN_MASTER_KEY: fresh };
  const logFile = path.join(logs, `master-key-rotation-${process.pid}.log`);
  const running: Service[] = [];
  onTestFinished(async () => {
    for (const service of running) await service.stop();
  });
  const start = async (settings: Record<string, string>) => {
    const service = await startService(
      {
        PORT: "0",
        COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
        COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
        ...settings,
      },
      logFile,
    );
    running.push(service);
    return service;
  };

  const first = await start(before);
  const { works } = await shop(first.url);
  await works(first.url);
  await expect(start(after)).rejects.toThrow(/COUNTERSIGN_PREVIOUS_MASTER_KEY/);
  await expect(rotate(after)).rejects.toThrow(/COUNTERSIGN_PREVIOUS_MASTER_KEY must be the key/);
  await first.stop();
  await addScopes(database.DATABASE_URL, old, 250);

  const second = await start(both);
  await works(second.url);
  const made = await managing(second.url)("/projects", { name: "Made meanwhile", mode: "test" });
  await rotateAndKill(both, database.DATABASE_URL, "zz-last");
  await works(second.url);
  for (const half of [before, after])
    await expect(start(half)).rejects.toThrow(/rotation .* not finished: \d+ of 254 keys/);
  const said = await rotate(both);
  expect(said).toMatch(/: [12]\d\d of 254 are wrapped by the new key/);
  expect(said).toMatch(/verified: 254 of 254 keys open with the new key/);
  expect(said).toMatch(/without COUNTERSIGN_PREVIOUS_MASTER_KEY/);
  await works(second.url);
  await second.stop();

  const third = await start(after);
  await works(third.url);
  expect((await managing(third.url)(`/projects/${made.id}`)).name).toBe("Made meanwhile");
  const { data: records } = await managing(third.url)("/audit");
  expect(records.map((record: Answer) => record.action)).toContain("master_key.rotate");
  await third.stop();

  await expect(start(before)).rejects.toThrow(/doesn't fit this database.*after a rotation the new one/);
  const output = readFileSync(logFile, "utf8") + said;
  for (const key of [old, fresh]) expect(output).not.toContain(key);
});

test("a generated key is replaced while the service is stopped, and the rows that it wrapped are gone from the disk", async () => {
  const service = await serviceForTest("master-key-file");
  const { dataDir } = service;
  const { works } = await shop(service.url());
  await works(service.url());
  await expect(rotate({ DATA_DIR: dataDir })).rejects.toThrow(/in use by another Countersign/);
  const file = path.join(dataDir, "master.key");
  const oldKey = readFileSync(file, "utf8");
  const wrapped = await queryEmbedded<{ wrapped_key: Buffer }>(
    dataDir,
    "select wrapped_key from countersign.key_scopes",
  );
  expect(wrapped.length).toBe(3);
  const found = () => {
    const files = readdirSync(dataDir, { recursive: true, encoding: "utf8" })
      .map((name) => path.join(dataDir, name))
      .filter((name) => statSync(name).isFile());
    return files.filter((name) => {
      const bytes = readFileSync(name);
      return wrapped.some((row) => bytes.includes(row.wrapped_key)) || bytes.includes(oldKey.trim());
    });
  };
  await service.running().stop();
  expect(found().length).toBeGreaterThan(1);

  expect(await rotate({ DATA_DIR: dataDir })).toMatch(/The new key is in DATA_DIR\/master.key/);
  expect(found()).toEqual([]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).not.toBe(oldKey);
  await service.restart();
  await works(service.url());
});
