import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { type BearerActor, createOperator } from "../../access/index.ts";
import { inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { record } from "../../events/index.ts";
import { type CreatedProject, createProject } from "../../projects/index.ts";
import { createKeyring, verifyMasterKey } from "../../sealing/index.ts";
import { buildApp } from "../app.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { httpDepsForTest } from "./deps.ts";

/** Who calls in a test: nobody, a person, the project's own key, or another project's. */
export type Caller = "nobody" | "operator" | "reviewer" | "project" | "stranger";

interface Answered {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field
  body: any;
}

/** All of the service's routes over a real store, called without a socket. */
export interface TestApi {
  app: App;
  deps: HttpDeps;
  /** What was logged, line by line. */
  log: string[];
  clock: { now: number };
  tokens: Record<Exclude<Caller, "nobody">, string>;
  own: CreatedProject;
  other: CreatedProject;
  call(
    caller: Caller,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answered>;
}

export const testOperatorToken = "test-operator-token-0123456789";
const root: BearerActor = { kind: "operator", id: "bootstrap", name: "test" };

/** To be called in `beforeAll` of a `*.db.test.ts`. */
export async function startTestApi(): Promise<TestApi> {
  const { db } = await testDatabase();
  const clock = { now: Date.UTC(2026, 4, 5, 10) };
  const log: string[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void log.push(line) });
  const random = (bytes: number) => randomBytes(bytes);
  const now = () => clock.now;
  const keyring = createKeyring({ masterKey: randomBytes(32), random, clock: now });
  await verifyMasterKey(db, keyring);
  const shared = { db, clock: now, random, log: logger, keyring };
  const deps = httpDepsForTest({
    ...shared,
    events: shared,
    verification: {
      ...shared,
      recordEvent: (tx, event) => record(shared, tx, event),
      onEnded: async () => undefined,
      onTransition: async () => undefined,
      onUserDecided: async () => undefined,
      onUserReviewDue: async () => undefined,
    },
    operatorToken: testOperatorToken,
  });
  const app = await buildApp(deps);
  const [own, other, reviewer, operator] = await inTransaction(db, async (tx) => [
    await createProject(deps, tx, { name: "Own", mode: "test" }, root),
    await createProject(deps, tx, { name: "Other", mode: "test" }, root),
    await createOperator(deps, tx, { name: "Rita", role: "reviewer" }, root),
    await createOperator(deps, tx, { name: "Olga", role: "operator" }, root),
  ]);
  const tokens = {
    operator: operator.token,
    reviewer: reviewer.token,
    project: own.apiKey,
    stranger: other.apiKey,
  };
  return {
    app,
    deps,
    log,
    clock,
    tokens,
    own,
    other,
    async call(caller, method, path, body, headers = {}) {
      const response = await app.inject({
        method: method as "GET",
        url: `/manage/v1${path}`,
        headers: {
          ...(caller !== "nobody" && { authorization: `Bearer ${tokens[caller]}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const { statusCode: status, payload } = response;
      return {
        status,
        headers: response.headers,
        body: payload.startsWith("{") ? JSON.parse(payload) : payload,
      };
    },
  };
}
