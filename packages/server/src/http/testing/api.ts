import { randomBytes } from "node:crypto";
import type { Role } from "@countersign/wire";
import { pino } from "pino";
import { bootstrapActor, createOperator, type GivenProjectRole } from "../../access/index.ts";
import { inTransaction, type Tx } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { isUnsigned } from "../../e-signing/index.ts";
import { record } from "../../events/index.ts";
import { inTables } from "../../files/index.ts";
import { type CreatedProject, createProject } from "../../projects/index.ts";
import { createKeyring, verifyMasterKey } from "../../sealing/index.ts";
import { buildApp } from "../app.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { httpDepsForTest } from "./deps.ts";

/**
 * Who calls in a test: nobody; people by their role in the whole service; `own-developer`, who has a
 * role in the own project alone; `outsider`, who is an operator of the other project alone; the project's own key, or another project's.
 */
export type Caller =
  | "nobody"
  | "admin"
  | "operator"
  | "developer"
  | "reviewer"
  | "viewer"
  | "own-developer"
  | "outsider"
  | "project"
  | "stranger";

interface Answered {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field
  body: any;
}

/** All routes of the service over a real store, called without a socket. */
export interface TestApi {
  app: App;
  deps: HttpDeps;
  /** The log lines. */
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

/** Call it in `beforeAll` of a `*.db.test.ts`. `change` replaces parts of the test's deps. */
export async function startTestApi(change: (deps: HttpDeps) => HttpDeps = (deps) => deps): Promise<TestApi> {
  const { db } = await testDatabase();
  const clock = { now: Date.UTC(2026, 4, 5, 10) };
  const log: string[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void log.push(line) });
  const random = (bytes: number) => randomBytes(bytes);
  const now = () => clock.now;
  const keyring = createKeyring({ masterKey: randomBytes(32), random, clock: now });
  await verifyMasterKey(db, keyring);
  const shared = { db, clock: now, random, log: logger, keyring };
  const given = httpDepsForTest({
    ...shared,
    events: shared,
    verification: {
      ...shared,
      files: inTables,
      recordEvent: (tx, event) => record(shared, tx, event),
      onEnded: async () => undefined,
      onTransition: async () => undefined,
      onUserDecided: async () => undefined,
      onUserReviewDue: async () => undefined,
      isUnsigned,
    },
    operatorToken: testOperatorToken,
  });
  const deps = change(given);
  const app = await buildApp(deps);
  const add = (tx: Tx, name: string, role: Role | null, projectRoles: GivenProjectRole[] = []) =>
    createOperator(deps, tx, { name, role, projectRoles }, bootstrapActor);
  const { own, other, tokens } = await inTransaction(db, async (tx) => {
    const own = await createProject(deps, tx, { name: "Own", mode: "test" }, bootstrapActor);
    const other = await createProject(deps, tx, { name: "Other", mode: "test" }, bootstrapActor);
    const inOwn = { projectId: own.project.id, role: "developer" } as const;
    const inOther = { projectId: other.project.id, role: "operator" } as const;
    const people = {
      admin: await add(tx, "Anna", "admin"),
      operator: await add(tx, "Olga", "operator"),
      developer: await add(tx, "Dima", "developer"),
      reviewer: await add(tx, "Rita", "reviewer"),
      viewer: await add(tx, "Vera", "viewer"),
      "own-developer": await add(tx, "Dina", null, [inOwn]),
      outsider: await add(tx, "Otto", null, [inOther]),
    };
    const tokenOf = (name: keyof typeof people) => people[name].token;
    return {
      own,
      other,
      tokens: {
        admin: tokenOf("admin"),
        operator: tokenOf("operator"),
        developer: tokenOf("developer"),
        reviewer: tokenOf("reviewer"),
        viewer: tokenOf("viewer"),
        "own-developer": tokenOf("own-developer"),
        outsider: tokenOf("outsider"),
        project: own.apiKey,
        stranger: other.apiKey,
      },
    };
  });
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
        body: payload.startsWith("{") && !isLines(response.headers) ? JSON.parse(payload) : payload,
      };
    },
  };
}

/** Whether the body is one JSON object a line. */
function isLines(headers: Record<string, unknown>): boolean {
  return String(headers["content-type"]).includes("ndjson");
}
