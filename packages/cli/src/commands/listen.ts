import { createHash } from "node:crypto";
import path from "node:path";
import { buildCommand } from "@stricli/core";
import { call } from "../api/call.ts";
import { type Connection, type ConnectionFlags, connectionOf, projectOf } from "../api/connection.ts";
import { collect } from "../api/pages.ts";
import { CliError } from "../cli-error.ts";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { linkedAbort } from "../linked-abort.ts";
import { openJournal } from "../listen/journal.ts";
import { keyHelp, watchKeys } from "../listen/keys.ts";
import { listen } from "../listen/listen.ts";
import { createTeller } from "../listen/notices.ts";
import { connectionFlags, jsonFlag, listFlag, serviceUrl } from "./flags.ts";

interface Flags extends ConnectionFlags {
  forwardTo: string;
  webhook?: readonly string[] | undefined;
  type?: readonly string[] | undefined;
  live: boolean;
  signAgain: boolean;
  fromNow: boolean;
  json: boolean;
}

const flag = (brief: string) => ({ kind: "boolean", brief, default: false, withNegated: false }) as const;

export const listenCommand = buildCommand<Flags, [], CliContext>({
  docs: {
    brief: "Forward what a project sends to a receiver on this machine, and miss nothing",
    fullDescription:
      "Every delivery is forwarded once its webhook was first called, whatever came of that: as it was sent, with its signature, in order for each subject. Where it stands is kept, so that the next listen goes on there; the service keeps the place for 24 hours, and the lists after that.",
  },
  parameters: {
    flags: {
      ...connectionFlags,
      forwardTo: { kind: "parsed", parse: serviceUrl, brief: "Your receiver's address" },
      webhook: listFlag("Only deliveries to these webhooks"),
      type: listFlag("Only these event types"),
      live: flag("Allow a live project; its personal data is not read"),
      signAgain: flag("Sign deliveries older than four minutes again, with COUNTERSIGN_WEBHOOK_SECRET"),
      fromNow: flag("Forget where it stood, and skip what was missed"),
      ...jsonFlag,
    },
  },
  async func(flags) {
    const ended = linkedAbort(this.signal);
    const connection = { ...connectionOf(this, flags), signal: ended.signal };
    const projectId = projectOf(connection);
    const isWithheld = await withheldTypes(connection, projectId, flags.live);
    const journal = openJournal(journalFile(this, connection, projectId, flags), { isNew: flags.fromNow });
    try {
      const tell = createTeller(this, flags.json);
      const listening = listen({
        connection,
        journal,
        tell,
        now: this.now,
        options: {
          projectId,
          forwardTo: flags.forwardTo,
          webhookIds: flags.webhook ?? null,
          types: flags.type ?? null,
          isWithheld,
          secret: flags.signAgain ? secretOf(this) : null,
        },
      });
      if (!flags.json && this.process.stdout.isTTY) this.process.stdout.write(`${keyHelp}\n`);
      const unwatch = watchKeys(this.stdin, {
        listening,
        tell,
        url: connection.url,
        end: () => ended.abort(),
      });
      await listening.ended.finally(unwatch);
    } finally {
      journal.close();
    }
  },
});

/** Which types of this project are not read. */
async function withheldTypes(
  connection: Connection,
  projectId: string,
  live: boolean,
): Promise<(type: string) => boolean> {
  const { mode } = await call(connection, "getProject", { path: { id: projectId } });
  if (mode === "test") return () => false;
  if (!live)
    throw new CliError(
      "This is a live project: what it sends is about real people.",
      "Listen to a test project, or add --live: personal data is left out then.",
      exitCodes.usage,
    );
  const catalog = await collect(1000, (query) => call(connection, "listEventTypes", { query }));
  const open = new Set(catalog.filter(({ personal }) => !personal).map(({ type }) => String(type)));
  return (type) => !open.has(type);
}

/** Those with the same service, project, receiver and filters share a place. */
function journalFile(
  { environment }: CliContext,
  { url }: Connection,
  projectId: string,
  { forwardTo, webhook = [], type = [] }: Flags,
): string {
  const key = JSON.stringify([url, projectId, forwardTo, [...webhook].sort(), [...type].sort()]);
  const name = createHash("sha256").update(key).digest("hex").slice(0, 16);
  return path.join(environment.stateFolder, "listen", name);
}

function secretOf({ environment }: CliContext): string {
  if (environment.webhookSecret !== null) return environment.webhookSecret;
  throw new CliError(
    "--sign-again needs the webhook's secret.",
    "Set COUNTERSIGN_WEBHOOK_SECRET to the webhook's whsec_ secret.",
    exitCodes.usage,
  );
}
