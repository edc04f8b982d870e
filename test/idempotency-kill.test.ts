import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { databaseForTest } from "./support/database.ts";
import { query } from "./support/query.ts";
import { operatorToken, serviceForTest, type TestService, until } from "./support/service.ts";

/** Postgres blocks every statement that would store a response, as long as `hold` has a row. */
const holding = `
  create table public.hold (n integer);
  create function public.hold() returns trigger language plpgsql as $$
  begin
    if new.status is not null and exists (select from public.hold) then perform pg_sleep(600); end if;
    return new;
  end $$;
  create trigger hold before update on countersign.idempotency_keys for each row execute function public.hold();`;
const sleeping =
  "select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()";

async function post(service: TestService, path: string, body: unknown, key: string) {
  const response = await fetch(`${service.url()}/manage/v1${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${operatorToken}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    replayed: response.headers.get("idempotent-replayed"),
    body: (await response.json()) as Answer,
  };
}

async function world(name: string) {
  const connectionString = await databaseForTest();
  const ask = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
    query<Row>({ connectionString }, text, values);
  const service = await serviceForTest(name, {
    DATABASE_URL: connectionString,
    COUNTERSIGN_MASTER_KEY: randomBytes(32).toString("base64"),
  });
  const project = await service.manage("/projects", { name: "Shop", mode: "test" });
  const effects = async (action: string) => {
    const [row] = await ask<{ count: number }>(
      "select count(*)::integer as count from countersign.audit_records where action = $1",
      [action],
    );
    return row?.count;
  };
  /** Simulates that the two minutes are over after which the first request counts as dead. */
  const abandon = () =>
    ask(
      "update countersign.idempotency_keys set created_at = created_at - interval '3 minutes' where status is null",
    );
  return { service, project, ask, effects, abandon };
}

test("a POST whose process is killed before its response was stored takes effect once, however often it is repeated", async () => {
  const { service, project, ask, effects, abandon } = await world("idempotency-kill");
  await ask(holding);
  await ask("insert into public.hold values (1)");
  const url = "http://127.0.0.1:9999/in";
  const posts = [
    ["operator.create", "/operators", { name: "Ann", role: "reviewer" }],
    ["webhook.create", "/webhooks", { projectId: project.id, name: "W", url, events: ["*"] }],
    ["project.rotate", `/projects/${project.id}/rotate`, { what: "webhook_secret" }],
    ["session.create", "/sessions", { projectId: project.id, method: "liveness", userId: "u-1" }],
  ] as const;
  const first = posts.map(([action, path, body]) => post(service, path, body, action).catch(() => null));
  await until("all responses are held", async () => (await ask(sleeping)).length === posts.length);
  await service.crash();
  expect(await Promise.all(first)).toEqual(posts.map(() => null));
  await ask(`select pg_terminate_backend(pid) from (${sleeping}) as held`);
  await ask("delete from public.hold");
  await until("the held statements have ended", async () => (await ask(sleeping)).length === 0);
  await abandon();

  for (const [action, path, body] of posts) {
    const again = await post(service, path, body, action);
    expect(again.status, JSON.stringify(again.body)).toBeLessThan(300);
    const more = await post(service, path, body, action);
    expect([more.status, more.replayed, more.body.id]).toEqual([again.status, "true", again.body.id]);
    if (action !== "session.create") expect(await effects(action), action).toBe(1);
  }
  const sessions = await ask("select id from countersign.sessions");
  expect(sessions).toHaveLength(1);
});

test("a POST whose process is killed after its response was stored gets that response, without secrets", async () => {
  const { service, ask, effects } = await world("idempotency-kept");
  const body = { name: "Bank", mode: "test" };
  const first = post(service, "/projects", body, "kept").catch(() => null);
  const kept = "select key from countersign.idempotency_keys where status is not null";
  await until("its response is stored", async () => (await ask(kept)).length === 1);
  await service.crash();
  await first;
  const again = await post(service, "/projects", body, "kept");
  expect(again).toMatchObject({
    status: 201,
    replayed: "true",
    body: { name: "Bank", secret: null, apiKey: null, webhookSecret: null },
  });
  expect(await effects("project.create")).toBe(2);
});

test("hooks are not called again for a request whose process was killed while it called them", async () => {
  const { service, project, abandon } = await world("idempotency-hooks");
  let asked = 0;
  const hook = createServer(() => {
    asked++;
  });
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    hook.closeAllConnections();
    hook.close();
  });
  await service.manage("/webhooks", {
    projectId: project.id,
    name: "Gate",
    url: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/gate`,
    events: ["before_user_new"],
    mode: "gate",
  });
  const body = { projectId: project.id, payload: {} };
  body.payload = (await service.manage("/event-types/before_user_new")).example;
  const first = post(service, "/intercept/before_user_new", body, "hooks").catch(() => null);
  await until("the hook is called", () => asked === 1);
  await service.crash();
  await first;
  expect((await post(service, "/intercept/before_user_new", body, "hooks")).body.code).toBe(
    "idempotency_in_progress",
  );
  await abandon();
  for (let n = 0; n < 2; n++) {
    const again = await post(service, "/intercept/before_user_new", body, "hooks");
    expect([again.status, again.body.code]).toEqual([409, "idempotency_outcome_unknown"]);
  }
  expect(asked).toBe(1);
});
