import { randomBytes } from "node:crypto";
import { type EventId, idDay, type PersonRecordInput, type ProjectId } from "@countersign/wire";
import fastify from "fastify";
import { pino } from "pino";
import { inTransaction } from "../../../db/index.ts";
import { testDatabase } from "../../../db/testing/database.ts";
import { settleSession } from "../../../disclosure/index.ts";
import { type FreshDelivery, record } from "../../../events/index.ts";
import { inTables } from "../../../files/index.ts";
import { changeConfig, createProject, findProject, type Project } from "../../../projects/index.ts";
import { importCrossings, importPeople } from "../../../registry/index.ts";
import { createKeyring, verifyMasterKey } from "../../../sealing/index.ts";
import {
  type SimulatedOutcome,
  simulateOutcome,
  type VerificationDeps,
} from "../../../verification/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { httpDepsForTest } from "../../testing/deps.ts";
import type { App } from "../../types.ts";
import { registerAbleId } from "../plugin.ts";
import { sampleCrossing, samplePerson } from "./people.ts";

/** A test's project, with its integrator's credentials. */
export interface TestProject {
  project: Project;
  /** The beginning of every call's body. */
  credentials: { projectId: ProjectId; secret: string };
}

/** The response to a call. */
export interface Answered {
  http: number;
  statusCode: number;
  type: string;
  message: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what each call answers
  data: any;
}

/** The able-id calls over a real store; deliveries are captured before they are sent. */
export interface TestService {
  app: App;
  deps: HttpDeps;
  /** Every delivery that was committed, with its body. */
  sent: FreshDelivery[];
  /** Lines of the log. */
  log: string[];
  clock: { now: number };
  project(mode: "test" | "live", config?: Record<string, string>): Promise<TestProject>;
  people(records: PersonRecordInput[]): Promise<void>;
  post(path: string, body: unknown): Promise<Answered>;
  simulate(attemptId: string, outcome?: SimulatedOutcome): Promise<void>;
  /** The bodies sent for a session, in the order in which they were recorded. */
  bodies(attemptId: string): Promise<{ type: string; body: Answered; webhookUrl: string }[]>;
}

export const staticUrls = {
  PERSON_WEBHOOK_URL: "https://receiver.example/person",
  REGISTRATION_WEBHOOK_URL: "https://receiver.example/registration",
  PHOTO_WEBHOOK_URL: "https://receiver.example/photo",
  FOREIGN_WEBHOOK_URL: "https://receiver.example/foreign",
  SUCCESS_REDIRECT_URL: "https://shop.example/success",
  ERROR_REDIRECT_URL: "https://shop.example/error",
};

const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;

/** Starts the service; call it in `beforeAll`. The registry contains the sample person and crossing. */
export async function startTestService(): Promise<TestService> {
  const { db } = await testDatabase();
  const clock = { now: Date.parse("2026-05-05T10:00:00Z") };
  const sent: FreshDelivery[] = [];
  const log: string[] = [];
  const random = (bytes: number) => randomBytes(bytes);
  const now = () => clock.now;
  const logger = pino({ level: "debug" }, { write: (line: string) => void log.push(line) });
  const keyring = createKeyring({ masterKey: randomBytes(32), random });
  await verifyMasterKey(db, keyring);
  const lease = () => ({ claim: "clm_test", until: clock.now + 60_000 });
  const dispatch = (fresh: readonly FreshDelivery[]) => void sent.push(...fresh);
  const events = { clock: now, random, keyring, log: logger, lease, dispatch };
  const settle = { clock: now, keyring, log: logger, events };
  const verification: VerificationDeps = {
    clock: now,
    random,
    keyring,
    files: inTables,
    recordEvent: (tx, event) => record(events, tx, event),
    onEnded: (tx, session, outcome) => settleSession(settle, tx, session, outcome),
    onTransition: async () => undefined,
    onUserDecided: async () => undefined,
    onUserReviewDue: async () => undefined,
  };
  const deps = httpDepsForTest({
    db,
    clock: now,
    random,
    log: logger,
    keyring,
    events,
    verification,
    operatorToken: null,
  });
  const app = fastify() as unknown as App;
  await app.register(async (scope) => registerAbleId(scope as unknown as App, deps), {
    prefix: "/check",
  });
  await app.ready();

  const service: TestService = {
    app,
    deps,
    sent,
    log,
    clock,
    async project(mode, config = staticUrls) {
      const created = await inTransaction(db, (tx) =>
        createProject(deps, tx, { name: "Shop", mode }, operator),
      );
      const changed = await changeConfig(deps, created.project.id, config, operator);
      if (changed.kind !== "changed") throw new Error("the test's addresses were refused");
      const project = await findProject(db, created.project.id);
      if (project === null) throw new Error("the test's project is gone");
      return { project, credentials: { projectId: project.id, secret: created.secret } };
    },
    async people(records) {
      const report = await importPeople(deps, { format: "array", chunks: chunksOf(records) });
      if (report.refused > 0) throw new Error(`people were refused: ${JSON.stringify(report.refusals)}`);
    },
    async post(path, body) {
      const response = await app.inject({ method: "POST", url: `/check${path}`, payload: body as object });
      return { http: response.statusCode, ...response.json() };
    },
    async simulate(attemptId, outcome = { result: "success" }) {
      const target = { projectId: null, id: attemptId };
      const result = await inTransaction(db, (tx) =>
        simulateOutcome(verification, tx, target, outcome, operator),
      );
      if (result.kind !== "done") throw new Error(`the outcome could not be simulated: ${result.kind}`);
    },
    async bodies(attemptId) {
      const rows = await db
        .selectFrom("deliveries")
        .innerJoin("webhooks", "webhooks.id", "deliveries.webhookId")
        .innerJoin("messages", (join) =>
          join
            .onRef("messages.eventId", "=", "deliveries.eventId")
            .onRef("messages.encoding", "=", "deliveries.encoding"),
        )
        .where("deliveries.subject", "=", attemptId)
        .select([
          "deliveries.type",
          "deliveries.eventId",
          "deliveries.encoding",
          "messages.keyId",
          "messages.bodySealed",
          "webhooks.url",
        ])
        .orderBy("deliveries.sequence")
        .orderBy("deliveries.id")
        .execute();
      return Promise.all(
        rows.map(async (row) => {
          const keys = await keyring.payloadKeys(db, row.keyId);
          const key = keys?.on(idDay(row.eventId as EventId)) ?? null;
          if (key === null) throw new Error("the key of a message is gone");
          const text = key.unseal(row.bodySealed, `message:${row.eventId}:${row.encoding}`).toString();
          return { type: row.type, body: JSON.parse(text), webhookUrl: row.url };
        }),
      );
    },
  };
  await service.people([samplePerson]);
  await importCrossings(deps, { format: "array", chunks: chunksOf([sampleCrossing]) });
  return service;
}

async function* chunksOf(records: unknown[]): AsyncIterable<Uint8Array> {
  yield Buffer.from(JSON.stringify(records));
}
