import { call, type RequestOf } from "../api/call.ts";
import type { Connection } from "../api/connection.ts";
import { ServiceError } from "../api/failure.ts";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { byCheck, isOfCheck } from "./by-check.ts";
import { bySession } from "./by-session.ts";
import { withSettings } from "./set-path.ts";
import type { Triggered, TriggerOptions } from "./triggered.ts";
import { wayTo } from "./ways.ts";

/**
 * Makes an event of this type happen in a test project, as it happens otherwise: by a session that is
 * started and ended, by a question to the project's hooks, or by recording it with the catalog's
 * example.
 */
export async function trigger(connection: Connection, options: TriggerOptions): Promise<Triggered> {
  const { projectId, type, settings } = options;
  const { mode } = await call(connection, "getProject", { path: { id: projectId } });
  if (mode !== "test")
    throw new CliError(
      "Events are triggered in test projects only: this one is live.",
      "countersign projects use <id>",
      exitCodes.usage,
    );
  if (isOfCheck(type)) return byCheck(connection, options);
  const way = wayTo(type);
  if (way !== null) return bySession(connection, way, options);
  const payload = withSettings(await exampleOf(connection, projectId, type), settings);
  if (type.startsWith("before_")) return byQuestion(connection, type, { projectId, payload });
  const body = { projectId, type, payload } as RequestOf<"recordEvent">["body"];
  const { id } = await call(connection, "recordEvent", { body });
  return { kind: "recorded", eventId: id, type };
}

/** Asks the project's hooks, as an operation would. */
async function byQuestion(
  connection: Connection,
  type: string,
  body: { projectId: string; payload: object },
): Promise<Triggered> {
  const path = { event: type } as RequestOf<"intercept">["path"];
  const response = await call(connection, "intercept", {
    path,
    body: body as RequestOf<"intercept">["body"],
  });
  return { kind: "asked", type, allow: response.allow, response };
}

/** The catalog's example of a type, or the project's own type's. */
async function exampleOf(connection: Connection, projectId: string, type: string): Promise<object> {
  const { example } = await (type.startsWith("custom.")
    ? call(connection, "getProjectEventType", { path: { id: projectId, type } })
    : call(connection, "getEventType", { path: { type } })
  ).catch((error: unknown) => {
    if (!(error instanceof ServiceError) || error.status !== 404) throw error;
    throw new CliError(`There is no event type ${type}.`, "countersign events types", exitCodes.usage);
  });
  return typeof example === "object" && example !== null ? example : {};
}
