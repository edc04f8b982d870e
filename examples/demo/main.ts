import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { startService } from "@countersign/server/spawn";
import { caller, identify } from "./client.ts";
import { leaveOpenCases } from "./open-cases.ts";
import { type Received, startReceiver } from "./receiver.ts";
import { showSomething, startSystems } from "./systems.ts";

/**
 * `npm run demo`: starts the service in a temporary directory, imports the invented people, identifies a resident and a
 * foreigner, and verifies and prints each webhook.
 *
 * `--once` stops after that, with exit code 1 if a webhook is missing or not valid.
 */
const once = process.argv.includes("--once");
const say = (line = "") => process.stdout.write(`${line}\n`);
const people = path.join(import.meta.dirname, "people");
const directory = mkdtempSync(path.join(tmpdir(), "countersign-demo-"));
const dataDir = path.join(directory, "data");
const logFile = path.join(directory, "service.log");

const expected = 6;
const complete = Promise.withResolvers<void>();
const receiver = await startReceiver((one) => {
  say(describe(one));
  if (receiver.received.length >= expected) complete.resolve();
});

const systems = await startSystems();

say("Countersign demo");
say(`  starting the service in ${dataDir} (its log: ${logFile})`);
const operatorToken = `demo-${randomBytes(24).toString("base64url")}`;
const service = await startService(
  {
    DATA_DIR: dataDir,
    PORT: String(await freePort(8787)),
    COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
    // The demo's receiver is on this machine, which the address rules forbid by default.
    COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
  },
  logFile,
).catch(async (error: Error) => {
  say(error.message);
  await Promise.all([receiver.close(), systems.close()]);
  process.exit(1);
});
process.once("SIGINT", () => void finish(0));
process.once("SIGTERM", () => void finish(0));

try {
  const manage = caller(`${service.url}/manage/v1`, { authorization: `Bearer ${operatorToken}` });
  const persons = lines("people.ndjson");
  const crossings = lines("crossings.ndjson");
  const imported = await manage("/registry/people", persons);
  await manage("/registry/crossings", crossings);
  say(`  imported ${imported.kept} invented people and ${crossings.length} border crossings`);

  const project = await manage("/projects", { name: "Demo bank", mode: "test", language: "ru" });
  receiver.trust(project);
  await manage(
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
  say(`  created the test-mode project ${project.id}, its static URLs at ${receiver.url}`);

  const check = caller(service.url);
  const auth = { projectId: project.id, secret: project.secret };
  const { person, photo } = persons.find((one) => one.photo !== null && one.locked !== true);
  const who = { pinfl: person.pinfl, birthDate: person.birthDate };
  const started = await check("/check/start/second", {
    ...auth,
    ...who,
    transactionId: `demo-${Date.now()}`,
    hooks: [`${receiver.url}/outcome`],
  });
  const { attemptId, fullUrl } = started.data;
  say(`  a resident starts an identification: session ${attemptId}`);
  await check("/check/get_passport", { ...auth, ...who, attemptId });
  await check("/check/get_person", { ...auth, ...who, attemptId });
  await check("/check/registration", { ...auth, attemptId, pinfl: who.pinfl });
  await check("/check/get_photo", { ...auth, attemptId });
  say("  four data requests are deferred until the session succeeds");
  say();
  await identify(fullUrl, Buffer.from(photo, "base64"), "success");

  const foreigner = crossings[0];
  const foreign = await check("/check/start/foreign", {
    ...auth,
    document: foreigner.document,
    transactionId: `demo-foreign-${Date.now()}`,
    hooks: [],
  });
  await identify(foreign.data.fullUrl, Buffer.from(photo, "base64"), "success");
  await check("/check/get_foreign_person", {
    ...auth,
    document: foreigner.document,
    attemptId: foreign.data.attemptId,
  });

  await withTimeout(complete.promise, 30_000, "some webhooks did not arrive within 30 seconds");
  const good = receiver.received.every((one) => one.signed && one.hashed);
  say();
  say(
    good
      ? `All ${expected} webhooks arrived: five data hooks and the outcome, signatures and hashes verified.`
      : "A webhook is not valid: see above.",
  );
  if (once) await finish(good ? 0 : 1);

  await showSomething(manage, project, systems);
  const others = persons.filter((one) => one.photo !== null && one.locked !== true).slice(1);
  // Test projects have no automatic checks by default.
  await manage(`/projects/${project.id}`, { checks: "assist" }, "PATCH");
  await leaveOpenCases(check, auth, others);
  const next = await check("/check/start/second", {
    ...auth,
    ...who,
    transactionId: `demo-browser-${Date.now()}`,
    hooks: [`${receiver.url}/outcome`],
  });
  const admin = { name: "Demo", email: "demo@example.com", role: "admin" };
  const { invitation } = await manage("/operators", admin);
  say();
  say("The service keeps running. Try next:");
  say(`  the applicant's page of a new session     ${next.data.fullUrl}`);
  say(`  the console, by a link that works once    ${invitation.url}`);
  say(`  the documentation and the API reference   ${service.url}/docs`);
  say(`  the operator's bearer token               ${operatorToken}`);
  say(`  the project                               ${project.id}, secret ${project.secret}`);
  say("Ctrl-C stops it and removes its data.");
} catch (error) {
  say(`The demo stopped: ${error instanceof Error ? error.message : String(error)}`);
  say(`The service's log is at ${logFile}`);
  await service.stop();
  await Promise.all([receiver.close(), systems.close()]);
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(1);
}

async function finish(code: number): Promise<never> {
  await service.stop();
  await Promise.all([receiver.close(), systems.close()]);
  rmSync(directory, { recursive: true, force: true });
  process.exit(code);
}

function describe(one: Received): string {
  const checks = `${one.signed ? "signature ok" : "SIGNATURE WRONG"}, ${one.hashed ? "hash ok" : "HASH WRONG"}`;
  return `  <- ${one.path.padEnd(14)} ${one.body.type.padEnd(8)} ${one.id}  ${checks}, ${one.text.length} bytes`;
}

// biome-ignore lint/suspicious/noExplicitAny: the demo people are read as they stand in their files
function lines(file: string): any[] {
  const text = readFileSync(path.join(people, file), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** The wanted port if it is free, otherwise 0: any free port. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(0));
    probe.listen(wanted, "127.0.0.1", () => probe.close(() => resolve(wanted)));
  });
}

function withTimeout<T>(work: Promise<T>, ms: number, problem: string): Promise<T> {
  const timeout = Promise.withResolvers<T>();
  const timer = setTimeout(() => timeout.reject(new Error(problem)), ms);
  return Promise.race([work, timeout.promise]).finally(() => clearTimeout(timer));
}
