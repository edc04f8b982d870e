import { buildCommand } from "@stricli/core";
import { type ConnectionFlags, connectionOf, projectOf } from "../api/connection.ts";
import type { CliContext } from "../context.ts";
import { print } from "../output/print.ts";
import { parseSetting, type Setting } from "../trigger/set-path.ts";
import { type Triggered, trigger } from "../trigger/trigger.ts";
import { connectionFlags, jsonFlag, oneArgument } from "./flags.ts";

interface Flags extends ConnectionFlags {
  set?: readonly Setting[] | undefined;
  fail?: string | undefined;
  json: boolean;
}

export const triggerCommand = buildCommand<Flags, [string], CliContext>({
  docs: {
    brief: "Make an event happen in a test project",
    fullDescription:
      "Events of sessions, such as kyc.completed, come of one that is started and ended; before_ events are asked of the project's hooks; others are recorded with the catalog's example. --set changes the payload, of a session the request that starts it.",
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
      ...jsonFlag,
    },
    positional: oneArgument("event", "The event type, such as kyc.completed"),
  },
  async func(flags, type) {
    const connection = connectionOf(this, flags);
    const projectId = projectOf(connection);
    const { set: settings = [], fail = null } = flags;
    print(this, flags, await trigger(connection, { projectId, type, settings, fail }), triggeredText);
  },
});

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
