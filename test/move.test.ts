import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Service, startService } from "@countersign/server/spawn";
import { startTestPostgres } from "@countersign/server/testing-postgres";
import { catalog } from "@countersign/wire";
import { expect, onTestFinished, test } from "vitest";
import { orderedSink } from "./support/ordered-sink.ts";
import { query } from "./support/query.ts";
import { recordUntilAccepted } from "./support/record-until-accepted.ts";
import { operatorToken, queryEmbedded, serviceForTest, until } from "./support/service.ts";

const command = path.resolve(import.meta.dirname, "../packages/server/src/move.ts");
const logs = path.resolve(import.meta.dirname, "../.test-logs");
// biome-ignore lint/style/noProcessEnv: the child finds programs by the caller's PATH
const searchPath = process.env.PATH ?? "";
const subjects = 12;
/** Between two events of a subject: enough of them are under way at any instant, and two cores can follow. */
const pauseMs = 150;
const type = "kyc.completed";
const { session } = catalog[type].example;

/** Runs `npm run move`; resolves to its output. */
async function move(settings: Record<string, string>, ...args: string[]): Promise<string> {
  const env = { PATH: searchPath, ...settings };
  return (await promisify(execFile)(process.execPath, [command, ...args], { env })).stdout;
}

/** Starts it, and kills it when it has said that. */
async function moveAndKill(settings: Record<string, string>, to: string, said: string): Promise<void> {
  const env = { PATH: searchPath, ...settings };
  const child = spawn(process.execPath, [command, "--to", to], { env });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes(said)) child.kill("SIGKILL");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, "exit");
  expect(output).toContain(said);
  expect(output).not.toContain("Done");
}

test("a store is moved to another Postgres under load, killed in between, and back: nothing is lost and order is kept", async () => {
  const postgres = await startTestPostgres();
  onTestFinished(() => postgres.close());
  await query({ connectionString: postgres.url("postgres") }, "create database moved");
  // Its transactions are far behind those of the store, and in a larger installation far ahead.
  const databaseUrl = postgres.url("moved");
  const sink = await orderedSink();
  const service = await serviceForTest("move");
  const { id: projectId } = await service.manage("/projects", { name: "Moved", mode: "test" });
  await service.manage("/webhooks", {
    projectId,
    name: "Sink",
    url: sink.url,
    events: ["*"],
    dialect: "standard",
    fifo: "subject",
  });
  const urls = { now: service.url() };
  const load = record(() => urls.now, projectId);
  await until("some events are accepted", () => load.accepted.size > 50);

  const from = { DATA_DIR: service.dataDir };
  await moveAndKill(from, databaseUrl, "copied: ");
  await expect(start({ DATABASE_URL: databaseUrl }, service.dataDir)).rejects.toThrow("is being filled by");
  expect((await service.manage(`/projects/${projectId}`)).name).toBe("Moved");
  await moveAndKill(from, databaseUrl, "stopping writes");
  const said = await move(from, "--to", databaseUrl);
  expect(said).toContain("continuing the copy that was interrupted");
  expect(said).toMatch(/verified: \d+ tables with \d+ rows are equal by count and hash/);
  await expect(move(from, "--to", databaseUrl)).rejects.toThrow("was moved to postgres://");

  const acceptedBefore = load.accepted.size;
  const moved = await start({ DATABASE_URL: databaseUrl }, service.dataDir);
  urls.now = moved.url;
  await until("the new store accepts", () => load.accepted.size > acceptedBefore + 50);
  await service.running().stop();
  await expect(service.restart()).rejects.toThrow(/this store was moved to postgres:\/\/.*set DATABASE_URL/s);

  const back = mkdtempSync(path.join(tmpdir(), "countersign-test-"));
  onTestFinished(() => rmSync(back, { recursive: true, force: true }));
  const dataDir = path.join(back, "data");
  const masterKey = keyIn(service.dataDir);
  const returned = await move(
    { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, ...masterKey },
    "--to",
    "embedded",
  );
  expect(returned).toMatch(/nobody could write for \d+\.\d s/);
  const home = await start({ DATA_DIR: dataDir, ...masterKey }, service.dataDir);
  urls.now = home.url;
  load.stop();
  await load.ended;
  expect(load.strange).toEqual([]);

  await until("all that was accepted has arrived", () => [...load.accepted].every((id) => sink.ids.has(id)));
  for (const numbers of sink.bySubject.values()) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  const stored = await queryEmbedded<{ id: string }>(dataDir, "select id from countersign.events");
  const ids = new Set(stored.map(({ id }) => id));
  expect([...load.accepted].filter((id) => !ids.has(id))).toEqual([]);
  // What a caller repeated under the same key was recorded once.
  expect(sink.ids.size).toBe(load.accepted.size);
});

test("what can't be moved is refused with the reason", async () => {
  const service = await serviceForTest("move-refused");
  const postgres = await startTestPostgres();
  onTestFinished(() => postgres.close());
  const from = { DATA_DIR: service.dataDir };
  const admin = { connectionString: postgres.url("postgres") };
  await expect(move(from)).rejects.toThrow("where to?");
  await expect(move(from, "--to", "mysql://x")).rejects.toThrow("--to must be a Postgres address");
  await expect(move({ DATA_DIR: "/nowhere" }, "--to", postgres.url("x"))).rejects.toThrow(
    "there is no store in",
  );
  await query(admin, "create database other");
  const other = { connectionString: postgres.url("other") };
  await query(other, "create schema countersign");
  await expect(move(from, "--to", postgres.url("other"))).rejects.toThrow("the target is not empty");
  await query(other, "drop schema countersign");

  await queryEmbedded(
    service.dataDir,
    "update countersign.schema_migrations set checksum = 'x' where number = 1",
  );
  await expect(move(from, "--to", postgres.url("other"))).rejects.toThrow("the store is of another version");
  expect(await move(from, "--cancel")).toContain("Given up");
  const left = await queryEmbedded(
    service.dataDir,
    "select to_regnamespace('countersign_move') is null as gone, count(*)::int as triggers from pg_trigger where tgname = 'countersign_move'",
  );
  expect(left).toEqual([{ gone: true, triggers: 0 }]);
});

const keyIn = (dataDir: string) => ({
  COUNTERSIGN_MASTER_KEY: readFileSync(path.join(dataDir, "master.key"), "utf8").trim(),
});

async function start(settings: Record<string, string>, keyFrom: string): Promise<Service> {
  mkdirSync(logs, { recursive: true });
  const service = await startService(
    {
      PORT: "0",
      COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
      COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
      ...keyIn(keyFrom),
      ...settings,
    },
    path.join(logs, "move-new.log"),
  );
  onTestFinished(() => service.stop());
  return service;
}

/** One caller for each subject records events one after another, each until it is accepted, wherever the service is. */
function record(url: () => string, projectId: string) {
  const accepted = new Set<string>();
  const strange: string[] = [];
  let stopped = false;
  const ended = Promise.all(Array.from({ length: subjects }, (_, nth) => recordSubject(`subject-${nth}`)));
  return { accepted, strange, ended, stop: () => (stopped = true) };

  async function recordSubject(subject: string): Promise<void> {
    for (let number = 1; !stopped; number++) {
      const payload = { session: { ...session, metadata: { userId: subject, number } } };
      const event = { projectId, type, subject, payload };
      await recordUntilAccepted({ accepted, strange }, { key: `${subject}-${number}`, event }, url);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
