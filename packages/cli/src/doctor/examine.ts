import { call } from "../api/call.ts";
import { type Connection, type ConnectionFlags, connectionOf } from "../api/connection.ts";
import { collect } from "../api/pages.ts";
import { CliError } from "../cli-error.ts";
import type { CliContext } from "../context.ts";
import { configFile, isOpenToOthers } from "../profiles/store.ts";

/** What was looked at, and what to do where it is not in order. */
export interface Examined {
  what: string;
  state: "ok" | "warn" | "bad";
  says: string;
  next?: string;
}

/** Receivers take signatures of five minutes; a clock that is off by more makes every one wrong. */
const maxSkewSeconds = 60;

/** Looks at what most often stands between somebody and a webhook that works. Later ones need the earlier ones. */
export async function* examine(context: CliContext, flags: ConnectionFlags): AsyncGenerator<Examined> {
  yield* configuration(context);
  let connection: Connection;
  try {
    connection = connectionOf(context, flags);
  } catch (error) {
    yield bad("profile", error);
    return;
  }
  yield { what: "profile", state: "ok", says: connection.url };
  try {
    yield* service(context, connection);
    const projects = await collect(1000, (query) => call(connection, "listProjects", { query }));
    yield { what: "token", state: "ok", says: `reaches ${projects.length} projects` };
    yield* project(connection);
  } catch (error) {
    yield bad(error instanceof CliError ? "service" : "doctor", error);
  }
}

function* configuration({ environment }: CliContext): Generator<Examined> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isOld = major < 20 || (major === 20 && minor < 19);
  yield isOld
    ? { what: "node", state: "bad", says: process.version, next: "Install Node 20.19 or later." }
    : { what: "node", state: "ok", says: process.version };
  const file = configFile(environment.configFolder);
  if (isOpenToOthers(environment.configFolder))
    yield { what: "configuration", state: "bad", says: `others can read ${file}`, next: `chmod 600 ${file}` };
  else yield { what: "configuration", state: "ok", says: file };
}

async function* service(context: CliContext, { url, fetch, signal }: Connection): AsyncGenerator<Examined> {
  let response: Response;
  try {
    response = await fetch(`${url}/readyz`, { signal, redirect: "manual" });
  } catch (error) {
    const { cause } = error as { cause?: Error };
    yield {
      what: "service",
      state: "bad",
      says: `can't be reached: ${cause?.message ?? String(error)}`,
      next: "Check the address, and whether the service runs.",
    };
    return;
  }
  await response.body?.cancel();
  if (response.status >= 300 && response.status < 400)
    yield {
      what: "service",
      state: "bad",
      says: `redirects to ${response.headers.get("location")}`,
      next: "Sign in with that address: a token is never sent after a redirect.",
    };
  else if (!response.ok)
    yield {
      what: "service",
      state: "bad",
      says: `is not ready (${response.status})`,
      next: "See its log: its store is out of reach.",
    };
  else yield { what: "service", state: "ok", says: "ready" };
  if (!url.startsWith("https:") && !/^http:\/\/(127\.|localhost|\[::1\])/.test(url))
    yield {
      what: "transport",
      state: "warn",
      says: "the token goes over plain http",
      next: "Use an https address.",
    };
  const date = Date.parse(response.headers.get("date") ?? "");
  const skew = Math.round(Math.abs(context.now() - date) / 1000);
  yield skew > maxSkewSeconds
    ? {
        what: "clock",
        state: "bad",
        says: `differs from the service's by ${skew} s`,
        next: "Set this machine's clock: receivers here take signatures for too old or too new.",
      }
    : { what: "clock", state: "ok", says: "agrees with the service's" };
}

async function* project(connection: Connection): AsyncGenerator<Examined> {
  const { projectId } = connection;
  if (projectId === null) {
    yield { what: "project", state: "warn", says: "none is chosen", next: "countersign projects use <id>" };
    return;
  }
  const { name, mode, status } = await call(connection, "getProject", { path: { id: projectId } });
  yield { what: "project", state: status === "active" ? "ok" : "warn", says: `${name}, ${mode}, ${status}` };
  const query = { projectId } as NonNullable<Parameters<typeof call<"listWebhooks">>[2]["query"]>;
  const webhooks = await collect(1000, (page) =>
    call(connection, "listWebhooks", { query: { ...query, ...page } }),
  );
  if (webhooks.length === 0)
    yield {
      what: "webhooks",
      state: "warn",
      says: "there are none",
      next: "countersign webhooks apply --file webhooks.yaml",
    };
  for (const { id, name, status, disabledReason, failingSince, warnings } of webhooks) {
    const what = `webhook ${name}`;
    if (status === "disabled")
      yield {
        what,
        state: "bad",
        says: `disabled: ${disabledReason ?? "by an operator"}`,
        next: `countersign webhooks test ${id}`,
      };
    else if (failingSince !== null)
      yield {
        what,
        state: "bad",
        says: `failing since ${failingSince}`,
        next: `countersign webhooks test ${id}`,
      };
    else if (warnings.length > 0) yield { what, state: "warn", says: warnings.join(" ") };
    else yield { what, state: "ok", says: status };
  }
}

function bad(what: string, error: unknown): Examined {
  if (!(error instanceof CliError)) throw error;
  return { what, state: "bad", says: error.message, ...(error.next !== null && { next: error.next }) };
}
