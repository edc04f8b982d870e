import { readFile } from "node:fs/promises";
import { buildCommand } from "@stricli/core";
import { type ConnectionFlags, connectionOf } from "../api/connection.ts";
import { CliError } from "../cli-error.ts";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { readInput } from "../input.ts";
import { print } from "../output/print.ts";
import { type Capture, captureIn, headersIn } from "../verify/capture.ts";
import { compare, comparisonText } from "../verify/compare.ts";
import { findingText } from "../verify/finding-text.ts";
import { judge } from "../verify/judge.ts";
import { connectionFlags, jsonFlag, listFlag, parseCount } from "./flags.ts";

interface Flags extends ConnectionFlags {
  body?: string | undefined;
  header?: readonly string[] | undefined;
  secretFile?: string | undefined;
  tolerance: number;
  at?: number | "received" | undefined;
  compare: boolean;
  json: boolean;
}

export const verifyCommand = buildCommand<Flags, [string?], CliContext>({
  docs: {
    brief: "Say whether a captured request is genuine, and if not, exactly why",
    fullDescription:
      "The capture is a file with headers, an empty line and the body (- for standard input), or --body with --header. The webhook's secret is read from COUNTERSIGN_WEBHOOK_SECRET or --secret-file; during a rotation both secrets, one per line.",
  },
  parameters: {
    flags: {
      ...connectionFlags,
      body: { kind: "parsed", parse: String, brief: "A file with the raw body", optional: true },
      header: listFlag("A header, as name: value"),
      secretFile: {
        kind: "parsed",
        parse: String,
        brief: "A file with the webhook's secret",
        optional: true,
      },
      tolerance: {
        kind: "parsed",
        parse: parseCount,
        brief: "How old it may be, in seconds",
        default: "300",
      },
      at: {
        kind: "parsed",
        parse: parseTime,
        brief: "When it came, as ISO 8601; or received: when it was sent",
        optional: true,
      },
      compare: {
        kind: "boolean",
        brief: "Compare it with the log of the service; leaves an audit record",
        default: false,
        withNegated: false,
      },
      ...jsonFlag,
    },
    positional: {
      kind: "tuple",
      parameters: [{ parse: String, brief: "The captured request", placeholder: "file", optional: true }],
    },
  },
  async func(flags, file) {
    const capture = await captured(this, flags, file);
    const sentAt = Number(capture.headers["webhook-timestamp"]) * 1000;
    const now = flags.at === "received" ? sentAt : (flags.at ?? this.now());
    const finding = await judge(capture, {
      ...(await secretsOf(this, flags)),
      toleranceSeconds: flags.tolerance,
      now,
    });
    const comparison = flags.compare ? await compare(connectionOf(this, flags), capture) : undefined;
    print(this, flags, { ...finding, ...(comparison && { comparison }) }, () =>
      [findingText(finding), ...(comparison ? [comparisonText(comparison)] : [])]
        .map((text) => `${text}\n`)
        .join(""),
    );
    if (finding.kind !== "genuine") this.process.exitCode = exitCodes.failed;
  },
});

async function captured({ stdin }: CliContext, flags: Flags, file: string | undefined): Promise<Capture> {
  const given = headersIn(flags.header ?? []);
  if (flags.body !== undefined) return { headers: given, body: await readInput(flags.body, stdin) };
  const { headers, body } = captureIn(await readInput(file ?? "-", stdin));
  return { headers: { ...headers, ...given }, body };
}

async function secretsOf(
  { environment }: CliContext,
  { secretFile }: Flags,
): Promise<{ secrets: readonly string[] }> {
  const text = secretFile === undefined ? environment.webhookSecret : await readFile(secretFile, "utf8");
  const secrets = (text ?? "").split(/[\s,]+/).filter((each) => each !== "");
  const next = "Set COUNTERSIGN_WEBHOOK_SECRET to the webhook's whsec_ secret, or give --secret-file.";
  if (secrets.length === 0) throw new CliError("There is no secret to verify with.", next, exitCodes.usage);
  const wrong = secrets.findIndex((each) => !/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(each));
  if (wrong !== -1)
    throw new CliError(
      `Secret ${wrong + 1} is not a webhook's: it has to be whsec_ and base64.`,
      next,
      exitCodes.usage,
    );
  return { secrets };
}

function parseTime(text: string): number | "received" {
  if (text === "received") return text;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error("must be a time such as 2026-03-02T09:30:00Z, or received");
  return time;
}
