import { buildChoiceParser, buildCommand, buildRouteMap } from "@stricli/core";
import { call, type RequestOf, type ResponseOf } from "../api/call.ts";
import { type ConnectionFlags, connectionOf, projectOf } from "../api/connection.ts";
import { collect } from "../api/pages.ts";
import type { CliContext } from "../context.ts";
import { openAddress } from "../open-address.ts";
import { print } from "../output/print.ts";
import { tableOr } from "../output/table.ts";
import { parseSetting, type Setting, withSettings } from "../trigger/set-path.ts";
import { connectionFlags, jsonFlag, limitFlag, oneArgument } from "./flags.ts";

const list = buildCommand<ConnectionFlags & { limit: number; json: boolean }, [], CliContext>({
  docs: { brief: "List sessions, newest first" },
  parameters: { flags: { ...connectionFlags, ...limitFlag, ...jsonFlag } },
  async func(flags) {
    const connection = connectionOf(this, flags);
    const filter = { projectId: [projectOf(connection)] };
    const sessions = await collect(flags.limit, (page) =>
      call(connection, "listSessions", { query: { ...filter, ...page } }),
    );
    print(this, flags, sessions, () =>
      tableOr(
        "There are no sessions.",
        ["ID", "METHOD", "STATUS", "REASON", "CREATED"],
        sessions.map(({ id, method, status, failureReason, createdAt }) => [
          id,
          method,
          status,
          failureReason ?? "-",
          createdAt,
        ]),
      ),
    );
  },
});

type StartBody = RequestOf<"startSession">["body"];
const parseMethod = buildChoiceParser(["document", "liveness", "qes", "video_conference"]);

interface CreateFlags extends ConnectionFlags {
  method: StartBody["method"];
  set?: readonly Setting[] | undefined;
  json: boolean;
}

const createParameters = {
  flags: {
    ...connectionFlags,
    method: {
      kind: "parsed",
      parse: parseMethod,
      brief: "document, liveness, qes or video_conference",
      default: "document",
    },
    set: {
      kind: "parsed",
      parse: parseSetting,
      brief: "A member of the request, as path=value: userId=42",
      optional: true,
      variadic: true,
    },
    ...jsonFlag,
  },
} as const;

const create = buildCommand<CreateFlags, [], CliContext>({
  docs: { brief: "Start a session, and print the applicant's address" },
  parameters: createParameters,
  async func(flags) {
    printStarted(this, flags, await start(this, flags));
  },
});

const open = buildCommand<CreateFlags, [], CliContext>({
  docs: {
    brief: "Start a session, and open the applicant's page in your browser",
    fullDescription:
      "The address holds the applicant's secret, which the service shows once: so it is a new session each time.",
  },
  parameters: createParameters,
  async func(flags) {
    const session = await start(this, flags);
    openAddress(session.url);
    printStarted(this, flags, session);
  },
});

function start(context: CliContext, flags: CreateFlags) {
  const connection = connectionOf(context, flags);
  const projectId = projectOf(connection);
  const body = withSettings<StartBody>({ projectId, method: flags.method }, flags.set ?? []);
  return call(connection, "startSession", { body });
}

function printStarted(context: CliContext, flags: CreateFlags, session: ResponseOf<"startSession">): void {
  print(context, flags, session, ({ id, url }) => `Session ${id}\n${url}\n`);
}

interface SimulateFlags extends ConnectionFlags {
  fail?: string | undefined;
  json: boolean;
}

const simulate = buildCommand<SimulateFlags, [string], CliContext>({
  docs: { brief: "End an open session of a test project" },
  parameters: {
    flags: {
      ...connectionFlags,
      fail: {
        kind: "parsed",
        parse: String,
        brief: "As failed, for this reason; otherwise as succeeded",
        optional: true,
      },
      ...jsonFlag,
    },
    positional: oneArgument("id", "The session"),
  },
  async func(flags, id) {
    // The service checks the reason, and says which there are.
    const body = (
      flags.fail === undefined ? { outcome: "succeeded" } : { outcome: "failed", reason: flags.fail }
    ) as RequestOf<"simulateSession">["body"];
    const session = await call(connectionOf(this, flags), "simulateSession", { path: { id }, body });
    print(this, flags, session, ({ status }) => `Session ${id} is ${status}.\n`);
  },
});

const show = buildCommand<ConnectionFlags, [string], CliContext>({
  docs: { brief: "Show a session with its timeline, as JSON" },
  parameters: { flags: connectionFlags, positional: oneArgument("id", "The session") },
  async func(flags, id) {
    print(
      this,
      { json: true },
      await call(connectionOf(this, flags), "getSession", { path: { id } }),
      String,
    );
  },
});

export const sessionCommands = buildRouteMap({
  docs: { brief: "Verification sessions" },
  routes: { list, create, open, simulate, show },
});
