import { type AskedHooks, hooksForTest } from "../../../operations/testing/operations.ts";
import { buildApp } from "../../app.ts";
import type { HttpDeps } from "../../deps.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

interface Answered {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field
  body: any;
}

/** The operations over a real store, with hooks whose responses the test sets. */
export interface TestOperations extends TestApi {
  hooks: AskedHooks;
  /** Calls with the project's key; `user` is the acting user. */
  ask(method: "GET" | "POST" | "DELETE", path: string, body?: unknown, user?: string): Promise<Answered>;
  /** The recorded events of the project of these types, oldest first. */
  events(...types: string[]): Promise<{ type: string; subject: string | null; sequence: number | null }[]>;
  /** A user in the store, registered without recording its hook calls. */
  user(): Promise<string>;
}

/** Call it in `beforeAll` of a `*.db.test.ts`. */
export async function startTestOperations(
  change: (deps: HttpDeps) => Partial<HttpDeps> = () => ({}),
): Promise<TestOperations> {
  const api = await startTestApi();
  const hooks = hooksForTest();
  const deps: HttpDeps = { ...api.deps, metrics: api.deps.metrics, intercept: hooks.intercept };
  Object.assign(deps, change(deps));
  deps.metrics.clear();
  const app = await buildApp(deps);
  let registered = 0;
  const operations: TestOperations = {
    ...api,
    deps,
    app,
    hooks,
    async ask(method, path, body, user) {
      const response = await app.inject({
        method,
        url: path,
        headers: {
          authorization: `Bearer ${api.tokens.project}`,
          ...(user !== undefined && { "x-user-id": user }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
      const { statusCode: status, payload, headers } = response;
      return { status, headers, body: payload === "" ? null : JSON.parse(payload) };
    },
    events(...types) {
      return deps.db
        .selectFrom("events")
        .select(["type", "subject", "sequence"])
        .where("projectId", "=", api.own.project.id)
        .where("type", "in", types)
        .orderBy("id")
        .execute();
    },
    async user() {
      registered++;
      const phone = `+7000${String(registered).padStart(7, "0")}`;
      const { body } = await operations.ask("POST", "/user/new", { phone });
      hooks.asked.pop();
      return body.user.id;
    },
  };
  return operations;
}
