import { pino } from "pino";
import { Registry } from "prom-client";
import { createOperator, createTokenUses, issueToken } from "../../access/index.ts";
import { type Db, inTransaction } from "../../db/index.ts";
import { hooksForTest } from "../../operations/testing/operations.ts";
import { createOutbound } from "../../outbound/index.ts";
import { createPresence } from "../../quotas/index.ts";
import { unlimited } from "../../quotas/testing/quotas.ts";
import { createRendering } from "../../rendering/index.ts";
import { verifyMasterKey } from "../../sealing/index.ts";
import { createStage, type Stage } from "../../verification/testing/stage.ts";
import { buildApp } from "../app.ts";
import type { HttpDeps } from "../deps.ts";
import { clientAddresses } from "../door/address.ts";
import { createFailures } from "../door/failures.ts";
import type { App } from "../types.ts";

/** The service's routes over a verification stage: its clock moves the calls, and it writes down what they cause. */
export interface HttpStage {
  app: App;
  stage: Stage;
  /** What was logged, line by line. */
  log: string[];
  /** A bearer token of the operator role. */
  operatorToken: string;
  /** A new reviewer's token. */
  reviewerToken(): Promise<string>;
  /** A new token of this project. */
  projectToken(projectId: string): Promise<string>;
}

const operatorToken = "stage-operator-token-0123456789";

/** For `*.db.test.ts`: the routes on the database of the test file. */
export async function createHttpStage(db: Db, changed: Partial<HttpDeps> = {}): Promise<HttpStage> {
  const stage = createStage(db);
  await verifyMasterKey(db, stage.keyring);
  const log: string[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void log.push(line) });
  const { clock, random, keyring } = stage;
  const metrics = new Registry();
  const app = await buildApp({
    db,
    clock,
    random,
    keyring,
    log: logger,
    outbound: createOutbound({ allow: [], resolve: async () => ["93.184.215.14"] }),
    events: { clock, random, keyring, log: logger },
    verification: stage,
    quotas: unlimited,
    presence: createPresence(() => performance.now()),
    intercept: hooksForTest().intercept,
    probe: () => Promise.reject(new Error("this test has no hooks to try")),
    writeTraces: async () => undefined,
    rendering: createRendering({ processes: 1 }),
    publicUrl: "https://verify.example",
    applicantPageDir: "/nonexistent",
    maxDocumentBytes: 100_000,
    operatorToken,
    addresses: clientAddresses([]),
    tokenUses: createTokenUses({ db, clock, log: logger }),
    failures: createFailures({ db, clock, random, log: logger, metrics, perAddress: 1_000_000 }),
    metrics,
    publicMetrics: true,
    ready: async () => true,
    ...changed,
  });
  const system = { kind: "system", id: "test" } as const;
  return {
    app,
    stage,
    log,
    operatorToken,
    async reviewerToken() {
      const input = { name: "Reviewer", role: "reviewer" } as const;
      return (await inTransaction(db, (tx) => createOperator(stage, tx, input, system))).token;
    },
    async projectToken(projectId) {
      return (await issueToken(stage, db, { projectId })).token;
    },
  };
}
