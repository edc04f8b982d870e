import { buildCommand, buildRouteMap } from "@stricli/core";
import { call, type RequestOf } from "../api/call.ts";
import { type ConnectionFlags, connectionOf, projectOf } from "../api/connection.ts";
import { collect } from "../api/pages.ts";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../output/print.ts";
import { tableOr } from "../output/table.ts";
import { applyWebhooks } from "./apply-webhooks.ts";
import { connectionFlags, jsonFlag, oneArgument, parseCount } from "./flags.ts";

const list = buildCommand<ConnectionFlags & { json: boolean }, [], CliContext>({
  docs: { brief: "List webhooks" },
  parameters: { flags: { ...connectionFlags, ...jsonFlag } },
  async func(flags) {
    const connection = connectionOf(this, flags);
    const filter = { projectId: projectOf(connection) };
    const webhooks = await collect(1000, (page) =>
      call(connection, "listWebhooks", {
        query: { ...filter, ...page } as RequestOf<"listWebhooks">["query"],
      }),
    );
    print(this, flags, webhooks, () =>
      tableOr(
        "There are no webhooks: countersign webhooks apply --file webhooks.yaml",
        ["ID", "NAME", "STATUS", "MODE", "EVENTS", "URL"],
        webhooks.map(({ id, name, status, mode, events, url }) => [
          id,
          name,
          status,
          mode,
          events.join(","),
          url ?? "-",
        ]),
      ),
    );
  },
});

const test = buildCommand<
  ConnectionFlags & { type?: string | undefined; json: boolean },
  [string],
  CliContext
>({
  docs: { brief: "Call a webhook with an invented event, and show the whole exchange" },
  parameters: {
    flags: {
      ...connectionFlags,
      type: { kind: "parsed", parse: String, brief: "The event type", optional: true },
      ...jsonFlag,
    },
    positional: oneArgument("id", "The webhook"),
  },
  async func(flags, id) {
    const body = { ...(flags.type !== undefined && { type: flags.type }) };
    const exchange = await call(connectionOf(this, flags), "testWebhook", { path: { id }, body });
    print(this, flags, exchange, ({ type, verdict, request, response, timings }) => {
      const headers = Object.entries(request.headers).map(([name, value]) => `  ${name}: ${value}`);
      const answered = response === null ? "no response" : `${response.statusCode}\n  ${response.body}`;
      return [
        `${verdict.accepted ? "Accepted" : "Not accepted"}: ${verdict.detail}`,
        `POST ${request.url} (${type}, ${timings.total ?? "?"} ms)`,
        ...headers,
        `  ${request.body}`,
        `Response: ${answered}`,
        "",
      ].join("\n");
    });
    if (!exchange.verdict.accepted) this.process.exitCode = exitCodes.failed;
  },
});

const rotate = buildCommand<
  ConnectionFlags & { overlap?: number | undefined; json: boolean },
  [string],
  CliContext
>({
  docs: {
    brief: "Replace a webhook's signing secret",
    fullDescription: "Both secrets sign until the overlap is over. The new one is printed once.",
  },
  parameters: {
    flags: {
      ...connectionFlags,
      overlap: {
        kind: "parsed",
        parse: parseCount,
        brief: "How long both are good, in seconds",
        optional: true,
      },
      ...jsonFlag,
    },
    positional: oneArgument("id", "The webhook"),
  },
  async func(flags, id) {
    const body = { ...(flags.overlap !== undefined && { overlapSeconds: flags.overlap }) };
    const rotated = await call(connectionOf(this, flags), "rotateWebhookSecret", { path: { id }, body });
    print(this, flags, rotated, ({ secret, previousValidUntil }) => {
      const until = previousValidUntil === null ? "is void" : `is good until ${previousValidUntil}`;
      return `${secret}\nThe previous secret ${until}.\n`;
    });
  },
});

const exportFile = buildCommand<ConnectionFlags, [], CliContext>({
  docs: { brief: "Print the project's webhooks as a file for apply, without secrets" },
  parameters: { flags: connectionFlags },
  async func(flags) {
    const connection = connectionOf(this, flags);
    const query = { projectId: projectOf(connection) };
    this.process.stdout.write(await call(connection, "exportWebhooks", { query }));
  },
});

export const webhookCommands = buildRouteMap({
  docs: { brief: "Where events are sent" },
  routes: { list, test, rotate, export: exportFile, apply: applyWebhooks },
});
