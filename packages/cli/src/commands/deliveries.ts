import { buildCommand, buildRouteMap } from "@stricli/core";
import { call, type RequestOf } from "../api/call.ts";
import { type ConnectionFlags, connectionOf, projectOf } from "../api/connection.ts";
import { collect } from "../api/pages.ts";
import type { CliContext } from "../context.ts";
import { print } from "../output/print.ts";
import { tableOr } from "../output/table.ts";
import { connectionFlags, jsonFlag, limitFlag, listFlag, oneArgument } from "./flags.ts";

interface ListFlags extends ConnectionFlags {
  status?: readonly string[] | undefined;
  type?: readonly string[] | undefined;
  event?: readonly string[] | undefined;
  webhook?: readonly string[] | undefined;
  subject?: readonly string[] | undefined;
  limit: number;
  json: boolean;
}

type Query = NonNullable<RequestOf<"listDeliveries">["query"]>;

const list = buildCommand<ListFlags, [], CliContext>({
  docs: { brief: "List what was sent where, newest first" },
  parameters: {
    flags: {
      ...connectionFlags,
      status: listFlag("Only these: pending, retrying, delivered, done, exhausted, cancelled"),
      type: listFlag("Only these event types"),
      event: listFlag("Only of these events"),
      webhook: listFlag("Only to these webhooks"),
      subject: listFlag("Only about these subjects"),
      ...limitFlag,
      ...jsonFlag,
    },
  },
  async func(flags) {
    const connection = connectionOf(this, flags);
    const { status, type, subject } = flags;
    const filter = {
      projectId: projectOf(connection),
      status,
      type,
      subject,
      eventId: flags.event,
      webhookId: flags.webhook,
    };
    const deliveries = await collect(flags.limit, (page) =>
      // The service checks the filters' values, and says which it knows.
      call(connection, "listDeliveries", { query: { ...filter, ...page } as unknown as Query }),
    );
    print(this, flags, deliveries, () =>
      tableOr(
        "Nothing was sent yet.",
        ["ID", "TYPE", "SUBJECT", "STATUS", "ATTEMPTS", "RESPONSE", "CREATED"],
        deliveries.map(({ id, type, subject, status, attemptCount, statusCode, outcome, createdAt }) => [
          id,
          type,
          subject ?? "-",
          status,
          String(attemptCount),
          statusCode === null ? (outcome ?? "-") : String(statusCode),
          createdAt,
        ]),
      ),
    );
  },
});

const show = buildCommand<ConnectionFlags & { content: boolean }, [string], CliContext>({
  docs: { brief: "Show a delivery with its attempts, as JSON" },
  parameters: {
    flags: {
      ...connectionFlags,
      content: {
        kind: "boolean",
        brief: "With the request and the responses; leaves an audit record",
        default: false,
        withNegated: false,
      },
    },
    positional: oneArgument("id", "The delivery"),
  },
  async func(flags, id) {
    const connection = connectionOf(this, flags);
    const delivery = await call(connection, "getDelivery", { path: { id } });
    const content = flags.content
      ? await call(connection, "getDeliveryContent", { path: { id } })
      : undefined;
    print(this, { json: true }, { ...delivery, ...(content && { content }) }, String);
  },
});

const resend = buildCommand<ConnectionFlags & { reason?: string | undefined }, [string], CliContext>({
  docs: { brief: "Send a delivery to its webhook again" },
  parameters: {
    flags: {
      ...connectionFlags,
      reason: { kind: "parsed", parse: String, brief: "Why, for the audit log", optional: true },
    },
    positional: oneArgument("id", "The delivery"),
  },
  async func({ reason, ...flags }, id) {
    const body = { ...(reason !== undefined && { reason }) };
    const { resent } = await call(connectionOf(this, flags), "resendDelivery", { path: { id }, body });
    this.process.stdout.write(resent === 0 ? "It is on its way already.\n" : "It is on its way.\n");
  },
});

export const deliveryCommands = buildRouteMap({
  docs: { brief: "What was sent where" },
  routes: { list, show, resend },
});
