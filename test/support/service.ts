import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Service, startService } from "@countersign/server/spawn";
import { afterAll, inject, onTestFinished } from "vitest";
import { type Answer, type Call, caller } from "../../examples/demo/client.ts";
import { type Received, type Receiver, startReceiver } from "../../examples/demo/receiver.ts";
import { query } from "./query.ts";

const root = path.resolve(import.meta.dirname, "../..");
const logs = path.join(root, ".test-logs");
export const operatorToken = "operator-token-of-the-tests";

/** A service of one test: a separate process with its own directory and Postgres. */
export interface TestService {
  readonly dataDir: string;
  readonly logFile: string;
  url(): string;
  running(): Service;
  /** Calls the management API as an operator. */
  manage: Call;
  /** Calls the compatible APIs. */
  check: Call;
  /** Moves a session's expiry into the past, as if its ten minutes were over. */
  endLifeOf(attemptId: string): Promise<void>;
  /** kill -9, then start again on the same directory and port. */
  crash(): Promise<void>;
  /**
   * Stops it gracefully, then starts it on the same directory and port, with additional settings.
   */
  restart(settings?: Record<string, string>): Promise<void>;
}

/**
 * Starts a service for the test that calls this; it is stopped and its directory removed when that
 * test ends.
 */
export async function serviceForTest(
  name: string,
  settings: Record<string, string> = {},
): Promise<TestService> {
  const { service, end } = await startTestService(name, settings);
  onTestFinished(end);
  return service;
}

/**
 * One service for all tests of a file: call it at the file's top level. It starts when the first
 * test needs it, and is stopped after the last one. `settings` are made then.
 */
export function serviceForFile(
  name: string,
  settings: () => Promise<Record<string, string>> = async () => ({}),
): () => Promise<TestService> {
  let started: ReturnType<typeof startTestService> | undefined;
  afterAll(async () => (await started)?.end());
  return async () => {
    started ??= settings().then((made) => startTestService(name, made));
    return (await started).service;
  };
}

async function startTestService(
  name: string,
  settings: Record<string, string>,
): Promise<{ service: TestService; end: () => Promise<void> }> {
  mkdirSync(logs, { recursive: true });
  const logFile = path.join(logs, `${name}.log`);
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-test-"));
  const dataDir = path.join(directory, "data");
  const environment = {
    DATA_DIR: dataDir,
    PORT: "0",
    COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
    COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
    ...settings,
  };
  // A service with its own master key needs its own directory.
  if (settings.COUNTERSIGN_MASTER_KEY === undefined && settings.DATABASE_URL === undefined)
    execFileSync("cp", ["-a", inject("dataTemplate"), dataDir]);
  let service = await startService(environment, logFile);
  const end = async () => {
    await service.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  const fixed = { ...environment, PORT: new URL(service.url).port };
  const testService: TestService = {
    dataDir,
    logFile,
    url: () => service.url,
    running: () => service,
    manage: caller(`${service.url}/manage/v1`, { authorization: `Bearer ${operatorToken}` }),
    check: caller(service.url),
    async endLifeOf(attemptId) {
      await queryEmbedded(
        dataDir,
        `update countersign.sessions
          set expires_at = now() - interval '1 second', deadline_at = now() - interval '1 second'
          where id = $1`,
        [attemptId],
      );
    },
    async crash() {
      await service.stop("SIGKILL");
      service = await startService(fixed, logFile);
    },
    async restart(more = {}) {
      await service.stop();
      service = await startService({ ...fixed, ...more }, logFile);
    },
  };
  return { service: testService, end };
}

/** Runs one statement on the Postgres that the service runs in its data directory. */
export function queryEmbedded<Row extends Record<string, unknown>>(
  dataDir: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const pid = readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n");
  const server = {
    host: pid[4] ?? "",
    port: Number(pid[3]),
    database: "countersign",
    user: "countersign",
    password: readFileSync(path.join(dataDir, "postgres.password"), "utf8").trim(),
  };
  return query<Row>(server, text, values);
}

/** A receiver for the test that calls this; it is closed when that test ends. */
export async function receiverForTest(onReceived?: (one: Received) => void): Promise<Receiver> {
  const receiver = await startReceiver(onReceived);
  onTestFinished(() => receiver.close());
  return receiver;
}

/** A project whose six static addresses point at the receiver. */
export async function projectFor(
  service: TestService,
  receiver: Receiver,
  mode: "test" | "live" = "test",
): Promise<Answer> {
  const project = await service.manage("/projects", { name: "Test bank", mode, language: "en" });
  // The demo's pictures show no face.
  await service.manage(`/projects/${project.id}`, { checksPolicy: { retakes: 0 } }, "PATCH");
  receiver.trust(project);
  await service.manage(
    `/projects/${project.id}/config`,
    {
      PERSON_WEBHOOK_URL: `${receiver.url}/person`,
      REGISTRATION_WEBHOOK_URL: `${receiver.url}/registration`,
      PHOTO_WEBHOOK_URL: `${receiver.url}/photo`,
      FOREIGN_WEBHOOK_URL: `${receiver.url}/foreign`,
      SUCCESS_REDIRECT_URL: `${receiver.url}/success`,
      ERROR_REDIRECT_URL: `${receiver.url}/error`,
    },
    "PATCH",
  );
  return project;
}

const peopleDir = path.join(root, "examples/demo/people");

/** The demo people, as in their file. */
export function demoPeople(): Answer[] {
  return linesOf("people.ndjson");
}

export function demoCrossings(): Answer[] {
  return linesOf("crossings.ndjson");
}

/**
 * Demo people who can be identified: with a picture, not locked, with a registration and a valid
 * passport.
 */
export function ordinaryPeople(): Answer[] {
  const today = new Date().toISOString().slice(0, 10);
  return demoPeople().filter(
    (one) =>
      one.photo !== null &&
      one.locked !== true &&
      one.person.passportDateEnd > today &&
      one.registration?.permanentRegistration?.address,
  );
}

export function importDemoPeople(service: TestService): Promise<Answer> {
  return service.manage("/registry/people", demoPeople());
}

function linesOf(file: string): Answer[] {
  return readFileSync(path.join(peopleDir, file), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** Waits until the condition holds, polling every 20 ms; fails with `what` after `withinMs`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Waits until the log contains `count` deliveries, all of them delivered: an outcome is logged a
 * moment after the receiver has responded.
 */
export async function untilDelivered(service: TestService, count: number, filter = ""): Promise<void> {
  await until(`${count} deliveries are delivered`, async () => {
    const { data } = await service.manage(`/deliveries?limit=${count + 1}${filter}`);
    return data.length === count && data.every((one: Answer) => one.status === "delivered");
  });
}
