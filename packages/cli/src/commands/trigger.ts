import { buildCommand } from "@stricli/core";
import { type ConnectionFlags, connectionOf, projectOf } from "../api/connection.ts";
import type { CliContext } from "../context.ts";
import { readInput } from "../input.ts";
import { print } from "../output/print.ts";
import { failureReasonOf } from "../trigger/failure-reason.ts";
import { parseSetting, type Setting } from "../trigger/set-path.ts";
import { trigger } from "../trigger/trigger.ts";
import type { Triggered } from "../trigger/triggered.ts";
import { connectionFlags, jsonFlag, oneArgument } from "./flags.ts";

interface Flags extends ConnectionFlags {
  set?: readonly Setting[] | undefined;
  fail?: string | undefined;
  secretFile?: string | undefined;
  json: boolean;
}

export const triggerCommand = buildCommand<Flags, [string], CliContext>({
  docs: {
    brief: "Make an event happen in a test project",
    fullDescription: [
      "Events of sessions, such as kyc.completed, qes.processing or session.started, come of a session that is started and brought to that step. check. events come of one that is started by /check/start with the project's secret (COUNTERSIGN_PROJECT_SECRET or --secret-file), for an invented person of the demo unless --set names another; check.outcome needs --set hooks.0=https://….",
      "before_ events are asked of the project's hooks. Others, among them session.expired, are recorded with the catalog's example.",
      "--set changes the payload; of a session, the request that starts it.",
    ].join(" "),
  },
  parameters: {
    flags: {
      ...connectionFlags,
      set: {
        kind: "parsed",
        parse: parseSetting,
        brief: "Change a value, as path=value",
        optional: true,
        variadic: true,
      },
      fail: {
        kind: "parsed",
        parse: String,
        brief: "End the session as failed, for this reason",
        optional: true,
      },
      secretFile: {
        kind: "parsed",
        parse: String,
        brief: "A file with the project's secret, for check. events; - for standard input",
        optional: true,
      },
      ...jsonFlag,
    },
    positional: oneArgument("event", "The event type, such as kyc.completed"),
  },
  async func(flags, type) {
    const connection = connectionOf(this, flags);
    const projectId = projectOf(connection);
    const { set: settings = [] } = flags;
    const fail = failureReasonOf(type, flags.fail);
    const secret = await secretOf(this, flags);
    const options = { projectId, type, settings, fail, secret };
    print(this, flags, await trigger(connection, options), triggeredText);
  },
});

async function secretOf({ environment, stdin }: CliContext, { secretFile }: Flags): Promise<string | null> {
  if (secretFile === undefined) return environment.projectSecret;
  return (await readInput(secretFile, stdin)).toString("utf8").trim() || null;
}

function triggeredText(triggered: Triggered): string {
  switch (triggered.kind) {
    case "recorded":
      return `Recorded ${triggered.type}: ${triggered.eventId}\n`;
    case "session":
      return `Session ${triggered.sessionId} is ${triggered.status}.\n`;
    case "asked":
      return `The project's hooks ${triggered.allow ? "allow" : "deny"} ${triggered.type}. Details: --json\n`;
  }
}
