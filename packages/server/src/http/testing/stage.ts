import { pino } from "pino";
import { createOperator, issueToken } from "../../access/index.ts";
import { type Db, inTransaction } from "../../db/index.ts";
import { verifyMasterKey } from "../../sealing/index.ts";
import { createStage, type Stage } from "../../verification/testing/stage.ts";
import { buildApp } from "../app.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { httpDepsForTest } from "./deps.ts";

/** The service's routes over a verification stage: calls use its clock, and it records their effects. */
export interface HttpStage {
  app: App;
  stage: Stage;
  /** The log lines. */
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
  const events = { clock, random, keyring, log: logger };
  const deps = httpDepsForTest({ db, ...events, events, verification: stage, operatorToken });
  const app = await buildApp({ ...deps, ...changed });
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
