import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Service, startService } from "@countersign/server/spawn";
import { catalog } from "@countersign/wire";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { type Answer, caller } from "../examples/demo/client.ts";
import { operatorToken, queryEmbedded, serviceForFile, type TestService, until } from "./support/service.ts";

const scripts = path.resolve(import.meta.dirname, "../packages/server/src");
const logs = path.resolve(import.meta.dirname, "../.test-logs");
const backupDir = mkdtempSync(path.join(tmpdir(), "countersign-backup-"));
const theService = serviceForFile("backup", async () => ({
  COUNTERSIGN_BACKUP_DIR: backupDir,
  COUNTERSIGN_BACKUP_SECONDS: "1",
  COUNTERSIGN_SCRUB_SECONDS: "1",
}));

// biome-ignore lint/style/noProcessEnv: the child finds programs by the caller's PATH
const searchPath = process.env.PATH ?? "";
const environment = (dataDir: string) => ({
  PATH: searchPath,
  DATA_DIR: dataDir,
  COUNTERSIGN_BACKUP_DIR: backupDir,
});

/** Runs `npm run backup` or `npm run restore`; resolves to its output. */
async function run(script: "backup" | "restore", dataDir: string, ...args: string[]): Promise<string> {
  const file = path.join(scripts, `${script}.ts`);
  return (await promisify(execFile)(process.execPath, [file, ...args], { env: environment(dataDir) })).stdout;
}

const manage = (url: string) => caller(`${url}/manage/v1`, { authorization: `Bearer ${operatorToken}` });

/** What happened before the disk was lost. */
interface Past {
  service: TestService;
  masterKey: string;
  projectId: string;
  /** Ids of events, before and after the second that is restored to. */
  before: string[];
  after: string[];
  at: string;
  /** Anna, who was erased after that second, and her wrapped key. */
  anna: { event: string; key: Buffer };
  position: string;
}
let past: Past;
const restoredDir = path.join(mkdtempSync(path.join(tmpdir(), "countersign-test-")), "data");

beforeAll(async () => {
  const service = await theService();
  const { id: projectId } = await service.manage("/projects", { name: "Bank", mode: "test", language: "en" });
  const { example: payload } = catalog["check.outcome"];
  const record = async (subject: string) =>
    (await service.manage("/events", { projectId, type: "check.outcome", subject, payload })).id as string;
  const anna = { event: await record("anna"), key: await wrappedKey(service.dataDir) };
  const before = [anna.event];
  let busy = true;
  const load = (async () => {
    for (let n = 0; busy; n++) before.push(await record(`customer-${n % 7}`));
  })();
  const said = await run("backup", service.dataDir);
  expect(said).toMatch(/Done: \d{8}T\d{6}Z, \d+ files, good for/);
  expect(said).toContain("the master key");
  expect(said).not.toContain("Later changes are not in it");
  busy = false;
  await load;
  for (let n = 0; n < 20; n++) before.push(await record("later"));
  const at = await now(service);
  const after: string[] = [];
  for (let n = 0; n < 20; n++) after.push(await record("after"));
  const position = await streamPosition(service.url());
  await service.manage("/subjects/erase", { projectId, subject: "anna" });
  // Appended before the call was answered.
  expect(readFileSync(path.join(backupDir, "erased-subjects"), "utf8")).toMatch(/^sub_\w+ 20\S+$/m);
  await until("the erasure is scrubbed although the log is copied", async () =>
    (await service.manage("/erasures")).data.every((one: Answer) => one.scrubbedAt !== null),
  );
  expect(holding(service.dataDir, anna.key)).toEqual([]);
  const masterKey = path.join(service.dataDir, "master.key");
  await service.running().stop();
  past = { service, masterKey, projectId, before, after, at, anna, position };
  return () => {
    for (const directory of [backupDir, path.dirname(restoredDir)])
      rmSync(directory, { recursive: true, force: true });
  };
});

const wrappedKey = async (dataDir: string) => {
  const [row] = await queryEmbedded<{ key: Buffer }>(
    dataDir,
    "select wrapped_key as key from countersign.subject_keys",
  );
  if (row === undefined) throw new Error("there is no key");
  return row.key;
};

async function now({ dataDir }: TestService): Promise<string> {
  const [row] = await queryEmbedded<{ now: Date }>(dataDir, "select clock_timestamp() as now");
  // Postgres's clock is finer than the time that is given to the command.
  await new Promise((resolve) => setTimeout(resolve, 5));
  return new Date((row?.now.getTime() ?? 0) + 1).toISOString();
}

/** The newest position of the stream. */
async function streamPosition(url: string, lastEventId?: string): Promise<string> {
  const response = await fetch(`${url}/manage/v1/stream`, {
    headers: {
      authorization: `Bearer ${operatorToken}`,
      ...(lastEventId && { "last-event-id": lastEventId }),
    },
  });
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const [, id] = /^id: ?(\S+)$/m.exec(text) ?? [];
    if (id === undefined || !text.includes("\n\n")) continue;
    return lastEventId === undefined ? id : text;
  }
  throw new Error("the stream ended");
}

function holding(directory: string, bytes: Buffer | string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(directory, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(bytes));
}

function newDataDir(): string {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return path.join(directory, "data");
}

async function start(dataDir: string): Promise<Service> {
  copyFileSync(past.masterKey, path.join(dataDir, "master.key"));
  const service = await startService(
    {
      DATA_DIR: dataDir,
      PORT: "0",
      COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
      COUNTERSIGN_SCRUB_SECONDS: "1",
    },
    path.join(logs, "backup-restored.log"),
  );
  onTestFinished(() => service.stop());
  return service;
}

const eventIds = async (dataDir: string): Promise<string[]> =>
  (await queryEmbedded<{ id: string }>(dataDir, "select id from countersign.events")).map(({ id }) => id);

test("a backup is not the master key's place", () => {
  const key = Buffer.from(readFileSync(past.masterKey, "utf8").trim(), "base64");
  expect(holding(backupDir, key)).toEqual([]);
  expect(holding(backupDir, key.toString("base64"))).toEqual([]);
});

test("a lost disk: all events are restored, and who was erased since the backup is erased", async () => {
  const dataDir = restoredDir;
  expect(await run("restore", dataDir)).toContain("Before you start the service: put the master key back");
  expect(holding(dataDir, past.anna.key)).toEqual([]);
  const service = await start(dataDir);
  const ids = await eventIds(dataDir);
  expect(ids.toSorted()).toEqual([...past.before, ...past.after].toSorted());
  expect((await manage(service.url)(`/events/${past.before[1]}`)).payload).not.toBeNull();
  expect((await manage(service.url)(`/events/${past.anna.event}`)).payload).toBeNull();
  // Transaction numbers of the lost store mean something else here.
  expect(await streamPosition(service.url, past.position)).toContain("unknown");
  // The service writes on, and this store can be backed up in the same place.
  await service.stop();
  expect(await run("backup", dataDir)).toMatch(/Done/);
});

test("to a second, killed in between: what was recorded until then, and nobody who was erased later", async () => {
  // On the store that was restored before, from which the backup's newest timeline is.
  const dataDir = restoredDir;
  const wanted = ["--at", past.at, "--timeline", "1"];
  await expect(run("restore", dataDir, ...wanted)).rejects.toThrow("is not overwritten");
  await restoreAndKill(dataDir, ...wanted, "--replace");
  await expect(start(dataDir)).rejects.toThrow("a restore to");
  const said = await run("restore", dataDir, ...wanted, "--replace");
  expect(said).toContain("removing what an interrupted restore left");
  expect(said).toMatch(/was there is in .*postgres.replaced-/);
  expect(said).toContain("erased since, and erased again: 1");
  expect(holding(dataDir, past.anna.key)).toEqual([]);
  const service = await start(dataDir);
  expect((await eventIds(dataDir)).toSorted()).toEqual(past.before.toSorted());
  const api = manage(service.url);
  expect((await api(`/events/${past.anna.event}`)).payload).toBeNull();
  await until("the erasure is complete", async () =>
    (await api("/erasures")).data.every((one: Answer) => one.scrubbedAt !== null),
  );
  expect((await api("/audit?action=erasure.repeat")).data).toHaveLength(1);
});

/** Starts a restore, and kills it when it replays the log. */
async function restoreAndKill(dataDir: string, ...args: string[]): Promise<void> {
  const file = path.join(scripts, "restore.ts");
  const child = spawn(process.execPath, [file, ...args], { env: environment(dataDir) });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes("all as in the manifest")) child.kill("SIGKILL");
  });
  await once(child, "exit");
  expect(said).not.toContain("Done");
}

test("what can't be restored is refused with the reason", async () => {
  const dataDir = newDataDir();
  const restoring = (...args: string[]) => run("restore", dataDir, ...args);
  await expect(restoring("--at", "yesterday")).rejects.toThrow("--at must be a time with its offset");
  await expect(restoring("--at", "2020-01-01T00:00:00Z")).rejects.toThrow("no backup reaches back to 2020");
  await expect(restoring("--at", "2999-01-01T00:00:00Z")).rejects.toThrow("beyond the backup's end");
  const base = path.join(
    backupDir,
    "base",
    readdirSync(path.join(backupDir, "base")).toSorted().at(-1) ?? "",
  );
  writeFileSync(path.join(base, "files", "PG_VERSION"), "19\n");
  await expect(restoring()).rejects.toThrow("PG_VERSION is damaged: use another backup");
  writeFileSync(path.join(base, "manifest.json"), "{}");
  await expect(restoring()).rejects.toThrow("manifest.json is damaged");
});
