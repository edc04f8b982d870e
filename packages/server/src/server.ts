import path from "node:path";
import type { Logger } from "pino";
import { collectDefaultMetrics, type Registry } from "prom-client";
import { createTokenUses, keyTokenHashes } from "./access/index.ts";
import { announce } from "./announcing/index.ts";
import { claimCell } from "./cell.ts";
import {
  blocksOfChecks,
  type ChecksWorker,
  createLooker,
  glance,
  releaseRuns,
  requestChecks,
  startWorker,
  watchChecks,
  withoutFaces,
} from "./checks/index.ts";
import type { Config } from "./config.ts";
import { countDeliveries, countInterceptions, countSessions } from "./count-traffic.ts";
import { openStore, retryUnavailable, type Store, startStoreClock } from "./db/index.ts";
import { type DeliveryWorker, postgresQueue, startDelivery, startReplays } from "./delivery/index.ts";
import { settleSession } from "./disclosure/index.ts";
import { addSessionDocuments, decideDocumentsOf } from "./documents/index.ts";
import { isUnsigned } from "./e-signing/index.ts";
import { eSigningOf, loadSigner } from "./e-signing-of.ts";
import { startScrubbing } from "./erasure/index.ts";
import { type EventsDeps, record, recordAlone } from "./events/index.ts";
import { openFiles } from "./files-of.ts";
import { offerFirstOperator } from "./first-operator.ts";
import { buildApp, buildHealthApp, clientAddresses, createFailures, type HttpDeps } from "./http/index.ts";
import {
  dryRunDraft,
  type InterceptionDeps,
  intercept,
  openInterception,
  probeHook,
} from "./interception/index.ts";
import { type Listeners, openListeners } from "./listeners.ts";
import { carryOver } from "./master-key-carry-over.ts";
import { logRotation } from "./master-key-rotation.ts";
import { warnOfOpenNetworks } from "./open-networks.ts";
import { kycLevelOf, startSubscriptions } from "./operations/index.ts";
import { createOutbound } from "./outbound/index.ts";
import { warnOfPlainStore } from "./plain-store.ts";
import type { Among } from "./processes/index.ts";
import { createPresence } from "./quotas/index.ts";
import { quotasAmong } from "./quotas-among.ts";
import { createRandom } from "./random.ts";
import { readPersonByPinfl } from "./registry/index.ts";
import { createRendering } from "./rendering/index.ts";
import { completeRepeated } from "./repeated-erasures.ts";
import { createKeyring, verifyMasterKey } from "./sealing/index.ts";
import { createBackup } from "./service-backup.ts";
import { createProvider, createSessionUses } from "./sign-in/index.ts";
import { startQueueSamples, startTraffic } from "./stats/index.ts";
import { type AddStop, createStops } from "./stops.ts";
import { startStorage } from "./storage/index.ts";
import {
  countAccepted,
  startTracing,
  watchConnections,
  watchDurability,
  watchRoom,
  watchSkew,
  watchStorage,
} from "./telemetry/index.ts";
import { startUpkeep } from "./upkeep.ts";
import { userDecided, userReviewDue } from "./users/index.ts";
import { startSweeper, type VerificationDeps } from "./verification/index.ts";
import { iceServersFor } from "./video-calls/index.ts";
import { warmUp } from "./warm-up.ts";
import { createWebhookDirectory } from "./webhooks/index.ts";

/** A running service. */
export interface RunningServer {
  /** Where it listens. */
  url: string;
  /** Where it serves health and metrics separately; null if it doesn't. */
  healthUrl: string | null;
  /** This process's metrics. */
  metrics: Registry;
  /** Under which it leases deliveries. */
  claim: string;
  /**
   * Leaves new connections to the other processes that listen on the same port; the open ones end
   * with their next response, or after some seconds without one. `close` is to follow.
   */
  retire(): Promise<void>;
  /**
   * Stops: no new connections, requests in progress are answered, deliveries in flight end or return to the queue, then
   * the store closes. Calling it again waits for the same stop.
   */
  close(): Promise<void>;
}

const applicantPageDir = path.resolve(import.meta.dirname, "../../applicant/dist/page");
const consoleDir = path.resolve(import.meta.dirname, "../../console/dist/page");
const docsDir = path.resolve(import.meta.dirname, "../../docs/dist/site");
/** As long as a database that restarts is waited for at first. */
const storePatienceMs = 30_000;
/** How often it is written who failed to authenticate, and which tokens were used. */
const credentialsEveryMs = 60_000;
/** Several webhooks may share an origin: eight that hang must not keep the others from a connection. */
const maxConnectionsPerOrigin = 256;

/**
 * Starts the service and resolves once it can serve; its port is bound first and returns 503 until then. If a part
 * can't start, those already started are stopped again.
 *
 * @param print takes what only the person who starts it may read: the link to create the first operator.
 * @param among what it shares with the other processes of the service; null: it is the only one.
 */
export async function startServer(
  config: Config,
  {
    log,
    print = () => undefined,
    among = null,
  }: { log: Logger; print?: ((text: string) => void) | undefined; among?: Among | null | undefined },
): Promise<RunningServer> {
  const stops = createStops(log);
  try {
    const listeners = await openListeners(config, { log, among }, stops.add);
    const { claim, store } = await startParts(config, { log, print, among }, listeners, stops.add);
    const { url, healthUrl, metrics, retire } = listeners;
    const close = () => {
      store.hurry();
      return stops.run();
    };
    return { url, healthUrl, metrics, claim, retire, close };
  } catch (error) {
    await stops.run();
    throw error;
  }
}

/**
 * What a start does in the store; repeated if the connection was lost, as all of it may be
 * repeated.
 */
function patiently<T>(work: () => Promise<T>): Promise<T> {
  return retryUnavailable(storePatienceMs, work);
}

async function startParts(
  config: Config,
  { log, print, among }: { log: Logger; print: (text: string) => void; among: Among | null },
  listeners: Listeners,
  onStop: AddStop,
): Promise<{ claim: string; store: Store }> {
  const { listener, health, metrics } = listeners;
  const signer = await loadSigner(config.eSigning);
  const random = createRandom();
  collectDefaultMetrics({ register: metrics });
  // What is the same in all processes is said by the first.
  const notices = among?.joins ? log.child({}, { level: "error" }) : log;

  const store = await openStore({
    ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
    dataDir: config.dataDir,
    statementTimeoutMs: config.storeTimeoutMs,
    acceptLoss: config.acceptLoss,
    runElsewhere: (await among?.store()) ?? undefined,
    poolSize: among?.poolSize,
    log,
  });
  onStop("store", () => store.close());
  const { db, maintenanceDb } = store;
  watchConnections(metrics, store.usage);
  watchRoom(metrics, store.room.usage);
  watchDurability(metrics, store.durability.isSafe);
  const time = await patiently(() => startStoreClock({ ask: store.time, log }));
  onStop("clock", () => time.stop());
  watchSkew(metrics, time.skewMs);
  const clock = time.now;
  const tracing = config.tracing && (await startTracing(config.tracing, log));
  if (tracing) onStop("tracing", () => tracing.stop());
  const backup = createBackup({ ...config, clock, log });
  const keyring = createKeyring({ ...config, random, clock, onErased: backup.onErased });
  const wrapped = await patiently(() =>
    verifyMasterKey(maintenanceDb, keyring, (tx) => carryOver(tx, keyring)),
  );
  await patiently(() => claimCell(maintenanceDb, config.cell));
  if (config.previousMasterKey !== null) logRotation(wrapped, notices);
  await patiently(() => backup.start({ store, metrics, onStop }));
  await patiently(() => keyTokenHashes({ db, keyring }));
  const publicUrl = config.publicUrl ?? listener.url;
  warnOfOpenNetworks({ ...config, publicUrl }, notices);
  warnOfPlainStore(config.databaseUrl, notices);
  const outbound = createOutbound({
    allow: config.outboundAllow,
    dnsServers: config.dnsServers ?? undefined,
    maxConnectionsPerOrigin,
    metrics,
  });
  onStop("outbound", () => outbound.close());
  const webhooks = createWebhookDirectory({ clock, keyring });
  onStop("webhooks", await webhooks.watch(store.listen));
  const rendering = createRendering();
  onStop("rendering", () => rendering.close());

  const storage = await patiently(() =>
    startStorage({ db: maintenanceDb, log, limits: config.storage, isDiskLow: store.room.isTight }),
  );
  onStop("storage", () => storage.stop());
  watchStorage(metrics, storage.total);

  const background = { db: maintenanceDb, clock, random, log, metrics, onStop };
  const { files, startMoving } = await patiently(() => openFiles(config.files, background));
  const shared = { db, clock, random, log, keyring, files, outbound, webhooks, metrics, rendering, storage };
  const count = countAccepted(metrics);
  const onAccepted: NonNullable<EventsDeps["onAccepted"]> = (accepted) => {
    count(accepted);
    tracing?.accepted(accepted);
  };
  const presence = createPresence(() => performance.now());
  const traffic = startTraffic({ db: maintenanceDb, clock, log });
  onStop("statistics", () => traffic.stop());
  const observed = {
    ...shared,
    onAccepted,
    onAttempt: tracing?.attempted,
    onSettled: countDeliveries(traffic),
    isAlone: presence.isAlone,
  };
  if (store.exclusive) await patiently(() => postgresQueue(maintenanceDb).releaseOrphans());
  const worker = workerOf(config, observed, store, onStop);
  const { lease, dispatch, admit } = worker;
  const sending = config.role === "api" ? {} : { lease, dispatch, admit };
  const awaited = { lease, send: worker.sendAwaited };
  const events: EventsDeps = { ...shared, onAccepted, ...sending, awaited };
  const { maxDocumentBytes } = config;
  const telling = { clock, keyring, files, events, maxDocumentBytes, storage };
  const pictures = createLooker();
  const looker = config.faceChecks ? pictures : withoutFaces(pictures);
  onStop("looker", () => looker.close());
  let checking: ChecksWorker | null = null;
  const verification: VerificationDeps = {
    cell: config.cell,
    clock,
    random,
    keyring,
    files,
    storage,
    onEnded: (tx, session, outcome) => settleSession({ clock, keyring, log, events }, tx, session, outcome),
    ...countSessions(traffic, {
      recordEvent: (tx, event) => record(events, tx, event),
      onTransition: async (tx, session, transition) => {
        await announce(telling, tx, session, transition);
        await addSessionDocuments(telling, tx, session, transition);
      },
      onUserDecided: async (tx, review, decision) => {
        await userDecided(telling, tx, review, decision);
        const { projectId, userId } = review;
        if (userId !== null) await decideDocumentsOf(telling, tx, projectId, { userId }, decision.decision);
      },
    }),
    isUnsigned,
    onUserReviewDue: (tx, review) => userReviewDue(telling, tx, review),
    checks: {
      request: (tx, session) => requestChecks({ clock, wake: () => checking?.wake() }, tx, session),
      blocks: (tx, session) => blocksOfChecks(tx, session),
    },
    currentRecord: (from, pinfl) => readPersonByPinfl({ db: from, keyring }, pinfl),
  };
  if (config.role !== "api") {
    const sweeper = startSweeper({ ...verification, log }, db);
    onStop("sweeper", () => sweeper.stop());
    if (store.exclusive) await patiently(() => releaseRuns(db));
    const countDone = watchChecks(db, metrics);
    checking = startWorker({ ...shared, verification, registry: shared, looker, countDone });
    onStop("checks", () => checking?.stop() ?? Promise.resolve());
    const subscriptions = startSubscriptions({ db, events, log });
    onStop("subscriptions", () => subscriptions.stop());
    const replays = startReplays({ db: maintenanceDb, clock, log, listen: store.listen });
    onStop("replays", () => replays.stop());
    const scrubbing = startScrubbing({
      db: maintenanceDb,
      log,
      metrics,
      ownsDatabase: store.ownsDatabase,
      everySeconds: config.scrubSeconds,
      storage,
    });
    onStop("scrubbing", () => scrubbing.stop());
    startMoving();
    onStop("queue samples", startQueueSamples({ db: maintenanceDb, clock, log }));
    onStop(
      "upkeep",
      startUpkeep({ db: maintenanceDb, time, keyring, log, metrics, store, limits: config.storage }),
    );
  }
  const eSigning = eSigningOf(config.eSigning, { ...shared, verification, signer, maxDocumentBytes });
  onStop("e-signing", () => eSigning.reader.close());
  const counted = { ...shared, onRun: countInterceptions(traffic) };
  const interception = interceptionOf(counted, events, onStop);

  const failures = createFailures({ ...shared, perAddress: config.failuresPerAddress });
  const tokenUses = createTokenUses(shared);
  const sessionUses = createSessionUses(shared);
  const flush = async () =>
    void (await Promise.all([failures.flush(), tokenUses.flush(), sessionUses.flush()]));
  const flushing = setInterval(() => void flush(), credentialsEveryMs);
  onStop("credentials", () => {
    clearInterval(flushing);
    return flush();
  });
  const http: HttpDeps = {
    ...shared,
    cell: config.cell,
    events,
    verification,
    glance: (session, picture) =>
      glance({ db, clock, looker, glanceMs: config.uploadCheckMs }, session, picture),
    eSigning,
    iceServers: (sessionId) => iceServersFor(config.ice, clock, sessionId),
    quotas: quotasAmong(config.quotas, among, onStop),
    presence,
    intercept: (request) => intercept(interception, request),
    probe: (...tried) => probeHook(interception, ...tried),
    dryRun: (...asked) => dryRunDraft(interception, ...asked),
    writeTraces: () => interception.traces.flush(),
    publicUrl,
    applicantPageDir,
    consoleDir,
    docsDir,
    maxDocumentBytes,
    operatorToken: config.operatorToken,
    addresses: clientAddresses(config.trustedProxies),
    failures,
    tokenUses,
    sessions: config.sessions,
    sessionUses,
    provider: config.provider && createProvider(config.provider, { ...shared, publicUrl }),
    metricsText: among?.metricsText ?? (() => metrics.metrics()),
    publicMetrics: health === null && isLoopback(config.publicUrl ?? listener.url),
    system: { role: config.role, store: config.databaseUrl === null ? "embedded" : "external" },
    closing: listener.closing,
    ready: async () => (config.role === "api" || worker.alive()) && (await store.ready()),
  };
  if (health !== null) {
    const own = await buildHealthApp(http);
    onStop("health routes", () => own.close());
    health.serve((request, response) => own.routing(request, response));
    notices.info({ health: health.url }, "health and metrics are served on a separate listener");
  } else if (!http.publicMetrics && config.role !== "worker") {
    notices.info("PUBLIC_URL is not loopback, so /metrics is not served: set HEALTH_PORT to serve it");
  }
  await patiently(() => completeRepeated(http));
  if (config.role !== "worker" && !among?.joins) await patiently(() => offerFirstOperator(http, log, print));
  const app = await (config.role === "worker" ? buildHealthApp(http) : buildApp(http));
  onStop("routes", () => app.close());
  listener.serve((request, response) => app.routing(request, response));
  await patiently(() => warmUp(db));
  await listeners.open();
  return { claim: worker.claim, store };
}

/** Whether a URL leads to this machine alone. */
function isLoopback(url: string): boolean {
  const host = new URL(url).hostname;
  return host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}

/** What asks hooks before something happens. */
function interceptionOf(
  deps: Omit<Parameters<typeof openInterception>[0], "recordEvent" | "kycLevelOf">,
  events: EventsDeps,
  onStop: AddStop,
): InterceptionDeps {
  const interception = openInterception({
    ...deps,
    recordEvent: (event) => recordAlone(events, deps.db, event),
    kycLevelOf: (projectId, userId) => kycLevelOf(deps.db, projectId, userId),
  });
  onStop("interception", () => interception.close());
  return interception;
}

/**
 * The delivery worker of this process. That of an `api` process takes nothing from the queue: it sends what an
 * operation's answer waits for, as the process asks gates itself.
 */
function workerOf(
  config: Config,
  deps: Omit<Parameters<typeof startDelivery>[0], "listen">,
  store: Store,
  onStop: AddStop,
): DeliveryWorker {
  const worker = startDelivery({ ...deps, claims: config.role !== "api", listen: store.listen });
  onStop("delivery", () => worker.drain());
  return worker;
}
