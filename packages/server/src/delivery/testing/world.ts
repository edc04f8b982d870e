import { randomBytes } from "node:crypto";
import {
  catalog,
  type DeliveryId,
  newId,
  newPublicId,
  type ProjectId,
  type WebhookId,
} from "@countersign/wire";
import { pino } from "pino";
import { Registry } from "prom-client";
import { inTransaction, type Tx } from "../../db/index.ts";
import { type TestDatabase, testDatabase } from "../../db/testing/database.ts";
import {
  type EventsDeps,
  type NewEvent,
  type RecordedEvent,
  record,
  recordAlone,
  recordAwaited,
} from "../../events/index.ts";
import { createOutbound, type Outbound } from "../../outbound/index.ts";
import { createProject } from "../../projects/index.ts";
import type { Rendering } from "../../rendering/index.ts";
import { createKeyring, type Keyring, verifyMasterKey } from "../../sealing/index.ts";
import { afterFile } from "../../testing/after-file.ts";
import { createSigningSecret, storedMode } from "../../webhooks/index.ts";
import type { DeliveryDeps } from "../deps.ts";
import { findDelivery } from "../log/entry.ts";
import type { Queue } from "../queue/index.ts";
import { postgresQueue } from "../queue/index.ts";
import type { DeliverySettings } from "../settings.ts";
import { type DeliveryWorker, startDelivery } from "../worker/worker.ts";
import { type Sink, startSink } from "./sink.ts";

/** A worker of a test: `after` moves its clock ahead, as if that much time had passed for it. */
interface TestWorker extends DeliveryWorker {
  after(ms: number): void;
  metrics: Registry;
}

/** A store with one project, a receiver, and what it takes to send from one to the other. */
export interface World extends TestDatabase {
  keyring: Keyring;
  projectId: ProjectId;
  sink: Sink;
  log: string[];
  /** A webhook of its own at this path of the sink, and the secret that it signs with. */
  webhook(path: string, options?: WebhookOptions): Promise<{ id: WebhookId; secret: string }>;
  worker(
    settings?: Partial<DeliverySettings>,
    outbound?: Pick<Outbound, "send">,
    queue?: Queue,
    onSettled?: DeliveryDeps["onSettled"],
    storage?: DeliveryDeps["storage"],
  ): TestWorker;
  /** Records an event in a transaction of its own: by the worker that is to send it, or for any. */
  record(event: Partial<NewEvent>, worker?: TestWorker): Promise<RecordedEvent>;
  /** Records events for any worker as another process does, whose clock is this much ahead. */
  otherProcess(aheadMs: number): (event: Partial<NewEvent>) => Promise<RecordedEvent>;
  /** With nothing else in its transaction: conditions and templates are evaluated first. */
  recordAlone(event: Partial<NewEvent>, worker?: TestWorker): Promise<RecordedEvent>;
  recordIn(tx: Tx, event: Partial<NewEvent>, worker?: TestWorker): Promise<RecordedEvent>;
  /** Like an operation that waits for its result. */
  recordAwaited(event: Partial<NewEvent>, worker: TestWorker): Promise<() => Promise<string[]>>;
  /** What recording needs, by the worker that is to send it. */
  recordingDeps(worker?: TestWorker): EventsDeps;
  /** An event of the world's project. */
  event(event?: Partial<NewEvent>): NewEvent;
  deliveryOf(event: RecordedEvent): Promise<DeliveryId>;
  find(event: RecordedEvent): Promise<NonNullable<Awaited<ReturnType<typeof findDelivery>>>>;
  /** The status of its only delivery, by the log. */
  stateOf(event: RecordedEvent): Promise<{ status: string; reason: string | null; attempts: number }>;
  queued(): Promise<string[]>;
}

interface WebhookOptions {
  /** Delay before each try, including the first one; by default three tries in quick succession. */
  delaysMs?: number[];
  timeoutMs?: number;
  eventTypes?: string[];
  dialect?: "able-id" | "standard" | "rarus";
  fifo?: "subject";
  rateLimit?: number;
  mode?: "forget" | "notify_keep" | "await";
  name?: string;
  body?: string;
  condition?: string;
}

const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;
const random = (bytes: number) => randomBytes(bytes);

/** Call it in `beforeAll`; everything is stopped after the file's tests. */
export async function startWorld(rendering?: Rendering): Promise<World> {
  const database = await testDatabase();
  const { db } = database;
  const sink = await startSink();
  const outbound = createOutbound({ allow: ["127.0.0.0/8"] });
  const keyring = createKeyring({ masterKey: random(32), random });
  await verifyMasterKey(db, keyring);
  const lines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
  const workers: TestWorker[] = [];
  const base = { clock: Date.now, random, keyring };
  const created = await inTransaction(db, (tx) =>
    createProject(base, tx, { name: "Shop", mode: "test" }, operator),
  );
  const projectId = created.project.id;
  afterFile(async () => {
    sink.letGo();
    await Promise.all(workers.map((worker) => worker.drain()));
    await outbound.close();
    await sink.close();
  });

  const recordingDeps = (worker?: TestWorker) => ({
    ...base,
    log,
    ...(worker && {
      lease: worker.lease,
      dispatch: worker.dispatch,
      awaited: { lease: worker.lease, send: worker.sendAwaited },
    }),
    ...(rendering && { rendering }),
  });
  const eventOf = (event?: Partial<NewEvent>): NewEvent => ({
    projectId,
    type: "check.outcome",
    subject: newPublicId(random),
    sequence: 1,
    keyId: projectId,
    payload: catalog["check.outcome"].example,
    ...event,
  });

  const world: World = {
    ...database,
    keyring,
    projectId,
    sink,
    log: lines,
    webhook: (path, options = {}) =>
      inTransaction(db, async (tx) => {
        const id = newId("webhook", Date.now, random);
        await tx
          .insertInto("webhooks")
          .values({
            id,
            projectId,
            kind: "configured",
            name: options.name ?? path,
            url: sink.url(path),
            eventTypes: options.eventTypes ?? [],
            dialect: options.dialect ?? "able-id",
            retry: { delaysMs: options.delaysMs ?? [0, 5, 5] },
            timeoutMs: options.timeoutMs ?? 10_000,
            fifo: options.fifo ?? "none",
            mode: storedMode(options.mode ?? "notify"),
            rateLimit: options.rateLimit ?? null,
            body: options.body ?? null,
            condition: options.condition ?? null,
          })
          .execute();
        return { id, secret: await createSigningSecret(base, tx, id, projectId) };
      }),
    worker(
      settings,
      through = outbound,
      queue = postgresQueue(db),
      onSettled = undefined,
      storage = undefined,
    ) {
      let ahead = 0;
      const clock = () => Date.now() + ahead;
      const metrics = new Registry();
      const worker = startDelivery({
        ...base,
        clock,
        db,
        log,
        listen: database.listen,
        metrics,
        outbound: through,
        queue,
        onSettled,
        storage,
        ...(settings && { settings }),
        ...(rendering && { rendering }),
      });
      const after = (ms: number) => {
        ahead += ms;
      };
      const tested = { ...worker, metrics, after };
      workers.push(tested);
      return tested;
    },
    record: (event, worker) => inTransaction(db, (tx) => world.recordIn(tx, event, worker)),
    otherProcess(aheadMs) {
      // Ids of one source of randomness rise, whatever the clock.
      const deps = {
        ...recordingDeps(),
        clock: () => Date.now() + aheadMs,
        random: (bytes: number) => randomBytes(bytes),
      };
      return (event) => inTransaction(db, (tx) => record(deps, tx, eventOf(event)));
    },
    recordIn: (tx, event, worker) => record(recordingDeps(worker), tx, eventOf(event)),
    recordAwaited: (event, worker) =>
      inTransaction(db, (tx) => recordAwaited(recordingDeps(worker), tx, eventOf(event))),
    recordAlone: (event, worker) => recordAlone(recordingDeps(worker), db, eventOf(event)),
    recordingDeps,
    event: eventOf,
    async deliveryOf(event) {
      const row = await db
        .selectFrom("deliveries")
        .select("id")
        .where("eventId", "=", event.id)
        .executeTakeFirstOrThrow();
      return row.id as DeliveryId;
    },
    async find(event) {
      const found = await findDelivery({ db, keyring }, await world.deliveryOf(event));
      if (!found) throw new Error("the delivery is not in the log");
      return found;
    },
    async stateOf(event) {
      return db
        .selectFrom("deliveries")
        .select(["status", "reason", "attempts"])
        .where("eventId", "=", event.id)
        .executeTakeFirstOrThrow();
    },
    async queued() {
      const rows = await db.selectFrom("deliveryQueue").select("deliveryId").execute();
      return rows.map((row) => row.deliveryId);
    },
  };
  return world;
}
