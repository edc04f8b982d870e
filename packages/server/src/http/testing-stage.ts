import type { ProjectId } from "@countersign/wire";
import { pino } from "pino";
import { Registry } from "prom-client";
import { createOperator, issueToken } from "../access/index.ts";
import type { Db } from "../db/index.ts";
import { createOutbound } from "../outbound/index.ts";
import { createStage, type Stage } from "../verification/testing.ts";
import { buildApp } from "./app.ts";
import type { App } from "./types.ts";

/** All routes over a real store, on verification's stage: its clock, and its record of what sessions caused. */
export interface HttpStage {
  app: App;
  stage: Stage;
  /** Lines of the log, as they would be printed. */
  log: string[];
  operatorToken: string;
  reviewerToken(): Promise<string>;
  projectToken(id: ProjectId): Promise<string>;
}

const operatorToken = `cso_${"t".repeat(43)}`;

/** For tests of sessions over HTTP, where `startTestApi` would settle them for real. */
export async function createHttpStage(
  db: Db,
  options: { applicantPageDir?: string } = {},
): Promise<HttpStage> {
  const stage = createStage(db);
  const { clock, random, keyring } = stage;
  const log: string[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void log.push(line) });
  const app = await buildApp({
    db,
    clock,
    random,
    keyring,
    log: logger,
    outbound: createOutbound({ allow: [], resolve: async () => [] }),
    events: { clock, random, keyring, log: logger },
    verification: stage,
    publicUrl: "https://verify.example",
    applicantPageDir: options.applicantPageDir ?? "/nowhere",
    operatorToken,
    metrics: new Registry(),
    ready: async () => true,
  });
  const system = { kind: "system", id: "test" } as const;
  const deps = { db, clock, random, keyring, operatorToken };
  return {
    app,
    stage,
    log,
    operatorToken,
    async reviewerToken() {
      return (await createOperator(deps, db, { name: "R", role: "reviewer" }, system)).token;
    },
    async projectToken(projectId) {
      return (await issueToken(deps, db, { projectId })).token;
    },
  };
}
