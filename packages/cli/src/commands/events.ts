import { buildCommand, buildRouteMap } from "@stricli/core";
import { call, type RequestOf } from "../api/call.ts";
import { type ConnectionFlags, connectionOf, projectOf } from "../api/connection.ts";
import { collect } from "../api/pages.ts";
import type { CliContext } from "../context.ts";
import { print } from "../output/print.ts";
import { tableOr } from "../output/table.ts";
import { connectionFlags, jsonFlag, limitFlag, listFlag, oneArgument } from "./flags.ts";

interface ListFlags extends ConnectionFlags {
  type?: readonly string[] | undefined;
  subject?: readonly string[] | undefined;
  limit: number;
  json: boolean;
}

type Query = NonNullable<RequestOf<"listEvents">["query"]>;

const list = buildCommand<ListFlags, [], CliContext>({
  docs: { brief: "List what happened, newest first" },
  parameters: {
    flags: {
      ...connectionFlags,
      type: listFlag("Only these event types"),
      subject: listFlag("Only about these subjects"),
      ...limitFlag,
      ...jsonFlag,
    },
  },
  async func(flags) {
    const connection = connectionOf(this, flags);
    const filter = {
      projectId: projectOf(connection),
      ...(flags.type && { type: [...flags.type] }),
      ...(flags.subject && { subject: [...flags.subject] }),
    };
    const events = await collect(flags.limit, (page) =>
      call(connection, "listEvents", { query: { ...filter, ...page } as Query }),
    );
    print(this, flags, events, () =>
      tableOr(
        "Nothing happened yet.",
        ["ID", "TYPE", "SUBJECT", "SEQUENCE", "CREATED"],
        events.map(({ id, type, subject, sequence, createdAt }) => [
          id,
          type,
          subject ?? "-",
          sequence === null ? "-" : String(sequence),
          createdAt,
        ]),
      ),
    );
  },
});

const show = buildCommand<ConnectionFlags, [string], CliContext>({
  docs: {
    brief: "Show an event with its payload, as JSON",
    fullDescription: "Looking at a payload leaves an audit record. Personal data is withheld from API keys.",
  },
  parameters: { flags: connectionFlags, positional: oneArgument("id", "The event") },
  async func(flags, id) {
    const event = await call(connectionOf(this, flags), "getEvent", { path: { id } });
    print(this, { json: true }, event, String);
  },
});

const types = buildCommand<ConnectionFlags & { json: boolean }, [], CliContext>({
  docs: { brief: "List the catalog of event types" },
  parameters: { flags: { ...connectionFlags, ...jsonFlag } },
  async func(flags) {
    const connection = connectionOf(this, flags);
    const all = await collect(1000, (query) => call(connection, "listEventTypes", { query }));
    print(this, flags, all, () =>
      tableOr(
        "There are none.",
        ["TYPE", "FORMAT", "PERSONAL", "TITLE"],
        all.map(({ type, dialect, personal, title }) => [
          type,
          dialect,
          personal ? "yes" : "no",
          titleOf(title),
        ]),
      ),
    );
  },
});

export const eventCommands = buildRouteMap({
  docs: { brief: "What happened" },
  routes: { list, show, types },
});

function titleOf(title: unknown): string {
  if (typeof title === "string") return title;
  return String((title as { en?: string } | null)?.en ?? "");
}
