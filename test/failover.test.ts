import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Service, startService } from "@countersign/server/spawn";
import { startPair } from "@countersign/server/testing-pair";
import { catalog } from "@countersign/wire";
import { expect, onTestFinished, test } from "vitest";
import { caller } from "../examples/demo/client.ts";
import { orderedSink } from "./support/ordered-sink.ts";
import { recordUntilAccepted } from "./support/record-until-accepted.ts";
import { operatorToken, until } from "./support/service.ts";

const logs = path.resolve(import.meta.dirname, "../.test-logs");
const type = "kyc.completed";
const { session } = catalog[type].example;
const subjects = 40;
const eventsPerSubject = 50;
const total = subjects * eventsPerSubject;

test.each([
  ["is killed", "SIGKILL"],
  ["freezes", "SIGSTOP"],
] as const)(
  "the primary of two Postgres %s: nothing that was accepted is lost, and each subject's order is kept",
  async (_how, signal) => {
    const pair = await startPair();
    onTestFinished(() => pair.close());
    const services = await startTwo(pair.url("countersign"), signal);
    const sink = await orderedSink();
    const manage = caller(`${services[0].url}/manage/v1`, { authorization: `Bearer ${operatorToken}` });
    const { id: projectId } = await manage("/projects", { name: "Failover", mode: "test" });
    await manage("/webhooks", {
      projectId,
      name: "Sink",
      url: sink.url,
      events: ["*"],
      dialect: "standard",
      fifo: "subject",
    });

    const recording = record(services, projectId);
    await until("a quarter is accepted", () => recording.accepted.size > total / 4);
    pair.primary.signal(signal);
    await pair.promote();
    await recording.ended;
    expect(recording.strange).toEqual([]);
    expect(recording.accepted.size).toBe(total);
    await until("all that was accepted has arrived", () => sink.ids.size >= total, 120_000);
    expect([...recording.accepted].filter((id) => !sink.ids.has(id))).toEqual([]);
    for (const numbers of sink.bySubject.values()) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(sink.bySubject.size).toBe(subjects);
  },
);

/** Two processes on one store, which know both of its hosts. */
async function startTwo(databaseUrl: string, name: string): Promise<[Service, Service]> {
  mkdirSync(logs, { recursive: true });
  const settings = {
    DATABASE_URL: databaseUrl,
    COUNTERSIGN_MASTER_KEY: randomBytes(32).toString("base64"),
    COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
    COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
    PORT: "0",
  };
  const start = async (nth: number) => {
    const service = await startService(settings, path.join(logs, `failover-${name}-${nth}.log`));
    onTestFinished(() => service.stop("SIGKILL"));
    return service;
  };
  return [await start(1), await start(2)];
}

/**
 * One caller for each subject records its events one after another, each until one of the services
 * has accepted it.
 */
function record(services: readonly Service[], projectId: string) {
  const accepted = new Set<string>();
  const strange: string[] = [];
  const ended = Promise.all(Array.from({ length: subjects }, (_, n) => recordSubject(`subject-${n}`, n)));
  return { accepted, strange, ended };

  async function recordSubject(subject: string, nth: number): Promise<void> {
    for (let number = 1; number <= eventsPerSubject; number++) {
      const payload = { session: { ...session, metadata: { userId: subject, number } } };
      const event = { projectId, type, subject, payload };
      await recordUntilAccepted(
        { accepted, strange },
        { key: `${subject}-${number}`, event },
        (tries) => services[(nth + tries) % services.length]?.url ?? "",
      );
    }
  }
}
