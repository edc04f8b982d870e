import { buildCommand } from "@stricli/core";
import { call, type ResponseOf } from "../api/call.ts";
import { type ConnectionFlags, connectionOf, projectOf } from "../api/connection.ts";
import type { CliContext } from "../context.ts";
import { readInput } from "../input.ts";
import { print } from "../output/print.ts";
import { connectionFlags, jsonFlag } from "./flags.ts";

type Imported = ResponseOf<"importWebhooks">;

interface Flags extends ConnectionFlags {
  file: string;
  dryRun: boolean;
  json: boolean;
}

export const applyWebhooks = buildCommand<Flags, [], CliContext>({
  docs: {
    brief: "Make a project's webhooks as a file says, and show what changes",
    fullDescription:
      "The file is YAML, as webhooks export prints it. Webhooks that it does not name stay as they are. With --dry-run nothing is changed.",
  },
  parameters: {
    flags: {
      ...connectionFlags,
      file: { kind: "parsed", parse: String, brief: "The file; - for standard input" },
      dryRun: {
        kind: "boolean",
        brief: "Show the changes and make none",
        default: false,
        withNegated: false,
      },
      ...jsonFlag,
    },
    aliases: { f: "file", n: "dryRun" },
  },
  async func(flags) {
    const connection = connectionOf(this, flags);
    const yaml = (await readInput(flags.file, this.stdin)).toString("utf8");
    const body = { projectId: projectOf(connection), yaml, apply: !flags.dryRun };
    print(this, flags, await call(connection, "importWebhooks", { body }), diffText);
  },
});

const signs = { add: "+", change: "~", same: "=", left: " " } as const;

/** What changes, as a diff. */
function diffText({ applied, diff }: Imported): string {
  const lines = diff.flatMap(({ action, name, changes, missingSecrets, secret }) => [
    `${signs[action]} ${name}${action === "left" ? " (not in the file, stays)" : ""}`,
    ...(action === "add" || action === "change" ? changes.flatMap(changeLines) : []),
    ...missingSecrets.map((each) => `    ! ${each} has to be set: the file has no secrets`),
    ...(secret ? [`    its secret, shown once: ${secret}`] : []),
  ]);
  const changed = diff.filter(({ action }) => action === "add" || action === "change").length;
  const end =
    changed === 0
      ? "Nothing to change."
      : applied
        ? `Applied: ${changed} webhooks.`
        : `Not applied: ${changed} webhooks would change.`;
  return `${[...lines, end].join("\n")}\n`;
}

function changeLines({ field, before, after }: Imported["diff"][number]["changes"][number]): string[] {
  const text = (value: unknown) => JSON.stringify(value);
  return [
    ...(before === null || before === undefined ? [] : [`    - ${field}: ${text(before)}`]),
    `    + ${field}: ${text(after)}`,
  ];
}
