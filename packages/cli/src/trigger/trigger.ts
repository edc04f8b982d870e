import { call, type RequestOf } from "../api/call.ts";
import type { Connection } from "../api/connection.ts";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { type Setting, withSettings } from "./set-path.ts";

/** What was caused, and how. */
export type Triggered =
  | { kind: "recorded"; eventId: string; type: string }
  | { kind: "session"; sessionId: string; type: string; status: string }
  | { kind: "asked"; type: string; allow: boolean; response: unknown };

export interface TriggerOptions {
  projectId: string;
  type: string;
  settings: readonly Setting[];
  /** The reason for which a session fails; null: it succeeds where the type does not say otherwise. */
  fail: string | null;
}

type StartBody = RequestOf<"startSession">["body"];

/** The types that come of sessions which end by themselves, and how. */
const ways: Readonly<Record<string, { method: StartBody["method"]; outcome: "succeeded" | "failed" }>> = {
  "kyc.completed": { method: "document", outcome: "succeeded" },
  "kyc.failed": { method: "document", outcome: "failed" },
  "kycliveness.create": { method: "liveness", outcome: "succeeded" },
  "kycliveness.update": { method: "liveness", outcome: "succeeded" },
  "qes.created": { method: "qes", outcome: "succeeded" },
  "qes.finalized": { method: "qes", outcome: "succeeded" },
  "videoConference.created": { method: "video_conference", outcome: "succeeded" },
  "videoConference.finalized": { method: "video_conference", outcome: "succeeded" },
};

/** An invented person. */
const person: NonNullable<StartBody["expectedIdentity"]> = {
  firstName: "Ada",
  lastName: "Oak",
  birthDate: "1990-05-15",
  gender: "F",
  birthPlace: "London",
  nationality: "GB",
  documentType: "passport",
  documentNumber: "533401372",
};

/**
 * Makes an event of this type happen in a test project, as it happens otherwise: by a session that is
 * started and ended, by a question to the project's hooks, or by recording it with the catalog's
 * example.
 */
export async function trigger(connection: Connection, options: TriggerOptions): Promise<Triggered> {
  const { projectId, type, settings, fail } = options;
  const { mode } = await call(connection, "getProject", { path: { id: projectId } });
  if (mode !== "test")
    throw new CliError(
      "Events are triggered in test projects only: this one is live.",
      "countersign projects use <id>",
      exitCodes.usage,
    );
  if (Object.hasOwn(ways, type)) return bySession(connection, options);
  if (fail !== null)
    throw new CliError(
      `--fail is for events of sessions: ${Object.keys(ways).join(", ")}.`,
      null,
      exitCodes.usage,
    );
  if (type.startsWith("check."))
    throw new CliError(
      "A person's data is sent after a successful session only, to static addresses.",
      "Start one by /check/start: see the guide of able-id.",
      exitCodes.usage,
    );
  const payload = withSettings(await exampleOf(connection, projectId, type), settings);
  if (type.startsWith("before_")) return byQuestion(connection, type, { projectId, payload });
  const body = { projectId, type, payload } as RequestOf<"recordEvent">["body"];
  const { id } = await call(connection, "recordEvent", { body });
  return { kind: "recorded", eventId: id, type };
}

async function bySession(
  connection: Connection,
  { projectId, type, settings, fail }: TriggerOptions,
): Promise<Triggered> {
  const way = ways[type];
  if (way === undefined) throw new Error(`no session causes ${type}`);
  const started = { projectId, method: way.method, expectedIdentity: person };
  const { id } = await call(connection, "startSession", { body: withSettings<StartBody>(started, settings) });
  // The service checks the reason, and says which there are.
  const body = (
    fail === null ? { outcome: way.outcome } : { outcome: "failed", reason: fail }
  ) as RequestOf<"simulateSession">["body"];
  const { status } = await call(connection, "simulateSession", { path: { id }, body });
  return { kind: "session", sessionId: id, type, status };
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
  const { example } = type.startsWith("custom.")
    ? await call(connection, "getProjectEventType", { path: { id: projectId, type } })
    : await call(connection, "getEventType", { path: { type } });
  return typeof example === "object" && example !== null ? example : {};
}
